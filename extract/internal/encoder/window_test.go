package encoder

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/extract/internal/token"
)

// sentences returns a text of sentences of so many tokens, a piece each, and
// the pieces.
func sentences(lengths ...int) (*token.Text, Pieces) {
	var t token.Text
	var p Pieces
	for s, n := range lengths {
		for range n {
			t.Tokens = append(t.Tokens, token.Token{Sentence: int32(s)})
			p.IDs = append(p.IDs, 1)
			p.Ends = append(p.Ends, int32(len(p.IDs)))
		}
	}
	return &t, p
}

func TestWindows(t *testing.T) {
	// Each case is the lengths of sentences, and the windows of up to 20 with
	// an overlap of 6.
	for _, c := range []struct {
		sentences []int
		want      string
	}{
		{[]int{}, "[]"},
		{[]int{1}, "[{0 1}]"},
		{[]int{10, 10}, "[{0 20}]"},
		{[]int{10, 10, 1}, "[{0 20} {10 21}]"},
		{[]int{10, 8, 10}, "[{0 18} {10 28}]"},        // ends at a sentence's end
		{[]int{4, 14, 10}, "[{0 18} {4 24} {18 28}]"}, // begins at the sentence's start before the overlap
		{[]int{18, 10}, "[{0 18} {18 28}]"},           // no sentence to begin with but the next
		{[]int{50}, "[{0 20} {20 40} {40 50}]"},       // none at all
		{[]int{15, 20}, "[{0 20} {15 35}]"},           // begins within the overlap
		{[]int{1, 40}, "[{0 20} {1 21} {21 41}]"},     // goes on by one token, but only once
		{[]int{2, 2, 2, 2, 12, 2}, "[{0 20} {8 22}]"}, // what is left fits
		{[]int{5, 5, 5, 4, 30}, "[{0 19} {10 30} {19 39} {39 49}]"},
	} {
		text, p := sentences(c.sentences...)
		got := fmt.Sprint(Windows(text, p, 0, len(text.Tokens), 20, 6))
		if got != c.want {
			t.Errorf("Windows of sentences of %d: %s, want %s", c.sentences, got, c.want)
		}
	}
}

func TestWindowsOfAPart(t *testing.T) {
	text, p := sentences(10, 10, 10, 10)
	got := fmt.Sprint(Windows(text, p, 5, 33, 20, 6))
	if want := "[{5 25} {10 30} {20 33}]"; got != want {
		t.Errorf("Windows = %s, want %s", got, want)
	}
}

func TestPieces(t *testing.T) {
	v, err := NewVocabulary(small)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := pieces(v, "Unbelievable bills."), "un ##believ ##able|bill ##s|."; got != want {
		t.Errorf("Pieces = %s, want %s", got, want)
	}
	// A headline has a full stop for the encoder; what stands last, or has one, has none.
	if got, want := pieces(v, "Bills\n\nBills.\n\nBills"), "bill ##s .|bill ##s|.|bill ##s"; got != want {
		t.Errorf("Pieces of paragraphs = %s, want %s", got, want)
	}
}

// pieces are the pieces of a text, those of a token parted by blanks.
func pieces(v *Vocabulary, source string) string {
	text := token.Split(source)
	p := v.Pieces(text)
	var got []string
	for i := range text.Tokens {
		var of []string
		for _, id := range p.Of(i) {
			of = append(of, small[id])
		}
		got = append(got, strings.Join(of, " "))
	}
	return strings.Join(got, "|")
}
