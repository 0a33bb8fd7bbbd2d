package score_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/extract/score"
)

// mentions reads "0-4 person, 7-9 place".
func mentions(t *testing.T, notation string) []score.Mention {
	t.Helper()
	var out []score.Mention
	for _, part := range strings.Split(notation, ", ") {
		var m score.Mention
		if part == "" {
			continue
		}
		if _, err := fmt.Sscanf(part, "%d-%d %s", &m.Span.Start, &m.Span.End, &m.Type); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		out = append(out, m)
	}
	return out
}

func TestMentions(t *testing.T) {
	for _, c := range []struct {
		gold, found      string
		hit, marked, got int
	}{
		{"0-4 person, 7-9 place", "0-4 person, 7-9 place", 2, 2, 2},
		{"0-4 person", "0-4 place", 0, 1, 1},
		{"0-4 person", "0-5 person", 0, 1, 1},
		{"0-4 person", "0-4 person, 0-4 person", 1, 1, 1}, // twice is once
		{"", "0-4 person", 0, 0, 1},
		{"0-4 person", "", 0, 1, 0},
	} {
		s := score.Mentions([][2][]score.Mention{{mentions(t, c.gold), mentions(t, c.found)}})
		if got, want := s[len(s)-1], (score.MentionRow{Type: "all", Hit: c.hit, Gold: c.marked, Found: c.got}); got != want {
			t.Errorf("gold %q, found %q: got %+v, want %+v", c.gold, c.found, got, want)
		}
	}
}

// chains reads "ab cd": a chain a word, a mention a letter.
func chains(notation string) score.Chains {
	var out score.Chains
	for _, word := range strings.Fields(notation) {
		var chain []news.Span
		for _, r := range word {
			chain = append(chain, news.Span{Start: int(r), End: int(r) + 1})
		}
		out = append(out, chain)
	}
	return out
}

func TestCoreference(t *testing.T) {
	for _, c := range []struct {
		gold, found        string
		mucR, mucP         float64
		b3R, b3P, cer, cep float64
	}{
		{"abc de", "abc de", 1, 1, 1, 1, 1, 1},
		// The example of the reference scorer's paper (Pradhan et al. 2014, figure 1):
		// key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
		{"abc defg", "ab cd fghi", 2. / 5, 2. / 5, 5. / 12, 1. / 2, 0.65, 0.4333333},
		{"abcde fg hijkl", "abcde fghijkl", 1, 9. / 10, 1, (5 + (4+25)/7.) / 12, (1 + 10./12) / 3, (1 + 10./12) / 2},
		{"ab", "", 0, 0, 0, 0, 0, 0},
		{"", "ab", 0, 0, 0, 0, 0, 0},
		{"a b", "ab", 0, 0, 1, 1. / 2, 1. / 3, 2. / 3},
		{"ab", "ab b", 1, 1, 1, 1, 1, 1}, // a span in two chains counts in the first
	} {
		s := score.Coreference([][2]score.Chains{{chains(c.gold), chains(c.found)}})
		got := []float64{s[1].Recall(), s[1].Precision(), s[2].Recall(), s[2].Precision(), s[3].Recall(), s[3].Precision()}
		want := []float64{c.mucR, c.mucP, c.b3R, c.b3P, c.cer, c.cep}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-6 {
				t.Errorf("gold %q, found %q: got R and P of MUC, B3, CEAFe\n %.4f\nwant\n %.4f", c.gold, c.found, got, want)
				break
			}
		}
	}
	if got := len(chains("a bc def").Without(1)); got != 2 {
		t.Errorf("%d chains have more than one mention, want 2", got)
	}
}

// TestCoreferenceAlignment compares CEAFe's alignment with the best of all.
func TestCoreferenceAlignment(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		partition := func() string {
			words := make([]string, 1+random.IntN(5))
			for _, r := range "abcdefghijkl" {
				words[random.IntN(len(words))] += string(r)
			}
			return strings.Join(words, " ")
		}
		gold, found := partition(), partition()
		s := score.Coreference([][2]score.Chains{{chains(gold), chains(found)}})
		want := best(chains(gold), chains(found))
		if math.Abs(s[3].RHit-want) > 1e-9 {
			t.Errorf("gold %q, found %q: sum of φ4 %.6f, want %.6f", gold, found, s[3].RHit, want)
		}
	}
}

// best tries every alignment.
func best(gold, found score.Chains) float64 {
	if len(gold) == 0 {
		return 0
	}
	most := best(gold[1:], found)
	for k, f := range found {
		common := 0
		for _, a := range gold[0] {
			for _, b := range f {
				if a == b {
					common++
				}
			}
		}
		rest := append(append(score.Chains{}, found[:k]...), found[k+1:]...)
		most = max(most, 2*float64(common)/float64(len(gold[0])+len(f))+best(gold[1:], rest))
	}
	return most
}

func TestCalibration(t *testing.T) {
	r := score.Calibration([]score.Guess{{0.95, true}, {0.95, true}, {1, false}, {0.25, false}, {0.25, true}, {0, false}})
	if r[9].N != 3 || r[2].N != 2 || r[0].N != 1 || math.Abs(r[9].Accuracy-2./3) > 1e-9 {
		t.Errorf("bins: got %+v", r)
	}
	// 3 guesses of mean .9667 and 2/3 right, 2 of .25 and 1/2 right, 1 of 0.
	if got, want := r.Error(), (3*(2.9/3-2./3)+2*0.25)/6; math.Abs(got-want) > 1e-9 {
		t.Errorf("error: got %.4f, want %.4f", got, want)
	}
	var none score.Reliability
	var b bytes.Buffer
	if err := none.Write(&b); err != nil || !strings.Contains(b.String(), "error 0.000") {
		t.Errorf("without guesses: %q, %v", &b, err)
	}
}
