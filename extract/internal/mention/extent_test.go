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
		{"Critics attacked the company's handling of the strike.", "the company's handling of the strike"},
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

// What heads a marked span is what the encoder takes for a head, and of one span only; a
// title before a name heads nothing.
func TestMarkedHeads(t *testing.T) {
	text := token.Split("The rule issued by the Harbor government pleased Chairwoman Ann Roe, the owner of an oil-for-food fund. " +
		"The US officials criticized the next president, the lead singer and the claim that taxes rose. His lawyer met Secretary of State Bo Reed.")
	spans, heads := [][2]int{}, []string{}
	for _, c := range []struct{ span, head string }{
		{"The rule issued", "rule"},
		{"The rule issued by the Harbor government", ""}, // a shorter span has its head
		{"the Harbor government", "government"},
		{"Harbor", "Harbor"},
		{"Chairwoman Ann Roe", "Roe"},
		{"the owner of an oil-for-food fund", "owner"},
		{"an oil-for-food fund", "fund"},
		{"The US officials", "officials"},
		{"US", "US"},
		{"the next president", "president"},
		{"the lead singer", "singer"},
		{"the claim that taxes rose", "claim"},
		{"taxes", "taxes"},
		{"His lawyer", "lawyer"},
		{"Secretary of State Bo Reed", "Reed"},
	} {
		from := strings.Index(text.Source, c.span)
		var span [2]int
		for i, tok := range text.Tokens {
			if tok.Start == from {
				span[0] = i
			}
			if tok.End == from+len(c.span) {
				span[1] = i + 1
			}
		}
		spans, heads = append(spans, span), append(heads, c.head)
	}
	for k, head := range MarkedHeads(text, extracttest.English(t).Encode(text), spans) {
		got := ""
		if head >= 0 {
			got = text.Word(head)
		}
		if got != heads[k] {
			t.Errorf("%s: headed by %q, want %q", text.Source[text.Tokens[spans[k][0]].Start:text.Tokens[spans[k][1]-1].End], got, heads[k])
		}
	}
}
