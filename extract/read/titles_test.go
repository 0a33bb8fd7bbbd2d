package read

import (
	"path/filepath"
	"testing"

	"hearsay/extract/extracttest"
)

// TestTitles reads the articles beside the checkout: each has a title that its
// text begins with.
func TestTitles(t *testing.T) {
	paths := []string{extracttest.Shared(t, "acceptance/seed"), extracttest.Shared(t, "corpora/polnear/dev/text")}
	articles, untitled := 0, 0
	err := (&Reader{}).Walk(paths, func(i Item) error {
		if i.Skip != "" {
			t.Errorf("%s: skipped: %s", i.Path, i.Skip)
			return nil
		}
		articles++
		if i.Article.Title == "" {
			untitled++
			t.Logf("%s has no title: %.80q", i.Path, i.Article.Text)
		}
		if filepath.Base(i.Path) == "vaccine-passport.txt" {
			const want = "Chinese Communist 'Experts' Push WHO to Let China Run Global 'Vaccine Passport' System. What Could Possibly Go Wrong?"
			if i.Article.Title != want {
				t.Errorf("title of %s: got %q, want %q", i.Path, i.Article.Title, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if articles < 85 || untitled > articles/20 {
		t.Errorf("%d of %d articles have no title", untitled, articles)
	}
}
