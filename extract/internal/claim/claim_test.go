package claim_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay/extract"
	"hearsay/extract/extracttest"
	"hearsay/extract/news"
)

// TestCases compares the claims found with those in testdata/cases.txt.
func TestCases(t *testing.T) {
	m := extracttest.English(t)
	extracttest.Cases(t, "testdata/cases.txt", 81, func(line string) string {
		text, _, _ := strings.Cut(line, "=>")
		doc := extract.Extract(m, news.Article{Text: extracttest.Unmark(strings.TrimSpace(text))})
		return strings.TrimSpace(mark(doc) + " => " + list(doc))
	})
}

// mark is the text with the content of each claim marked, without the
// conjunction before it.
func mark(doc news.Document) string {
	var marks []extracttest.Mark
	for i, c := range doc.Claims {
		start := c.Start
		for _, that := range []string{"that ", "That ", "whether ", "if "} {
			if strings.HasPrefix(c.Content, that) {
				start += len(that)
			}
		}
		marks = append(marks, extracttest.Mark{Start: start, End: c.End, Label: fmt.Sprint(i + 1)})
	}
	return extracttest.Marked(doc.Article.Text, marks)
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
