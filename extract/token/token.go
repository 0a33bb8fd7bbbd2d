// Package token splits a text into paragraphs of sentences of tokens, finds its
// quotations, and keeps the place of everything in bytes. It reads nothing but
// the text, normalizes nothing, and takes linear time and never fails on any
// bytes.
//
// Begin with [Split].
package token

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

	mark []uint8 // of each token, see marks
}

// Word is the text of token i.
func (t *Text) Word(i int) string { return t.Source[t.Tokens[i].Start:t.Tokens[i].End] }

// Split finds the tokens, sentences, paragraphs and quotations of a text.
func Split(text string) *Text {
	t := &Text{Source: text}
	t.Tokens = tokens(text)
	t.paragraphs()
	t.quotations()
	t.sentences()
	return t
}
