//go:build !purego

package encoder

import "golang.org/x/sys/cpu"

// kernels are those that this machine can run, the fastest first.
func kernels() []kernel {
	if cpu.ARM64.HasASIMDDP {
		return []kernel{sdot, plain}
	}
	return []kernel{plain}
}

// sdot is the kernel for 64-bit ARM with dot products of bytes.
var sdot = kernel{
	name:      "sdot",
	product:   productVector,
	multiply:  multiplyVector,
	transpose: transposePlain,
	softmax:   softmaxVector,
	norm:      normVector,
	gelu:      geluVector,
	quantize:  quantizeVector,
}
