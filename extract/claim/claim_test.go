package claim_test

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay/extract"
	"hearsay/extract/encoder"
	"hearsay/extract/news"
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

// TestCases compares the claims found with those in testdata/cases.txt. A case
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
		want = strings.TrimSpace(want)
		doc := extract.Extract(m, news.Article{Text: unmark(want)})
		got := strings.TrimSpace(mark(doc) + " => " + list(doc))
		all++
		if got == want {
			passed++
		}
		if failing != (got != want) {
			t.Errorf("%s (known to fail: %v):\n got %s\nwant %s", kind, failing, got, want)
		}
	}
	if passed*20 < all*17 {
		t.Errorf("%d of %d cases pass, want seventeen in twenty", passed, all)
	}
}

// unmark is the text of a case, without its marks and answers.
func unmark(marked string) string {
	text, _, _ := strings.Cut(marked, "=>")
	text = strings.TrimSpace(text)
	for n := range 9 {
		text = strings.ReplaceAll(text, fmt.Sprintf("[%d ", n+1), "")
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "]", ""), " / ", "\n\n")
}

// mark is the text with the content of each claim marked, without the
// conjunction before it.
func mark(doc news.Document) string {
	opens, closes := map[int]string{}, map[int]string{}
	for i, c := range doc.Claims {
		start := c.Start
		for _, that := range []string{"that ", "That ", "whether ", "if "} {
			if strings.HasPrefix(c.Content, that) {
				start += len(that)
			}
		}
		opens[start] += fmt.Sprintf("[%d ", i+1)
		closes[c.End] += "]"
	}
	var b strings.Builder
	for i := range len(doc.Article.Text) + 1 {
		b.WriteString(closes[i] + opens[i])
		if i < len(doc.Article.Text) {
			b.WriteByte(doc.Article.Text[i])
		}
	}
	return strings.ReplaceAll(b.String(), "\n\n", " / ")
}

// list is a document's claims in the notation of the cases.
func list(doc news.Document) string {
	names, number := map[string]string{}, map[string]int{}
	for _, e := range doc.Entities {
		names[e.ID] = e.Name
	}
	called := func(ids []string) string {
		var all []string
		for _, id := range ids {
			all = append(all, names[id])
		}
		slices.Sort(all)
		return cmp.Or(strings.Join(all, ", "), "-")
	}
	for i, c := range doc.Claims {
		number[c.ID] = i + 1
	}
	var claims []string
	for _, c := range doc.Claims {
		s := called(c.Source) + " " + string(c.Stance)
		if len(c.About) > 0 {
			s += " about " + called(c.About)
		}
		if c.Within != "" {
			s += fmt.Sprintf(" within %d", number[c.Within])
		}
		if c.Kind != news.Indirect {
			s += " " + string(c.Kind)
		}
		if c.When != "" {
			s += " when " + c.When
		}
		claims = append(claims, s)
	}
	return strings.Join(claims, " | ")
}
