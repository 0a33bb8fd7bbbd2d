// Package token splits a text into paragraphs of sentences of tokens, finds its
// quotations, and keeps the place of everything in bytes. It reads nothing but
// the text, normalizes nothing, and takes linear time and never fails on any
// bytes.
//
// Begin with [Split].
package token

import "strings"

// A Token is a word, a number, a mark: text[Start:End]. Sentence and Paragraph
// are the indices of what it stands in.
type Token struct {
	Start, End          int
	Sentence, Paragraph int32
}

// A Sentence is the tokens First to End, End excluded. It lies in one paragraph.
type Sentence struct{ First, End int }

// A Paragraph is the tokens First to End, End excluded.
type Paragraph struct{ First, End int }

// A Quotation is a stretch in quotation marks. Open is the token of the opening
// mark, Close that of the closing mark, or -1 where the paragraph ends before
// one; the tokens inside are First to End, End excluded. Continues is true when
// it goes on in the next paragraph, which opens with a mark again.
type Quotation struct {
	Open, Close, First, End int
	Continues               bool
}

// A Text is a text with what it is made of, each in the order of the text.
type Text struct {
	Source     string
	Tokens     []Token
	Sentences  []Sentence
	Paragraphs []Paragraph
	Quotations []Quotation

	mark   []uint8 // of each token, see marks
	width  int     // of the lines, where they were wrapped by hand; else 0
	unseen bool    // it has characters that are not seen, see invisible
}

// Word is the text of token i, without characters that are not seen.
func (t *Text) Word(i int) string { return t.seen(t.Source[t.Tokens[i].Start:t.Tokens[i].End]) }

// Words is the text of the tokens first to end, end excluded, as it is read: without
// characters that are not seen, and with a blank where a line was wrapped.
func (t *Text) Words(first, end int) string {
	if first >= end {
		return ""
	}
	s := t.seen(t.Source[t.Tokens[first].Start:t.Tokens[end-1].End])
	if strings.ContainsAny(s, "\n\r") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

// seen is a text without characters that are not seen.
func (t *Text) seen(s string) string {
	if !t.unseen || strings.IndexFunc(s, invisible) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

// invisible says whether a character shows where a word may be broken, or how its
// letters join or run, and is no part of it: soft hyphens, what has no width, marks of
// direction.
func invisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 || r == 0xfeff
}

// Split finds the tokens, sentences, paragraphs and quotations of a text. What a site
// put between the words of an article has no tokens.
func Split(text string) *Text {
	t := &Text{Source: text, width: wrapWidth(text), unseen: strings.IndexFunc(text, invisible) >= 0}
	t.Tokens = without(text, tokens(text), t.width > 0)
	t.paragraphs()
	t.quotations()
	t.sentences()
	return t
}
