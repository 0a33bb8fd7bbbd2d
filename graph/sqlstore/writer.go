package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/cayleygraph/quad"
)

// A fileWriter is the one connection over which a file is written, with its prepared
// statements by their text. A transaction has all of it, to itself.
type fileWriter struct {
	turn      chan struct{} // holds one thing while a transaction is at work
	conn      *sql.Conn
	made      map[string]*sql.Stmt
	inserts   map[string]insertStatement
	arguments []driver.NamedValue  // of insert; each knows its place
	met       map[quad.Value]int64 // memory for Tx.ids
	ids       map[quad.Value]int64 // of values that came again
	version   int64                // of the file, as this connection left it
	changes   int64                // rows that the connection has changed, before this transaction
}

// What a writer remembers of values: so many, and none longer.
const (
	knownValues = 1 << 15
	shortValue  = 64
)

// begin begins a transaction when it is its turn.
func (w *fileWriter) begin(ctx context.Context, t *Tx) (err error) {
	select {
	case w.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() {
		if err != nil {
			<-w.turn
		}
	}()
	t.made, t.ids = w.made, w.met
	if t.tx, err = w.conn.BeginTx(t.quiet(ctx), nil); err != nil {
		return err
	}
	// The lock keeps others from writing; where it does not, as on some network
	// disks, the file's version tells.
	var version int64
	if err := t.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return errors.Join(err, t.tx.Rollback())
	}
	if version != w.version {
		w.forget()
		w.version = version
	}
	if err := t.QueryRowContext(ctx, "SELECT total_changes()").Scan(&w.changes); err != nil {
		return errors.Join(err, t.tx.Rollback())
	}
	return nil
}

// end lets the next transaction begin.
func (w *fileWriter) end() {
	clear(w.met)
	<-w.turn
}

// id is that of a value that came again, 0 where it is not remembered.
func (w *fileWriter) id(v quad.Value) int64 {
	if w == nil {
		return 0
	}
	return w.ids[v]
}

// remember notes the ids of values after a transaction.
func (w *fileWriter) remember(values []quad.Value, ids map[quad.Value]int64) {
	if len(w.ids)+len(values) > knownValues {
		w.forget()
	}
	for _, v := range values[:min(len(values), knownValues)] {
		w.ids[detached(v)] = ids[v]
	}
}

func (w *fileWriter) forget() { clear(w.ids) }

// detached is a value whose text is no part of a longer one, which would be kept.
func detached(v quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return quad.IRI(strings.Clone(string(v)))
	case quad.String:
		return quad.String(strings.Clone(string(v)))
	}
	return v
}

// An insertStatement is the driver's own: rows by the thousand go past the
// conversions of database/sql, which took a tenth of the time of a load.
type insertStatement interface {
	driver.Stmt
	driver.StmtExecContext
}

func newFileWriter(ctx context.Context, db *sql.DB) (*fileWriter, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &fileWriter{
		turn: make(chan struct{}, 1), conn: conn, made: map[string]*sql.Stmt{}, inserts: map[string]insertStatement{},
		met: map[quad.Value]int64{}, ids: map[quad.Value]int64{},
	}, nil
}

// insert runs a statement that inserts, and gives how many rows it wrote.
func (w *fileWriter) insert(ctx context.Context, query string, values []any) (rows int64, err error) {
	for i := len(w.arguments); i < len(values); i++ {
		w.arguments = append(w.arguments, driver.NamedValue{Ordinal: i + 1})
	}
	for i, v := range values {
		w.arguments[i].Value = v
	}
	var panicked any // which Raw would not live through: nobody could close the connection
	err = w.conn.Raw(func(c any) error {
		defer func() { panicked = recover() }()
		statement := w.inserts[query]
		if statement == nil {
			made, err := c.(driver.ConnPrepareContext).PrepareContext(ctx, query)
			if err != nil {
				return err
			}
			statement = made.(insertStatement)
			w.inserts[query] = statement
		}
		result, err := statement.ExecContext(ctx, w.arguments[:len(values)])
		if err != nil {
			return err
		}
		rows, err = result.RowsAffected()
		return err
	})
	if panicked != nil {
		panic(panicked)
	}
	return rows, err
}

// close gives back the statements, then the connection.
func (w *fileWriter) close() error {
	w.turn <- struct{}{}
	defer func() { <-w.turn }()
	var all []error
	for _, s := range w.made {
		all = append(all, s.Close())
	}
	all = append(all, w.conn.Raw(func(any) error {
		var all []error
		for _, s := range w.inserts {
			all = append(all, s.Close())
		}
		return errors.Join(all...)
	}))
	return errors.Join(append(all, w.conn.Close())...)
}
