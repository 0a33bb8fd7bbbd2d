package encoder

import "hearsay/extract/token"

// Pieces are the word pieces of a text's tokens, one token's after the other's.
type Pieces struct {
	IDs  []int32
	Ends []int32 // where in IDs the pieces of each token end
}

// Pieces returns the word pieces of all tokens of t: at least one and at most
// 16 a token.
func (v *Vocabulary) Pieces(t *token.Text) Pieces {
	p := Pieces{
		IDs:  make([]int32, 0, 2*len(t.Tokens)),
		Ends: make([]int32, 0, len(t.Tokens)),
	}
	for i := range t.Tokens {
		p.IDs = v.Append(p.IDs, t.Word(i))
		p.Ends = append(p.Ends, int32(len(p.IDs)))
	}
	return p
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
