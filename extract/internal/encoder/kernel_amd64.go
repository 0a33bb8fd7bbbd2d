//go:build !purego

package encoder

import "golang.org/x/sys/cpu"

// kernels are those that this machine can run, the fastest first.
func kernels() []kernel {
	var all []kernel
	if hasVNNI() {
		all = append(all, vnni)
	}
	if cpu.X86.HasAVX2 && cpu.X86.HasAVXVNNI {
		all = append(all, avxvnni)
	}
	if cpu.X86.HasAVX2 {
		all = append(all, avx2)
	}
	return append(all, plain)
}

// avx2 is the kernel for processors with AVX2.
var avx2 = kernel{
	name:      "avx2",
	product:   productVector,
	multiply:  multiplyVector,
	transpose: transposeVector,
	softmax:   softmaxVector,
	norm:      normVector,
	gelu:      geluVector,
	quantize:  quantizeVector,
}

// transpose8 is transpose for 8 rows.
//
//go:noescape
func transpose8(t *float32, ldt int, x *float32, ldx, cols int)

func transposeVector(t []float32, ldt int, x []float32, ldx, rows, cols int) {
	if rows == 0 || cols == 0 {
		return
	}
	_, _ = t[(cols-1)*ldt+rows-1], x[(rows-1)*ldx+cols-1]
	r := 0
	for ; r+8 <= rows; r += 8 {
		transpose8(&t[r], ldt, &x[r*ldx], ldx, cols)
	}
	if r < rows {
		transposePlain(t[r:], ldt, x[r*ldx:], ldx, rows-r, cols)
	}
}
