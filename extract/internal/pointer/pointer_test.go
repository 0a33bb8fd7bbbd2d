package pointer

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/internal/perceptron"
)

// file is one of weights: sizes, then all numbers.
func file(head string, numbers ...float32) string {
	b := []byte("hearsay ranker 1 " + head + "\n")
	for _, v := range numbers {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return string(b)
}

// small is a network whose every size is 1: a bias and a weight each of the projections;
// of what points, the candidate, both products and the projection, the bias before.
var small = []float32{0, 1, 0, 1 /* projections */, 0, 2, 3, 5, 7, 11 /* hidden */, 1, 1 /* score */, 0, 2, 1 /* none, hidden */, -1, 1}

func TestScores(t *testing.T) {
	n, err := Read(file("1 1 1 1 1 1", small...))
	if err != nil {
		t.Fatal(err)
	}
	to := [][2][]float32{{{1}, {2}}, {{-3}, {0}}}
	theirs := []perceptron.Inputs{{1}, {0}}
	scores, none := n.Scores(perceptron.Inputs{1}, []float32{2}, theirs, func(c int) (near, beyond []float32) { return to[c][0], to[c][1] })
	// 1 + max(0, 2·1 + 3·pair + 5·2·near + 7·2·beyond + 11·2)
	if want := []float32{1 + 2 + 3 + 10 + 28 + 22, 1}; !slices.Equal(scores, want) {
		t.Errorf("scores %v, want %v", scores, want)
	}
	if want := float32(-1 + 2*1 + 1*2); none != want {
		t.Errorf("none has %v, want %v", none, want)
	}
}

// A file of other sizes than it says, or of another kind, is refused.
func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{file("1 1 1 1 1 1", small[1:]...), "64 bytes, want 68"},
		{file("1 1 1 1 1", small...), "the first line is"},
		{strings.Replace(file("1 1 1 1 1 1", small...), "ranker", "tagger", 1), "the first line is"},
	} {
		if _, err := Read(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q in it", err, c.want)
		}
	}
}
