//go:build !purego

package encoder

import "golang.org/x/sys/cpu"

// hasVNNI reports whether the processor, and the system, have what vnni takes:
// AVX-512 with byte products that are added up in 32 bits.
func hasVNNI() bool {
	return cpu.X86.HasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI
}

// vnni is the kernel for processors with AVX-512 VNNI: as avx2, but the
// products of bytes, which are most of the work, go 32 outputs at a time.
var vnni = kernel{
	name:     "vnni",
	product:  productVNNI,
	multiply: multiplyVector,
	softmax:  softmaxVector,
	norm:     normVector,
	gelu:     geluVector,
	quantize: quantizeVector,
}

// product4x32 computes a dense layer for 4 rows of n activations each and two
// blocks of 16 outputs. Rows of y begin ldy numbers apart.
//
//go:noescape
func product4x32(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)

func productVNNI(y []float32, x []uint8, scale []float32, d *dense) {
	if len(scale) == 0 {
		return
	}
	_, _ = y[len(scale)*d.rows-1], x[len(scale)*d.in-1]
	j := 0
	for ; j+32 <= d.rows; j += 32 {
		w := &d.packed[j*d.in]
		for i := 0; i < len(scale); i += 4 {
			product4x32(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, w, &scale[i], &d.scale[j], &d.bias[j], &d.offset[j])
		}
	}
	if j == d.rows {
		return
	}
	for i := 0; i < len(scale); i += 4 { // the last block of 16
		product4x16(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, &d.packed[j*d.in], &scale[i], &d.scale[j], &d.bias[j], &d.offset[j])
	}
}
