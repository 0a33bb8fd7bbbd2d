package encoder

import "math"

// The functions here give the same bits on every machine: math.Exp is assembler on
// some and differs there in its last bit, and what is rounded by name no compiler
// fuses with the sum that it goes into.

// Exp is e to the x, to 1e-12 of its value; 0 below -700, and at most exp(700).
func Exp(x float64) float64 {
	if !(x > -700) { // and where x is not a number
		return 0
	}
	x = min(x, 700)
	n := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(n*math.Ln2)
	sum := 1.0
	for k := 14.0; k > 0; k-- { // Horner; |r| is at most 0.35
		sum = 1 + float64(float64(sum*r)/k)
	}
	return math.Ldexp(sum, int(n))
}

// Logistic is the probability whose log odds are x.
func Logistic(x float64) float64 { return 1 / (1 + Exp(-x)) }

// Softmax sets p, which is as long as scores, to the probabilities whose
// logarithms differ as the scores do.
func Softmax(p []float64, scores []float32) {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	sum := 0.0
	for i, s := range scores {
		p[i] = Exp(float64(s - top))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
