package graph

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link/meaning"
	"hearsay/graph/synthetic"
)

// Claims that are like some words are those, of what the rest of a filter finds, whose
// contents lie near enough, the nearest first, equally near ones in the order of the rest.
func TestLike(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), Write)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), slices.Collect(synthetic.Documents(60, 1))...); err != nil {
		t.Fatal(err)
	}
	most, err := s.Quoted(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	newest, all, err := s.Claims(t.Context(), Filter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	words := newest[0].Content
	to := meaning.Of(words)
	for _, f := range []Filter{
		{},
		{Who: []string{most[0].Entity.ID}},
		{Kinds: []news.Kind{news.Direct}, Since: "2020-01-20"},
		{Said: "harbour", MinConfidence: .5},
		{Articles: []string{newest[0].Article.ID}},
		{Chains: []int{2}},
	} {
		rest, _, err := s.Claims(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		near := map[string]float64{}
		for i := range rest {
			v := meaning.Of(rest[i].Said())
			if n := to.Near(&v); n >= LikeEnough {
				want, near[rest[i].ID] = append(want, rest[i].ID), n
			}
		}
		slices.SortStableFunc(want, func(a, b string) int { return cmp.Compare(near[b], near[a]) })
		f.Like = words
		for _, part := range [][2]int{{0, 0}, {0, 3}, {2, 3}, {len(want), 2}} {
			f.Offset, f.Limit = part[0], part[1]
			got, total, err := s.Claims(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			part := want[f.Offset:]
			if f.Limit > 0 {
				part = part[:min(f.Limit, len(part))]
			}
			var ids []string
			for i := range got {
				ids = append(ids, got[i].ID)
				if got[i].Near != rounded(near[got[i].ID]) {
					t.Errorf("%s is %v near, want %v", got[i].ID, got[i].Near, near[got[i].ID])
				}
			}
			if total != len(want) || !slices.Equal(ids, part) {
				t.Errorf("%s: %d claims %v, want %d, %v", fmt.Sprintf("%+v", f), total, ids, len(want), part)
			}
		}
		if len(f.Who)+len(f.Articles)+len(f.Kinds)+len(f.Chains) == 0 && f.Said == "" && (len(want) == 0 || want[0] != newest[0].ID && near[want[0]] < 1) {
			t.Errorf("%d claims are like “%s”, the first %v", len(want), words, want[:min(1, len(want))])
		}
	}
	if _, total, err := s.Claims(t.Context(), Filter{Like: "grandmother’s recipe for pickled herring"}); err != nil || total == all {
		t.Errorf("what nobody says: %d of %d claims, %v", total, all, err)
	}
}
