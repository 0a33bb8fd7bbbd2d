package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// Joins lists the forms, as articles have them, that are joined to what a name means: each
// with the reason and how sure it is, the surest first. A form may stand with two
// entities, where articles mean different ones by it. The notes say how the name was
// understood, and what a limit other than 0 leaves out. An entity to which nothing is
// joined is an error that wraps [ErrNothing].
func Joins(ctx context.Context, s *graph.Store, name string, limit int) (*table.Table, []string, error) {
	ids, notes, err := resolved(ctx, s, []string{name}, Resolve)
	if err != nil {
		return nil, notes, err
	}
	links, err := s.Links(ctx, "entity", ids...)
	if err != nil {
		return nil, notes, err
	}
	entities, err := s.Entities(ctx, ids)
	if err != nil {
		return nil, notes, err
	}
	called := map[string]string{}
	for i := range entities {
		called[entities[i].ID] = entities[i].Name
	}
	slices.SortStableFunc(links, func(a, b link.Link) int {
		return cmp.Or(strings.Compare(a.To, b.To), cmp.Compare(b.Confidence, a.Confidence))
	})
	t := &table.Table{Columns: []string{"form", "type", "entity", "reason", "confidence", "id"}}
	for _, l := range links {
		kind, form, ok := strings.Cut(strings.TrimPrefix(l.From, "form/"), "/")
		if l.Predicate != schema.Same || !ok {
			continue
		}
		// Articles name a form by its id, which has a hyphen for whatever stands between words.
		t.Rows = append(t.Rows, []any{strings.ReplaceAll(form, "-", " "), kind, called[l.To], l.Reason, l.Confidence, l.To})
	}
	if len(t.Rows) == 0 {
		return nil, notes, fmt.Errorf("no other form is joined to “%s”: %w", table.OneLine(name), ErrNothing)
	}
	if n := len(t.Rows); limit > 0 && n > limit {
		t.Rows = t.Rows[:limit]
		notes = append(notes, fmt.Sprintf("showing %d of %d forms (--limit 0 for all)", limit, n))
	}
	return t, notes, nil
}
