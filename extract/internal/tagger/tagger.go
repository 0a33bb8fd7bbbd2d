// Package tagger gives the words of a text labels by small networks that stand beside the
// encoder: by the vectors of a word and of those before and behind it, and by what else
// is known of the three, with one hidden layer. extract/model/training/tag.py holds the
// same network, for training.
//
// Begin with [Once].
package tagger

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
)

// A Network is what was learnt of one kind of labels.
type Network struct{ vector, trait, last perceptron.Layer }

// Once reads an embedded network when it is first asked for.
func Once(file *string) func() *Network { return perceptron.Once(file, Read) }

// Read reads a file of weights.
func Read(file string) (*Network, error) {
	_, l, err := perceptron.Read(file, "tagger", 4, func(s []int) [][2]int {
		width, traits, hidden, labels := s[0], s[1], s[2], s[3]
		return [][2]int{{3 * width, hidden}, {3 * traits, hidden}, {hidden, labels}}
	})
	if err != nil {
		return nil, err
	}
	return &Network{l[0], l[1], l[2]}, nil
}

// Labels is how many labels there are.
func (n *Network) Labels() int { return len(n.last.Bias) }

// Traits is how many numbers the network is told of a word beside its vector.
func (n *Network) Traits() int { return len(n.trait.Weight) / len(n.trait.Bias) / 3 }

// Scores are those of the labels of token i: of traits, a row is a token.
func (n *Network) Scores(out *encoder.Output, traits [][]float32, i int) []float32 {
	width := len(n.vector.Weight) / len(n.vector.Bias) / 3
	y := n.vector.Begin()
	for d := -1; d <= 1; d++ {
		if j := i + d; out.Has(j) {
			n.vector.Add(y, (d+1)*width, out.Vector(nil, j))
			n.trait.Add(y, (d+1)*len(traits[j]), traits[j])
		}
	}
	z := n.last.Begin()
	n.last.Add(z, 0, perceptron.Rectify(y))
	return z
}
