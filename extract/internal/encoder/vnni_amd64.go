//go:build !purego

package encoder

import "golang.org/x/sys/cpu"

// hasVNNI reports whether the processor, and the system, have what vnni takes:
// AVX-512 with byte products that are added up in 32 bits.
func hasVNNI() bool {
	return cpu.X86.HasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI
}

// vnni is the kernel for processors with AVX-512 VNNI.
var vnni = kernel{
	name:      "vnni",
	product:   productVNNI,
	multiply:  multiplyVNNI,
	transpose: transposeVector,
	softmax:   softmaxVNNI,
	norm:      normVNNI,
	gelu:      geluVNNI,
	quantize:  quantizeVNNI,
}

// product8x32 computes a dense layer for 8 rows of n activations each and two
// blocks of 16 outputs; product4x32 for 4 rows. Rows of y begin ldy numbers
// apart. Meanwhile product8x32 has the processor fetch the 4·n bytes from next on.
//
//go:noescape
func product8x32(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32, next *int8)

//go:noescape
func product4x32(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)

// multiply4x32 computes 4 rows and 32 columns of a product of matrices, as
// multiply4x16 does.
//
//go:noescape
func multiply4x32(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, factor *float32, inner int)

// softmax16, norm16, gelus16 and quantize16 are the functions of the kernel for
// n numbers, a multiple of 16.
//
//go:noescape
func softmax16(x *float32, n int) float32

//go:noescape
func norm16(x, y, weight, bias *float32, n int)

//go:noescape
func gelus16(x *float32, n int)

//go:noescape
func quantize16(q *uint8, x *float32, n int) float32

func productVNNI(y []float32, x []uint8, scale []float32, d *dense) {
	rows := len(scale)
	if rows == 0 {
		return
	}
	_, _ = y[rows*d.rows-1], x[rows*d.in-1]
	j := 0
	for ; j+32 <= d.rows; j += 32 {
		w, i := d.packed[j*d.in:], 0
		for ; i+8 <= rows; i += 8 {
			next := min(32*d.in+i/2*d.in, len(w)-4*d.in) // an eighth of the next two blocks, which are not near the processor yet
			product8x32(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, &w[0], &scale[i], &d.scale[j], &d.bias[j], &d.offset[j], &w[next])
		}
		if i < rows {
			product4x32(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, &w[0], &scale[i], &d.scale[j], &d.bias[j], &d.offset[j])
		}
	}
	if j == d.rows {
		return
	}
	for i := 0; i < rows; i += 4 { // the last block of 16
		product4x16(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, &d.packed[j*d.in], &scale[i], &d.scale[j], &d.bias[j], &d.offset[j])
	}
}

func multiplyVNNI(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, factor []float32, inner, cols int) {
	rows := len(factor)
	if rows == 0 || cols == 0 || inner == 0 {
		return
	}
	_, _, _ = c[(rows-1)*ldc+cols-1], a[(rows-1)*lda+inner-1], b[(inner-1)*ldb+cols-1]
	for i := 0; i < rows; i += 4 {
		j := 0
		for ; j+32 <= cols; j += 32 {
			multiply4x32(&c[i*ldc+j], ldc, &a[i*lda], lda, &b[j], ldb, &factor[i], inner)
		}
		if j < cols {
			multiply4x16(&c[i*ldc+j], ldc, &a[i*lda], lda, &b[j], ldb, &factor[i], inner)
		}
	}
}

func softmaxVNNI(x []float32) float32 { return softmax16(&x[0], len(x)) }

func normVNNI(x, y, weight, bias []float32) {
	_, _, _ = y[len(x)-1], weight[len(x)-1], bias[len(x)-1]
	norm16(&x[0], &y[0], &weight[0], &bias[0], len(x))
}

func geluVNNI(x []float32) { gelus16(&x[0], len(x)) }

func quantizeVNNI(q []uint8, x []float32) float32 {
	_ = q[len(x)-1]
	return quantize16(&q[0], &x[0], len(x))
}
