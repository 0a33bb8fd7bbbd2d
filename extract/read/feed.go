package read

import (
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"hearsay/extract/news"
	"hearsay/extract/read/page"
)

// xmlRoot finds the first element of XML, behind its declaration, comments and DTD.
var xmlRoot = regexp.MustCompile(`(?s)^(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)`)

// root is the name of the first element of XML; "" for what is none.
func root(start []byte) string {
	if m := xmlRoot.FindSubmatch(start); m != nil {
		return string(m[1])
	}
	return ""
}

// A feed is what a feed of RSS (0.9 to 2.0, RDF), Atom (RFC 4287) or a sitemap says.
type feed struct {
	*source
	dec             *xml.Decoder
	title, language string
	base            string // what its links are relative to
	addresses       int
}

// feed reads a feed, an item at a time: those with their full text are articles. A
// feed that is broken is named with its fault, and what came before it is kept. Nothing
// is ever loaded, and no entity of a DTD is expanded.
func (s *source) feed() error {
	s.many = true
	f := &feed{source: s, dec: xml.NewDecoder(written(s.asUTF8())), base: s.at}
	f.dec.Strict, f.dec.AutoClose, f.dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	f.dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if s.noted != "" { // a mark at the beginning says more than the declaration
			return in, nil
		}
		return charset.NewReaderLabel(label, in)
	}
	err := f.items()
	var broken *xmlFault
	switch {
	case errors.As(err, &broken):
		line, _ := f.dec.InputPos()
		return s.skip(kindOf(broken.cause, Damaged).because("not XML at line %d: %s", line, strings.TrimPrefix(broken.cause.Error(), "XML syntax error on line "+fmt.Sprint(line)+": ")))
	case err != nil:
		return err
	case f.addresses > 0 && !s.Follow:
		return s.skip(NotFollowed.because("a sitemap of %d addresses, no article; --follow reads them", f.addresses))
	case s.number == 0 && !s.Follow:
		return s.skip(Empty.because("a feed without items"))
	}
	return nil
}

// asUTF8 is the input, decoded where its beginning is neither UTF-8 nor says what else
// it is.
func (s *source) asUTF8() io.Reader {
	head, _ := s.in.Peek(4096)
	for len(head) > 0 && !utf8.FullRune(head[max(0, len(head)-utf8.UTFMax):]) {
		head = head[:len(head)-1]
	}
	if utf8.Valid(head) || strings.Contains(string(head[:min(200, len(head))]), "encoding=") || !western(head) {
		return s.in
	}
	s.noted = "read as Windows-1252"
	r, err := charset.NewReaderLabel("windows-1252", s.in)
	if err != nil {
		return s.in
	}
	return r
}

// written gives XML without the control characters that it may not have, and that end
// the reading of others' feeds.
func written(in io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		for i, c := range p[:n] {
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0 { // a NUL is of another encoding
				p[i] = ' '
			}
		}
		return n, err
	})
}

// An xmlFault is what is wrong with the XML itself.
type xmlFault struct{ cause error }

func (e *xmlFault) Error() string { return e.cause.Error() }

// token is the next token.
func (f *feed) token() (xml.Token, error) {
	t, err := f.dec.RawToken()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, &xmlFault{err}
	}
	return t, err
}

// within is the next token in an element, which the input does not end in.
func (f *feed) within() (xml.Token, error) {
	t, err := f.token()
	if errors.Is(err, io.EOF) {
		err = &xmlFault{io.ErrUnexpectedEOF}
	}
	return t, err
}

// items reads the items of a feed.
func (f *feed) items() error {
	for {
		t, err := f.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := strings.ToLower(e.Name.Local); name {
		case "item", "entry":
			if err := f.item(name, e); err != nil {
				return err
			}
		case "title":
			if f.title == "" {
				f.title, err = f.inner(e)
			}
		case "language":
			f.language, err = f.inner(e)
		case "image", "textinput":
			_, err = f.inner(e)
		case "loc": // of a sitemap
			var at string
			if at, err = f.inner(e); err == nil {
				err = f.located(at)
			}
		case "feed", "rss", "rdf", "channel":
			f.language = cmp.Or(attrOf(e, "lang"), f.language)
			f.base = based(f.base, attrOf(e, "base"))
		}
		if err != nil {
			return err
		}
	}
}

func attrOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// inner is what stands in an element, as HTML. Of one that never ends, all that follows.
func (f *feed) inner(e xml.StartElement) (string, error) {
	var b strings.Builder
	kind, mode := attrOf(e, "type"), attrOf(e, "mode")
	escaped := kind == "xhtml" || mode == "xml"
	for depth := 1; ; {
		t, err := f.within()
		if err != nil {
			return "", err
		}
		if int64(b.Len()) > f.limits.Line {
			return "", &xmlFault{tooLong(f.limits.Line)}
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			escaped = true
			fmt.Fprintf(&b, "<%s>", t.Name.Local)
		case xml.EndElement:
			if depth--; depth == 0 || t.Name == e.Name {
				return decodedText(strings.TrimSpace(b.String()), kind, mode), nil
			}
			fmt.Fprintf(&b, "</%s>", t.Name.Local)
		case xml.CharData:
			text := strings.Map(western1, string(t))
			if escaped {
				text = html.EscapeString(text)
			}
			b.WriteString(text)
		}
	}
}

// western1 is a character as it was meant: numbers of characters between 128 and 159 are
// of Windows-1252, in XML as in HTML.
func western1(r rune) rune {
	if r >= 0x80 && r < 0xa0 {
		return charmap.Windows1252.DecodeByte(byte(r))
	}
	return r
}

// decodedText is what an element of Atom holds that is in base64: as it says (Atom 0.3),
// or of a type that is neither text nor XML (RFC 4287, 4.1.3.3).
func decodedText(text, kind, mode string) string {
	switch {
	case mode == "base64":
	case mode != "" || !strings.Contains(kind, "/") || strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "xml"):
		return text
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil || !utf8.Valid(data) {
		return text
	}
	return string(data)
}

// modules are the prefixes of what belongs to an item beside its own format; what others
// call title or description is something else.
var modules = []string{"dc", "dcterms", "content", "xhtml", "atom", "feedburner", "rss"}

// An entry is what an item of a feed says: title, texts and their like as HTML.
type entry struct{ title, link, id, full, summary, author, at, language, base string }

// item reads an item and hands it on.
func (f *feed) item(name string, start xml.StartElement) error {
	i := entry{language: attrOf(start, "lang"), base: based(f.base, attrOf(start, "base"))}
	for {
		t, err := f.within()
		if err != nil {
			return err
		}
		if end, ok := t.(xml.EndElement); ok && strings.EqualFold(end.Name.Local, name) {
			return f.article(&i)
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		local := strings.ToLower(e.Name.Local)
		if local == "link" && attrOf(e, "href") != "" {
			if rel := attrOf(e, "rel"); rel == "" || rel == "alternate" {
				i.link = attrOf(e, "href")
			}
			continue
		}
		value, err := f.inner(e)
		if err != nil {
			return err
		}
		if space := e.Name.Space; space == start.Name.Space || slices.Contains(modules, space) {
			i.take(local, attrOf(e, "type"), value)
		}
	}
}

// take takes what an element of the item holds.
func (i *entry) take(name, kind, value string) {
	switch name {
	case "title":
		i.title = cmp.Or(i.title, value)
	case "link", "origlink":
		i.link = cmp.Or(i.link, value)
	case "guid", "id":
		i.id = cmp.Or(i.id, value)
	case "encoded", "content", "body", "fulltext", "fullitem":
		if kind == "text" || kind == "text/plain" {
			value = html.EscapeString(value)
		}
		if len(value) > len(i.full) {
			i.full = value
		}
	case "description", "summary", "subtitle", "abstract":
		if kind == "text" {
			value = html.EscapeString(value)
		}
		i.summary = cmp.Or(i.summary, value)
	case "creator", "author":
		i.author = cmp.Or(i.author, page.Text(value))
	case "pubdate", "published", "issued":
		i.at = value
	case "date", "updated", "modified", "created":
		i.at = cmp.Or(i.at, value)
	case "language":
		i.language = value
	}
}

// article makes an article of what an item says.
func (f *feed) article(i *entry) error {
	link, full := i.link, i.full
	if link == "" && address.MatchString(i.id) {
		link = i.id
	}
	if full == "" {
		if f.Follow && link != "" {
			return f.fetch(absolute(i.base, strings.TrimSpace(link)))
		}
		if full = i.summary; !f.Summaries {
			return f.skip(NoFullText.because("an item of a feed without its full text; --summaries reads what there is, --follow its page"))
		}
	}
	a := news.Article{Title: strings.Join(strings.Fields(page.Text(i.title)), " "), URL: absolute(i.base, strings.TrimSpace(link)), Publisher: page.Text(f.title), Language: cmp.Or(i.language, f.language)}
	var notes []string
	a.Published, notes = dated(i.at)
	text := page.Text(full)
	if strings.TrimSpace(text) == "" && a.Title == "" {
		return f.skip(Empty.because("empty"))
	}
	return f.emit(f.finish(a, i.author, notes, text))
}

// located is an address that a sitemap has.
func (f *feed) located(at string) error {
	if f.addresses++; !f.Follow {
		return nil
	}
	if f.depth >= deepest {
		return f.skip(TooLarge.because("%s: behind more than %d sitemaps", at, deepest))
	}
	f.depth++
	defer func() { f.depth-- }()
	return f.fetch(absolute(f.base, at))
}

// based is the base of an element's links: its own, which may be relative, or the one
// around it.
func based(around, own string) string {
	if own == "" {
		return around
	}
	return absolute(around, own)
}

// absolute is a link as an address, if its base is known.
func absolute(base, link string) string {
	at, err := url.Parse(base)
	if base == "" || link == "" || err != nil {
		return link
	}
	if u, err := at.Parse(link); err == nil {
		return u.String()
	}
	return link
}
