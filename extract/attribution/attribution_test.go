package attribution

import (
	"bufio"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/encoder"
	"hearsay/extract/token"
)

// english is the model that the program embeds, or the one that HEARSAY_MODEL
// names.
func english(t *testing.T) *encoder.Model {
	t.Helper()
	data, err := os.ReadFile(cmp.Or(os.Getenv("HEARSAY_MODEL"), "../model/english.model"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no model: extract/model/training makes one")
	}
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCases compares what is found with the marks in testdata/cases.txt. A case
// that is known to fail and passes is an error too, so that the list stays true.
func TestCases(t *testing.T) {
	m := english(t)
	f, err := os.Open("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kind, passed, all := "", 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		want, failing := strings.CutPrefix(lines.Text(), "- ")
		if name, ok := strings.CutPrefix(want, "## "); ok {
			kind = name
		}
		if want == "" || strings.HasPrefix(want, "#") {
			continue
		}
		text := token.Split(unmark(want))
		out := m.Encode(text)
		got := mark(text, Nest(m, text, out, Find(m, text, out)))
		all++
		if got == want {
			passed++
		}
		if failing != (got != want) {
			t.Errorf("%s (known to fail: %v):\n got %s\nwant %s", kind, failing, got, want)
		}
	}
	if passed*10 < all*9 {
		t.Errorf("%d of %d cases pass, want nine in ten", passed, all)
	}
}

const paragraphEnd = "\n\n"

// unmark is the text of a marked one.
func unmark(marked string) string {
	for _, open := range []string{"[S ", "[Q ", "[C ", "]"} {
		marked = strings.ReplaceAll(marked, open, "")
	}
	return strings.ReplaceAll(marked, " / ", paragraphEnd)
}

// mark is the text with every source, cue and content marked.
func mark(t *token.Text, found []Attribution) string {
	type tag struct {
		at, size int // size is negative at the end of a span
		text     string
	}
	var tags []tag
	add := func(name string, ranges []Range) {
		for _, r := range ranges {
			start, end := t.Tokens[r.First].Start, t.Tokens[r.End-1].End
			open, closing := tag{start, end - start, "[" + name + " "}, tag{end, start - end, "]"}
			if !slices.Contains(tags, open) {
				tags = append(tags, open, closing)
			}
		}
	}
	for _, a := range found {
		add("S", a.Source)
		add("Q", a.Cue)
		add("C", a.Content)
	}
	slices.SortStableFunc(tags, func(a, b tag) int {
		if a.at == b.at && (a.size < 0) != (b.size < 0) {
			return cmp.Compare(a.size, b.size) // what ends here before what begins
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.size, a.size), cmp.Compare(a.text, b.text))
	})
	var b strings.Builder
	at := 0
	for _, g := range tags {
		b.WriteString(t.Source[at:g.at] + g.text)
		at = g.at
	}
	b.WriteString(t.Source[at:])
	return strings.ReplaceAll(b.String(), paragraphEnd, " / ")
}

// TestHurtful finds no attribution worth the name, but must not fail, in time
// linear in the text.
func TestHurtful(t *testing.T) {
	m := english(t)
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
