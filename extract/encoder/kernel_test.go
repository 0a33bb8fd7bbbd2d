package encoder

import (
	"math"
	"math/rand/v2"
	"testing"
)

// others are the kernels to be held against the plain one.
func others(t testing.TB) []kernel {
	all := kernels()
	if len(all) == 1 {
		t.Skip("this machine, or this build, has the plain kernel alone")
	}
	return all[:len(all)-1]
}

// randomFloats gives n numbers, most of them small, a few of every size.
func randomFloats(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * math.Pow(10, float64(r.IntN(4)-2)))
	}
	return x
}

// same reports the first place where two rows differ in a bit.
func same(t *testing.T, what, kernel string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s by %s: [%d] = %v, plain gives %v", what, kernel, i, got[i], want[i])
		}
	}
}

func TestProductIsPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range others(t) {
		for _, shape := range [][3]int{{4, 384, 1152}, {8, 1536, 384}, {128, 32, 16}, {4, 384, 7}, {12, 16, 48}} {
			rows, in, out := shape[0], shape[1], shape[2]
			weights := make([]byte, in*out)
			for i := range weights {
				weights[i] = byte(int8(r.IntN(255) - 127))
			}
			for i := range in { // the greatest sum that there can be, and the least
				weights[i], weights[in+i] = 127, 0x81
			}
			d := newDense(weights, randomFloats(r, out), randomFloats(r, out), in)
			d.fillTriples()
			x := make([]uint8, rows*in)
			for i := range x {
				x[i] = uint8(1 + r.IntN(127))
			}
			for i := range in {
				x[i] = 127
			}
			scale := randomFloats(r, rows)
			want, got := make([]float32, rows*d.rows), make([]float32, rows*d.rows)
			plain.product(want, x, scale, &d)
			k.product(got, x, scale, &d)
			same(t, "product", k.name, got, want)
		}
	}
}

func TestMultiplyIsPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, k := range others(t) {
		for _, shape := range [][3]int{{4, 32, 128}, {8, 128, 32}, {4, 1, 16}, {4, 64, 48}} {
			rows, inner, cols := shape[0], shape[1], shape[2]
			const more = 5 // numbers between the rows that are not to be touched
			a, b := randomFloats(r, rows*(inner+more)), randomFloats(r, inner*(cols+more))
			factor, want := randomFloats(r, rows), randomFloats(r, rows*(cols+more))
			got := append([]float32(nil), want...)
			plain.multiply(want, cols+more, a, inner+more, b, cols+more, factor, inner, cols)
			k.multiply(got, cols+more, a, inner+more, b, cols+more, factor, inner, cols)
			same(t, "multiply", k.name, got, want)
		}
	}
}

func TestElementwiseIsPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, k := range others(t) {
		for round := range 200 {
			n := 16 * (1 + r.IntN(96))
			x := randomFloats(r, n)
			if round%10 == 0 { // the ends of what can come up
				copy(x, []float32{0, float32(math.Copysign(0, -1)), 1e30, -1e30, 1e-38, 80, -80, 5, -5})
			}
			if round == 1 {
				clear(x)
			}
			y, w, b := randomFloats(r, n), randomFloats(r, n), randomFloats(r, n)
			copies := func() ([]float32, []float32) { return append([]float32(nil), x...), append([]float32(nil), x...) }

			want, got := copies()
			s1, s2 := plain.softmax(want), k.softmax(got)
			same(t, "softmax", k.name, append(got, s2), append(want, s1))

			want, got = copies()
			plain.norm(want, y, w, b)
			k.norm(got, y, w, b)
			same(t, "norm", k.name, got, want)

			want, got = copies()
			plain.gelu(want)
			k.gelu(got)
			same(t, "gelu", k.name, got, want)

			q1, q2 := make([]uint8, n), make([]uint8, n)
			s1, s2 = plain.quantize(q1, x), k.quantize(q2, x)
			same(t, "quantize", k.name, []float32{s2}, []float32{s1})
			if string(q1) != string(q2) {
				t.Fatalf("quantize by %s: %v, plain gives %v of %v", k.name, q2, q1, x)
			}
		}
	}
}

// TestPlain holds the plain kernel against arithmetic in float64.
func TestPlain(t *testing.T) {
	for _, v := range []float32{0, -0.1, -1, -5, -20, -79} {
		if got, want := float64(exp(v)), math.Exp(float64(v)); math.Abs(got-want) > 3e-7*want {
			t.Errorf("exp(%v) = %v, want %v", v, got, want)
		}
	}
	x := []float32{-6, -3, -1, -0.1, 0, 0.1, 1, 6}
	got := append([]float32(nil), x...)
	geluPlain(got)
	for i, v := range x {
		if want := float64(v) * 0.5 * (1 + math.Erf(float64(v)/math.Sqrt2)); math.Abs(float64(got[i])-want) > 2e-6 {
			t.Errorf("gelu(%v) = %v, want %v", v, got[i], want)
		}
	}
	q := make([]uint8, 16)
	scale := quantizePlain(q, []float32{63, -63, 0, 0.5, 1.5, -0.5, 31.4, 1, 2, 3, 4, 5, 6, 7, 8, 9})
	if want := []uint8{127, 1, 64, 64, 66, 64, 95, 65, 66, 67, 68, 69, 70, 71, 72, 73}; scale != 1 || string(q) != string(want) {
		t.Errorf("quantize = %v by %v, want %v by 1", q, scale, want)
	}
}

func TestBucket(t *testing.T) {
	for d, want := range map[int]int{0: 16, 1: 17, -1: 15, 7: 23, 8: 24, 11: 24, 12: 25, 16: 26, 22: 26, 23: 27, -32: 4, 64: 30, 90: 30, 91: 31, 127: 31, 128: 32, 5000: 32, -5000: 0} {
		if got := bucket(d); got != want {
			t.Errorf("bucket(%d) = %d, want %d", d, got, want)
		}
	}
}
