package graph

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/synthetic"
)

// What is sifted is what one statement finds, in its order: with words in nearly half
// of all claims, in few, and in none.
func TestSift(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), Write)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), slices.Collect(synthetic.Documents(150, 1))...); err != nil {
		t.Fatal(err)
	}
	most, err := s.Quoted(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	who := []string{most[0].Entity.ID}
	sifted := 0
	for _, words := range []string{"harbour", "Barcor", "nowhere"} {
		for _, f := range []Filter{
			{Kinds: []news.Kind{"direct"}},
			{Stances: []news.Stance{"warns", "denies"}, Since: "2020-02-01"},
			{Until: "2020-04-30", MinConfidence: 0.5},
			{Chains: []int{2}},
			{Who: who, Kinds: []news.Kind{"indirect"}},
			{},
		} {
			for _, order := range Orders {
				for _, limit := range [][2]int{{0, 0}, {7, 30}, {5, 5000}} {
					f.Said, f.Sort, f.Limit, f.Offset = words, order, limit[0], limit[1]
					name := fmt.Sprintf("%+v", f)
					q, err := s.selection(t.Context(), &f)
					if err != nil {
						t.Fatal(err)
					}
					if !q.sifted(&f) {
						continue
					}
					got, total, err := s.sift(t.Context(), q, &f)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					var of int
					if err := s.row(t.Context(), q.counting(), q.arguments...).Scan(&of); err != nil {
						t.Fatal(err)
					}
					want, err := s.list(t.Context(), q, &f)
					if err != nil {
						t.Fatal(err)
					}
					if total != of || !slices.Equal(got, want) {
						t.Errorf("%s: got %d of %d, want %d of %d", name, len(got), total, len(want), of)
					}
					if total > fewSifted {
						sifted++
					}
				}
			}
		}
	}
	if sifted == 0 {
		t.Errorf("no question finds more than %d claims", fewSifted)
	}
}
