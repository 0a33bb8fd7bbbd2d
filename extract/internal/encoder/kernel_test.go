package encoder

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// ofArchitecture are the kernels in assembler that there are.
var ofArchitecture = map[string][]string{"amd64": {"vnni", "avxvnni", "avx2"}, "arm64": {"sdot"}}

// eachKernel runs a test for each kernel in assembler of the architecture, to be
// held against the plain one, and skips those that the machine has not.
func eachKernel(t *testing.T, test func(t *testing.T, k kernel)) {
	names := ofArchitecture[runtime.GOARCH]
	if len(names) == 0 {
		t.Skipf("there is no kernel in assembler for %s", runtime.GOARCH)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			all := kernels()
			i := slices.IndexFunc(all, func(k kernel) bool { return k.name == name })
			if i < 0 {
				t.Skipf("this machine, or this build, has no kernel %s", name)
			}
			test(t, all[i])
		})
	}
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
	eachKernel(t, func(t *testing.T, k kernel) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, shape := range [][3]int{{4, 384, 1152}, {8, 1536, 384}, {128, 32, 16}, {4, 384, 7}, {12, 16, 48}, {20, 48, 80}} {
			compareProduct(t, r, k, shape[0], shape[1], shape[2])
		}
	})
}

// compareProduct compares a dense layer of in inputs and out outputs.
func compareProduct(t *testing.T, r *rand.Rand, k kernel, rows, in, out int) {
	t.Helper()
	weights := make([]byte, in*out)
	for i := range weights {
		weights[i] = byte(int8(r.IntN(255) - 127))
	}
	for i := range in { // the greatest sum that there can be, and the least
		weights[i], weights[(out-1)*in+i] = 127, 0x81
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

func TestMultiplyIsPlain(t *testing.T) {
	eachKernel(t, func(t *testing.T, k kernel) {
		r := rand.New(rand.NewPCG(3, 4))
		for _, shape := range [][3]int{{4, 32, 128}, {8, 128, 32}, {4, 1, 16}, {4, 64, 48}, {12, 17, 112}} {
			compareMultiply(t, r, k, shape[0], shape[1], shape[2])
		}
	})
}

func compareMultiply(t *testing.T, r *rand.Rand, k kernel, rows, inner, cols int) {
	t.Helper()
	const more = 5 // numbers between the rows that are not to be touched
	a, b := randomFloats(r, rows*(inner+more)), randomFloats(r, inner*(cols+more))
	factor, want := randomFloats(r, rows), randomFloats(r, rows*(cols+more))
	got := slices.Clone(want)
	plain.multiply(want, cols+more, a, inner+more, b, cols+more, factor, inner, cols)
	k.multiply(got, cols+more, a, inner+more, b, cols+more, factor, inner, cols)
	same(t, "multiply", k.name, got, want)
}

func TestTransposeIsPlain(t *testing.T) {
	eachKernel(t, func(t *testing.T, k kernel) {
		r := rand.New(rand.NewPCG(9, 10))
		for _, shape := range [][2]int{{1, 8}, {7, 16}, {8, 32}, {127, 32}, {128, 64}, {13, 24}} {
			compareTranspose(t, r, k, shape[0], shape[1])
		}
	})
}

func compareTranspose(t *testing.T, r *rand.Rand, k kernel, rows, cols int) {
	t.Helper()
	const more = 3
	x, want := randomFloats(r, rows*(cols+more)), randomFloats(r, cols*(rows+more))
	got := slices.Clone(want)
	plain.transpose(want, rows+more, x, cols+more, rows, cols)
	k.transpose(got, rows+more, x, cols+more, rows, cols)
	same(t, "transpose", k.name, got, want)
}

func TestElementwiseIsPlain(t *testing.T) {
	eachKernel(t, func(t *testing.T, k kernel) {
		r := rand.New(rand.NewPCG(5, 6))
		for round := range 200 {
			x := randomFloats(r, 16*(1+r.IntN(96)))
			if round%10 == 0 { // the ends of what can come up
				copy(x, []float32{0, float32(math.Copysign(0, -1)), 1e30, -1e30, 1e-38, 80, -80, 5, -5})
			}
			if round == 1 {
				clear(x)
			}
			compareElementwise(t, r, k, x)
		}
	})
}

// compareElementwise compares what is done to the numbers of a row.
func compareElementwise(t *testing.T, r *rand.Rand, k kernel, x []float32) {
	t.Helper()
	n := len(x)
	want, got := slices.Clone(x), slices.Clone(x)
	s1, s2 := plain.softmax(want), k.softmax(got)
	same(t, "softmax", k.name, append(got, s2), append(want, s1))

	want, got = slices.Clone(x), slices.Clone(x)
	y, w, b := randomFloats(r, n), randomFloats(r, n), randomFloats(r, n)
	plain.norm(want, y, w, b)
	k.norm(got, y, w, b)
	same(t, "norm", k.name, got, want)

	want, got = slices.Clone(x), slices.Clone(x)
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

// FuzzKernels holds every kernel of the machine against the plain one, for shapes
// up to some hundreds that the buffers can have.
func FuzzKernels(f *testing.F) {
	f.Add(uint64(1), uint8(1), uint8(1), uint8(1))
	f.Add(uint64(2), uint8(32), uint8(24), uint8(255))
	f.Add(uint64(3), uint8(3), uint8(17), uint8(49))
	f.Fuzz(func(t *testing.T, seed uint64, rows, in, out uint8) {
		r := rand.New(rand.NewPCG(seed, 0))
		all := kernels()
		for _, k := range all[:len(all)-1] {
			compareProduct(t, r, k, 4*(1+int(rows%32)), 16*(1+int(in%32)), 1+int(out))
			compareMultiply(t, r, k, 4*(1+int(rows%32)), 1+int(in), 16*(1+int(out%16)))
			compareTranspose(t, r, k, 1+int(rows), 8*(1+int(in%32)))
			compareElementwise(t, r, k, randomFloats(r, 16*(1+int(out))))
		}
	})
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
