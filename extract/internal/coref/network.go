package coref

import (
	_ "embed"
	"sync"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
)

// rankWeights is what the ranker has learnt; extract/model/training/rank.py writes it.
//
//go:embed rank.weights
var rankWeights string

// A network scores what a mention may go back to: of the features of mention and
// candidate, and of products of projections of their vectors, one hidden layer.
type network struct {
	mention, pair, low int // sizes

	from, to perceptron.Layer // projections of the mention's vector and of a candidate's
	first    perceptron.Layer // mention, pair, twice the products, the mention's projection → hidden
	last     perceptron.Layer // hidden → the score
	newFirst perceptron.Layer // mention, its projection → hidden
	newLast  perceptron.Layer // hidden → the score of being new
}

// ranking reads the ranker's network when it is first asked for.
var ranking = sync.OnceValue(func() *network {
	n, err := readNetwork(rankWeights)
	if err != nil {
		panic(err) // it is embedded, and a test reads it
	}
	return n
})

// readNetwork reads a file of weights.
func readNetwork(file string) (*network, error) {
	sizes, l, err := perceptron.Read(file, "ranker", 6, func(s []int) [][2]int {
		mention, pair, low, hidden, alone, width := s[0], s[1], s[2], s[3], s[4], s[5]
		return [][2]int{{width, low}, {width, low}, {mention + pair + 3*low, hidden}, {hidden, 1}, {mention + low, alone}, {alone, 1}}
	})
	if err != nil {
		return nil, err
	}
	return &network{sizes[0], sizes[1], sizes[2], l[0], l[1], l[2], l[3], l[4], l[5]}, nil
}

// project is a token's vector projected, zeros where there is no vector.
func project(l *perceptron.Layer, out *encoder.Output, token int) []float32 {
	if !out.Has(token) {
		return make([]float32, len(l.Bias))
	}
	y := l.Begin()
	l.Add(y, 0, out.Vector(nil, token))
	return y
}

// scores are those of a mention's candidates, and that of its being new. to gives the
// projections of each candidate's two vectors.
func (n *network) scores(
	mine perceptron.Inputs, from []float32, theirs []perceptron.Inputs, to func(c int) (near, name []float32),
) (scores []float32, fresh float32) {
	base := n.first.Begin()
	n.first.Add(base, 0, mine)
	n.first.Add(base, n.mention+n.pair+2*n.low, from)
	y, product := make([]float32, len(base)), make([]float32, 2*n.low)
	for c := range theirs {
		near, name := to(c)
		for i, v := range from {
			product[i], product[n.low+i] = float32(v*near[i]), float32(v*name[i])
		}
		copy(y, base)
		n.first.Add(y, n.mention, theirs[c])
		n.first.Add(y, n.mention+n.pair, product)
		score := n.last.Begin()
		n.last.Add(score, 0, perceptron.Rectify(y))
		scores = append(scores, score[0])
	}
	alone, score := n.newFirst.Begin(), n.newLast.Begin()
	n.newFirst.Add(alone, 0, mine)
	n.newFirst.Add(alone, n.mention, from)
	n.newLast.Add(score, 0, perceptron.Rectify(alone))
	return scores, score[0]
}

// Data is what the package knows beside its code.
func Data() []string { return []string{rankWeights, closedText} }
