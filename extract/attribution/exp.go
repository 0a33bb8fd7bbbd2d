package attribution

import "math"

// exp is e to the x, to 1e-12 of its value, by a sum of the same roundings on
// every machine: math.Exp is assembler on some and differs in its last bit. It
// is 0 below -700 and at most exp(700).
func exp(x float64) float64 {
	if !(x > -700) { // and where x is not a number
		return 0
	}
	n := math.Floor(float64(min(x, 700)*math.Log2E) + 0.5)
	r := min(x, 700) - float64(n*math.Ln2)
	sum := 1.0
	for k := 14.0; k > 0; k-- { // Horner; |r| is at most 0.35
		sum = 1 + float64(float64(sum*r)/k)
	}
	return math.Ldexp(sum, int(n))
}

// Logistic is the probability whose log odds are x, the same bits on every machine.
func Logistic(x float64) float64 { return 1 / (1 + exp(-x)) }
