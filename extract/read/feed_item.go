package read

import (
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"hearsay/extract/news"
	"hearsay/extract/read/page"
)

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
