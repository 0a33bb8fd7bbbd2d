package queries

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// Who lists who makes most claims, with how many; limit 0 for all.
func Who(ctx context.Context, s *graph.Store, limit int) (*table.Table, error) {
	counts, err := s.Quoted(ctx, limit)
	return countTable(counts, err)
}

// Named lists those of them that an article names rather than describe.
func Named(ctx context.Context, s *graph.Store, limit int) (*table.Table, error) {
	counts, err := s.QuotedNamed(ctx, limit)
	return countTable(counts, err)
}

// About lists whom and what most claims are about, with how many; limit 0 for all.
func About(ctx context.Context, s *graph.Store, limit int) (*table.Table, error) {
	counts, err := s.Discussed(ctx, limit)
	return countTable(counts, err)
}

// Quoted lists who makes most of the claims that a question picks, named only those that
// an article names rather than describe; limit 0 for all. The notes say how names were
// understood. No claim is an error that wraps [ErrNothing].
func Quoted(ctx context.Context, s *graph.Store, q Ask, named bool, limit int) (*table.Table, []string, error) {
	q.Limit = 0
	answer, err := q.Find(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	claims, refs := map[string]int{}, map[string]graph.EntityRef{}
	for i := range answer.Claims {
		for _, e := range answer.Claims[i].Sources {
			claims[e.ID]++
			refs[e.ID] = e
		}
	}
	if named {
		all, err := s.Entities(ctx, slices.Sorted(maps.Keys(claims)))
		if err != nil {
			return nil, nil, fmt.Errorf("count claims: %w", err)
		}
		for i := range all {
			if !all[i].Named {
				delete(claims, all[i].ID)
			}
		}
	}
	var counts []graph.Count
	for _, id := range slices.Sorted(maps.Keys(claims)) {
		counts = append(counts, graph.Count{Entity: refs[id], Claims: claims[id]})
	}
	slices.SortStableFunc(counts, func(a, b graph.Count) int { return cmp.Compare(b.Claims, a.Claims) })
	if len(counts) == 0 {
		return nil, answer.Notes, fmt.Errorf("nobody says it: %s: %w", q, ErrNothing)
	}
	if limit > 0 {
		counts = counts[:min(limit, len(counts))]
	}
	t, err := countTable(counts, nil)
	return t, answer.Notes, err
}

func countTable(counts []graph.Count, err error) (*table.Table, error) {
	if err != nil {
		return nil, fmt.Errorf("count claims: %w", err)
	}
	if len(counts) == 0 {
		return nil, fmt.Errorf("no claim in this graph: %w", ErrNothing)
	}
	t := &table.Table{Columns: []string{"claims", "name", "type", "id"}}
	for _, c := range counts {
		t.Rows = append(t.Rows, []any{c.Claims, c.Entity.Name, string(c.Entity.Type), c.Entity.ID})
	}
	return t, nil
}
