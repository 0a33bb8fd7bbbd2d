package mention

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/encoder"
	"hearsay/extract/model"
	"hearsay/extract/token"
)

// TestTagger reads the weights that the program comes with.
func TestTagger(t *testing.T) {
	n, err := readTagger(tagWeights)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(n.last.Bias); got != tags {
		t.Errorf("%d labels, want %d", got, tags)
	}
}

// TestViterbi decodes labels: what follows has the type of what it follows, and two
// names of one type do not touch.
func TestViterbi(t *testing.T) {
	const person, body, place, follows = 1, 2, 3, 3
	row := func(best, second int) []float32 {
		x := make([]float32, tags)
		x[best], x[second] = 2, 1
		return x
	}
	for _, c := range []struct {
		scores [][]float32
		want   string
	}{
		{[][]float32{row(person, 0), row(person+follows, 0), row(0, body)}, "[{5 7 0}]"},
		{[][]float32{row(person, 0), {0, 2, 0, 0, 1.5, 0, 0}}, "[{5 7 0}]"},
		{[][]float32{row(person, 0), row(place, 0)}, "[{5 6 0} {6 7 2}]"},
		{[][]float32{row(body+follows, body), row(body+follows, 0)}, "[{5 7 1}]"},
		{[][]float32{row(0, 1), row(0, 1)}, "[]"},
	} {
		if got := fmt.Sprint(viterbi(c.scores, 5)); got != c.want {
			t.Errorf("viterbi(%v) = %s, want %s", c.scores, got, c.want)
		}
	}
}

// TestTagged holds what the tagger makes of names: bounds and types.
func TestTagged(t *testing.T) {
	data, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.Read(model.English())
	if err != nil {
		t.Fatal(err)
	}
	all, passed := 0, 0
	for line := range strings.Lines(string(data)) {
		want := strings.TrimSpace(line)
		if want == "" || want[0] == '#' {
			continue
		}
		text := regexp.MustCompile(`\[[a-z]+ ([^]]*)\]`).ReplaceAllString(want, "$1")
		split := token.Split(text)
		var found []Mention
		for _, m := range Find(split, m.Encode(split)) {
			if m.Form == Name && m.Number != Plural && !slices.ContainsFunc(found, func(o Mention) bool { return m.NameEnd <= o.NameEnd }) {
				found = append(found, m)
			}
		}
		var got strings.Builder
		at := 0
		for _, m := range found {
			start, end := split.Tokens[m.NameFirst].Start, split.Tokens[m.NameEnd-1].End
			if start >= at {
				fmt.Fprintf(&got, "%s[%s %s]", text[at:start], m.Type, text[start:end])
				at = end
			}
		}
		got.WriteString(text[at:])
		all++
		if got.String() == want {
			passed++
		} else {
			t.Logf("got  %s\nwant %s", got.String(), want)
		}
	}
	if passed*20 < all*19 {
		t.Errorf("%d of %d names are right, want 95 in 100", passed, all)
	}
}
