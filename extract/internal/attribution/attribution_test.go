package attribution

import (
	"slices"
	"strings"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/token"
)

// TestCases compares what is found with the marks in testdata/cases.txt.
func TestCases(t *testing.T) {
	m := extracttest.English(t)
	extracttest.Cases(t, "testdata/cases.txt", 82, func(line string) string {
		text := token.Split(extracttest.Unmark(line))
		out := m.Encode(text)
		return mark(text, Nest(m, text, out, Find(m, text, out)))
	})
}

// mark is the text with every source, cue and content marked.
func mark(t *token.Text, found []Attribution) string {
	var marks []extracttest.Mark
	add := func(name string, ranges []Range) {
		for _, r := range ranges {
			marks = append(marks, extracttest.Mark{Start: t.Tokens[r.First].Start, End: t.Tokens[r.End-1].End, Label: name})
		}
	}
	for _, a := range found {
		add("S", a.Source)
		add("Q", a.Cue)
		add("C", a.Content)
	}
	return extracttest.Marked(t.Source, marks)
}

// TestHurtful finds no attribution worth the name, but must not fail, in time
// linear in the text.
func TestHurtful(t *testing.T) {
	m := extracttest.English(t)
	for name, text := range map[string]string{
		"empty":    "",
		"blank":    " \n\n ",
		"opening":  strings.Repeat("“", 2000),
		"names":    strings.Repeat("SMITH: ", 2000),
		"dashes":   strings.Repeat("“a b c” ― A B\n", 500),
		"broken":   "\xff\xfe said \"\x00\" he",
		"no end":   strings.Repeat("said that he ", 300),
		"no space": strings.Repeat("a", 20000),
	} {
		tx := token.Split(text)
		out := m.Encode(tx)
		for _, a := range Nest(m, tx, out, Find(m, tx, out)) {
			for _, r := range slices.Concat(a.Source, a.Cue, a.Content) {
				if r.First < 0 || r.First >= r.End || r.End > len(tx.Tokens) {
					t.Errorf("%s: range %v of %d tokens", name, r, len(tx.Tokens))
				}
			}
			if a.Confidence < 0 || a.Confidence > 1 || len(a.Content) == 0 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
}
