package queries

import (
	"context"
	"fmt"

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
