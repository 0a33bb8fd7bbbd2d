package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// A Tx is one transaction: all that is done in it is committed together, or
// nothing of it.
type Tx struct {
	store   *Store
	tx      *sql.Tx
	ids     map[quad.Value]int64 // of values met in this transaction
	removed map[int64]bool       // nodes of removed quads, which may be in use no more
	made    map[string]*sql.Stmt // statements by their text; they end with the transaction
}

// Update runs f in a transaction and commits it if f returns nil.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	if !s.write {
		return fmt.Errorf("write to %s: opened for reading", s.path)
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write to %s: %w", s.path, s.wrap(err))
	}
	t := &Tx{store: s, tx: tx, ids: map[quad.Value]int64{}, removed: map[int64]bool{}, made: map[string]*sql.Stmt{}}
	if err = f(t); err == nil {
		err = t.sweep(ctx)
	}
	if err != nil {
		s.values.empty()
		if undone := tx.Rollback(); undone != nil && !errors.Is(undone, sql.ErrTxDone) {
			return errors.Join(err, undone)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		s.values.empty()
		return fmt.Errorf("write to %s: %w", s.path, s.wrap(err))
	}
	if len(t.removed) > 0 {
		s.values.empty()
	}
	return nil
}

// statement prepares a statement, once in a transaction: to read its text took a
// third of the time of a load.
func (t *Tx) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := t.made[query]; s != nil {
		return s, nil
	}
	s, err := t.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, t.store.wrap(err)
	}
	t.made[query] = s
	return s, nil
}

// ExecContext runs a statement in the transaction, on any table of the file.
func (t *Tx) ExecContext(ctx context.Context, query string, arguments ...any) (sql.Result, error) {
	s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, arguments...)
}

// QueryContext asks a question in the transaction. Its rows must be closed before
// the same question is asked again.
func (t *Tx) QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, arguments...)
}

// QueryRowContext asks for one row in the transaction.
func (t *Tx) QueryRowContext(ctx context.Context, query string, arguments ...any) *sql.Row {
	s, err := t.statement(ctx, query)
	if err != nil {
		return t.tx.QueryRowContext(ctx, query, arguments...) // gives the same error
	}
	return s.QueryRowContext(ctx, arguments...)
}

// batch is the number of rows that one statement inserts.
const batch = 64

// Add adds quads, and gives how many of them were new.
func (t *Tx) Add(ctx context.Context, quads []quad.Quad) (int, error) {
	rows := make([]ref, 0, len(quads))
	for _, q := range quads {
		r, err := t.intern(ctx, q)
		if err != nil {
			return 0, err
		}
		rows = append(rows, r)
	}
	slices.SortFunc(rows, compare)
	rows = slices.Compact(rows)
	added := 0
	for chunk := range slices.Chunk(rows, batch) {
		arguments := make([]any, 0, 4*batch)
		for _, r := range chunk {
			arguments = append(arguments, r.s, r.p, r.o, r.l)
		}
		statement := "INSERT OR IGNORE INTO quad (s, p, o, l) VALUES " + strings.TrimSuffix(strings.Repeat("(?,?,?,?),", len(chunk)), ",")
		result, err := t.ExecContext(ctx, statement, arguments...)
		if err != nil {
			return added, fmt.Errorf("add quads: %w", t.store.wrap(err))
		}
		n, err := result.RowsAffected()
		if err != nil {
			return added, fmt.Errorf("add quads: %w", err)
		}
		added += int(n)
	}
	return added, nil
}

// Remove removes quads, and gives how many of them were there.
func (t *Tx) Remove(ctx context.Context, quads []quad.Quad) (int, error) {
	removed := 0
	for _, q := range quads {
		r, ok, err := t.find(ctx, q)
		if err != nil {
			return removed, err
		}
		if !ok {
			continue
		}
		result, err := t.ExecContext(ctx, "DELETE FROM quad WHERE s = ? AND p = ? AND o = ? AND l = ?", r.s, r.p, r.o, r.l)
		if err != nil {
			return removed, fmt.Errorf("remove quads: %w", t.store.wrap(err))
		}
		n, err := result.RowsAffected()
		if err != nil {
			return removed, fmt.Errorf("remove quads: %w", err)
		}
		if n > 0 {
			removed++
			t.forget(r)
		}
	}
	return removed, nil
}

// RemoveLabel removes every quad under a label.
func (t *Tx) RemoveLabel(ctx context.Context, label quad.Value) error {
	l, ok, err := t.lookup(ctx, label)
	if err != nil || !ok {
		return err
	}
	return t.removeWhere(ctx, "l = ?", l)
}

// RemoveSubject removes the quads of a subject under a label.
func (t *Tx) RemoveSubject(ctx context.Context, subject, label quad.Value) error {
	s, ok, err := t.lookup(ctx, subject)
	if err != nil || !ok {
		return err
	}
	l, ok, err := t.lookup(ctx, label)
	if err != nil || !ok {
		return err
	}
	return t.removeWhere(ctx, "s = ? AND l = ?", s, l)
}

func (t *Tx) removeWhere(ctx context.Context, where string, arguments ...any) error {
	rows, err := t.QueryContext(ctx, "DELETE FROM quad WHERE "+where+" RETURNING s, p, o, l", arguments...)
	if err != nil {
		return fmt.Errorf("remove quads: %w", t.store.wrap(err))
	}
	defer rows.Close()
	for rows.Next() {
		var r ref
		if err := rows.Scan(&r.s, &r.p, &r.o, &r.l); err != nil {
			return fmt.Errorf("remove quads: %w", t.store.wrap(err))
		}
		t.forget(r)
	}
	return t.store.wrap(rows.Err())
}

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
	ids := make([]int64, 0, len(t.removed))
	for id := range t.removed {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	const unused = `DELETE FROM value WHERE id = ?1
		AND NOT EXISTS (SELECT 1 FROM quad WHERE s = ?1) AND NOT EXISTS (SELECT 1 FROM quad WHERE p = ?1) AND NOT EXISTS (SELECT 1 FROM quad WHERE l = ?1)
		AND NOT EXISTS (` + predicates + ` SELECT 1 FROM predicate CROSS JOIN quad ON quad.p = predicate.p AND quad.o = ?1)`
	for _, id := range ids {
		if _, err := t.ExecContext(ctx, unused, id); err != nil {
			return fmt.Errorf("remove values: %w", t.store.wrap(err))
		}
	}
	return nil
}

// intern gives the ids of a quad's values, new ones for those not yet there.
func (t *Tx) intern(ctx context.Context, q quad.Quad) (r ref, err error) {
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			if d == quad.Label {
				continue
			}
			return r, fmt.Errorf("add a quad without %s", d)
		}
		id, ok, err := t.lookup(ctx, v)
		if err != nil {
			return r, err
		}
		if !ok {
			if id, err = t.insert(ctx, v); err != nil {
				return r, err
			}
		}
		r.set(d, id)
	}
	return r, nil
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

// insert puts a value into the dictionary.
func (t *Tx) insert(ctx context.Context, v quad.Value) (int64, error) {
	data, err := encode(v)
	if err != nil {
		return 0, err
	}
	result, err := t.ExecContext(ctx, "INSERT INTO value (hash, data) VALUES (?, ?)", hashOf(data), data)
	if err != nil {
		return 0, fmt.Errorf("add a value: %w", t.store.wrap(err))
	}
	id, err := result.LastInsertId()
	if err != nil {
		return 0, fmt.Errorf("add a value: %w", err)
	}
	t.ids[v] = id
	return id, nil
}

// ApplyDeltas adds and removes quads in one transaction, as Cayley asks it to.
// A quad that is there already, or that is not there to be removed, is an error
// unless the options say otherwise; nothing is changed then.
func (s *Store) ApplyDeltas(in []graph.Delta, opts graph.IgnoreOpts) error {
	ctx := context.Background()
	return s.Update(ctx, func(t *Tx) error {
		for _, d := range in {
			var n int
			var err error
			var missed error
			switch d.Action {
			case graph.Add:
				n, err = t.Add(ctx, []quad.Quad{d.Quad})
				if !opts.IgnoreDup {
					missed = graph.ErrQuadExists
				}
			case graph.Delete:
				n, err = t.Remove(ctx, []quad.Quad{d.Quad})
				if !opts.IgnoreMissing {
					missed = graph.ErrQuadNotExist
				}
			default:
				missed = graph.ErrInvalidAction
			}
			if err == nil && n == 0 {
				err = missed
			}
			if err != nil {
				return &graph.DeltaError{Delta: d, Err: err}
			}
		}
		return nil
	})
}

// NewQuadWriter gives a writer that commits what it was given in batches, and
// the rest when it is closed.
func (s *Store) NewQuadWriter() (quad.WriteCloser, error) {
	return &writer{store: s}, nil
}

// writerBatch is the number of quads that a writer commits together.
const writerBatch = 10_000

type writer struct {
	store *Store
	quads []quad.Quad
}

func (w *writer) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

func (w *writer) WriteQuads(quads []quad.Quad) (int, error) {
	w.quads = append(w.quads, quads...)
	if len(w.quads) >= writerBatch {
		return len(quads), w.flush()
	}
	return len(quads), nil
}

func (w *writer) flush() error {
	ctx := context.Background()
	err := w.store.Update(ctx, func(t *Tx) error {
		_, err := t.Add(ctx, w.quads)
		return err
	})
	w.quads = w.quads[:0]
	return err
}

func (w *writer) Close() error { return w.flush() }
