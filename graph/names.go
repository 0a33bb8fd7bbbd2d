package graph

import (
	"context"
	"strings"

	"hearsay/graph/internal/search"
)

// Lookup gives the entities that a name as typed could mean, the best first: by
// its id, its name, an alias, a last name or an acronym; where none of these
// fits, those that have a name with all the words. Case, accents, titles and
// punctuation do not count. Of equally good ones the one with more claims stands
// first.
func (s *Store) Lookup(ctx context.Context, name string) ([]Match, error) {
	return inView(ctx, s, func(s *Store) ([]Match, error) {
		if TypeOf(name) != "" && strings.Contains(name, "/") {
			refs, err := s.names(ctx, []string{name})
			if err != nil {
				return nil, err
			}
			if r, ok := refs[name]; ok {
				return []Match{{Entity: r, How: search.ByName.String()}}, nil
			}
		}
		found, err := s.byName().Lookup(ctx, Fold(name))
		return matches(found), doing("look up a name", err)
	})
}

// Begins gives the n entities of most claims that have a word that begins with the
// last word of a text, and all its words before that: names while they are typed.
func (s *Store) Begins(ctx context.Context, text string, n int) ([]Match, error) {
	found, err := s.byName().Complete(ctx, strings.Fields(Fold(text)), n)
	return matches(found), doing("find names", err)
}

// Nearest gives the n entities whose names are most like a name, best first: by
// the share of three-letter pieces that they have in common. Names that have
// less than a fifth in common are left out. Of equally near ones the one with
// more claims stands first, then the first by id.
func (s *Store) Nearest(ctx context.Context, name string, n int) ([]Match, error) {
	return inView(ctx, s, func(s *Store) ([]Match, error) {
		found, err := s.byName().Nearest(ctx, Fold(name), n)
		return matches(found), doing("find near names", err)
	})
}

// byName finds entities by their names.
func (s *Store) byName() *search.Names {
	return &search.Names{Asker: s.quads, Entities: func(ctx context.Context, numbers []int64) ([]search.Named, error) {
		entities, err := s.called(ctx, numbers)
		out := make([]search.Named, len(entities))
		for i := range entities {
			e := &entities[i]
			out[i] = search.Named{Hit: search.Hit{ID: e.ID, Name: e.Name, Type: e.Type, Claims: e.Said + e.About}, Forms: e.forms()}
		}
		return out, err
	}}
}

// forms are the names by which the entity is found.
func (e *Entity) forms() []search.Form { return search.Forms(e.Name, e.Aliases, e.Type) }

func matches(found []search.Hit) (out []Match) {
	for _, h := range found {
		out = append(out, Match{Entity: EntityRef{ID: h.ID, Name: h.Name, Type: h.Type}, Claims: h.Claims, How: h.Rank.String()})
	}
	return out
}
