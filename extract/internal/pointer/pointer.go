// Package pointer computes a network that points at one of several candidates (pointer
// networks: Vinyals et al., NeurIPS 2015, in small): of features of what points and of
// each candidate, and of products of projections of their vectors, one hidden layer.
// extract/model/training/rank.py trains it. What sums are made of and in which order is
// as in package perceptron, so that a network says the same on every machine.
//
// Begin with [Read].
package pointer

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
)

// A Network scores candidates, and pointing at none of them.
type Network struct {
	Mention, Pair, low int // sizes: features of what points, of a candidate, and of a projection

	from, to perceptron.Layer // projections of the vector of what points and of a candidate's
	first    perceptron.Layer // mention, pair, twice the products, the projection of what points → hidden
	last     perceptron.Layer // hidden → the score
	newFirst perceptron.Layer // mention, its projection → hidden
	newLast  perceptron.Layer // hidden → the score of none
}

// Read reads a file of weights.
func Read(file string) (*Network, error) {
	sizes, l, err := perceptron.Read(file, "ranker", 6, func(s []int) [][2]int {
		mention, pair, low, hidden, alone, width := s[0], s[1], s[2], s[3], s[4], s[5]
		return [][2]int{{width, low}, {width, low}, {mention + pair + 3*low, hidden}, {hidden, 1}, {mention + low, alone}, {alone, 1}}
	})
	if err != nil {
		return nil, err
	}
	return &Network{sizes[0], sizes[1], sizes[2], l[0], l[1], l[2], l[3], l[4], l[5]}, nil
}

// Once reads an embedded file of weights when it is first asked for.
func Once(file *string) func() *Network { return perceptron.Once(file, Read) }

// From is the projection of the vector of a token that points, zeros where it has none.
func (n *Network) From(out *encoder.Output, token int) []float32 { return project(&n.from, out, token) }

// To is the projection of the vector of a token as a candidate's, zeros where it has none.
func (n *Network) To(out *encoder.Output, token int) []float32 { return project(&n.to, out, token) }

func project(l *perceptron.Layer, out *encoder.Output, token int) []float32 {
	if !out.Has(token) {
		return make([]float32, len(l.Bias))
	}
	var vector [512]float32 // on the stack, which takes all there are
	y := l.Begin()
	l.Add(y, 0, out.Vector(vector[:0], token))
	return y
}

// Scores are those of each candidate, and that of none. mine are the features of what
// points, from its projection; theirs are each candidate's, to the projections of its two
// vectors.
func (n *Network) Scores(
	mine perceptron.Inputs, from []float32, theirs []perceptron.Inputs, to func(c int) (near, name []float32),
) (scores []float32, none float32) {
	base := n.first.Begin()
	n.first.Add(base, 0, mine)
	n.first.Add(base, n.Mention+n.Pair+2*n.low, from)
	y, product := make([]float32, len(base)), make([]float32, 2*n.low)
	for c := range theirs {
		near, name := to(c)
		for i, v := range from {
			product[i], product[n.low+i] = float32(v*near[i]), float32(v*name[i])
		}
		copy(y, base)
		n.first.Add(y, n.Mention, theirs[c])
		n.first.Add(y, n.Mention+n.Pair, product)
		score := n.last.Begin()
		n.last.Add(score, 0, perceptron.Rectify(y))
		scores = append(scores, score[0])
	}
	alone, score := n.newFirst.Begin(), n.newLast.Begin()
	n.newFirst.Add(alone, 0, mine)
	n.newFirst.Add(alone, n.Mention, from)
	n.newLast.Add(score, 0, perceptron.Rectify(alone))
	return scores, score[0]
}
