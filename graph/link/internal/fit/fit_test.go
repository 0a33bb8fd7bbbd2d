package fit

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDescend finds the one weight that a slope asks for, against the ridge.
func TestDescend(t *testing.T) {
	type weights struct{ A, B [1]float64 }
	parts := func(w *weights) [][]float64 { return [][]float64{w.A[:], w.B[:]} }
	w := Descend(2, 1, parts, func(w, g *weights) { g.A[0] += -4; g.B[0] += 0 })
	if w.A[0] < 1.999 || w.A[0] > 2.001 || w.B[0] != 0 { // 4 a pair of samples, and as much ridge as there is weight
		t.Errorf("got %v, want 2 and 0", w)
	}
}

func TestNumbers(t *testing.T) {
	if got := Numbers([]float64{1, -0.12345, 2.0005}); got != "1.000, -0.123, 2.001" {
		t.Errorf("got %q", got)
	}
}

func TestLines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "numbers.jsonl")
	if err := os.WriteFile(file, []byte("1\n2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Lines[int](file); err != nil || !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v, %v", got, err)
	}
	if err := os.WriteFile(file, []byte("1\nx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Lines[int](file); err == nil || !strings.Contains(err.Error(), "numbers.jsonl: ") {
		t.Errorf("got %v", err)
	}
}

// TestNewton finds the weights at which no sample asks for others, against the ridge.
func TestNewton(t *testing.T) {
	rows := [][]float64{{1, 0}, {1, 1}, {1, 2}, {1, 3}, {1, 1}, {1, 2}}
	one := []bool{false, false, true, true, true, false}
	const ridge = 0.1
	w := Newton(rows, one, ridge)
	slope := []float64{6 * ridge * w[0], 6 * ridge * w[1]}
	for i, row := range rows {
		miss := 1 / (1 + math.Exp(-w[0]-w[1]*row[1]))
		if one[i] {
			miss--
		}
		slope[0] += miss
		slope[1] += miss * row[1]
	}
	if math.Abs(slope[0]) > 1e-9 || math.Abs(slope[1]) > 1e-9 || w[1] <= 0 {
		t.Errorf("got %v, where the slopes are %v", w, slope)
	}
}
