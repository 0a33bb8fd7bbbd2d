package encoder

import (
	"math"
	"testing"
)

// TestExp compares with what the standard library computes, which differs from
// machine to machine in the last bit alone.
func TestExp(t *testing.T) {
	for x := -40.0; x <= 40; x += 0.37 {
		want := math.Exp(x)
		if got := Exp(x); math.Abs(got-want) > 1e-12*want {
			t.Errorf("Exp(%v) = %v, want %v", x, got, want)
		}
	}
	if Exp(-1e4) != 0 || Exp(math.NaN()) != 0 || math.IsInf(Exp(1e4), 0) || Logistic(0) != 0.5 {
		t.Errorf("at the ends: %v %v %v %v", Exp(-1e4), Exp(math.NaN()), Exp(1e4), Logistic(0))
	}
}

func TestSoftmax(t *testing.T) {
	p := make([]float64, 3)
	Softmax(p, []float32{1, 0, 1})
	if rest := 2*math.E + 1; math.Abs(p[0]-math.E/rest) > 1e-12 || p[0] != p[2] || math.Abs(p[1]-1/rest) > 1e-12 {
		t.Errorf("got %v", p)
	}
}
