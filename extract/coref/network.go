package coref

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"sync"

	"hearsay/extract/encoder"
)

// rankText is what the ranker has learnt: a line with its sizes, and then float32,
// little-endian, in the order of the fields of network. extract/model/training/rank.py
// writes it.
//
//go:embed rank.weights
var rankText string

// A network scores what a mention may go back to: of the features of mention and
// candidate, and of products of projections of their vectors, one hidden layer. Every
// sum has the order that is written here, and its products are rounded first, so that
// the scores have the same bits on every machine.
type network struct {
	mention, pair, low, hidden, alone, width int // sizes

	from, to dense // projections of the mention's vector and of a candidate's
	first    dense // mention, pair, twice the products, the mention's projection → hidden
	last     dense // hidden → the score
	newFirst dense // mention, its projection → alone
	newLast  dense // alone → the score of being new
}

// A dense layer has the weights of an input side by side.
type dense struct{ bias, weight []float32 }

// ranking reads the ranker's network when it is first asked for.
var ranking = sync.OnceValue(func() *network {
	n, err := readNetwork(rankText)
	if err != nil {
		panic(err) // it is embedded, and a test reads it
	}
	return n
})

// readNetwork reads what is in the file of weights.
func readNetwork(text string) (*network, error) {
	head, data, ok := strings.Cut(text, "\n")
	n := &network{}
	if _, err := fmt.Sscanf(head, "hearsay ranker 1 %d %d %d %d %d %d", &n.mention, &n.pair, &n.low, &n.hidden, &n.alone, &n.width); err != nil || !ok {
		return nil, fmt.Errorf("weights of the ranker: the first line is %.60q", head)
	}
	at := 0
	read := func(k int) []float32 {
		x := make([]float32, k)
		for i := range x {
			if at+4 <= len(data) {
				x[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(data[at : at+4])))
			}
			at += 4
		}
		return x
	}
	layer := func(in, out int) dense { return dense{read(out), read(in * out)} }
	n.from, n.to = layer(n.width, n.low), layer(n.width, n.low)
	n.first, n.last = layer(n.mention+n.pair+3*n.low, n.hidden), layer(n.hidden, 1)
	n.newFirst, n.newLast = layer(n.mention+n.low, n.alone), layer(n.alone, 1)
	if at != len(data) {
		return nil, fmt.Errorf("weights of the ranker: %d bytes, want %d", len(data), at)
	}
	return n, nil
}

// add adds to y the weights of the inputs x, the first of which is input from.
func (d *dense) add(y []float32, from int, x []float32) {
	for i, v := range x {
		if v == 0 {
			continue
		}
		w := d.weight[(from+i)*len(y):][:len(y)]
		for o := range y {
			y[o] += float32(v * w[o])
		}
	}
}

// sum is the output of a layer with one output, of positive inputs alone.
func (d *dense) sum(x []float32) float32 {
	s := d.bias[0]
	for i, v := range x {
		if v > 0 {
			s += float32(v * d.weight[i])
		}
	}
	return s
}

// project is a vector's projection, zeros where there is no vector.
func (d *dense) project(out *encoder.Output, token, low int) []float32 {
	y := make([]float32, low)
	if out == nil || token < out.First || token >= out.End {
		return y
	}
	copy(y, d.bias)
	d.add(y, 0, out.Vector(nil, token))
	return y
}

// scores are those of a mention's candidates, and that of its being new. to gives the
// projections of each candidate's two vectors.
func (n *network) scores(mine features, from []float32, theirs []features, to func(c int) (near, name []float32)) (scores []float32, fresh float32) {
	base := append([]float32(nil), n.first.bias...)
	n.first.add(base, 0, mine)
	n.first.add(base, n.mention+n.pair+2*n.low, from)
	y, product := make([]float32, n.hidden), make([]float32, 2*n.low)
	for c := range theirs {
		near, name := to(c)
		for i, v := range from {
			product[i], product[n.low+i] = float32(v*near[i]), float32(v*name[i])
		}
		copy(y, base)
		n.first.add(y, n.mention, theirs[c])
		n.first.add(y, n.mention+n.pair, product)
		scores = append(scores, n.last.sum(y))
	}
	alone := append([]float32(nil), n.newFirst.bias...)
	n.newFirst.add(alone, 0, mine)
	n.newFirst.add(alone, n.mention, from)
	return scores, n.newLast.sum(alone)
}
