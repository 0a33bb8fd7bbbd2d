// Package sqlstore is a back end for Cayley on SQL: a graph.QuadStore whose quads
// lie in one table with covering indexes and whose values lie in one dictionary,
// in a file (SQLite) or on a server (PostgreSQL). It knows nothing of news: who
// needs more tables keeps them in the same database, in the same transactions
// (see [Tx.ExecContext]).
//
// Nothing is registered with Cayley: a store is opened directly. Readers work
// beside writers, each statement of theirs seeing the last commit. A file has one
// writer at a time; a second is refused with the holder's name. A server has any
// number, who take turns.
//
// What Cayley is asked comes as shapes; [Store.OptimizeShape] turns them into
// statements. Begin with [Open].
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// What can be wrong with a store; errors of Open and Update wrap one of them.
var (
	ErrMissing = errors.New("there is no such file")
	ErrForeign = errors.New("not a hearsay graph")
	ErrNewer   = errors.New("written by a newer hearsay")
	ErrOlder   = errors.New("written by an older hearsay")
	ErrLocked  = errors.New("in use by another writer")
	ErrDamaged = errors.New("damaged")
	ErrFull    = errors.New("no space left, or a file that may not grow")
	ErrDisk    = errors.New("the disk cannot be read or written")
	ErrMoved   = errors.New("removed or replaced while it was in use")
	ErrLost    = errors.New("the connection to the server was lost")
)

// A FormatError says which format a store has, and which this program knows. It
// is an ErrNewer or an ErrOlder.
type FormatError struct{ Found, Known int }

func (e *FormatError) Error() string {
	return fmt.Sprintf("format %d, this program knows %d: %v", e.Found, e.Known, e.Unwrap())
}

// Unwrap gives ErrNewer or ErrOlder.
func (e *FormatError) Unwrap() error {
	if e.Found > e.Known {
		return ErrNewer
	}
	return ErrOlder
}

// A Mode says what a store is opened for.
type Mode int

const (
	Read  Mode = iota // never writes, takes no lock
	Write             // may write; makes the store where there is none
)

// A Schema is what a store holds beside the graph: the version of its format,
// that of the graph's own tables included, and the statements that make its
// tables, for each dialect.
type Schema struct {
	Version          int
	SQLite, Postgres string
}

// A Store is a graph in one database. It is safe for several goroutines.
type Store struct {
	name    string // of the file or the server, for messages
	file    string // the file's path, links followed; "" of a server
	dialect Dialect
	db      *sql.DB      // as many connections as there are questions; to a file that is written, one
	readers *sql.DB      // asks; the same as db where that has no bound
	writer  *fileWriter  // that one connection
	release func() error // of the writer's lock of a file; nil without
	values  *cache
	write   bool
	view    *sql.Tx     // of a store as of one moment; else nil
	still   bool        // nobody writes to the file
	opened  fs.FileInfo // what was at the file's path
	log     fs.FileInfo // and beside it; nil before the first commit
	failure *failure
}

// Open opens the store at db: a file's path, or the URL of a PostgreSQL server
// (postgres://user@host/database). With Write it is made where there is none. A
// store of another version is a [FormatError], a file or database that hearsay
// did not make ErrForeign.
func Open(ctx context.Context, db string, mode Mode, schema Schema) (*Store, error) {
	if IsURL(db) {
		return openServer(ctx, db, mode, schema)
	}
	return openFile(ctx, db, mode, schema)
}

// IsURL says whether db is a server's URL, not a file's path.
func IsURL(db string) bool {
	scheme, _, found := strings.Cut(db, "://")
	return found && (scheme == "postgres" || scheme == "postgresql")
}

// Path is the store's file, or its URL without the password.
func (s *Store) Path() string { return s.name }

// Dialect is the language of the store's statements.
func (s *Store) Dialect() Dialect { return s.dialect }

// QueryContext asks any of the database's tables. Places of arguments are written
// ? or ?1.
func (s *Store) QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	return s.asker().QueryContext(ctx, s.dialect.bind(query), arguments...)
}

// QueryRowContext asks for one row.
func (s *Store) QueryRowContext(ctx context.Context, query string, arguments ...any) *sql.Row {
	return s.asker().QueryRowContext(ctx, s.dialect.bind(query), arguments...)
}

// Bytes is the space that the store takes, its log included.
func (s *Store) Bytes(ctx context.Context) (int64, error) {
	if s.dialect == Postgres {
		return s.serverBytes(ctx)
	}
	return fileBytes(s.file)
}

// asker is what answers: the readers' connections, or a view's transaction.
func (s *Store) asker() interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
} {
	if s.view != nil {
		return s.view
	}
	return s.readers
}

// View gives the store as of one moment: whatever others write meanwhile, all that
// is asked of it is answered by the same commit. It can be read until it is closed,
// which leaves the store open. On a server it answers one question at a time.
func (s *Store) View(ctx context.Context) (*Store, error) {
	o := &sql.TxOptions{ReadOnly: true}
	if s.dialect == Postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	tx, err := s.readers.BeginTx(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.name, s.wrap(err))
	}
	// Values keep their ids, but a value may get another one after this moment.
	return &Store{name: s.name, file: s.file, dialect: s.dialect, readers: s.readers, values: newCache(), view: tx, still: s.still, opened: s.opened, failure: s.failure}, nil
}

// IsView says whether the store is as of one moment.
func (s *Store) IsView() bool { return s.view != nil }

// Close gives back the lock and closes the connections; of a view it ends the
// transaction.
func (s *Store) Close() error {
	if s.view != nil {
		if err := s.view.Rollback(); !errors.Is(err, sql.ErrTxDone) {
			return err
		}
		return nil
	}
	err := s.readers.Close()
	if s.writer != nil {
		err = errors.Join(err, s.writer.close())
		s.writer = nil
	}
	if s.db != s.readers {
		err = errors.Join(err, s.db.Close())
	}
	if s.release != nil {
		err = errors.Join(err, s.release())
		s.release = nil
	}
	return err
}

// A failure is the first error of a question for whose answer Cayley's interface
// has no place for one.
type failure struct {
	mu  sync.Mutex
	err error
}

// Err is the first error that ValueOf, NameOf or Quad could not return.
func (s *Store) Err() error {
	s.failure.mu.Lock()
	defer s.failure.mu.Unlock()
	return s.failure.err
}

// failed notes an error for Err.
func (s *Store) failed(err error) {
	s.failure.mu.Lock()
	defer s.failure.mu.Unlock()
	if s.failure.err == nil {
		s.failure.err = err
	}
}
