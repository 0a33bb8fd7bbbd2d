package perceptron

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
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

// TestAddIsPlain holds the assembler, where the machine has it, against plain Go.
func TestAddIsPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	number := func() float32 { return float32(r.NormFloat64() * math.Pow(10, float64(r.IntN(6)-3))) }
	for range 100 {
		inputs, outputs := r.IntN(60), 1+r.IntN(90)
		w, x, want := make([]float32, inputs*outputs), make([]float32, inputs), make([]float32, outputs+1)
		for i := range w {
			w[i] = number()
		}
		for i := range x {
			if r.IntN(3) > 0 { // flags that are not set are zeros
				x[i] = number()
			}
		}
		for o := range want {
			want[o] = number()
		}
		got := slices.Clone(want) // its last number is not to be touched
		addPlain(want[:outputs], w, x)
		add(got[:outputs], w, x)
		for o := range want {
			if math.Float32bits(got[o]) != math.Float32bits(want[o]) {
				t.Fatalf("%d inputs, output %d of %d: %v, plain gives %v", inputs, o, outputs, got[o], want[o])
			}
		}
	}
}

// BenchmarkAdd measures a layer as the taggers have it.
func BenchmarkAdd(b *testing.B) {
	x, y, w := make([]float32, 384), make([]float32, 40), make([]float32, 384*40)
	for name, add := range map[string]func(y, w, x []float32){"best": add, "plain": addPlain} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				add(y, w, x)
			}
		})
	}
}
