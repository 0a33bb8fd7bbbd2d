//go:build !purego

package perceptron

import "golang.org/x/sys/cpu"

// add is addPlain, as fast as the machine can.
func add(y, w, x []float32) {
	if !cpu.X86.HasAVX2 {
		addPlain(y, w, x)
		return
	}
	addVector(y, w, x)
}
