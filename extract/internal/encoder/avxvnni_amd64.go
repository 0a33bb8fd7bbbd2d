//go:build !purego

package encoder

// avxvnni is the kernel for processors with AVX2 and byte products that are added
// up in 32 bits, but without AVX-512: Intel's of the years from 2021 on. It is as
// avx2 but for these products, of which avx2 has half as many a cycle.
var avxvnni = kernel{
	name:      "avxvnni",
	product:   productAVXVNNI,
	multiply:  multiplyVector,
	transpose: transposeVector,
	softmax:   softmaxVector,
	norm:      normVector,
	gelu:      geluVector,
	quantize:  quantizeVector,
}

// dot4x16 computes a dense layer for 4 rows, as product4x16 does.
//
//go:noescape
func dot4x16(y *float32, ldy int, x *uint8, n int, w *int8, scale, wscale, bias *float32, offset *int32)

func productAVXVNNI(y []float32, x []uint8, scale []float32, d *dense) {
	if len(scale) == 0 {
		return
	}
	_, _ = y[len(scale)*d.rows-1], x[len(scale)*d.in-1]
	for j := 0; j < d.rows; j += 16 {
		w := &d.packed[j*d.in]
		for i := 0; i < len(scale); i += 4 {
			dot4x16(&y[i*d.rows+j], d.rows, &x[i*d.in], d.in, w, &scale[i], &d.scale[j], &d.bias[j], &d.offset[j])
		}
	}
}
