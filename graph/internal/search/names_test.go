package search_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"hearsay/graph"
	"hearsay/graph/internal/search"
	"hearsay/graph/synthetic"
)

// TestNearest compares what is found by words that are alike with what a look at
// every name finds.
func TestNearest(t *testing.T) {
	s, err := graph.Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), slices.Collect(synthetic.Documents(150, 3))...); err != nil {
		t.Fatal(err)
	}
	entities, err := s.Entities(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"Anne Barcor", "barbar", "Lnea Dor", "the North Bankk", "Xavier Ygg", "ministri of Bardor", "a", "Council", "H. Barbal", "residents", "Ädä Bärbar", entities[7].Name,
	} {
		for _, n := range []int{1, 5, 40} {
			matches, err := s.Nearest(t.Context(), name, n)
			if err != nil {
				t.Fatal(err)
			}
			got, want := []string{}, nearestOfAll(entities, name, n)
			for _, m := range matches {
				got = append(got, m.Entity.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("Nearest(%q, %d) =\n%q, want\n%q", name, n, got, want)
			}
		}
	}
}

// nearestOfAll looks at all names.
func nearestOfAll(entities []graph.Entity, name string, n int) []string {
	wanted := search.Fold(name)
	score := map[string]float64{}
	var found []*graph.Entity
	for i := range entities {
		e := &entities[i]
		for _, f := range search.Forms(e.Name, e.Aliases, e.Type) {
			score[e.ID] = max(score[e.ID], search.Likeness(wanted, f.Name))
		}
		if score[e.ID] >= search.Least {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b *graph.Entity) int {
		return cmp.Or(cmp.Compare(score[b.ID], score[a.ID]), cmp.Compare(b.Said+b.About, a.Said+a.About), cmp.Compare(a.ID, b.ID))
	})
	ids := []string{}
	for _, e := range found[:min(n, len(found))] {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want string
	}{
		{"ann roe", "ann roe", "1.00"},
		{"ann roe", "ann row", "0.75"},
		{"harbor bord", "harbour board", "0.64"},
		{"ann", "zzz", "0.00"},
	} {
		if got := fmt.Sprintf("%.2f", search.Likeness(c.a, c.b)); got != c.want {
			t.Errorf("likeness of %q and %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}
