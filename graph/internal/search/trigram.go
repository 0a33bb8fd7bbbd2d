package search

import (
	"slices"
	"strings"
)

// Trigrams are the three-rune pieces of a word, two blanks before and one behind
// it, so that beginnings count more; sorted, each once.
func Trigrams(word string) []string {
	r := []rune("  " + word + " ")
	out := make([]string, 0, len(r))
	for i := 0; i+3 <= len(r); i++ {
		out = append(out, string(r[i:i+3]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A likeness compares names with a wanted one by the trigrams of their words
// (Angell, Freund and Willett, Information Processing & Management, 1983).
type likeness struct {
	wanted map[string]bool
	words  map[string][2]int // of words met: trigrams that are wanted, and all
}

func newLikeness(name string) *likeness {
	l := &likeness{wanted: map[string]bool{}, words: map[string][2]int{}}
	for _, w := range strings.Fields(name) {
		for _, t := range Trigrams(w) {
			l.wanted[t] = true
		}
	}
	return l
}

// word counts the trigrams of a word that are wanted, and all.
func (l *likeness) word(w string) (common, all int) {
	if n, ok := l.words[w]; ok {
		return n[0], n[1]
	}
	grams := Trigrams(w)
	for _, t := range grams {
		if l.wanted[t] {
			common++
		}
	}
	l.words[w] = [2]int{common, len(grams)}
	return common, len(grams)
}

// of is the likeness of a name: twice the trigrams that it has in common with the
// wanted one by the trigrams of both (Dice's coefficient), those of each of its
// words counted; 0 to 1.
func (l *likeness) of(name string) float64 {
	common, all := 0, 0
	for _, w := range strings.Fields(name) {
		c, n := l.word(w)
		common, all = common+c, all+n
	}
	return 2 * float64(min(common, len(l.wanted))) / float64(len(l.wanted)+all)
}

// least is the likeness under which a name is not near.
const least = 0.2

// bound is the greatest likeness of a name in whose words not more than a share
// of the trigrams is wanted. With w wanted trigrams and n in the name it is at
// most 2·min(share·n, w)/(w+n), which is greatest at n = w/share.
func bound(share float64) float64 { return 2 * share / (1 + share) }
