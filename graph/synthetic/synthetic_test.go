package synthetic

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// TestDocuments holds generated documents to what extraction promises of its own.
func TestDocuments(t *testing.T) {
	const n = 300
	docs := slices.Collect(Documents(n, 3))
	if again := slices.Collect(Documents(n, 3)); !reflect.DeepEqual(again, docs) {
		t.Fatal("the same seed gave other documents")
	}
	if other := slices.Collect(Documents(n, 4)); other[0].Article.Text == docs[0].Article.Text {
		t.Error("another seed gave the same article")
	}
	ids := map[string]bool{}
	in := map[string]int{}
	nested, bytes := 0, 0
	for _, d := range docs {
		if ids[d.Article.ID] || d.Article.ID != news.ArticleID(d.Article) {
			t.Errorf("article %s: twice, or not its id", d.Article.ID)
		}
		ids[d.Article.ID] = true
		bytes += len(d.Article.Text)
		for i := range d.Entities {
			in[d.Entities[i].ID]++
		}
		nested += check(t, &d)
	}
	most := 0
	for _, times := range in {
		most = max(most, times)
	}
	if most < n/8 || most > n/2 || len(in) < 3*n {
		t.Errorf("the most frequent of %d entities stands in %d of %d articles, want about a quarter", len(in), most, n)
	}
	if share := float64(nested) / (n * Claims); share < 0.15 || share > 0.25 {
		t.Errorf("%.2f of the claims are within another, want about a fifth", share)
	}
	if mean := bytes / n; mean < 2000 || mean > 5000 {
		t.Errorf("%d bytes an article, want as many as news has", mean)
	}
}

// check holds one document to its promises, and counts its nested claims.
func check(t *testing.T, d *news.Document) (nested int) {
	t.Helper()
	text := d.Article.Text
	if !strings.HasPrefix(text, d.Article.Title+"\n\n") {
		t.Errorf("the text does not begin with its title: %.60q", text)
	}
	entities := map[string]bool{}
	for _, e := range d.Entities {
		entities[e.ID] = true
		if want := news.EntityID(e.Type, e.Name); e.ID != want {
			t.Errorf("entity %q has the id %s, want %s", e.Name, e.ID, want)
		}
		for _, s := range e.Spans {
			if !slices.Contains(e.Aliases, text[s.Start:s.End]) {
				t.Errorf("%s is mentioned as %q, none of %q", e.ID, text[s.Start:s.End], e.Aliases)
			}
		}
	}
	for _, e := range d.Entities {
		for _, a := range e.Affiliations {
			if !entities[a] {
				t.Errorf("%s is affiliated to %s, which the article does not mention", e.ID, a)
			}
		}
	}
	if len(d.Claims) != Claims || len(d.Entities) != Entities {
		t.Errorf("%d claims and %d entities, want %d and %d", len(d.Claims), len(d.Entities), Claims, Entities)
	}
	at := map[string]news.Claim{}
	for _, c := range d.Claims {
		if _, twice := at[c.ID]; twice || c.Content != text[c.Start:c.End] || !strings.Contains(c.Sentence, c.Content) || !entities[c.Source[0]] || !entities[c.About[0]] {
			t.Errorf("claim %+v does not fit its article", c)
		}
		at[c.ID] = c
		if c.Within != "" {
			nested++
			if o := at[c.Within]; o.Start >= c.Start || o.End < c.End {
				t.Errorf("claim %s is within %s and does not lie in it", c.ID, c.Within)
			}
		}
	}
	return nested
}

// TestNames looks for two figures of one name.
func TestNames(t *testing.T) {
	seen := map[string]int{}
	for k := range 300_000 {
		f := figureOf(k)
		if other, twice := seen[f.id]; twice {
			t.Fatalf("figures %d and %d are both %s", other, k, f.id)
		}
		seen[f.id] = k
	}
}
