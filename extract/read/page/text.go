package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text gives the text of a piece of HTML, all of it: its words with one blank
// between them, a blank line between blocks, a line end for a <br>. It reads tokens,
// so that neither nesting nor tags that are left open matter. What is never shown
// (scripts, styles, templates, comments) is left out.
func Text(source string) string {
	z := html.NewTokenizer(strings.NewReader(source))
	var w writer
	hidden := 0 // how many elements are open that are not shown
	for {
		switch z.Next() {
		case html.ErrorToken:
			return w.String()
		case html.TextToken:
			if hidden == 0 {
				w.text(string(z.Text()))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if unseen(tag) && tag != atom.Object { // which often has no end
				hidden++
			}
			w.tag(tag)
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if unseen(tag) && tag != atom.Object && hidden > 0 {
				hidden--
			}
			if tag != atom.Br {
				w.tag(tag)
			}
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			w.tag(atom.Lookup(name))
		}
	}
}

// unseen says whether the text in an element is never shown.
func unseen(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Textarea, atom.Select, atom.Object:
		return true
	}
	return false
}

// block says whether an element begins a paragraph of its own.
func block(tag atom.Atom) bool {
	switch tag {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div,
		atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Pre,
		atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Title, atom.Tr, atom.Ul:
		return true
	}
	return false
}

// A writer puts words and breaks into paragraphs.
type writer struct {
	b     strings.Builder
	lines int  // line ends to write before the next word: 1 within a paragraph, 2 between two
	blank bool // a blank to write before it
}

// tag notes what an element's beginning or end breaks.
func (w *writer) tag(tag atom.Atom) {
	switch {
	case tag == atom.Br:
		w.lines = min(w.lines+1, 2)
	case tag == atom.Td || tag == atom.Th:
		w.blank = true
	case block(tag):
		w.lines = 2
	}
}

// text writes words.
func (w *writer) text(s string) {
	s = strings.ToValidUTF8(s, "\ufffd")
	for i := 0; i < len(s); {
		if size := blankAt(s, i); size > 0 {
			w.blank = true
			i += size
			continue
		}
		end := i + 1
		for end < len(s) && blankAt(s, end) == 0 {
			end++
		}
		switch {
		case w.b.Len() == 0:
		case w.lines > 0:
			w.b.WriteString("\n\n"[:w.lines])
		case w.blank:
			w.b.WriteByte(' ')
		}
		w.lines, w.blank = 0, false
		w.b.WriteString(s[i:end])
		i = end
	}
}

// blankAt is how many bytes of a blank begin at a byte of a text; 0 for none.
func blankAt(s string, i int) int {
	c := s[i]
	switch {
	case c > ' ' && c < 0x80 || c >= 0xf0: // no blank has four bytes
		return 0
	case c < 0x80:
		if c == 0 || c == ' ' || c >= '\t' && c <= '\r' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if unicode.IsSpace(r) || r == '\ufeff' {
		return size
	}
	return 0
}

// String is what was written.
func (w *writer) String() string { return w.b.String() }
