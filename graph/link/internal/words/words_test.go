package words

import (
	"strings"
	"testing"
)

func TestFolded(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"“Don’t go,” she said.", "dont go she said"},
		{"'Don't go'", "dont go"},
		{"the boats' owners’ plan", "the boats owners plan"},
		{"1,200 of 3.5 million, 2031. 4", "1200 of 3.5 million 2031 4"},
		{"Cafe\u0301 CAFÉ", "café café"},
		{"co\u00adoper\u200bate well-known", "cooperate well known"},
		{"… — !", ""},
		{"\xff\xfea", "a"},
	} {
		if got := strings.Join(Folded(c.text), " "); got != c.want {
			t.Errorf("Folded(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// FuzzSplit holds that words stand in the text, in its order, each with something to
// compare it by.
func FuzzSplit(f *testing.F) {
	f.Add("“Don’t,” 1,200.5 cafe\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, w := range Split(text) {
			if w.Start < at || w.End <= w.Start || w.End > len(text) || w.Folded == "" {
				t.Fatalf("the word %+v behind %d in %q", w, at, text)
			}
			at = w.End
		}
	})
}
