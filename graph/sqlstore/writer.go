package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"

	"github.com/cayleygraph/quad"
)

// A fileWriter is the one connection over which a file is written, with its prepared
// statements by their text. A transaction has all of it, to itself.
type fileWriter struct {
	turn      sync.Mutex
	conn      *sql.Conn
	made      map[string]*sql.Stmt
	inserts   map[string]insertStatement
	arguments []driver.NamedValue  // of insert; each knows its place
	met       map[quad.Value]int64 // memory for Tx.ids
	ids       map[quad.Value]int64 // of values that came again; nobody else removes any
}

// What a writer remembers of values: so many, and none longer.
const (
	knownValues = 1 << 15
	shortValue  = 64
)

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
		clear(w.ids)
	}
	for _, v := range values {
		w.ids[v] = ids[v]
	}
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
	return &fileWriter{conn: conn, made: map[string]*sql.Stmt{}, inserts: map[string]insertStatement{}, ids: map[quad.Value]int64{}, met: map[quad.Value]int64{}}, nil
}

// insert runs a statement that inserts, and gives how many rows it wrote.
func (w *fileWriter) insert(ctx context.Context, query string, values []any) (rows int64, err error) {
	for i := len(w.arguments); i < len(values); i++ {
		w.arguments = append(w.arguments, driver.NamedValue{Ordinal: i + 1})
	}
	for i, v := range values {
		w.arguments[i].Value = v
	}
	err = w.conn.Raw(func(c any) error {
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
	return rows, err
}

// close gives back the statements, then the connection.
func (w *fileWriter) close() error {
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
