package mention

import (
	"strings"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/pointer"
	"hearsay/extract/internal/token"
)

// TestExtents holds the features of heads and candidates against the lengths that the
// weights were made for, and candidates to the sentence.
func TestExtents(t *testing.T) {
	text := token.Split("He left. The report on the oil-for-food fund that Ann Roe wrote was late. The end.")
	first, last := Extents(text, extracttest.English(t).Encode(text))
	for side, decisions := range [][]Extent{first, last} {
		n, err := pointer.Read([]string{beginWeights, endWeights}[side])
		if err != nil {
			t.Fatal(err)
		}
		if len(decisions) == 0 {
			t.Errorf("side %d: no decision", side)
		}
		for _, e := range decisions {
			if len(e.Mine) != n.Mention {
				t.Errorf("side %d: %d features of a head, want %d", side, len(e.Mine), n.Mention)
			}
			for k, i := range e.Candidates {
				if len(e.Theirs[k]) != n.Pair {
					t.Errorf("side %d: %d features of a candidate, want %d", side, len(e.Theirs[k]), n.Pair)
				}
				if text.Tokens[i].Sentence != text.Tokens[e.Head].Sentence {
					t.Errorf("side %d: %q is no candidate of %q", side, text.Word(i), text.Word(e.Head))
				}
			}
		}
	}
}

// Where noun phrases begin and end is learnt: with what completes them, without their
// relative clauses.
func TestBound(t *testing.T) {
	m := extracttest.English(t)
	for _, c := range []struct{ text, want string }{
		{"Officials said the inquiry into the Harbor Bank had ended.", "the inquiry into the Harbor Bank"},
		{"Ann Roe criticized the decision to close the school, which shocked the village.", "the decision to close the school"},
		{"Critics attacked the company's handling of the strike on Monday.", "the company's handling of the strike"},
	} {
		text := token.Split(c.text)
		var got []string
		for _, m := range Find(text, m.Encode(text)) {
			if m.Form == Nominal {
				got = append(got, text.Source[text.Tokens[m.First].Start:text.Tokens[m.End-1].End])
			}
		}
		if !strings.Contains(strings.Join(got, "|")+"|", c.want+"|") {
			t.Errorf("%s: got %q, want %q among them", c.text, got, c.want)
		}
	}
}

// Heads tells the head of a phrase by its words.
func TestHeads(t *testing.T) {
	text := token.Split("the oil-for-food fund of the city")
	var heads []string
	for i := range text.Tokens {
		if Heads(text, i, 0, len(text.Tokens)) {
			heads = append(heads, text.Word(i))
		}
	}
	if got := strings.Join(heads, " "); !strings.Contains(got, "fund") || strings.Contains(got, "city") {
		t.Errorf("heads are %q", got)
	}
}
