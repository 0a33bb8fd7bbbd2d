//go:build !purego

package perceptron

// add is addPlain, as fast as the machine can.
func add(y, w, x []float32) { addVector(y, w, x) }
