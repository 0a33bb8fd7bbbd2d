package conllu

import (
	"io"
	"strings"

	"hearsay/extract/news"
)

// ReadIOB reads texts whose names are marked token by token, as the English
// Worldwide Newswire's (Shan et al., EMNLP 2023): "# newdoc" before each text, a token
// a line with its label, "O", "B-Person", "I-Person" and so on, a blank line between
// sentences. What stands in further columns is not read. The texts are written as
// people write: no blank before a comma; a sentence without a mark at its end, as a
// headline, has a paragraph of its own.
func ReadIOB(file string, r io.Reader) ([]Document, [][]Name, error) {
	p := iobParser{position: position{file: file}}
	if err := p.lines(r, p.read); err != nil {
		return nil, nil, err
	}
	p.end()
	return p.documents, p.names, nil
}

type iobParser struct {
	position
	documents []Document
	names     [][]Name
	text      strings.Builder
	last      string // the token before
	between   string // what stands before the next token
	quoted    bool   // an odd number of straight quotation marks stands before, in the sentence
}

func (p *iobParser) read(line string) error {
	switch {
	case strings.HasPrefix(line, "# newdoc"):
		p.end()
		_, name, _ := strings.Cut(line, "=")
		p.documents, p.names = append(p.documents, Document{Name: strings.TrimSpace(name)}), append(p.names, nil)
		return nil
	case line == "" || !strings.Contains(line, "\t"):
		p.between = "\n\n"
		if ends(p.last) {
			p.between = " "
		}
		p.last, p.quoted = "", false
		return nil
	}
	if len(p.documents) == 0 {
		p.documents, p.names = append(p.documents, Document{}), append(p.names, nil)
	}
	columns := strings.Split(line, "\t")
	span := p.write(columns[0])
	return p.label(columns[1], span)
}

// ends reports whether a token ends a sentence with a mark.
func ends(w string) bool {
	return w != "" && strings.ContainsAny(w[len(w)-1:], ".?!:\"") || strings.HasSuffix(w, "”")
}

// write adds a token to the text, with a blank before it where one is written.
func (p *iobParser) write(w string) news.Span {
	opens := w == "\"" && !p.quoted
	switch {
	case p.text.Len() == 0:
	case p.last == "":
		p.text.WriteString(p.between)
	case opens || !leans(w) && !joins(p.last) && (p.last != "\"" || !p.quoted):
		p.text.WriteString(" ")
	}
	if w == "\"" {
		p.quoted = !p.quoted
	}
	start := p.text.Len()
	p.text.WriteString(w)
	p.last = w
	return news.Span{Start: start, End: p.text.Len()}
}

// leans reports whether a token is written without a blank before it.
func leans(w string) bool {
	switch w {
	case ",", ".", ":", ";", "?", "!", ")", "]", "%", "”", "\"", "-", "/", "'s", "’s", "'", "’", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll", "’d", "’m":
		return true
	}
	return false
}

// joins reports whether the token after a token is written without a blank.
func joins(w string) bool {
	switch w {
	case "(", "[", "$", "£", "€", "“", "-", "/", "#":
		return true
	}
	return false
}

func (p *iobParser) label(label string, span news.Span) error {
	names := &p.names[len(p.names)-1]
	part, kind, _ := strings.Cut(label, "-")
	switch {
	case part == "O":
	case part == "I" && len(*names) > 0 && (*names)[len(*names)-1].Type == kind:
		(*names)[len(*names)-1].Span.End = span.End
	case part == "B" || part == "I":
		*names = append(*names, Name{span, kind})
	default:
		return p.fail("the label %q, want O, B- or I- and a type", label)
	}
	return nil
}

// end ends a document.
func (p *iobParser) end() {
	if n := len(p.documents); n > 0 {
		p.documents[n-1].Text = p.text.String()
	}
	p.text.Reset()
	p.last, p.between, p.quoted = "", "", false
}
