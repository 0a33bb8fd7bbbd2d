// Package conllu reads treebanks in the CoNLL-U format
// (https://universaldependencies.org/format.html) with the mentions and the
// coreference that GUM (Zeldes, LREV 2017) writes into its MISC column:
// Entity=(GRP-etype-infstat-salience-centering-minspan-link-identity).
//
// The raw text of a document is made of its "# text" lines: those of a paragraph
// ("# newpar") are joined by a space, paragraphs by a blank line.
//
// Begin with [Read].
package conllu

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"hearsay/extract/news"
)

// A Token is a syntactic word. Words that are written as one ("don't") have
// spans within it where their forms tell, else all of them its whole span.
type Token struct {
	Form, Tag string    // the form, and the Penn tag (XPOS)
	Head      int       // the token that it depends on, as an index in its document; -1 for a root
	Span      news.Span // in the document's text
}

// A Mention is a stretch that refers to something. One in several pieces is the
// stretch from its first to its last.
type Mention struct {
	First, End int       // tokens, End excluded
	Head       int       // the first token in it that depends on one outside it
	Span       news.Span // in the document's text
	Type       string    // GUM's: person, organization, place, event, abstract, object, time, animal, plant, substance
	Chain      string    // mentions of one thing in a document have the same
	Identity   string    // the name of what it means, where it has an article in Wikipedia
	Named      bool      // its head is a proper noun, or it has an identity
}

// A Sentence is the tokens First to End, End excluded.
type Sentence struct {
	ID         string // "GUM_news_homeopathic-3"
	First, End int
}

// A Document is a text with its tokens, and its mentions in the order of their
// first tokens, the longer first.
type Document struct {
	Name      string // "GUM_news_homeopathic"; "" before the first "# newdoc"
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Mentions  []Mention
}

// A SyntaxError says where a file is not what it should be.
type SyntaxError struct {
	File string
	Line int
	Msg  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Read reads the documents of a treebank; file is its name for errors. It fails
// with a [SyntaxError] where a line is not of the format.
func Read(file string, r io.Reader) ([]Document, error) {
	p := &parser{position: position{file: file}}
	if err := p.lines(r, p.read); err != nil {
		return nil, err
	}
	if err := p.endDocument(); err != nil {
		return nil, err
	}
	return p.documents, nil
}

// A parser holds what the lines so far have begun.
type parser struct {
	position
	documents []Document

	doc     *Document // nil before its first line
	text    strings.Builder
	between string // what stands before the next sentence's text

	inSentence bool
	id         string // of the sentence that comes
	first      int    // the first token of the sentence
	at, limit  int    // the part of the text in which its next token stands
	fused      fused
	open       []opened
	pieces     map[string]int // of each mention in pieces: its index
}

// fused is a word that several tokens are written as, while these are read.
type fused struct {
	last int // the number of its last token; 0 outside
	span news.Span
	at   int
}

// read reads one line.
func (p *parser) read(line string) error {
	switch {
	case line == "":
		return p.endSentence()
	case line[0] == '#':
		return p.comment(line)
	}
	return p.token(line)
}

// comment reads a line that begins with a number sign.
func (p *parser) comment(line string) error {
	key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
	switch key, value = strings.TrimSpace(key), strings.TrimSpace(value); {
	case strings.HasPrefix(key, "newdoc"):
		if err := p.endDocument(); err != nil {
			return err
		}
		p.documents = append(p.documents, Document{Name: value})
		p.doc = &p.documents[len(p.documents)-1]
	case (key == "newpar" || strings.HasPrefix(key, "newpar id")) && p.text.Len() > 0:
		p.between = "\n\n"
	case key == "sent_id":
		p.id = value
	case key == "text":
		if p.inSentence {
			return p.fail("a second # text in a sentence")
		}
		p.begin(value)
	}
	return nil
}

// begin begins a sentence.
func (p *parser) begin(text string) {
	if p.doc == nil {
		p.documents = append(p.documents, Document{})
		p.doc = &p.documents[len(p.documents)-1]
	}
	p.text.WriteString(p.between)
	p.at = p.text.Len()
	p.text.WriteString(text)
	p.limit = p.text.Len()
	p.between = " "
	p.inSentence, p.first = true, len(p.doc.Tokens)
	p.fused = fused{}
	p.doc.Sentences = append(p.doc.Sentences, Sentence{p.id, p.first, p.first})
	p.id = ""
}

// token reads a line of ten columns.
func (p *parser) token(line string) error {
	columns := strings.Split(line, "\t")
	if len(columns) != 10 {
		return p.fail("%d columns, want 10", len(columns))
	}
	if !p.inSentence {
		return p.fail("a token before the sentence's # text")
	}
	id, form := columns[0], columns[1]
	if strings.Contains(id, ".") { // an empty node, which is not written
		return nil
	}
	if _, last, ok := strings.Cut(id, "-"); ok {
		n, err := strconv.Atoi(last)
		if err != nil {
			return p.fail("the number %q of a token", id)
		}
		span, err := p.place(form)
		p.fused = fused{n, span, span.Start}
		return err
	}
	n, err := strconv.Atoi(id)
	if err != nil || n != len(p.doc.Tokens)-p.first+1 {
		return p.fail("the number %q of a token, want %d", id, len(p.doc.Tokens)-p.first+1)
	}
	head, err := strconv.Atoi(columns[6])
	if err != nil && columns[6] != "_" || head < 0 {
		return p.fail("the head %q of a token", columns[6])
	}
	span, err := p.tokenSpan(n, form)
	if err != nil {
		return err
	}
	t := Token{Form: form, Tag: columns[4], Head: p.first + head - 1, Span: span}
	if head == 0 {
		t.Head = -1
	}
	p.doc.Tokens = append(p.doc.Tokens, t)
	for _, field := range strings.Split(columns[9], "|") {
		if value, ok := strings.CutPrefix(field, "Entity="); ok {
			return p.entity(value)
		}
	}
	return nil
}

// place finds a form in what is left of the sentence's text, blanks aside.
func (p *parser) place(form string) (news.Span, error) {
	rest := p.text.String()[p.at:p.limit]
	skipped := len(rest) - len(strings.TrimLeft(rest, " \u00a0\u2003\t"))
	if !strings.HasPrefix(rest[skipped:], form) {
		return news.Span{}, p.fail("the token %q is not what its sentence's # text goes on with: %.40q", form, rest)
	}
	start := p.at + skipped
	p.at = start + len(form)
	return news.Span{Start: start, End: p.at}, nil
}

// tokenSpan is the span of the sentence's token n.
func (p *parser) tokenSpan(n int, form string) (news.Span, error) {
	if n > p.fused.last {
		return p.place(form)
	}
	f := &p.fused
	if strings.HasPrefix(p.text.String()[f.at:f.span.End], form) {
		f.at += len(form)
		return news.Span{Start: f.at - len(form), End: f.at}, nil
	}
	return f.span, nil
}

// endSentence ends a sentence; its mentions may go on.
func (p *parser) endSentence() error {
	if !p.inSentence {
		return nil
	}
	p.inSentence = false
	p.doc.Sentences[len(p.doc.Sentences)-1].End = len(p.doc.Tokens)
	for i := p.first; i < len(p.doc.Tokens); i++ {
		if p.doc.Tokens[i].Head >= len(p.doc.Tokens) {
			return p.fail("the token %q depends on one behind its sentence", p.doc.Tokens[i].Form)
		}
	}
	return nil
}

// endDocument finishes the document that the lines so far belong to.
func (p *parser) endDocument() error {
	if err := p.endSentence(); err != nil {
		return err
	}
	if len(p.open) > 0 {
		return p.fail("the mention %q is not closed", p.open[0].key)
	}
	if p.doc != nil {
		p.doc.Text = p.text.String()
		p.doc.finish()
	}
	p.doc, p.between, p.pieces = nil, "", nil
	p.text.Reset()
	return nil
}
