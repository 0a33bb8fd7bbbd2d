package tagger

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"hearsay/extract/internal/encoder"
)

// TestScores computes a network of two labels for a word on which the encoder says
// nothing: its traits do not count then, but the biases do.
func TestScores(t *testing.T) {
	b := []byte("hearsay tagger 1 1 1 1 2\n")
	for _, v := range []float32{
		1 /* bias */, 0, 0, 0, // of vectors of three words
		0 /* bias */, 0, 0, 0, // of traits
		0.5, -0.5 /* biases */, 2, 3, // of the hidden layer
	} {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	n, err := Read(string(b))
	if err != nil {
		t.Fatal(err)
	}
	if n.Labels() != 2 || n.Traits() != 1 {
		t.Errorf("%d labels, %d traits", n.Labels(), n.Traits())
	}
	if got, want := n.Scores(&encoder.Output{}, [][]float32{{7}}, 0), []float32{2.5, 2.5}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := Read(string(b[:len(b)-1])); err == nil {
		t.Error("a file that is cut short is read")
	}
}
