package encoder

import "math"

// The plain kernel: what every other kernel computes, bit by bit. A float32
// product is rounded before it is added (the conversion forbids the compiler to
// fuse the two), and every sum has the order that is written here.

// plain is the kernel in Go alone.
var plain = kernel{
	name:      "plain",
	product:   productPlain,
	multiply:  multiplyPlain,
	transpose: transposePlain,
	softmax:   softmaxPlain,
	norm:      normPlain,
	gelu:      geluPlain,
	quantize:  quantizePlain,
}

// Three weights stand in a 64-bit word, 21 bits each, and one multiplication
// gives three products; 64 of them (127·127 at most each) can be added before
// a part runs over into the next.
const (
	partBits = 21
	partSums = 64
)

// triples packs three rows of weights, w[i] that of input i, into 64-bit words.
func triples(w0, w1, w2 []int8) []int64 {
	t := make([]int64, len(w0))
	for i := range t {
		t[i] = int64(w0[i]) + int64(w1[i])<<partBits + int64(w2[i])<<(2*partBits)
	}
	return t
}

// spill adds the three sums in t to y.
func spill(y []int32, t int64) {
	_ = y[2]
	const up = 64 - partBits
	a := t << up >> up
	t = (t - a) >> partBits
	b := t << up >> up
	y[0] += int32(a)
	y[1] += int32(b)
	y[2] += int32((t - b) >> partBits)
}

// productPlain goes through the outputs outside and the rows inside, so that
// two rows of triples stay near the processor while all activations pass.
func productPlain(y []float32, x []uint8, scale []float32, d *dense) {
	n := d.in
	for j := 0; 3*j < d.rows; j += 2 {
		w0, w1 := d.triples[j*n:][:n], d.triples[(j+1)*n:][:n]
		first, end := 3*j, min(3*j+6, d.rows)
		for i := 0; i < len(scale); i += 2 {
			x0, x1 := x[i*n:][:n], x[(i+1)*n:][:n]
			var s [2][6]int32 // of row i or i+1
			for k := 0; k < n; k += partSums {
				e := min(k+partSums, n)
				sums(&s, x0[k:e], x1[k:e], w0[k:e], w1[k:e])
			}
			for r := range s {
				row := y[(i+r)*d.rows:][:d.rows]
				for o := first; o < end; o++ {
					v := float32(s[r][o-first] - d.offset[o])
					row[o] = float32(v*float32(scale[i+r]*d.scale[o])) + d.bias[o]
				}
			}
		}
	}
}

// sums adds to s the products of two rows of activations and two of triples,
// all of one length, at most 64.
func sums(s *[2][6]int32, x0, x1 []uint8, w0, w1 []int64) {
	x1, w0, w1 = x1[:len(x0)], w0[:len(x0)], w1[:len(x0)]
	var a, b, c, d int64
	for k, p := range x0 {
		p, q := int64(p), int64(x1[k])
		a += p * w0[k]
		b += p * w1[k]
		c += q * w0[k]
		d += q * w1[k]
	}
	spill(s[0][:3], a)
	spill(s[0][3:], b)
	spill(s[1][:3], c)
	spill(s[1][3:], d)
}

func multiplyPlain(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, factor []float32, inner, cols int) {
	for i, f := range factor {
		x := a[i*lda:][:inner]
		for j := 0; j < cols; j += 4 {
			var s0, s1, s2, s3 float32
			for k, v := range x {
				w := b[k*ldb+j:][:4]
				s0 += float32(v * w[0])
				s1 += float32(v * w[1])
				s2 += float32(v * w[2])
				s3 += float32(v * w[3])
			}
			y := c[i*ldc+j:][:4]
			y[0], y[1], y[2], y[3] = s0*f, s1*f, s2*f, s3*f
		}
	}
}

func transposePlain(t []float32, ldt int, x []float32, ldx, rows, cols int) {
	for r := range rows {
		for c, v := range x[r*ldx:][:cols] {
			t[c*ldt+r] = v
		}
	}
}

// lanes adds up sixteen partial sums: the last step of every sum over a row,
// whose element i is added to lane i modulo 16.
func lanes(s *[16]float32) float32 {
	a, b, c, d := s[0]+s[8], s[1]+s[9], s[2]+s[10], s[3]+s[11]
	a, b, c, d = a+(s[4]+s[12]), b+(s[5]+s[13]), c+(s[6]+s[14]), d+(s[7]+s[15])
	return (a + c) + (b + d)
}

func softmaxPlain(x []float32) float32 {
	m := x[0]
	for _, v := range x {
		m = max(m, v)
	}
	var s [16]float32
	for i := 0; i < len(x); i += 16 {
		x := x[i:][:16]
		for l, v := range x {
			x[l] = exp(v - m)
			s[l] += x[l]
		}
	}
	return lanes(&s)
}

// Constants of exp, from Cephes' expf (Moshier, 1992).
const (
	expLeast = -80 // e to this is as good as nothing here
	rounder  = 3 << 22
	log2e    = 1.44269504088896341
	ln2High  = 0.693359375
	ln2Low   = -2.12194440e-4
	exp5     = 1.9875691500e-4
	exp4     = 1.3981999507e-3
	exp3     = 8.3334519073e-3
	exp2     = 4.1665795894e-2
	exp1     = 1.6666665459e-1
	exp0     = 5.0000001201e-1
)

// exp is e to the x for x up to 0, e to the -80 below that. Adding rounder to
// a small number leaves its nearest integer in the lowest bits.
func exp(x float32) float32 {
	x = max(x, expLeast)
	t := float32(x*log2e) + rounder
	n := t - rounder
	r := x - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p := float32(float32(exp5)*r) + exp4
	p = float32(p*r) + exp3
	p = float32(p*r) + exp2
	p = float32(p*r) + exp1
	p = float32(p*r) + exp0
	p = float32(p*float32(r*r)) + r
	p++
	return math.Float32frombits(math.Float32bits(p) + math.Float32bits(t)<<23)
}

func normPlain(x, y, weight, bias []float32) {
	n := float32(len(x))
	var s [16]float32
	for i := range x {
		x[i] += y[i]
		s[i&15] += x[i]
	}
	mean := lanes(&s) / n
	s = [16]float32{}
	for i, v := range x {
		d := v - mean
		s[i&15] += float32(d * d)
	}
	root := float32(math.Sqrt(float64(lanes(&s)/n + epsilon)))
	inverse := 1 / root
	for i, v := range x {
		d := float32((v - mean) * inverse)
		x[i] = float32(d*weight[i]) + bias[i]
	}
}

// Constants of erf: a quotient of polynomials in x², good to 3e-7 up to 4,
// beyond which it is 1 (coefficients of Eigen's generic_fast_erf_float).
const (
	erfMost = 4
	erfA13  = -2.72614225801306e-10
	erfA11  = 2.77068142495902e-08
	erfA9   = -2.10102402082508e-06
	erfA7   = -5.69250639462346e-05
	erfA5   = -7.34990630326855e-04
	erfA3   = -2.95459980854025e-03
	erfA1   = -1.60960333262415e-02
	erfB8   = -1.45660718464996e-05
	erfB6   = -2.13374055278905e-04
	erfB4   = -1.68282697438203e-03
	erfB2   = -7.37332916720468e-03
	erfB0   = -1.42647390514189e-02
)

func geluPlain(x []float32) {
	for i, v := range x {
		t := float32(v * (math.Sqrt2 / 2))
		t = min(max(t, -erfMost), erfMost)
		u := float32(t * t)
		p := float32(float32(erfA13)*u) + erfA11
		p = float32(p*u) + erfA9
		p = float32(p*u) + erfA7
		p = float32(p*u) + erfA5
		p = float32(p*u) + erfA3
		p = float32(p*u) + erfA1
		p = float32(p * t)
		q := float32(float32(erfB8)*u) + erfB6
		q = float32(q*u) + erfB4
		q = float32(q*u) + erfB2
		q = float32(q*u) + erfB0
		x[i] = float32(float32(v*0.5) * (1 + float32(p/q)))
	}
}

// Activations lie in -63…63 and are stored with 64 added: VPMADDUBSW multiplies
// unsigned by signed bytes and adds two products in 16 bits, which 127·127·2
// just fits.
const (
	most  = 63
	zero  = 64
	least = 1e-30 // a row that holds nothing greater is all zeros
)

func quantizePlain(q []uint8, x []float32) float32 {
	var m float32
	for _, v := range x {
		m = max(m, math.Float32frombits(math.Float32bits(v)&^(1<<31)))
	}
	if !(m >= least) {
		m = most
	}
	scale, inverse := m/most, most/m
	for i, v := range x {
		t := float32(v*inverse) + rounder
		q[i] = uint8(math.Float32bits(t)) + zero
	}
	return scale
}
