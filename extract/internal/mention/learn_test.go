package mention

import (
	"math"
	"testing"
)

func TestStrongest(t *testing.T) {
	scores := make([]float32, len(labels))
	scores[0], scores[4], scores[5] = 1, 2, 1
	best, p, any := strongest(scores)
	rest := math.E*2 + math.E*math.E + 13
	if best != 4 || math.Abs(p-math.E*math.E/rest) > 1e-9 || math.Abs(any-(1-math.E/rest)) > 1e-9 {
		t.Errorf("strongest = %d, %v, %v", best, p, any)
	}
}
