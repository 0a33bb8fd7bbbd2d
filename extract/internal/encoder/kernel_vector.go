//go:build !purego && (amd64 || arm64)

package encoder

import "math"

// The functions of plain.go by way of assembler; what is left of a sum is added
// up here. The assembler functions are those of the architecture. They take
// lengths that are multiples of 16, at least 16.

// product4x16 computes a dense layer for 4 rows of n activations each and a
// block of 16 outputs. Rows of y begin ldy numbers apart.
//
//go:noescape
func product4x16(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)

// multiply4x16 computes 4 rows and 16 columns of a product of matrices, whose
// rows begin ldc, lda and ldb numbers apart, each row times its factor.
//
//go:noescape
func multiply4x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, factor *float32, inner int)

// greatest gives the greatest of n numbers by lane; greatestAbs of magnitudes.
//
//go:noescape
func greatest(x *float32, n int, lane *[8]float32)

//go:noescape
func greatestAbs(x *float32, n int, lane *[8]float32)

// exps replaces each of n numbers by exp(x - most), and adds them up by lane.
//
//go:noescape
func exps(x *float32, n int, most float32, lane *[16]float32)

// addSum adds y to x, and adds the sums up by lane.
//
//go:noescape
func addSum(x, y *float32, n int, lane *[16]float32)

// squares adds up (x - mean)² by lane.
//
//go:noescape
func squares(x *float32, n int, mean float32, lane *[16]float32)

// standardize replaces x by (x - mean)·inverse·weight + bias.
//
//go:noescape
func standardize(x, weight, bias *float32, n int, mean, inverse float32)

// gelus replaces each of n numbers by its GELU.
//
//go:noescape
func gelus(x *float32, n int)

// steps8 sets q to x times inverse, plus 64.
//
//go:noescape
func steps8(q *uint8, x *float32, n int, inverse float32)

func productVector(y []float32, x []uint8, scale []float32, d *dense) {
	if len(scale) == 0 {
		return
	}
	_, _ = y[len(scale)*d.rows-1], x[len(scale)*d.in-1]
	for j := 0; j < d.rows; j += 16 {
		w := &d.packed[j*d.in]
		for i := 0; i < len(scale); i += 4 {
			product4x16(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, w, &scale[i], &d.scale[j], &d.bias[j], &d.offset[j])
		}
	}
}

func multiplyVector(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, factor []float32, inner, cols int) {
	rows := len(factor)
	if rows == 0 || cols == 0 || inner == 0 {
		return
	}
	_, _, _ = c[(rows-1)*ldc+cols-1], a[(rows-1)*lda+inner-1], b[(inner-1)*ldb+cols-1]
	for i := 0; i < rows; i += 4 {
		for j := 0; j < cols; j += 16 {
			multiply4x16(&c[i*ldc+j], ldc, &a[i*lda], lda, &b[j], ldb, &factor[i], inner)
		}
	}
}

// top is the greatest of eight lanes.
func top(lane *[8]float32) float32 {
	m := lane[0]
	for _, v := range lane[1:] {
		m = max(m, v)
	}
	return m
}

func softmaxVector(x []float32) float32 {
	var most [8]float32
	greatest(&x[0], len(x), &most)
	var lane [16]float32
	exps(&x[0], len(x), top(&most), &lane)
	return lanes(&lane)
}

func normVector(x, y, weight, bias []float32) {
	n := float32(len(x))
	var lane [16]float32
	addSum(&x[0], &y[0], len(x), &lane)
	mean := lanes(&lane) / n
	squares(&x[0], len(x), mean, &lane)
	root := float32(math.Sqrt(float64(lanes(&lane)/n + epsilon)))
	standardize(&x[0], &weight[0], &bias[0], len(x), mean, 1/root)
}

func geluVector(x []float32) { gelus(&x[0], len(x)) }

func quantizeVector(q []uint8, x []float32) float32 {
	var lane [8]float32
	greatestAbs(&x[0], len(x), &lane)
	m := top(&lane)
	if !(m >= least) {
		m = most
	}
	steps8(&q[0], &x[0], len(x), most/m)
	return m / most
}
