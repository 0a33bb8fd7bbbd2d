package score

import (
	"fmt"
	"io"
	"strings"
)

// A Guess is something found, with the probability it was given, and whether it is right.
type Guess struct {
	Confidence float64 // 0 to 1
	Right      bool
}

// A Bin holds the guesses whose confidence lies in one tenth of 0 to 1: how many,
// their mean confidence, and the share of them that is right (both 0 in an empty one).
type Bin struct {
	N                    int
	Confidence, Accuracy float64
}

// Reliability is guesses by confidence: bin i has those from i/10 up to, not
// including, (i+1)/10; the last has those of 1 too.
type Reliability [10]Bin

// Calibration sorts guesses into bins.
func Calibration(guesses []Guess) Reliability {
	var r Reliability
	for _, g := range guesses {
		b := &r[min(max(int(g.Confidence*float64(len(r))), 0), len(r)-1)]
		b.N++
		b.Confidence += g.Confidence
		if g.Right {
			b.Accuracy++
		}
	}
	for i := range r {
		if n := float64(r[i].N); n > 0 {
			r[i].Confidence /= n
			r[i].Accuracy /= n
		}
	}
	return r
}

// Error is the expected calibration error (Naeini et al., AAAI 2015): how far
// confidence and accuracy lie apart, in the mean over all guesses; 0 without any.
func (r *Reliability) Error() float64 {
	sum, n := 0.0, 0
	for _, b := range r {
		sum += float64(float64(b.N) * max(b.Accuracy-b.Confidence, b.Confidence-b.Accuracy))
		n += b.N
	}
	return share(sum, float64(n))
}

// Write prints the bins that have guesses, and the error.
func (r *Reliability) Write(w io.Writer) error {
	var b strings.Builder
	b.WriteString("confidence        n    mean   right\n")
	for i, bin := range r {
		if bin.N > 0 {
			fmt.Fprintf(&b, "%.1f to %.1f  %7d %s %s\n", float64(i)/10, float64(i+1)/10, bin.N, cell(bin.Confidence), cell(bin.Accuracy))
		}
	}
	fmt.Fprintf(&b, "expected calibration error %.3f\n", r.Error())
	_, err := io.WriteString(w, b.String())
	return err
}
