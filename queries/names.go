package queries

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// An UnknownError is a name that nothing in the graph goes by. It wraps [ErrNothing].
type UnknownError struct {
	Name    string
	Nearest []graph.Match // the names most like it
}

func (e *UnknownError) Error() string {
	text := fmt.Sprintf("nothing here goes by “%s”", table.OneLine(e.Name))
	if len(e.Nearest) > 0 {
		text += "; nearest: " + matches(e.Nearest)
	}
	return text
}

// Unwrap says that nothing was found.
func (e *UnknownError) Unwrap() error { return ErrNothing }

// Resolve gives the ids of what a name as people type it can mean: those that it
// fits best, an exact name better than an alias, that better than a last name or
// an acronym. The note says which, where that is not plain; "" where it is. An id,
// "person/michael-ryan", is taken as it is, with or without angle brackets.
func Resolve(ctx context.Context, s *graph.Store, name string) (ids []string, note string, err error) {
	if id, ok := entityID(name); ok {
		return []string{id}, "", nil
	}
	found, err := s.Lookup(ctx, name)
	if err != nil {
		return nil, "", fmt.Errorf("look up %q: %w", name, err)
	}
	if len(found) == 0 {
		nearest, err := s.Nearest(ctx, name, 3)
		if err != nil {
			return nil, "", fmt.Errorf("look up %q: %w", name, err)
		}
		return nil, "", &UnknownError{Name: name, Nearest: nearest}
	}
	best := 1
	for best < len(found) && found[best].How == found[0].How {
		best++
	}
	for _, m := range found[:best] {
		ids = append(ids, m.Entity.ID)
	}
	switch {
	case best > 1:
		note = fmt.Sprintf("“%s” may be %s: all are taken; an id names one", table.OneLine(name), matches(found[:best]))
	case len(found) > 1:
		note = fmt.Sprintf("“%s” is taken as %s; it may also be %s", table.OneLine(name), matches(found[:1]), matches(found[1:]))
	case !strings.EqualFold(strings.TrimSpace(name), found[0].Entity.Name):
		note = fmt.Sprintf("“%s” is %s", table.OneLine(name), matches(found))
	}
	return ids, note, nil
}

// ResolveAll gives the ids of names in angle brackets, as scripts take them, and
// the notes on them.
func ResolveAll(ctx context.Context, s *graph.Store, names []string) (ids, notes []string, err error) {
	for _, name := range names {
		found, note, err := Resolve(ctx, s, name)
		if err != nil {
			return nil, notes, err
		}
		for _, id := range found {
			ids = append(ids, "<"+id+">")
		}
		if note != "" {
			notes = append(notes, note)
		}
	}
	return ids, notes, nil
}

// entityID tells an id from a name.
func entityID(name string) (string, bool) {
	id := strings.TrimSuffix(strings.TrimPrefix(name, "<"), ">")
	kind, slug, ok := strings.Cut(id, "/")
	return id, ok && slug != "" && !strings.Contains(slug, " ") && slices.Contains(news.Types[:], news.Type(kind))
}

// matches lists what a name may mean, at most five.
func matches(all []graph.Match) string {
	var b strings.Builder
	for i, m := range all {
		if i == 5 {
			fmt.Fprintf(&b, " and %d more", len(all)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s (<%s>, %s)", table.OneLine(m.Entity.Name), table.OneLine(m.Entity.ID), table.Count(m.Claims, "claim"))
	}
	return b.String()
}
