package graph

import (
	"errors"
	"slices"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/reviews"
	"hearsay/graph/synthetic"
)

// TestReviewed has claims found right and wrong: answers and counts leave the wrong out,
// by whatever statement they are found, and the graph stays the same bytes.
func TestReviewed(t *testing.T) {
	docs := slices.Collect(synthetic.Documents(8, 3))
	plain := testStore(t)
	mustPut(t, plain, docs...)
	mustLink(t, plain)
	before := quadsOf(t, plain)
	all, total, err := plain.Claims(t.Context(), Filter{})
	if err != nil || total < 20 {
		t.Fatal(total, err)
	}
	var lines []reviews.Review
	verdicts := map[string]reviews.Verdict{}
	for i := range all {
		v := [...]reviews.Verdict{reviews.None, reviews.Right, "", reviews.Source, "", reviews.Words, ""}[i%7]
		if v == "" {
			continue
		}
		r, err := plain.Review(t.Context(), all[i].ID, v)
		if err != nil {
			t.Fatal(err)
		}
		r.Line = len(lines) + 1
		lines = append(lines, r)
		verdicts[all[i].ID] = v
	}
	gone := reviews.Review{Claim: "claim/00000000000000000000-1-2", Article: "00000000000000000000", Verdict: reviews.Right, Line: len(lines) + 1}
	who := all[0].Source
	about := all[0].About
	filters := map[string]Filter{
		"all": {}, "limit": {Limit: 5}, "oldest": {Sort: Oldest, Limit: 3}, "surest": {Sort: Surest, Limit: 4}, "who": {Who: who}, "two": {Who: who, About: about},
		"many": {Who: append(slices.Clone(who), all[1].Source...)}, "article": {Articles: []string{all[0].Article.ID}}, "words": {Said: all[0].Sentence[:12], Limit: 2},
		"words, all": {Said: all[0].Sentence[:12]}, "kind": {Kinds: []news.Kind{all[0].Kind}, Limit: 7},
	}
	for _, show := range []Show{ShowUsual, ShowAll, ShowChecked} {
		s, err := plain.Reviewed(t.Context(), append(slices.Clone(lines), gone), show)
		if err != nil {
			t.Fatal(err)
		}
		of, lost := s.Reviews()
		if len(of) != len(lines) || len(lost) != 1 || lost[0].Reason != "its article is not in the graph" {
			t.Errorf("%q: %d of %d reviews are of claims, lost are %v", show, len(of), len(lines), lost)
		}
		shown := func(id string) bool {
			return show == ShowAll || show == ShowUsual && !verdicts[id].Wrong() || show == ShowChecked && verdicts[id] == reviews.Right
		}
		for name, f := range filters {
			limit := f.Limit
			f.Limit = 0
			every, _, err := plain.Claims(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			wrong := 0
			for i := range every {
				if shown(every[i].ID) {
					want = append(want, every[i].ID)
				} else if verdicts[every[i].ID].Wrong() {
					wrong++
				}
			}
			whole := len(want)
			if limit > 0 {
				want = want[:min(limit, len(want))]
			}
			f.Limit = limit
			found, total, err := s.Claims(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range found {
				got = append(got, found[i].ID)
				if r := found[i].Review; (r == nil) != (verdicts[found[i].ID] == "") || r != nil && r.Verdict != verdicts[found[i].ID] {
					t.Errorf("%s %q: the review of %s is %v", name, show, found[i].ID, r)
				}
			}
			if total != whole || !slices.Equal(got, want) {
				t.Errorf("%s %q: %d of %d claims, want %d of %d", name, show, len(got), total, len(want), whole)
			}
			if left, err := s.LeftOut(t.Context(), f); err != nil || show == ShowUsual && left != wrong || show != ShowUsual && left != 0 {
				t.Errorf("%s %q: %d left out, want %d: %v", name, show, left, wrong, err)
			}
		}
		counts := map[string]int{}
		for i := range all {
			if shown(all[i].ID) {
				for _, id := range once(all[i].Source) {
					counts[id]++
				}
			}
		}
		quoted, err := s.Quoted(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for i, c := range quoted {
			if c.Claims != counts[c.Entity.ID] || i > 0 && quoted[i-1].Claims < c.Claims {
				t.Errorf("%q: %s makes %d claims, want %d", show, c.Entity.ID, c.Claims, counts[c.Entity.ID])
			}
			sum++
		}
		if sum != len(counts) {
			t.Errorf("%q: %d make claims, want %d", show, sum, len(counts))
		}
		if few, err := s.Quoted(t.Context(), 3); err != nil || !slices.Equal(few, quoted[:min(3, len(quoted))]) {
			t.Errorf("%q: the first are %v, want %v: %v", show, few, quoted[:3], err)
		}
		infos, err := s.Entities(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		about := map[string]int{}
		nested := 0
		for i := range all {
			if !shown(all[i].ID) {
				continue
			}
			for _, id := range once(all[i].About) {
				about[id]++
			}
			if len(all[i].Chain) > 1 {
				nested++
			}
		}
		for _, e := range infos {
			if e.Said != counts[e.ID] || e.About != about[e.ID] {
				t.Errorf("%q: %s makes %d claims and %d are about it, want %d and %d", show, e.ID, e.Said, e.About, counts[e.ID], about[e.ID])
			}
		}
		_, most, err := s.Claims(t.Context(), Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if i, err := s.Info(t.Context()); err != nil || i.Claims != most || i.Claims+i.LeftOut != total || i.Nested != nested {
			t.Errorf("%q: counted are %d claims, %d left out, %d nested, want %d, %d and %d: %v", show, i.Claims, i.LeftOut, i.Nested, most, total-most, nested, err)
		}
		longest, _, err := s.Claims(t.Context(), Filter{Sort: Longest, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		deepest, err := s.Deepest(t.Context())
		switch {
		case nested == 0 && !errors.Is(err, ErrNotFound), nested > 0 && (err != nil || deepest.ID != longest[0].ID):
			t.Errorf("%q: the longest chain is that of %q, want %q: %v", show, deepest.ID, longest[0].ID, err)
		}
		if c, err := s.Claim(t.Context(), all[0].ID); err != nil || c.Review == nil || c.Review.Verdict != reviews.None {
			t.Errorf("%q: by its id the claim is %v, %v", show, c.Review, err)
		}
	}
	if got := quadsOf(t, plain); got != before {
		t.Error("reviews change the graph:", firstDifference(got, before))
	}
}
