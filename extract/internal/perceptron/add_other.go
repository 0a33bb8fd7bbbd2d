//go:build purego || !(amd64 || arm64)

package perceptron

// add is addPlain, as fast as the machine can.
func add(y, w, x []float32) { addPlain(y, w, x) }
