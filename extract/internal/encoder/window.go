package encoder

import (
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/token"
)

// Pieces are the word pieces of a text's tokens, one token's after the other's.
type Pieces struct {
	IDs  []int32
	Ends []int32 // where in IDs the pieces of each token end
}

// Pieces returns the word pieces of all tokens of t: at least one and at most
// 16 a token. The last word of a paragraph without a full stop, as of a headline or a
// byline, has that of one more, where another paragraph follows: the encoder learnt from
// prose, and would read on.
func (v *Vocabulary) Pieces(t *token.Text) Pieces {
	p := Pieces{
		IDs:  make([]int32, 0, 2*len(t.Tokens)),
		Ends: make([]int32, 0, len(t.Tokens)),
	}
	paragraph := 0
	for i := range t.Tokens {
		p.IDs = v.Append(p.IDs, t.Word(i))
		for t.Paragraphs[paragraph].End <= i {
			paragraph++
		}
		if i+1 == t.Paragraphs[paragraph].End && i+1 < len(t.Tokens) && endsOpen(t, i) {
			p.IDs = append(p.IDs, v.stop)
		}
		p.Ends = append(p.Ends, int32(len(p.IDs)))
	}
	return p
}

// endsOpen reports whether token i, or what stands before the closing mark that it
// is, ends with a letter or a digit, not with a mark that ends a sentence.
func endsOpen(t *token.Text, i int) bool {
	if w := t.Word(i); i > 0 && (w == "”" || w == `"` || w == "''" || w == "’" || w == ")") {
		i--
	}
	r, _ := utf8.DecodeLastRuneInString(t.Word(i))
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// Of returns the pieces of token i.
func (p Pieces) Of(i int) []int32 { return p.IDs[p.start(i):p.Ends[i]] }

// start is where in IDs the pieces of token i begin.
func (p Pieces) start(i int) int {
	if i == 0 {
		return 0
	}
	return int(p.Ends[i-1])
}

// A Window is a stretch of tokens that the encoder sees at a time: token
// indices, End exclusive.
type Window struct{ First, End int }

// Windows cuts the tokens of t from first to end, p being all its pieces, into
// windows of at most size pieces (at least 16), of which two neighbours share
// about overlap pieces. A window begins at a sentence's start if there is one
// near, and ends at a sentence's end if there is one in its last quarter. A
// sentence longer than a window is cut wherever the window is full, and what
// follows does not overlap.
func Windows(t *token.Text, p Pieces, first, end, size, overlap int) []Window {
	starts := func(i int) bool {
		return i == first || t.Tokens[i].Sentence != t.Tokens[i-1].Sentence
	}
	length := func(i, j int) int { return p.start(j) - p.start(i) }
	var windows []Window
	for a := first; a < end; {
		b := a
		for b < end && length(a, b+1) <= size {
			b++
		}
		if b == end {
			return append(windows, Window{a, b})
		}
		c := b
		for c > a && !starts(c) {
			c--
		}
		if c > a && length(c, b) < size/4 {
			b = c
		}
		windows = append(windows, Window{a, b})
		a = next(a, b, overlap, starts, length)
	}
	return windows
}

// next is where the window after that from a to b begins: at the last
// sentence's start before the overlap, else the first one in it, else at b.
func next(a, b, overlap int, starts func(int) bool, length func(i, j int) int) int {
	c := b
	for c > a+1 && length(c, b) < overlap {
		c--
	}
	for i := c; i > a; i-- {
		if starts(i) {
			return i
		}
	}
	for c < b && !starts(c) {
		c++
	}
	return c
}
