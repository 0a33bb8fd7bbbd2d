package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph/sqlstore"
)

// Lookup gives the entities that a name as typed could mean, the best first: by
// its id, its name, an alias, a last name or an acronym; where none of these
// fits, those that have a name with all the words. Case, accents, titles and
// punctuation do not count. Of equally good ones the one with more claims stands
// first.
func (s *Store) Lookup(ctx context.Context, name string) ([]Match, error) {
	return inView(ctx, s, func(s *Store) ([]Match, error) { return s.lookup(ctx, name) })
}

func (s *Store) lookup(ctx context.Context, name string) ([]Match, error) {
	if TypeOf(name) != "" && strings.Contains(name, "/") {
		refs, err := s.names(ctx, []string{name})
		if err != nil {
			return nil, err
		}
		if r, ok := refs[name]; ok {
			return []Match{{Entity: r, How: hows[rankName]}}, nil
		}
	}
	folded := Fold(name)
	if folded == "" {
		return nil, nil
	}
	found, err := s.byName(ctx, folded)
	if err == nil && len(found) == 0 {
		found, err = s.byWords(ctx, strings.Fields(folded))
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(slices.Index(hows[:], a.How), slices.Index(hows[:], b.How)), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	return found, doing("look up a name", err)
}

// byName gives the entities with a folded name.
func (s *Store) byName(ctx context.Context, folded string) ([]Match, error) {
	rows, err := s.query(ctx, `SELECT entity.id, entity.name, entity.type, entity.said + entity.about, name.rank
		FROM name JOIN entity ON entity.n = name.entity WHERE name.folded = ?`, folded)
	if err != nil {
		return nil, err
	}
	var found []Match
	return found, sqlstore.EachRow(rows, func(scan scanner) error {
		var m Match
		var rank int
		err := scan(&m.Entity.ID, &m.Entity.Name, &m.Entity.Type, &m.Claims, &rank)
		m.How = hows[rank]
		found = append(found, m)
		return err
	})
}

// byWords gives the entities that have a name with all the words.
func (s *Store) byWords(ctx context.Context, words []string) ([]Match, error) {
	var query strings.Builder
	query.WriteString("SELECT w0.entity FROM word AS w0")
	for i := range words[1:] {
		fmt.Fprintf(&query, " JOIN word AS w%[1]d ON w%[1]d.entity = w0.entity AND w%[1]d.word = ?", i+1)
	}
	query.WriteString(" WHERE w0.word = ?")
	rows, err := s.query(ctx, query.String(), append(anys(words[1:]), words[0])...)
	if err != nil {
		return nil, err
	}
	having, err := sqlstore.Column[int64](rows)
	if err != nil {
		return nil, err
	}
	entities, err := s.called(ctx, having)
	if err != nil {
		return nil, err
	}
	var found []Match
	for i := range entities {
		e := &entities[i]
		if slices.ContainsFunc(e.names(), func(f folded) bool { return hasWords(f.name, words) }) {
			found = append(found, Match{Entity: e.EntityRef, Claims: e.Said + e.About, How: hows[rankWords]})
		}
	}
	return found, nil
}

// Quoted lists the entities that make most claims; limit 0 is all.
func (s *Store) Quoted(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, "said", limit)
}

// Discussed lists the entities that most claims are about; limit 0 is all.
func (s *Store) Discussed(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, "about", limit)
}

// counts lists entities by a column of counts; only a few of those with the least
// count listed are read beside those that are given.
func (s *Store) counts(ctx context.Context, column string, limit int) ([]Count, error) {
	query := fmt.Sprintf("SELECT id, name, type, %[1]s FROM entity WHERE %[1]s > 0 ORDER BY %[1]s DESC, id", column)
	if limit > 0 {
		query += fmt.Sprintf(" LIMIT %d", limit)
	}
	rows, err := s.query(ctx, query)
	if err != nil {
		return nil, doing("count claims of entities", err)
	}
	var out []Count
	err = sqlstore.EachRow(rows, func(scan scanner) error {
		var c Count
		err := scan(&c.Entity.ID, &c.Entity.Name, &c.Entity.Type, &c.Claims)
		out = append(out, c)
		return err
	})
	return out, doing("count claims of entities", err)
}

// Entity gives an entity by its id.
func (s *Store) Entity(ctx context.Context, id string) (Entity, error) {
	all, err := s.Entities(ctx, []string{id})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("entity %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return Entity{}, err
	}
	return all[0], nil
}

// Entities gives entities by their ids, in the order of the ids; unknown ones are
// left out. Without ids it gives all, by id.
func (s *Store) Entities(ctx context.Context, ids []string) ([]Entity, error) {
	return inView(ctx, s, func(s *Store) ([]Entity, error) { return s.describe(ctx, ids) })
}

func (s *Store) describe(ctx context.Context, ids []string) ([]Entity, error) {
	places, err := s.entityNumbers(ctx, ids)
	if err != nil {
		return nil, doing("list entities", err)
	}
	out, err := s.called(ctx, places)
	if err != nil {
		return nil, doing("read entities", err)
	}
	affiliated := map[string]bool{}
	for i := range out {
		collect(affiliated, out[i].Affiliations)
	}
	names, err := s.names(ctx, sortedKeys(affiliated))
	for i := range out {
		named(out[i].Affiliations, names)
	}
	return out, err
}

// entityNumbers gives the numbers of entities in the order of their ids; those of
// all, by id, where there are none.
func (s *Store) entityNumbers(ctx context.Context, ids []string) ([]int64, error) {
	if ids == nil {
		rows, err := s.query(ctx, "SELECT n FROM entity ORDER BY id")
		if err != nil {
			return nil, err
		}
		return sqlstore.Column[int64](rows)
	}
	found := make(map[string]int64, len(ids))
	for chunk := range slices.Chunk(ids, idsAtOnce) {
		rows, err := s.query(ctx, "SELECT id, n FROM entity WHERE id IN ("+marks(len(chunk))+")", anys(chunk)...)
		if err != nil {
			return nil, err
		}
		err = sqlstore.EachRow(rows, func(scan scanner) error {
			var id string
			var n int64
			err := scan(&id, &n)
			found[id] = n
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([]int64, 0, len(found))
	for _, id := range ids {
		if n, ok := found[id]; ok {
			out = append(out, n)
		}
	}
	return out, nil
}

// called reads entities by their numbers, in their order; those that are gone are
// left out. Affiliations have their ids alone.
func (s *Store) called(ctx context.Context, entities []int64) ([]Entity, error) {
	var out []Entity
	for chunk := range slices.Chunk(entities, idsAtOnce) {
		says := make(map[int64]facts, len(chunk))
		rows, err := s.query(ctx, "SELECT entity, kind, text, articles FROM form WHERE entity IN ("+marks(len(chunk))+")", anys(chunk)...)
		if err != nil {
			return nil, err
		}
		err = sqlstore.EachRow(rows, func(scan scanner) error {
			var n int64
			var f form
			var articles int
			if err := scan(&n, &f.kind, &f.text, &articles); err != nil {
				return err
			}
			if says[n] == nil {
				says[n] = facts{}
			}
			says[n][f] = articles
			return nil
		})
		if err != nil {
			return nil, err
		}
		rows, err = s.query(ctx, "SELECT n, id, said, about FROM entity WHERE n IN ("+marks(len(chunk))+")", anys(chunk)...)
		if err != nil {
			return nil, err
		}
		found := make(map[int64]Entity, len(chunk))
		err = sqlstore.EachRow(rows, func(scan scanner) error {
			var n int64
			var id string
			var said, about int
			err := scan(&n, &id, &said, &about)
			e := says[n].entity(id)
			e.Said, e.About = said, about
			found[n] = e
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, n := range chunk {
			if e, ok := found[n]; ok {
				out = append(out, e)
			}
		}
	}
	return out, nil
}
