package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/statement"
)

// Remove removes quads, and gives how many of them were there.
func (t *Tx) Remove(ctx context.Context, quads []quad.Quad) (int, error) {
	if _, err := t.flush(ctx); err != nil {
		return 0, err
	}
	removed := 0
	for _, q := range quads {
		r, ok, err := t.find(ctx, q)
		if err != nil {
			return removed, err
		}
		if !ok {
			continue
		}
		n, err := t.delete(ctx, r)
		if err != nil {
			return removed, err
		}
		removed += n
	}
	return removed, nil
}

// delete deletes one row, and gives how many there were.
func (t *Tx) delete(ctx context.Context, r ref) (int, error) {
	result, err := t.ExecContext(ctx, "DELETE FROM quad WHERE s = ? AND p = ? AND o = ? AND l = ?", r.s, r.p, r.o, r.l)
	if err != nil {
		return 0, fmt.Errorf("remove quads: %w", t.store.wrap(err))
	}
	n, err := result.RowsAffected()
	if err != nil || n == 0 {
		return 0, err
	}
	t.forget(r)
	t.count--
	if r.l != 0 {
		_, err = t.ExecContext(ctx, "DELETE FROM labelled WHERE l = ?1 AND s = ?2 AND NOT EXISTS (SELECT 1 FROM quad WHERE s = ?2 AND l = ?1)", r.l, r.s)
	}
	if err != nil {
		return 0, fmt.Errorf("remove quads: %w", t.store.wrap(err))
	}
	return 1, nil
}

// RemoveLabel removes every quad under a label.
func (t *Tx) RemoveLabel(ctx context.Context, label quad.Value) error {
	l, ok, err := t.lookup(ctx, label)
	if err != nil || !ok {
		return err
	}
	t.drop(func(r ref) bool { return r.l == l })
	rows, err := t.QueryContext(ctx, "DELETE FROM quad WHERE l = ?1 AND s IN (SELECT s FROM labelled WHERE l = ?1) RETURNING s, p, o, l", l)
	if err != nil {
		return fmt.Errorf("remove quads: %w", t.store.wrap(err))
	}
	gone, err := refs(rows)
	if err == nil {
		_, err = t.ExecContext(ctx, "DELETE FROM labelled WHERE l = ?", l)
	}
	if err != nil {
		return fmt.Errorf("remove quads: %w", t.store.wrap(err))
	}
	for _, r := range gone {
		t.forget(r)
	}
	t.count -= len(gone)
	return nil
}

// drop takes quads back that wait to be written.
func (t *Tx) drop(gone func(ref) bool) {
	t.quads = slices.DeleteFunc(t.quads, func(r ref) bool {
		if !gone(r) {
			return false
		}
		t.forget(r)
		return true
	})
	clear(t.subjects)
	for _, r := range t.quads {
		if r.l != 0 {
			t.subjects[[2]int64{r.l, r.s}] = true
		}
	}
}

// forget notes that a quad is gone.
func (t *Tx) forget(r ref) {
	for _, id := range [...]int64{r.s, r.p, r.o, r.l} {
		if id != 0 {
			t.removed[id] = true
		}
	}
}

// sweep removes the values of removed quads that no quad uses any more.
func (t *Tx) sweep(ctx context.Context) error {
	if len(t.removed) == 0 {
		return nil
	}
	rows, err := t.QueryContext(ctx, predicates+" SELECT p FROM predicate WHERE p IS NOT NULL")
	if err != nil {
		return fmt.Errorf("remove values: %w", t.store.wrap(err))
	}
	used, err := statement.Column[int64](rows)
	if err != nil {
		return fmt.Errorf("remove values: %w", t.store.wrap(err))
	}
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(t.removed)), 100) {
		if err := t.sweepSome(ctx, chunk, used); err != nil {
			return fmt.Errorf("remove values: %w", t.store.wrap(err))
		}
	}
	return nil
}

// sweepSome removes those values of ids that stand in no quad, given the
// predicates that do.
func (t *Tx) sweepSome(ctx context.Context, ids, used []int64) error {
	query := "SELECT id, data FROM value WHERE id IN (" + statement.List(ids) + ") AND NOT EXISTS (SELECT 1 FROM quad WHERE s = value.id) AND NOT EXISTS (SELECT 1 FROM labelled WHERE l = value.id)"
	if len(used) > 0 {
		query += " AND id NOT IN (" + statement.List(used) + ") AND NOT EXISTS (SELECT 1 FROM quad WHERE p IN (" + statement.List(used) + ") AND o = value.id)"
	}
	rows, err := t.tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	unused, err := entries(rows)
	if err != nil {
		return err
	}
	t.nodes -= len(unused)
	for _, e := range unused {
		if _, err := t.ExecContext(ctx, "DELETE FROM value_hash WHERE hash = ? AND id = ?", hashOf(e.data), e.id); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, "DELETE FROM value WHERE id = ?", e.id); err != nil {
			return err
		}
	}
	return nil
}

// find gives the ids of a quad's values, or false where one is not there.
func (t *Tx) find(ctx context.Context, q quad.Quad) (r ref, ok bool, err error) {
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			continue
		}
		id, ok, err := t.lookup(ctx, v)
		if err != nil || !ok {
			return r, false, err
		}
		r.set(d, id)
	}
	return r, true, nil
}

// lookup gives the id of a value, or false where the dictionary has none.
func (t *Tx) lookup(ctx context.Context, v quad.Value) (int64, bool, error) {
	if id, ok := t.ids[v]; ok {
		return id, true, nil
	}
	id, ok, err := lookup(ctx, t, v)
	if err != nil {
		return 0, false, t.store.wrap(err)
	}
	if ok {
		t.ids[v] = id
	}
	return id, ok, nil
}

// refs reads rows of s, p, o and l.
func refs(rows *sql.Rows) (out []ref, err error) {
	err = statement.EachRow(rows, func(scan statement.Scan) error {
		var r ref
		err := scan(&r.s, &r.p, &r.o, &r.l)
		out = append(out, r)
		return err
	})
	return out, err
}

// entries reads rows of id and data.
func entries(rows *sql.Rows) (out []entry, err error) {
	err = statement.EachRow(rows, func(scan statement.Scan) error {
		var e entry
		err := scan(&e.id, &e.data)
		out = append(out, e)
		return err
	})
	return out, err
}
