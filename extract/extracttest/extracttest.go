// Package extracttest holds what the tests of extraction share: the model that the
// program comes with, the folder of corpora beside the checkout, and cases of one line that are their own answer, marked in the
// text: "[S Ryan] [Q said] [C so].".
//
// Begin with [Cases].
package extracttest

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/model"
)

// English is the model that the program comes with, or the one in the file that
// HEARSAY_MODEL names.
func English(t testing.TB) *encoder.Model {
	t.Helper()
	m, err := english()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var english = sync.OnceValues(func() (*encoder.Model, error) {
	return model.Open(os.Getenv("HEARSAY_MODEL"))
})

// Shared is the path of something in the folder shared/, which lies beside the
// checkout or where HEARSAY_SHARED says: articles, corpora, files that are broken on
// purpose. Without it the test is skipped.
func Shared(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("HEARSAY_SHARED")
	if dir == "" {
		root := "."
		for range 9 { // no package lies so deep
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			root = filepath.Join(root, "..")
		}
		dir = filepath.Join(root, "..", "shared")
	}
	found := filepath.Join(dir, filepath.FromSlash(path))
	if _, err := os.Stat(found); err != nil {
		t.Skipf("no shared/%s beside the checkout", path)
	}
	return found
}

// Cases runs the cases of a file: answer gives what a line should be, and the line
// is what it is. Lines that begin with # are headings and remarks. One that begins
// with "- " is known to fail; that it passes is an error too, so that the list stays
// true. Of a hundred, least pass.
func Cases(t *testing.T, file string, least int, answer func(line string) string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	heading, passed, all := "", 0, 0
	for line := range strings.Lines(string(data)) {
		want, failing := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if name, ok := strings.CutPrefix(want, "## "); ok {
			heading = name
		}
		if want == "" || want[0] == '#' {
			continue
		}
		got := answer(want)
		all++
		if got == want {
			passed++
		}
		if failing != (got != want) {
			t.Errorf("%s (known to fail: %v):\n got %s\nwant %s", heading, failing, got, want)
		}
	}
	if passed*100 < all*least {
		t.Errorf("%s: %d of %d cases pass, want %d in a hundred", file, passed, all, least)
	}
}

// paragraphEnd is what " / " stands for in a case.
const paragraphEnd = "\n\n"

// Unmark takes the marks of a case away: "[person Ryan] said" → "Ryan said".
func Unmark(marked string) string {
	var b strings.Builder
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '[':
			i += strings.IndexByte(marked[i:], ' ')
		case ']':
		default:
			b.WriteByte(marked[i])
		}
	}
	return strings.ReplaceAll(b.String(), " / ", paragraphEnd)
}

// A Mark is a stretch of a text, in bytes, and what is written before it.
type Mark struct {
	Start, End int
	Label      string
}

// Marked writes marks into a text, each that stands there once: the opposite of
// [Unmark].
func Marked(text string, marks []Mark) string {
	type edge struct {
		at, size int // size is negative at the end of a mark
		text     string
	}
	var edges []edge
	for i, m := range marks {
		if !slices.Contains(marks[:i], m) {
			edges = append(edges, edge{m.Start, m.End - m.Start, "[" + m.Label + " "}, edge{m.End, m.Start - m.End, "]"})
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int {
		if a.at == b.at && (a.size < 0) != (b.size < 0) {
			return cmp.Compare(a.size, b.size) // what ends here before what begins
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.size, a.size))
	})
	var b strings.Builder
	at := 0
	for _, e := range edges {
		b.WriteString(text[at:e.at] + e.text)
		at = e.at
	}
	b.WriteString(text[at:])
	return strings.ReplaceAll(b.String(), paragraphEnd, " / ")
}
