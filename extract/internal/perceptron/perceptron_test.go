package perceptron

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

func file(head string, numbers ...float32) string {
	b := []byte(head + "\n")
	for _, v := range numbers {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return string(b)
}

func shape(n []int) [][2]int { return [][2]int{{n[0], n[1]}} }

// TestAdd computes a layer of three inputs and two outputs, in two steps.
func TestAdd(t *testing.T) {
	sizes, layers, err := Read(file("hearsay adder 1 3 2", 1, -1 /* biases */, 1, 2, 3, 4, 5, 6), "adder", 2, shape)
	if err != nil || !slices.Equal(sizes, []int{3, 2}) {
		t.Fatal(sizes, err)
	}
	y := layers[0].Begin()
	layers[0].Add(y, 0, []float32{1})
	layers[0].Add(y, 1, []float32{0, -2})
	if want := []float32{1 + 1 - 10, -1 + 2 - 12}; !slices.Equal(y, want) {
		t.Errorf("got %v, want %v", y, want)
	}
	if got, want := Rectify([]float32{-1, 0, 2, float32(math.NaN())}), []float32{0, 0, 2, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestInputs(t *testing.T) {
	var x Inputs
	x.Flag(true)
	x.One(1, 3)
	x.One(-1, 2)
	x.Number(0.5)
	if want := (Inputs{1, 0, 1, 0, 0, 0, 0.5}); !slices.Equal(x, want) {
		t.Errorf("got %v, want %v", x, want)
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{file("hearsay adder 1 3 2", 1), "weights of the adder: 4 bytes, want 32"},
		{file("hearsay adder 2 3 2"), `weights of the adder: the first line is "hearsay adder 2 3 2"`},
		{file("hearsay adder 1 3 99999"), `weights of the adder: the first line is "hearsay adder 1 3 99999"`},
		{"", `weights of the adder: the first line is ""`},
	} {
		if _, _, err := Read(c.file, "adder", 2, shape); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
