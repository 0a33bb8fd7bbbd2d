package claim

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/news"
)

// A Trait is one thing that a learnt decision is told.
type Trait struct {
	Name  string
	Value float64
}

// A Decision is a question that is answered by what was learnt, with all that it is
// told: for those who fit the weights, see extract/model/training/claims.
type Decision struct {
	Question string
	Content  news.Span // the largest piece of the claim that it is on
	Entity   string    // the id of the entity that it is on, "" for none
	Traits   []Trait
	Vector   []float32 // the encoder's vectors of some tokens, one after the other
}

const (
	learntName = "hearsay decisions 1" // the first line of learnt.txt
	isLeaf     = -1                    // in place of a node's trait
)

//go:embed learnt.txt
var learntText string

// learnt is what was learnt for each question.
var learnt = sync.OnceValue(func() map[string]*forest { return readForests(learntText) })

// A forest is a sum of regression trees (Friedman, Annals of Statistics 29(5), 2001),
// one of whose traits, the last, is a weighted sum of the numbers of vectors.
type forest struct {
	traits []string
	vector []float64 // weights, and the constant behind them
	bias   float64
	scale  [2]float64 // of the log odds, and what is added, for how sure one may be: see [decide]
	trees  [][]node
}

// A node of a tree asks whether a trait is at most a value: the next node is for
// yes, the one at no for no. A leaf adds its value.
type node struct {
	trait int // isLeaf for a leaf
	value float64
	no    int
}

// odds are the log odds that the answer is yes.
func (f *forest) odds(traits []Trait, vector []float32) float64 {
	sum := f.bias
	whole := float64(0)
	for i, v := range vector {
		whole += float64(f.vector[i] * float64(v))
	}
	whole += f.vector[len(f.vector)-1]
	for _, t := range f.trees {
		i := 0
		for t[i].trait != isLeaf {
			v := whole
			if k := t[i].trait; k < len(traits) {
				v = traits[k].Value
			}
			if i++; !(v <= t[i-1].value) {
				i = t[i-1].no
			}
		}
		sum += t[i].value
	}
	return sum
}

// readForests reads a file of what was learnt: for each question a line with its
// name and traits, one with the weights of vectors, one with the constant, one with the
// scale, and one a tree, its nodes from the root on: "3<0.5" asks, "=0.25" answers.
func readForests(text string) map[string]*forest {
	all := map[string]*forest{}
	var f *forest
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		words := strings.Fields(line)
		switch {
		case n == 0 && line != learntName:
			panic(fmt.Sprintf("learnt.txt opens with %q, want %q", line, learntName))
		case n == 0 || words[0] == "#":
		case words[0] == "question":
			f = &forest{traits: words[2:], scale: [2]float64{1, 0}}
			all[words[1]] = f
		case words[0] == "vector":
			for _, w := range words[1:] {
				f.vector = append(f.vector, number64(w))
			}
		case words[0] == "constant":
			f.bias = number64(words[1])
		case words[0] == "scale":
			f.scale = [2]float64{number64(words[1]), number64(words[2])}
		default:
			t := make([]node, 0, len(words))
			for _, w := range words {
				trait, value, _ := strings.Cut(w, "<")
				if leaf, ok := strings.CutPrefix(w, "="); ok {
					t = append(t, node{isLeaf, number64(leaf), 0})
					continue
				}
				k, err := strconv.Atoi(trait)
				if err != nil {
					panic(fmt.Sprintf("learnt.txt:%d: %q", n+1, w))
				}
				t = append(t, node{k, number64(value), 0})
			}
			link(t, 0)
			f.trees = append(f.trees, t)
		}
	}
	return all
}

// link sets where the answer no leads from node i of a tree and from those below it,
// and returns the node after all these.
func link(t []node, i int) int {
	if t[i].trait == isLeaf {
		return i + 1
	}
	t[i].no = link(t, i+1)
	return link(t, t[i].no)
}

func number64(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("learnt.txt: " + err.Error())
	}
	return v
}

// decide answers a decision's question: the probability of yes by which one decides, and
// the one that is right as often as it says, by Platt's method (Advances in Large Margin
// Classifiers, 1999) on articles that the trees had not seen.
func decide(d Decision) (p, sure float64) {
	odds := d.Odds()
	scale := [2]float64{1, 0}
	if f := learnt()[d.Question]; f != nil {
		scale = f.scale
	}
	return encoder.Logistic(odds), encoder.Logistic(float64(scale[0]*odds) + scale[1])
}

// Odds are the log odds that the answer is yes, 0 before anything is learnt.
func (d Decision) Odds() float64 {
	f := learnt()[d.Question]
	if f == nil {
		return 0
	}
	f.check(d)
	return f.odds(d.Traits, d.Vector)
}

// check panics where a decision is told other traits, or more numbers of vectors, than it
// was fitted on: the names are the contract between this package and learnt.txt. A tiny
// model's vectors have fewer numbers.
func (f *forest) check(d Decision) {
	if len(d.Traits)+1 != len(f.traits) || len(d.Vector)+1 > len(f.vector) {
		panic(fmt.Sprintf("learnt.txt has %d traits and %d numbers for %s, want %d and %d: fit again",
			len(f.traits), len(f.vector), d.Question, len(d.Traits)+1, len(d.Vector)+1))
	}
	for i, t := range d.Traits {
		if t.Name != f.traits[i] {
			panic(fmt.Sprintf("learnt.txt has the trait %q, want %q: fit again", f.traits[i], t.Name))
		}
	}
}

// vectors are the encoder's vectors of tokens, one after the other; zeros for one
// that is not there (-1), nothing where the encoder says nothing.
func vectors(out *encoder.Output, tokens ...int) []float32 {
	if out == nil {
		return nil
	}
	x := make([]float32, 0, len(tokens)*out.Width())
	for _, i := range tokens {
		if i < 0 {
			x = append(x, make([]float32, out.Width())...)
			continue
		}
		x = out.Vector(x, i)
	}
	return x
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Data is what the package knows beside its code.
func Data() []string { return []string{learntText, stancesText, closedText} }
