package graph

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// Lookup gives the entities that a name as typed could mean, the best first: by
// its id, its name, an alias, a last name or an acronym; where none of these
// fits, those whose names have all the words. Case, accents, titles and
// punctuation do not count. Of equally good ones the one with more claims stands
// first.
func (s *Store) Lookup(ctx context.Context, name string) ([]Match, error) {
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
	const columns = "SELECT entity.id, entity.name, entity.type, entity.said + entity.about, "
	found, err := s.matches(ctx, columns+"MIN(name.rank) FROM name JOIN entity ON entity.n = name.entity WHERE name.folded = ? GROUP BY entity.n", folded)
	if err != nil || len(found) > 0 {
		return found, err
	}
	conditions := make([]string, 0, 4)
	var arguments []any
	for _, w := range strings.Fields(folded) {
		conditions = append(conditions, "' ' || name.folded || ' ' LIKE ?")
		arguments = append(arguments, "% "+w+" %")
	}
	return s.matches(ctx, columns+fmt.Sprintf("%d FROM name JOIN entity ON entity.n = name.entity WHERE %s GROUP BY entity.n", rankWords, strings.Join(conditions, " AND ")), arguments...)
}

// matches reads matches and sorts them.
func (s *Store) matches(ctx context.Context, query string, arguments ...any) ([]Match, error) {
	rows, err := s.quads.DB().QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, doing("look up a name", err)
	}
	defer rows.Close()
	var found []Match
	ranks := map[string]int{}
	for rows.Next() {
		var m Match
		var rank int
		if err := rows.Scan(&m.Entity.ID, &m.Entity.Name, &m.Entity.Type, &m.Claims, &rank); err != nil {
			return nil, doing("look up a name", err)
		}
		m.How = hows[rank]
		ranks[m.Entity.ID] = rank
		found = append(found, m)
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(ranks[a.Entity.ID], ranks[b.Entity.ID]), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	return found, doing("look up a name", rows.Err())
}

// Nearest gives the n entities whose names are most like a name, best first: by
// the share of three-letter pieces that they have in common. Names that have
// less than a fifth in common are left out.
func (s *Store) Nearest(ctx context.Context, name string, n int) ([]Match, error) {
	want := trigrams(Fold(name))
	if len(want) == 0 || n <= 0 {
		return nil, nil
	}
	rows, err := s.quads.DB().QueryContext(ctx, "SELECT name.folded, entity.id, entity.name, entity.type, entity.said + entity.about FROM name JOIN entity ON entity.n = name.entity")
	if err != nil {
		return nil, doing("find near names", err)
	}
	defer rows.Close()
	type scored struct {
		Match
		score float64
	}
	best := map[string]scored{}
	for rows.Next() {
		m := Match{How: hows[rankNear]}
		var folded string
		if err := rows.Scan(&folded, &m.Entity.ID, &m.Entity.Name, &m.Entity.Type, &m.Claims); err != nil {
			return nil, doing("find near names", err)
		}
		if score := dice(want, folded); score >= 0.2 && score > best[m.Entity.ID].score {
			best[m.Entity.ID] = scored{m, score}
		}
	}
	if err := rows.Err(); err != nil {
		return nil, doing("find near names", err)
	}
	all := make([]scored, 0, len(best))
	for _, m := range best {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	out := make([]Match, 0, n)
	for _, m := range all[:min(n, len(all))] {
		out = append(out, m.Match)
	}
	return out, nil
}

// trigrams are the three-rune pieces of a folded name, two blanks before and one
// behind it, so that beginnings count more.
func trigrams(folded string) map[string]bool {
	if folded == "" {
		return nil
	}
	out := map[string]bool{}
	for _, w := range strings.Fields(folded) {
		r := []rune("  " + w + " ")
		for i := 0; i+3 <= len(r); i++ {
			out[string(r[i:i+3])] = true
		}
	}
	return out
}

// dice is twice the number of common pieces by the number of all.
func dice(want map[string]bool, folded string) float64 {
	have := trigrams(folded)
	common := 0
	for t := range have {
		if want[t] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(want)+len(have))
}

// Quoted lists the entities that make most claims; limit 0 is all.
func (s *Store) Quoted(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, "said", limit)
}

// Discussed lists the entities that most claims are about; limit 0 is all.
func (s *Store) Discussed(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, "about", limit)
}

func (s *Store) counts(ctx context.Context, column string, limit int) ([]Count, error) {
	if limit <= 0 {
		limit = -1
	}
	rows, err := s.quads.DB().QueryContext(ctx, fmt.Sprintf("SELECT id, name, type, %[1]s FROM entity WHERE %[1]s > 0 ORDER BY %[1]s DESC, id LIMIT ?", column), limit)
	if err != nil {
		return nil, doing("count claims of entities", err)
	}
	defer rows.Close()
	var out []Count
	for rows.Next() {
		var c Count
		if err := rows.Scan(&c.Entity.ID, &c.Entity.Name, &c.Entity.Type, &c.Claims); err != nil {
			return nil, doing("count claims of entities", err)
		}
		out = append(out, c)
	}
	return out, doing("count claims of entities", rows.Err())
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
	if ids == nil {
		rows, err := s.quads.DB().QueryContext(ctx, "SELECT id FROM entity ORDER BY id")
		if err != nil {
			return nil, doing("list entities", err)
		}
		if ids, err = texts(rows); err != nil {
			return nil, doing("list entities", err)
		}
	}
	var out []Entity
	affiliated := map[string]bool{}
	for _, id := range ids {
		e, err := s.entity(ctx, id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read entity %s: %w", id, err)
		}
		collect(affiliated, e.Affiliations)
		out = append(out, e)
	}
	names, err := s.names(ctx, sortedKeys(affiliated))
	for i := range out {
		named(out[i].Affiliations, names)
	}
	return out, err
}

// entity reads one entity; its affiliations have their ids alone.
func (s *Store) entity(ctx context.Context, id string) (Entity, error) {
	var n int64
	e := Entity{EntityRef: EntityRef{ID: id}}
	err := s.quads.DB().QueryRowContext(ctx, "SELECT n, said, about FROM entity WHERE id = ?", id).Scan(&n, &e.Said, &e.About)
	if err != nil {
		return e, err
	}
	rows, err := s.quads.DB().QueryContext(ctx, "SELECT data FROM fact WHERE entity = ?", n)
	if err != nil {
		return e, err
	}
	return e, e.gather(rows)
}

// texts reads a column of texts.
func texts(rows *sql.Rows) ([]string, error) {
	defer rows.Close()
	var out []string
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}
