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
	ErrLog     = errors.New("not the log of this file as it is")
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
	Plain            bool // of a file of a past format, whose pages have no checksums and which has no stamp
}

// A Store is a graph in one database. It is safe for several goroutines.
type Store struct {
	name    string // of the file or the server, for messages
	file    string // the file's path, links followed; "" of a server
	dialect Dialect
	db      *sql.DB     // as many connections as there are questions; to a file that is written, one
	readers *sql.DB     // asks; the same as db where that has no bound
	writer  *fileWriter // that one connection
	lock    *writerLock // of a file; nil without
	values  *cache
	write   bool
	view    *sql.Tx     // of a store as of one moment; else nil
	still   bool        // nobody writes to the file
	plain   bool        // see Schema
	opened  fs.FileInfo // what was at the file's path
	release func()      // of hold; nil where no file is open
	log     fs.FileInfo // and the log beside it; nil for readers
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
func (s *Store) asker() querier {
	if s.view != nil {
		return s.view
	}
	return s.readers
}

// View hands f the store as of one moment: whatever others write meanwhile, all that
// f asks is answered by the same commit. f must not keep it. On a server it answers
// one question at a time.
func (s *Store) View(ctx context.Context, f func(*Store) error) error {
	if s.view != nil {
		return f(s)
	}
	o := &sql.TxOptions{ReadOnly: true}
	if s.dialect == Postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	tx, err := s.readers.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.name, s.wrap(err))
	}
	defer tx.Rollback() //nolint:errcheck // it has changed nothing, and after an error SQLite has ended it
	v := *s
	v.write, v.writer, v.lock = false, nil, nil
	v.view = tx
	v.values = newCache() // a value may get another id after this moment
	return s.wrap(f(&v))
}

// Close gives back the lock and closes the connections.
func (s *Store) Close() error {
	err := s.readers.Close()
	if s.writer != nil {
		err = errors.Join(err, s.writer.close())
		s.writer = nil
	}
	if s.db != s.readers {
		err = errors.Join(err, s.db.Close())
	}
	if s.release != nil {
		s.release()
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.release(err == nil))
		s.lock = nil
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
