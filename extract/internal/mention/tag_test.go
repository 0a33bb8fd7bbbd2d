package mention

import (
	"fmt"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/tagger"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// TestTagger reads the weights that the program comes with.
func TestTagger(t *testing.T) {
	n, err := tagger.Read(tagWeights)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Labels(); got != tags {
		t.Errorf("%d labels, want %d", got, tags)
	}
	n, err = tagger.Read(phraseWeights)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Labels(); got != 1+len(news.Types) {
		t.Errorf("%d labels of noun phrases, want one a type and one for none", got)
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
	m := extracttest.English(t)
	extracttest.Cases(t, "testdata/names.txt", 90, func(line string) string {
		split := token.Split(extracttest.Unmark(line))
		var marks []extracttest.Mark
		end := 0 // of the name before
		for _, m := range Find(split, m.Encode(split)) {
			if m.Form == Name && m.Number != Plural && m.NameFirst >= end {
				end = m.NameEnd
				marks = append(marks, extracttest.Mark{Start: split.Tokens[m.NameFirst].Start, End: split.Tokens[end-1].End, Label: string(m.Type)})
			}
		}
		return extracttest.Marked(split.Source, marks)
	})
}

// TestPhrases finds noun phrases by what they are in the text, not by lists: of nouns that
// none has, but of no word that only describes another, and of no verb.
func TestPhrases(t *testing.T) {
	m := extracttest.English(t)
	text := token.Split("The ferryman blamed the gearbox. The gearbox, he said, had been oiled, and Jane Doe lied about the gearbox.")
	heads := map[string]int{}
	for _, p := range Find(text, m.Encode(text)) {
		if p.Form == Nominal {
			heads[text.Word(p.Head)]++
			if !(p.Likely > 0 && p.Likely <= 1) {
				t.Errorf("%s: likely %v", text.Words(p.First, p.End), p.Likely)
			}
		}
	}
	if heads["gearbox"] < 2 || heads["lied"] > 0 || heads["oiled"] > 0 {
		t.Errorf("heads are %v", heads)
	}
}
