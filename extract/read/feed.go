package read

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
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
