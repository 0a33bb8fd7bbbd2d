package claim

import "testing"

// TestForest asks a forest written by hand: one tree over a trait and the vectors' sum.
func TestForest(t *testing.T) {
	f := readForests(learntName + "\n# a comment\nquestion q size vectors\nvector 2 -1 0.5\nconstant 0.25\n0<3.5 =1 1<0 =-2 =4\n=0.125")["q"]
	for _, c := range []struct {
		size   float64
		vector []float32
		want   float64
	}{
		{3.5, []float32{0, 0}, 1.375}, // at most 3.5: yes
		{4, []float32{1, 3}, -1.625},  // 2 − 3 + .5 is at most 0
		{4, []float32{1, 2}, 4.375},   // 2 − 2 + .5 is not
		{4, nil, 4.375},               // nothing of the encoder: the constant alone
	} {
		if got := f.odds([]Trait{{"size", c.size}}, c.vector); got != c.want {
			t.Errorf("odds of %v, %v: got %v, want %v", c.size, c.vector, got, c.want)
		}
	}
}

// TestTraitsAreLearnt compares the traits that the program tells of with those that
// the decisions in learnt.txt were fitted on.
func TestTraitsAreLearnt(t *testing.T) {
	for _, q := range []string{"claim", "about", "source"} {
		if f := learnt()[q]; f == nil || len(f.trees) == 0 || len(f.vector) == 0 {
			t.Errorf("learnt.txt has nothing on %q", q)
		}
	}
}
