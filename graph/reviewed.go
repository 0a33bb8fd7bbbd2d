package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/internal/statement"
	"hearsay/graph/reviews"
)

// A Show says which claims answers have, by what people found of them.
type Show string

const (
	ShowUsual   Show = ""        // all but those found wrong
	ShowAll     Show = "all"     // those too
	ShowChecked Show = "checked" // those found right alone
)

// reviewed is what people found of claims, as it is with the claims of the graph.
type reviewed struct {
	show  Show
	of    map[string]reviews.Review // by ids of claims
	right found
	wrong found
	lost  []reviews.Lost
}

// found is the claims of which people found the same, right or wrong.
type found struct {
	numbers []int64           // ascending
	nested  int               // how many of them came through another source
	parts   [2]map[string]int // by who makes them and whom they are about, how many
}

// shown is how many claims answers have of some that are as many in the graph; of gives
// how many of them were found right, or wrong.
func (r *reviewed) shown(in int, of func(*found) int) int {
	switch {
	case r == nil || r.show == ShowAll:
		return in
	case r.show == ShowChecked:
		return of(&r.right)
	}
	return in - of(&r.wrong)
}

// shownOf is how many claims of an entity answers have, in a role.
func (r *reviewed) shownOf(in, role int, id string) int {
	return r.shown(in, func(f *found) int { return f.parts[role][id] })
}

// Reviewed is the graph as people reviewed it: claims come with what was found of them,
// and answers, what a [Filter] finds and what is counted, leave out those that show leaves
// out. One claim that is asked for by its id is given in any case, and so are Gizmo,
// quads and documents, which are what articles hold. It reads the documents of the
// articles that the reviews are of: 0.03 s of CPU time for 100, 0.15 s for 1,000. The store
// that it gives is open as long as this one, and is not closed itself.
func (s *Store) Reviewed(ctx context.Context, all []reviews.Review, show Show) (*Store, error) {
	r := &reviewed{show: show, of: map[string]reviews.Review{}}
	r.right.parts, r.wrong.parts = [2]map[string]int{{}, {}}, [2]map[string]int{{}, {}}
	out := &Store{quads: s.quads, cache: s.cache, linking: s.linking, reviewed: r}
	err := s.View(ctx, func(s *Store) error { return r.take(ctx, s, reviews.Last(all)) })
	return out, doing("follow reviews", err)
}

// take finds the claims of reviews.
func (r *reviewed) take(ctx context.Context, s *Store, all []reviews.Review) error {
	byArticle := map[string][]reviews.Review{}
	for _, one := range all {
		byArticle[one.Article] = append(byArticle[one.Article], one)
	}
	ids := sortedKeys(byArticle)
	numbers := map[string]int64{}
	err := eachOf(ctx, s, "SELECT id, n FROM article WHERE id", ids, func(scan statement.Scan) error {
		var id string
		var n int64
		err := scan(&id, &n)
		numbers[id] = n
		return err
	})
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(slices.Sorted(maps.Values(numbers)), documentsAtOnce) {
		docs, err := s.documents(ctx, chunk)
		if err != nil {
			return err
		}
		for _, d := range docs {
			r.follow(d, byArticle[d.info.ID])
		}
	}
	for _, id := range ids {
		if _, there := numbers[id]; there {
			continue
		}
		for _, one := range byArticle[id] {
			if one.Verdict != reviews.Undo {
				r.lost = append(r.lost, reviews.Lost{Review: one, Reason: "its article is not in the graph"})
			}
		}
	}
	for _, f := range [...]*found{&r.right, &r.wrong} {
		slices.Sort(f.numbers)
		err := eachOf(ctx, s, "SELECT COUNT(*) FROM claim WHERE depth > 0 AND n", f.numbers, func(scan statement.Scan) error {
			var n int
			err := scan(&n)
			f.nested += n
			return err
		})
		if err != nil {
			return err
		}
	}
	slices.SortFunc(r.lost, func(a, b reviews.Lost) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Claim, b.Claim))
	})
	return nil
}

// follow notes which claims of a document the reviews of its article are of.
func (r *reviewed) follow(d *document, all []reviews.Review) {
	of, lost := reviews.Follow(&d.doc, all)
	r.lost = append(r.lost, lost...)
	for rank, i := range d.ranked {
		one, ok := of[i]
		if !ok {
			continue
		}
		c := &d.doc.Claims[i]
		r.of[c.ID] = one
		f := &r.right
		if one.Verdict.Wrong() {
			f = &r.wrong
		}
		f.numbers = append(f.numbers, d.first+int64(rank))
		for role, ids := range [...][]string{RoleSource: c.Source, RoleTarget: c.About} {
			for _, id := range once(ids) {
				f.parts[role][id]++
			}
		}
	}
}

// Reviews are the claims that people reviewed and what they found, by the claims' ids,
// and the reviews that no claim has any more.
func (s *Store) Reviews() (of map[string]reviews.Review, lost []reviews.Lost) {
	if s.reviewed == nil {
		return nil, nil
	}
	return s.reviewed.of, s.reviewed.lost
}

// LeavesOut says whether answers leave a claim out for what was found of it.
func (s *Store) LeavesOut(id string) bool {
	if s.reviewed == nil || s.reviewed.show == ShowAll {
		return false
	}
	r, ok := s.reviewed.of[id]
	if s.reviewed.show == ShowChecked {
		return !ok || r.Verdict != reviews.Right
	}
	return ok && r.Verdict.Wrong()
}

// Shows says which claims answers have.
func (s *Store) Shows() Show {
	if s.reviewed == nil {
		return ShowUsual
	}
	return s.reviewed.show
}

// Checked says whether answers have claims found right alone.
func (s *Store) Checked() bool { return s.reviewed != nil && s.reviewed.show == ShowChecked }

// WithWrong is the same graph, whose answers have the claims that people found wrong too.
func (s *Store) WithWrong() *Store {
	if s.reviewed == nil {
		return s
	}
	all := *s.reviewed
	all.show = ShowAll
	return &Store{quads: s.quads, cache: s.cache, linking: s.linking, reviewed: &all}
}

// ShownNumbers says how the claims that answers have are told by their numbers: only says
// that they are those listed, else all but these. The list is ascending, and not to be changed.
func (s *Store) ShownNumbers() (numbers []int64, only bool) {
	switch {
	case s.reviewed == nil || s.reviewed.show == ShowAll:
		return nil, false
	case s.reviewed.show == ShowChecked:
		return s.reviewed.right.numbers, true
	}
	return s.reviewed.wrong.numbers, false
}

// RightNumbers are the numbers of the claims that people found right, ascending, not to be changed.
func (s *Store) RightNumbers() []int64 {
	if s.reviewed == nil {
		return nil
	}
	return s.reviewed.right.numbers
}

// LeftOut counts the claims that a filter picks and answers leave out since people found
// them wrong.
func (s *Store) LeftOut(ctx context.Context, f Filter) (n int, err error) {
	if s.reviewed == nil || s.reviewed.show != ShowUsual || len(s.reviewed.wrong.numbers) == 0 {
		return 0, nil
	}
	err = s.View(ctx, func(s *Store) error {
		sel, err := s.selectionOf(ctx, &f)
		if err != nil || sel.none {
			return err
		}
		s.among(sel, s.reviewed.wrong.numbers, true)
		return s.row(ctx, sel.counting(), sel.arguments...).Scan(&n)
	})
	return n, doing("count claims found wrong", err)
}

// among adds the condition that a claim is one of those with these numbers, or is none.
func (s *Store) among(q *selection, numbers []int64, is bool) {
	q.in(s.listed(), is, "["+statement.List(numbers)+"]")
}

// listed is the statement that gives the numbers of a list, which is its argument.
func (s *Store) listed() string {
	if s.postgres() {
		return "SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(CAST(? AS TEXT) AS json))"
	}
	return "SELECT value FROM json_each(?)"
}

// recount makes counts of all claims, by a role, those of the claims that answers have.
func (r *reviewed) recount(counts []Count, role, limit int) []Count {
	for i := range counts {
		counts[i].Claims = r.shownOf(counts[i].Claims, role, counts[i].Entity.ID)
	}
	counts = slices.DeleteFunc(counts, func(c Count) bool { return c.Claims <= 0 })
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Claims, a.Claims), strings.Compare(a.Entity.ID, b.Entity.ID))
	})
	if limit > 0 {
		counts = counts[:min(limit, len(counts))]
	}
	return counts
}

// toRecount is how many counts there have to be to find the first few among them after
// [reviewed.recount]; 0 is all.
func (r *reviewed) toRecount(role, limit int) int {
	if limit <= 0 || r.show == ShowChecked {
		return 0
	}
	return limit + len(r.wrong.parts[role])
}

// Review is the review of a claim with a verdict, as it is to be written: its words and
// source as they are now.
func (s *Store) Review(ctx context.Context, claim string, v reviews.Verdict) (reviews.Review, error) {
	var r reviews.Review
	c, err := s.Claim(ctx, claim)
	if err != nil {
		return r, err
	}
	d, err := s.Joined(ctx, c.Article.ID)
	if err != nil {
		return r, err
	}
	at := slices.IndexFunc(d.Claims, func(c news.Claim) bool { return c.ID == claim })
	if at < 0 {
		return r, fmt.Errorf("claim %s: %w", claim, ErrNotFound)
	}
	return reviews.Of(&d, &d.Claims[at], v), nil
}
