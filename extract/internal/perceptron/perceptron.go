// Package perceptron computes small feed-forward networks (multilayer perceptrons)
// whose weights stand in a file of their own beside the encoder's. Products are rounded
// before they are added, and every sum goes from the first input to the last, so that a
// network says the same on every machine: an output is a lane of a vector where there are vectors.
//
// Begin with [Read].
package perceptron

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"sync"
)

// A Layer turns inputs into outputs: a bias each, and the weights of one input side by
// side.
type Layer struct{ Bias, Weight []float32 }

// Once reads an embedded file of weights by read when what it holds is first asked for.
func Once[T any](file *string, read func(file string) (T, error)) func() T {
	return sync.OnceValue(func() T {
		network, err := read(*file)
		if err != nil {
			panic(err) // it is embedded, and a test reads it
		}
		return network
	})
}

// Read reads a file of weights: a line with the network's name and its sizes, then
// layer by layer the biases and weights, float32, little-endian. shape gives the inputs
// and outputs of each layer by the sizes.
func Read(file, name string, count int, shape func(sizes []int) [][2]int) (sizes []int, layers []Layer, err error) {
	head, data, _ := strings.Cut(file, "\n")
	words := strings.Fields(head)
	sizes = make([]int, count)
	ok := len(words) == count+3 && strings.Join(words[:3], " ") == "hearsay "+name+" 1"
	for i := 0; ok && i < count; i++ {
		_, err := fmt.Sscanf(words[3+i], "%d", &sizes[i])
		ok = err == nil && sizes[i] > 0 && sizes[i] <= 1<<12
	}
	if !ok {
		return nil, nil, fmt.Errorf("weights of the %s: the first line is %.60q", name, head)
	}
	at := 0
	numbers := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			if at+4 <= len(data) {
				x[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(data[at : at+4])))
			}
			at += 4
		}
		return x
	}
	for _, s := range shape(sizes) {
		layers = append(layers, Layer{numbers(s[1]), numbers(s[0] * s[1])})
	}
	if at != len(data) {
		return nil, nil, fmt.Errorf("weights of the %s: %d bytes, want %d", name, len(data), at)
	}
	return sizes, layers, nil
}

// Inputs are the numbers that a network is told, one after the other.
type Inputs []float32

// Number appends a number.
func (x *Inputs) Number(v float32) { *x = append(*x, v) }

// Flag appends 1 for what is so, else 0.
func (x *Inputs) Flag(is bool) {
	v := float32(0)
	if is {
		v = 1
	}
	x.Number(v)
}

// One appends n numbers, of which that of k is 1; none where k is outside.
func (x *Inputs) One(k, n int) {
	for i := range n {
		x.Flag(i == k)
	}
}

// Begin gives the outputs of no input: the biases, for [Layer.Add].
func (l *Layer) Begin() []float32 { return append([]float32(nil), l.Bias...) }

// Add adds to the outputs y what the inputs x give, the first of which is input from.
func (l *Layer) Add(y []float32, from int, x []float32) {
	add(y, l.Weight[from*len(y):][:len(x)*len(y)], x)
}

// addPlain adds to the outputs y what the inputs x give, the weights of one input side
// by side in w: what the assembler computes, bit by bit.
func addPlain(y, w, x []float32) { addSome(y, w, x, 0) }

// addSome is addPlain for the outputs from first on.
func addSome(y, w, x []float32, first int) {
	for i, v := range x {
		w := w[i*len(y):][:len(y)]
		for o := first; o < len(y); o++ {
			y[o] += float32(v * w[o])
		}
	}
}

// Rectify replaces what is below zero by zero.
func Rectify(x []float32) []float32 {
	for i, v := range x {
		if !(v > 0) {
			x[i] = 0
		}
	}
	return x
}
