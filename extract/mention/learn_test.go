package mention

import (
	"math"
	"testing"

	"hearsay/extract/encoder"
	"hearsay/extract/news"
	"hearsay/extract/token"
)

func TestStrongest(t *testing.T) {
	scores := make([]float32, len(labels))
	scores[0], scores[4], scores[5] = 1, 2, 1
	best, p, any := strongest(scores)
	rest := math.E*2 + math.E*math.E + 13
	if best != 4 || math.Abs(p-math.E*math.E/rest) > 1e-9 || math.Abs(any-(1-math.E/rest)) > 1e-9 {
		t.Errorf("strongest = %d, %v, %v", best, p, any)
	}
}

// A name of which the rules know nothing is what the encoder takes its mentions
// for, all together.
func TestVote(t *testing.T) {
	text := token.Split("They went to Coron. Now Coron is quiet, and Coron sleeps.")
	for _, c := range []struct {
		label int
		want  news.Type
	}{{1, news.Person}, {4, news.Organization}, {7, news.Place}, {10, news.Event}, {13, news.Work}} {
		s := newScanner(text)
		for _, sentence := range text.Sentences {
			s.namesIn(sentence.First, sentence.End)
		}
		out := &encoder.Output{End: len(text.Tokens)}
		for i := range text.Tokens {
			out.Mention = append(out.Mention, [len(labels)]float32{})
			if text.Word(i) == "Coron" {
				out.Mention[i][c.label] = 5
			}
		}
		s.vote(out)
		if len(s.found) != 3 {
			t.Fatalf("%d names, want 3", len(s.found))
		}
		for _, m := range s.found {
			if m.Type != c.want {
				t.Errorf("label %d: %s, want %s", c.label, m.Type, c.want)
			}
		}
	}
}
