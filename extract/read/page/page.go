// Package page reads an article from a page of the web: its text, with the paragraphs
// that it has on the page, and what the page says of it. Where it says nothing, a field
// stays empty: nothing is guessed.
//
// Begin with [Read].
package page

import (
	"bytes"
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
	if len(source) > treeBytes || costly(source) {
		return Page{Body: Text(source), Note: "too much markup for a page: all of its text is read"}
	}
	root, err := html.Parse(strings.NewReader(source))
	if err != nil { // nested too deep
		return Page{Body: Text(source), Note: "nested too deep: all of its text is read"}
	}
	p := metadata(root)
	p.Body = newLayout(root).text(root, p.Title)
	return p
}

// treeBytes is how large a page may be of which a tree is made, which takes a dozen
// times as much memory.
const treeBytes = 16 << 20

// Bounds of what the parser of the tree does for markup that repeats itself: it opens
// elements of style anew in every block, and compares the attributes of each <body>
// with all before it.
const (
	mostStyles = 1 << 19 // elements of style that are open, summed over all tags
	mostBodies = 100
)

// costly says whether the tree of a page takes more time or memory than the page has
// bytes for.
func costly(source string) bool {
	most, open, sum, bodies := mostStyles+len(source)/16, 0, 0, 0
	for {
		_, rest, ok := strings.Cut(source, "<")
		if !ok {
			return false
		}
		source = rest
		name := strings.TrimPrefix(rest[:min(len(rest), 10)], "/")
		if end := strings.IndexFunc(name, func(r rune) bool { return r < 'A' }); end >= 0 {
			name = name[:end]
		}
		switch strings.ToLower(name) {
		case "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
			if rest[0] != '/' {
				open++
			} else {
				open = max(open-1, 0)
			}
		case "body", "html":
			bodies++
		}
		if sum += open; sum > most || bodies > mostBodies {
			return true
		}
	}
}

// declared is how a page says its encoding in its head.
var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)`)

// decode gives a page as UTF-8: by its byte order mark, its header, its <meta>, or as
// its bytes look.
func decode(data []byte, contentType string) string {
	e, _, certain := charset.DetermineEncoding(data, contentType)
	if !certain {
		e = nil
		head := data[:min(len(data), 1<<16)]
		if bytes.Contains(bytes.ToLower(head), []byte("charset")) { // ten times as fast as the pattern
			if m := declared.FindSubmatch(head); m != nil {
				e, _ = charset.Lookup(string(m[1]))
			}
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
