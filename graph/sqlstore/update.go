package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"

	"github.com/cayleygraph/quad"
)

// A Tx is one transaction: all that is done in it is committed together, or
// nothing of it.
type Tx struct {
	store *Store
	tx    *sql.Tx
	conn  *sql.Conn            // to a server; nil of a file, whose writer has it
	made  map[string]*sql.Stmt // statements by their text: the writer's, or on a server those of this transaction

	ids         map[quad.Value]int64 // of values met in this transaction
	first, next int64                // the id of the first new value, and of the next one; 0 before there is one
	found       []quad.Value         // short ones that the dictionary had
	values      []entry              // new ones, not yet written
	quads       []ref                // added ones, not yet written
	subjects    map[[2]int64]bool    // label and subject of these
	failed      error                // of an insertion: half of it may have been done
	stamp       *stamp               // of the commit, where there is anything to commit to a file
	removed     map[int64]bool       // nodes of removed quads, which may be in use no more
	nodes       int                  // values written less those removed
	count       int                  // quads likewise
}

// Update runs f in a transaction and commits it if f returns nil. On a server f
// runs again where the connection is lost or another transaction is in the way:
// it must begin from nothing, and find without harm what it has done, for a
// commit whose answer is lost may have been one.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	if !s.write {
		return fmt.Errorf("write to %s: opened for reading", s.name)
	}
	return s.Retry(ctx, func() error { return s.update(ctx, f) })
}

func (s *Store) update(ctx context.Context, f func(*Tx) error) (err error) {
	t := &Tx{store: s, subjects: map[[2]int64]bool{}, removed: map[int64]bool{}}
	if w := s.writer; w != nil {
		if err := w.begin(ctx, t); err != nil {
			return fmt.Errorf("write to %s: %w", s.name, s.wrap(err))
		}
		defer w.end()
	} else {
		t.made, t.ids = map[string]*sql.Stmt{}, map[quad.Value]int64{}
		end, err := t.begin(ctx)
		if err != nil {
			return fmt.Errorf("write to %s: %w", s.name, s.wrap(err))
		}
		defer end()
	}
	committed := false
	defer func() { // after a panic of f too
		if committed {
			return
		}
		s.forget()
		if undone := t.tx.Rollback(); undone != nil && !errors.Is(undone, sql.ErrTxDone) {
			err = errors.Join(err, undone)
		}
	}()
	if err := t.run(ctx, f); err != nil {
		if named := s.wrap(err); named != err { // whatever f was about to do
			return fmt.Errorf("write to %s: %w", s.name, named)
		}
		return err
	}
	if err := s.Moved(); err != nil {
		return fmt.Errorf("write to %s: %w", s.name, err)
	}
	if err := t.tx.Commit(); err != nil {
		return fmt.Errorf("write to %s: %w", s.name, s.wrap(err))
	}
	committed = true
	if t.stamp != nil {
		s.lock.committed(*t.stamp)
	}
	if err := s.Moved(); err != nil { // while it was committed
		return fmt.Errorf("write to %s: %w", s.name, err)
	}
	if len(t.removed) > 0 {
		s.forget()
	} else if s.writer != nil {
		s.writer.remember(t.found, t.ids)
	}
	return nil
}

// forget drops what is remembered of values: some may be gone.
func (s *Store) forget() {
	s.values.empty()
	if s.writer != nil {
		s.writer.forget()
	}
}

// run does what a transaction has to do before it is committed.
func (t *Tx) run(ctx context.Context, f func(*Tx) error) error {
	if err := f(t); err != nil {
		return err
	}
	if t.failed != nil { // though f went on
		return t.failed
	}
	if _, err := t.flush(ctx); err != nil {
		return err
	}
	if err := t.sweep(ctx); err != nil {
		return err
	}
	if given := t.next - t.first; given != 0 || t.nodes != 0 || t.count != 0 {
		if _, err := t.ExecContext(ctx, "UPDATE total SET next = next + ?, nodes = nodes + ?, quads = quads + ?", given, t.nodes, t.count); err != nil {
			return fmt.Errorf("count quads: %w", t.store.wrap(err))
		}
	}
	if t.store.writer != nil {
		if err := t.stamped(ctx); err != nil {
			return fmt.Errorf("count commits: %w", t.store.wrap(err))
		}
	}
	if t.store.dialect == Postgres && t.count > 0 {
		if err := t.analyze(ctx); err != nil {
			return fmt.Errorf("count what there is for the planner: %w", t.store.wrap(err))
		}
	}
	return ctx.Err()
}

// leastAnalyzed is from how many quads on a server is told what they are like.
const leastAnalyzed = 1 << 12

// analyze has a server count what the quads are like each time that they have become
// twice as many. It does so by itself only a minute later, and until then may join
// them in an order that takes minutes.
func (t *Tx) analyze(ctx context.Context) error {
	var quads int
	if err := t.QueryRowContext(ctx, "SELECT quads FROM total").Scan(&quads); err != nil {
		return err
	}
	if quads < leastAnalyzed || bits.Len(uint(quads)) == bits.Len(uint(quads-t.count)) {
		return nil
	}
	_, err := t.tx.ExecContext(ctx, "ANALYZE quad, labelled, value")
	return err
}

// statement prepares a statement, once: to read its text again and again took a
// third of the time of a load.
func (t *Tx) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := t.made[query]; s != nil {
		return s, nil
	}
	prepare := t.tx.PrepareContext
	if w := t.store.writer; w != nil {
		prepare = w.conn.PrepareContext
	}
	s, err := prepare(ctx, t.store.dialect.bind(query))
	if err != nil {
		return nil, t.store.wrap(err)
	}
	t.made[query] = s
	return s, nil
}

// quiet takes the end away from the context of a statement on a file. Each takes
// microseconds; to watch for the end of one takes SQLite's driver a goroutine,
// and took a tenth of the time of a load. The transaction looks itself.
func (t *Tx) quiet(ctx context.Context) context.Context {
	if t.store.dialect == SQLite {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

// ExecContext runs a statement in the transaction, on any table of the database.
// Places of arguments are written ? or ?1.
func (t *Tx) ExecContext(ctx context.Context, query string, arguments ...any) (sql.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(t.quiet(ctx), arguments...)
}

// QueryContext asks a question in the transaction. Its rows must be closed before
// another statement is run.
func (t *Tx) QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	s, err := t.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(t.quiet(ctx), arguments...)
}

// QueryRowContext asks for one row in the transaction.
func (t *Tx) QueryRowContext(ctx context.Context, query string, arguments ...any) *sql.Row {
	s, err := t.statement(ctx, query)
	if err != nil {
		return t.tx.QueryRowContext(ctx, t.store.dialect.bind(query), arguments...) // gives the same error
	}
	return s.QueryRowContext(t.quiet(ctx), arguments...)
}
