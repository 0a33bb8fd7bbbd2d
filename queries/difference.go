package queries

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// A Stretch is a part of a text that is compared with another; Own says that the other
// has nothing like it.
type Stretch struct {
	Text string `json:"text"`
	Own  bool   `json:"own"`
}

// longCompared is how many words of a text are compared at most; what follows is its own.
const longCompared = 400

// Differences cuts two texts into what they share, word by word in the same order (a
// longest common subsequence), and what each has alone. It gives the share of the words
// of both that are in both.
func Differences(a, b string) (inA, inB []Stretch, share float64) {
	as, bs := strings.Fields(a), strings.Fields(b)
	ownA, ownB := make([]bool, len(as)), make([]bool, len(bs))
	for _, own := range [...][]bool{ownA, ownB} {
		for i := range own {
			own[i] = true
		}
	}
	n, m := min(len(as), longCompared), min(len(bs), longCompared)
	fa, fb := folded(as[:n]), folded(bs[:m])
	longest := make([][]int16, n+1) // of what follows
	for i := range longest {
		longest[i] = make([]int16, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if fa[i] == fb[j] {
				longest[i][j] = max(longest[i][j], longest[i+1][j+1]+1)
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case fa[i] == fb[j] && longest[i][j] == longest[i+1][j+1]+1:
			ownA[i], ownB[j] = false, false
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	if all := len(as) + len(bs); all > 0 {
		share = 2 * float64(longest[0][0]) / float64(all)
	}
	return stretches(as, ownA), stretches(bs, ownB), share
}

// folded are words as they are compared.
func folded(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		if out[i] = graph.Fold(w); out[i] == "" {
			out[i] = w
		}
	}
	return out
}

// stretches joins words that are alike in whether the other text has them.
func stretches(words []string, own []bool) (out []Stretch) {
	for i, w := range words {
		if n := len(out); n > 0 && out[n-1].Own == own[i] {
			out[n-1].Text += " " + w
		} else {
			out = append(out, Stretch{w, own[i]})
		}
	}
	return out
}

// little are words that texts share without saying the same.
var little = strings.Fields("the a an and or but of to in on at by for from with as is are was were be been it its he she they his her their that this will would has have had not i we you said")

// telling counts the words of stretches in common that say something.
func telling(all []Stretch) (n int) {
	for _, s := range all {
		if !s.Own {
			for _, w := range folded(strings.Fields(s.Text)) {
				if !slices.Contains(little, w) {
					n++
				}
			}
		}
	}
	return n
}
