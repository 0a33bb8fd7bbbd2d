package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
)

// leastParity is the share of labels, and of links, that must be those of the
// training's simulation of int8 arithmetic.
const leastParity = 0.995

// undecided stands for a label that the simulation itself gives or not by the
// order in which it adds up floats.
const undecided = -1

// A window is what the simulation says of some tokens of an article, taken as
// a text of their own: see training/golden.py.
type window struct {
	Article              string
	First, End           int
	Attribution, Mention []int
	Links                map[string][][2]int // a token and its target, -1 for none
}

func TestParityWithTraining(t *testing.T) {
	data, err := os.ReadFile("../../testdata/golden/parity.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Model   string
		Windows []window
	}
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(English()); golden.Model != hex.EncodeToString(sum[:]) {
		t.Fatal("testdata/golden/parity.json is of another model: run training/golden.py")
	}
	m, err := encoder.Read(English())
	if err != nil {
		t.Fatal(err)
	}
	var attribution, mention, links share
	texts := map[string]*token.Text{}
	for _, w := range golden.Windows {
		text := texts[w.Article]
		if text == nil {
			article, err := os.ReadFile("../../testdata/articles/" + w.Article + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			text = token.Split(string(article))
			texts[w.Article] = text
		}
		if w.End > len(text.Tokens) {
			t.Fatalf("%s has %d tokens, the golden file wants %d: run training/golden.py", w.Article, len(text.Tokens), w.End)
		}
		out := m.EncodeRange(text, w.First, w.End)
		for i, label := range viterbi(m, out) {
			if w.Attribution[i] != undecided {
				attribution.count(label == w.Attribution[i])
			}
			if w.Mention[i] != undecided {
				mention.count(best(out.Mention[i][:]) == w.Mention[i])
			}
		}
		for kind := encoder.ContentCue; kind <= encoder.Antecedent; kind++ {
			for _, link := range w.Links[kind.String()] {
				links.count(target(out, kind, link[0]) == link[1])
			}
		}
	}
	for name, s := range map[string]share{"attribution labels": attribution, "mention labels": mention, "links": links} {
		t.Logf("%s: %d of %d", name, s.same, s.all)
		if s.all == 0 || float64(s.same) < leastParity*float64(s.all) {
			t.Errorf("%s: %d of %d are the simulation's, wants %.1f %%", name, s.same, s.all, 100*leastParity)
		}
	}
}

// A share counts what is the same.
type share struct{ same, all int }

func (s *share) count(same bool) {
	s.all++
	if same {
		s.same++
	}
}

// best is the index of the largest value, the first of several.
func best(values []float32) int {
	k := 0
	for i, v := range values {
		if v > values[k] {
			k = i
		}
	}
	return k
}

// target is where the token's link most probably points, -1 for none.
func target(o *encoder.Output, kind encoder.Link, token int) int {
	targets, most := o.Link(kind, token)
	at := -1
	for _, l := range targets {
		if l.P > most || l.P == most && at < 0 {
			at, most = int(l.Token), l.P
		}
	}
	return at
}

// viterbi is the best sequence of attribution labels.
func viterbi(m *encoder.Model, o *encoder.Output) []int {
	score, transition := m.Start(), m.Transition()
	back := make([][len(score)]int, len(o.Attribution))
	for i, labels := range o.Attribution {
		next := score
		for to := range next {
			if i > 0 {
				var from [len(score)]float32
				for k := range from {
					from[k] = score[k] + transition[k][to]
				}
				back[i][to] = best(from[:])
				next[to] = from[back[i][to]]
			}
			next[to] += labels[to]
		}
		score = next
	}
	path := make([]int, len(back))
	for i, label := len(path)-1, best(score[:]); i >= 0; i-- {
		path[i] = label
		label = back[i][label]
	}
	return path
}
