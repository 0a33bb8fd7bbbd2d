//go:build !purego

package encoder

import "golang.org/x/sys/cpu"

// kernels are those that this machine can run, the fastest first.
func kernels() []kernel {
	switch {
	case hasVNNI():
		return []kernel{vnni, avx2, plain}
	case cpu.X86.HasAVX2:
		return []kernel{avx2, plain}
	}
	return []kernel{plain}
}

// avx2 is the kernel for processors with AVX2.
var avx2 = kernel{
	name:     "avx2",
	product:  productVector,
	multiply: multiplyVector,
	softmax:  softmaxVector,
	norm:     normVector,
	gelu:     geluVector,
	quantize: quantizeVector,
}
