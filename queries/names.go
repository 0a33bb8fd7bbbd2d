package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
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

// A NotOutletError is a name of something here that is no outlet, where an outlet is
// asked for. It wraps [ErrNothing].
type NotOutletError struct {
	Name  string
	Found []graph.Match // what it is the name of
}

func (e *NotOutletError) Error() string {
	return fmt.Sprintf("“%s” is no outlet here: it is %s", table.OneLine(e.Name), matches(e.Found))
}

// Unwrap says that nothing was found.
func (e *NotOutletError) Unwrap() error { return ErrNothing }

// Resolve gives the ids of what a name as people type it can mean: the one that it most
// likely means, see [likeliest]; where none is, all that it fits best, an exact name
// better than an alias, that better than a last name or an acronym. The note says which,
// where that is not plain; "" where it is. An id, "person/michael-ryan", is taken as it
// is, with or without angle brackets, or leads to the entity that it was joined to.
func Resolve(ctx context.Context, s *graph.Store, name string) (ids []string, note string, err error) {
	if id, ok := entityID(name); ok {
		return current(ctx, s, id)
	}
	found, err := lookup(ctx, s, name)
	if err != nil {
		return nil, "", err
	}
	ids, note = meant(name, found)
	return ids, note, nil
}

// current gives the entity that an id leads to, and says so where it is another one.
func current(ctx context.Context, s *graph.Store, id string) (ids []string, note string, err error) {
	now, err := s.Current(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if now != id {
		note = fmt.Sprintf("<%s> is joined to <%s>", table.OneLine(id), table.OneLine(now))
	}
	return []string{now}, note, nil
}

// ResolveOutlet is [Resolve] of a name of an outlet: whatever else has the name is not
// meant. A name of other things only is a [NotOutletError].
func ResolveOutlet(ctx context.Context, s *graph.Store, name string) (ids []string, note string, err error) {
	if id, ok := entityID(name); ok {
		return current(ctx, s, id)
	}
	found, err := lookup(ctx, s, name)
	if err != nil {
		return nil, "", err
	}
	outlets := slices.DeleteFunc(slices.Clone(found), func(m graph.Match) bool { return m.Entity.Type != news.Publication })
	if len(outlets) == 0 {
		return nil, "", &NotOutletError{Name: name, Found: found}
	}
	ids, note = meant(name, outlets)
	return ids, note, nil
}

// lookup gives what a name can mean, the best first; where that is nothing, an
// [UnknownError].
func lookup(ctx context.Context, s *graph.Store, name string) ([]graph.Match, error) {
	found, err := s.Lookup(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", name, err)
	}
	if len(found) > 0 {
		return found, nil
	}
	nearest, err := s.Nearest(ctx, name, 3)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", name, err)
	}
	return nil, &UnknownError{Name: name, Nearest: nearest}
}

// meant picks from what a name can mean, the best first, and says so.
func meant(name string, found []graph.Match) (ids []string, note string) {
	best := found[:bestRank(found)]
	if first := likeliest(name, found); first >= 0 {
		found = toFront(found, first)
		best = found[:1]
	}
	for _, m := range best {
		ids = append(ids, m.Entity.ID)
	}
	name = strings.TrimSpace(name)
	switch {
	case len(best) > 1:
		note = fmt.Sprintf("“%s” may be %s: all are taken; an id names one", table.OneLine(name), matches(best))
	case len(found) > 1:
		rest := slices.Clone(found[1:])
		slices.SortStableFunc(rest, func(a, b graph.Match) int { return cmp.Compare(b.Claims, a.Claims) }) // few of them are shown
		note = fmt.Sprintf("“%s” is %s; also: %s: an id names one", table.OneLine(name), matches(best), others(rest))
	case !strings.EqualFold(name, found[0].Entity.Name):
		note = fmt.Sprintf("“%s” is %s", table.OneLine(name), matches(found))
	}
	return ids, note
}

// What is so much more talked about than all else of a name is what the name means. With
// few claims the numbers are chance, and a worse form does not go before a better one.
const (
	farMore = 4  // times the claims of the next
	enough  = 10 // claims of one that goes before a better form
)

// likeliest gives the place, among what a name can mean, the best first, of the one that
// it most likely means; -1 where none is clearly that. It has far more claims than any
// other. A name of two words or more is compared with those that it fits equally well
// only, since it is somebody's full name; one word is often all that an article ever
// calls somebody, so the one whose alias or last name it is may go before it.
// Of what has no such name but all the words in one only a person is taken alone, by the
// given name: "vaccine" is a matter of many things.
func likeliest(name string, found []graph.Match) int {
	of := found
	if best := bestRank(found); len(strings.Fields(graph.Fold(name))) > 1 {
		of = found[:best]
	}
	first := -1
	for i := range of {
		if first < 0 || of[i].Claims > of[first].Claims {
			first = i
		}
	}
	if first < 0 {
		return -1
	}
	m := &of[first]
	switch {
	case m.Claims == 0,
		m.How != found[0].How && m.Claims < enough,
		m.How == "words" && m.Entity.Type != news.Person:
		return -1
	}
	for i := range of {
		if i != first && m.Claims < farMore*of[i].Claims {
			return -1
		}
	}
	return first
}

// bestRank is how many of what was found, the best first, a name fits as well as the first.
func bestRank(found []graph.Match) int {
	n := 0
	for n < len(found) && found[n].How == found[0].How {
		n++
	}
	return n
}

// toFront puts one before the others, which keep their order.
func toFront(all []graph.Match, i int) []graph.Match {
	return slices.Concat(all[i:i+1], all[:i], all[i+1:])
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
	return listed(all, func(m *graph.Match) string { return table.Count(m.Claims, "claim") })
}

// others lists what a name may mean beside what was listed with its claims before.
func others(all []graph.Match) string {
	return listed(all, func(m *graph.Match) string { return strconv.Itoa(m.Claims) })
}

func listed(all []graph.Match, claims func(*graph.Match) string) string {
	var b strings.Builder
	for i := range all {
		m := &all[i]
		if i == 5 {
			fmt.Fprintf(&b, " and %d more", len(all)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s (<%s>, %s)", table.OneLine(m.Entity.Name), table.OneLine(m.Entity.ID), claims(m))
	}
	return b.String()
}
