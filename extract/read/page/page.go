// Package page reads an article from a page of the web: its text, with the paragraphs
// that it has on the page, and what the page says of it. Where it says nothing, a field
// stays empty: nothing is guessed.
//
// Begin with [Read].
package page

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// A Page is what a page of the web says of its article.
type Page struct {
	Title, Author, Publisher, Published, Language, URL string
	Body                                               string // paragraphs with a blank line between them; "" where there is no article
	Note                                               string // how it was read, if not as it stands
}

// Read reads a page. Type is its Content-Type where it came with one.
func Read(data []byte, contentType string) Page {
	source := decode(data, contentType)
	root, err := html.Parse(strings.NewReader(source))
	if err != nil { // nested too deep
		return Page{Body: Text(source), Note: "nested too deep: all of its text is read"}
	}
	p := metadata(root)
	p.Body = newLayout(root).text(root, p.Title)
	return p
}

// declared is how a page says its encoding in its head.
var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)`)

// decode gives a page as UTF-8: by its byte order mark, its header, its <meta>, or as
// its bytes look.
func decode(data []byte, contentType string) string {
	e, _, certain := charset.DetermineEncoding(data, contentType)
	if !certain {
		e = nil
		if m := declared.FindSubmatch(data[:min(len(data), 1<<16)]); m != nil {
			e, _ = charset.Lookup(string(m[1]))
		}
		if e == nil && !utf8.Valid(data) {
			e = charmap.Windows1252
		}
	}
	if e != nil {
		data, _ = e.NewDecoder().Bytes(data) // a decoder of HTML's takes all bytes
	}
	return strings.TrimPrefix(strings.ToValidUTF8(string(data), "\ufffd"), "\ufeff")
}
