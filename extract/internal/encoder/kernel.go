package encoder

import "encoding/binary"

// A kernel is one way to compute what takes the time. All kernels give the
// same bits: sums of integers are exact, and those of floats have the order
// in which plain.go adds. See there for what each function computes.
type kernel struct {
	name string

	// product computes a dense layer for len(scale) rows, a multiple of 4:
	// y[i][o] = Σ (x[i][k]-64)·w[o][k] · (scale[i]·d.scale[o]) + d.bias[o].
	// A row of x has d.in bytes, one of y d.rows numbers.
	product func(y []float32, x []uint8, scale []float32, d *dense)

	// multiply computes c = a·b, each row times its factor, for matrices whose
	// rows begin ldc, lda and ldb numbers apart. There is a factor for each row, a
	// multiple of 4 of them; cols is a multiple of 16, and each sum goes from the
	// first of the inner elements to the last.
	multiply func(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, factor []float32, inner, cols int)

	// transpose sets t to the first rows and cols of x: t[c][r] = x[r][c]. Rows of
	// t begin ldt apart, those of x ldx. cols is a multiple of 8.
	transpose func(t []float32, ldt int, x []float32, ldx, rows, cols int)

	// softmax replaces each x by exp(x - greatest x) and returns the sum. The
	// length of x is a multiple of 16.
	softmax func(x []float32) float32

	// norm replaces x by the layer norm of x + y (Ba et al., 2016). The lengths are equal and multiples of 16.
	norm func(x, y, weight, bias []float32)

	// gelu replaces each x by x·Φ(x) (Hendrycks & Gimpel, 2016). The length of x
	// is a multiple of 16.
	gelu func(x []float32)

	// quantize sets q to x in steps of the returned scale, rounded half to even,
	// plus 64. The scale makes the greatest magnitude 63. The lengths are equal
	// and multiples of 16.
	quantize func(q []uint8, x []float32) float32
}

// epsilon is what a layer norm adds to the variance, as in BERT.
const epsilon = 1e-12

// A dense layer has weights of int8 with a scale a row. Its rows are filled up
// with zeros to a multiple of 16.
type dense struct {
	in, rows int

	// packed holds the weights in the order in which vectors take them: blocks
	// of 16 rows, in them steps of 4 inputs, in them the rows, in them the inputs.
	packed  []int8
	triples []int64   // the same for the plain kernel, three rows in a word; nil for others
	scale   []float32 // one a row
	bias    []float32 // one a row
	offset  []int32   // one a row: what the sums have too much for the 64 in the activations
}

// newDense packs the weights of a layer, rows of in bytes each.
func newDense(weights []byte, scale, bias []float32, in int) dense {
	n := len(scale)
	rows := (n + 15) / 16 * 16
	d := dense{
		in: in, rows: rows,
		packed: make([]int8, rows*in),
		scale:  append(make([]float32, 0, rows), scale...)[:rows],
		bias:   append(make([]float32, 0, rows), bias...)[:rows],
		offset: make([]int32, rows),
	}
	for o := range n {
		row := weights[o*in:][:in]
		block := d.packed[o/16*16*in+o%16*4:]
		for k := 0; k < in; k += 4 {
			w, p := (*[4]byte)(row[k:]), (*[4]int8)(block[16*k:])
			p[0], p[1], p[2], p[3] = int8(w[0]), int8(w[1]), int8(w[2]), int8(w[3])
		}
		d.offset[o] = zero * sum(row)
	}
	return d
}

// sum adds up a row of int8, a multiple of 16 of them, 8 at a time.
func sum(row []byte) int32 {
	const even = 0x00ff00ff00ff00ff
	var total uint64 // of four lanes of 16 bits
	var out int32
	for k := 0; k < len(row); k += 8 {
		x := binary.LittleEndian.Uint64(row[k:]) ^ 0x8080808080808080 // from 0 on
		if total += x&even + x>>8&even; k%512 == 504 || k == len(row)-8 {
			for ; total > 0; total >>= 16 {
				out += int32(total & 0xffff)
			}
		}
	}
	return out - 128*int32(len(row))
}

// row copies the weights of row o to w; beyond the last row they are zeros.
func (d *dense) row(w []int8, o int) []int8 {
	w = w[:0]
	for k := 0; k < d.in; k += 4 {
		if o >= d.rows {
			w = append(w, 0, 0, 0, 0)
		} else {
			w = append(w, d.packed[o/16*16*d.in+o%16*4+16*k:][:4]...)
		}
	}
	return w
}

// fillTriples packs the weights for the plain kernel: an even number of rows of triples.
func (d *dense) fillTriples() {
	w := [3][]int8{}
	for o := 0; o < d.rows || o%6 != 0; o += 3 {
		for i := range w {
			w[i] = d.row(w[i], o+i)
		}
		d.triples = append(d.triples, triples(w[0], w[1], w[2])...)
	}
}
