//go:build !purego && (amd64 || arm64)

package perceptron

// add32 adds to 32 outputs what n inputs, at least one, give; add8 to 8. The weights
// of an input begin step numbers after those of the one before.
//
//go:noescape
func add32(y, w *float32, step int, x *float32, n int)

//go:noescape
func add8(y, w *float32, step int, x *float32, n int)

// addVector is addPlain by way of assembler: an output is a lane, whose sum has the
// same order.
func addVector(y, w, x []float32) {
	if len(x) == 0 || len(y) == 0 {
		return
	}
	_, o := w[len(x)*len(y)-1], 0
	for ; o+32 <= len(y); o += 32 {
		add32(&y[o], &w[o], len(y), &x[0], len(x))
	}
	for ; o+8 <= len(y); o += 8 {
		add8(&y[o], &w[o], len(y), &x[0], len(x))
	}
	if o < len(y) {
		addSome(y, w, x, o)
	}
}
