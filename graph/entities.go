package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph/internal/statement"
)

// Quoted lists the entities that make most claims; limit 0 is all.
func (s *Store) Quoted(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, RoleSource, limit)
}

// QuotedNamed lists those of them that an article names rather than describe.
func (s *Store) QuotedNamed(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, RoleSource, limit, fmt.Sprintf("EXISTS (SELECT 1 FROM form WHERE form.entity = entity.n AND form.kind = %d)", kindNamed))
}

// Discussed lists the entities that most claims are about; limit 0 is all.
func (s *Store) Discussed(ctx context.Context, limit int) ([]Count, error) {
	return s.counts(ctx, RoleTarget, limit)
}

// counts lists entities of which conditions hold by their claims in a role, a source's or
// a target's; only a few of those with the least count listed are read beside those that
// are given.
func (s *Store) counts(ctx context.Context, role, limit int, conditions ...string) ([]Count, error) {
	column, most := [...]string{RoleSource: "said", RoleTarget: "about"}[role], limit
	recounted := s.reviewed != nil && s.reviewed.show != ShowAll
	if recounted {
		most = s.reviewed.toRecount(role, limit)
	}
	where := strings.Join(append(conditions, column+" > 0"), " AND ")
	query := fmt.Sprintf("SELECT id, name, type, %[1]s FROM entity WHERE %[2]s ORDER BY %[1]s DESC, id", column, where)
	if most > 0 {
		query += fmt.Sprintf(" LIMIT %d", most)
	}
	var out []Count
	err := s.each(ctx, query, nil, func(scan statement.Scan) error {
		var c Count
		err := scan(&c.Entity.ID, &c.Entity.Name, &c.Entity.Type, &c.Claims)
		out = append(out, c)
		return err
	})
	if recounted {
		out = s.reviewed.recount(out, role, limit)
	}
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
		return statement.Column[int64](rows)
	}
	found := make(map[string]int64, len(ids))
	err := eachOf(ctx, s, "SELECT id, n FROM entity WHERE id", ids, func(scan statement.Scan) error {
		var id string
		var n int64
		err := scan(&id, &n)
		found[id] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	return inOrder(ids, found), nil
}

// called reads entities by their numbers, in their order; those that are gone are
// left out. Affiliations have their ids alone.
func (s *Store) called(ctx context.Context, entities []int64) ([]Entity, error) {
	var out []Entity
	for chunk := range slices.Chunk(entities, idsAtOnce) { // of the others what articles say of them is not held
		some, err := s.calledSome(ctx, chunk)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

func (s *Store) calledSome(ctx context.Context, entities []int64) ([]Entity, error) {
	says := make(map[int64]facts, len(entities))
	for _, n := range entities {
		says[n] = facts{}
	}
	err := eachOf(ctx, s, "SELECT "+formColumns+" FROM form WHERE entity", entities, func(scan statement.Scan) error { return scanForm(scan, says) })
	if err != nil {
		return nil, err
	}
	found := make(map[int64]Entity, len(entities))
	err = eachOf(ctx, s, "SELECT n, id, said, about FROM entity WHERE n", entities, func(scan statement.Scan) error {
		var n int64
		var id string
		var said, about int
		err := scan(&n, &id, &said, &about)
		e := says[n].entity(id)
		e.Said, e.About = s.reviewed.shownOf(said, RoleSource, id), s.reviewed.shownOf(about, RoleTarget, id)
		found[n] = e
		return err
	})
	if err != nil {
		return nil, err
	}
	return inOrder(entities, found), nil
}
