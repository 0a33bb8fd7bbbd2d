// Package sqlstore is a back end for Cayley on SQLite: a graph.QuadStore whose
// quads lie in one table with covering indexes and whose values lie in one
// dictionary. It knows nothing of news: who needs more tables keeps them in the
// same database, in the same transactions (see [Tx.ExecContext]).
//
// Nothing is registered with Cayley: a store is opened directly. Readers work
// beside one writer, each seeing the last commit when its question began
// (SQLite's write-ahead log). A second writer is refused with the holder's name.
//
// Begin with [Open].
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// What can be wrong with a store's file; errors of Open and Create wrap one of them.
var (
	ErrMissing = errors.New("there is no such file")
	ErrForeign = errors.New("not a hearsay graph")
	ErrNewer   = errors.New("written by a newer hearsay")
	ErrLocked  = errors.New("in use by another writer")
	ErrDamaged = errors.New("damaged")
)

// application marks the file as ours in SQLite's header: "hsay".
const application = 0x68736179

// A Mode says what a store is opened for.
type Mode int

const (
	Read  Mode = iota // never writes, takes no lock
	Write             // takes the writer's lock; creates the file where there is none
)

// A Store is a graph in one file.
type Store struct {
	path    string
	db      *sql.DB
	release func() error // of the writer's lock; nil for readers
	values  *cache
	write   bool
}

// Open opens the store at path; version is the format of its further tables and
// schema the statements that make them, run once when the file is new. A file of
// a higher version is ErrNewer, one that SQLite or hearsay did not write
// ErrForeign.
func Open(ctx context.Context, path string, mode Mode, version int, schema string) (*Store, error) {
	s := &Store{path: path, values: newCache(), write: mode == Write}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("open %s: a folder, not a file: %w", path, ErrForeign)
	case err == nil:
	case !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("open %s: %w", path, err)
	case mode == Read:
		return nil, fmt.Errorf("open %s: %w", path, ErrMissing)
	}
	if mode == Write {
		if s.release, err = lock(path); err != nil {
			return nil, err
		}
		if err := create(ctx, path, version, schema); err != nil {
			return nil, errors.Join(err, s.release())
		}
	}
	if err := s.open(ctx, version); err != nil {
		if s.release != nil {
			err = errors.Join(err, s.release())
		}
		return nil, err
	}
	return s, nil
}

// open connects to an existing file and checks what it is.
func (s *Store) open(ctx context.Context, version int) error {
	if err := header(s.path); err != nil {
		return fmt.Errorf("open %s: %w", s.path, err)
	}
	var err error
	if s.db, err = connect(s.path, s.write); err != nil {
		return fmt.Errorf("open %s: %w", s.path, err)
	}
	var app, found int
	err = s.db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app)
	if err == nil {
		err = s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&found)
	}
	switch {
	case err != nil:
		err = s.wrap(err)
	case app != application:
		err = ErrForeign
	case found > version:
		err = fmt.Errorf("format %d, this program knows %d: %w", found, version, ErrNewer)
	case found < version:
		err = fmt.Errorf("format %d, this program needs %d: %w", found, version, ErrForeign)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("open %s: %w", s.path, err), s.db.Close())
	}
	return nil
}

// header looks at the first bytes, so that a file of another program is told
// from a damaged one.
func header(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 16)
	if n, _ := f.Read(head); n == 0 {
		return fmt.Errorf("an empty file: %w", ErrForeign)
	}
	if string(head) != "SQLite format 3\x00" {
		return ErrForeign
	}
	return nil
}

// connect opens a pool of connections. Readers cannot write: the file is opened
// read-only and queries cannot be turned into statements that write.
func connect(path string, write bool) (*sql.DB, error) {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(5000)")
	q.Add("_pragma", "cache_size(-32768)")
	q.Add("_pragma", "temp_store(2)")
	q.Add("_pragma", "trusted_schema(0)")
	if write {
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "synchronous(FULL)")
		q.Add("_txlock", "immediate")
	} else {
		q.Add("mode", "ro")
		q.Add("_pragma", "query_only(1)")
	}
	db, err := sql.Open("sqlite", dataSource(path)+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	if write {
		db.SetMaxOpenConns(1)
	} else {
		db.SetMaxOpenConns(max(4, runtime.GOMAXPROCS(0)))
	}
	return db, nil
}

// dataSource is a path as SQLite's driver takes it, whatever signs are in it.
func dataSource(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// tables are the graph's own. Labels are 0 where a quad has none. The primary key
// serves subjects; "pos" predicates, and objects by the few predicates there are;
// "l" labels. No id is given twice, so that what a reader remembers of one stays
// true when its value goes.
const tables = `
CREATE TABLE value (id INTEGER PRIMARY KEY AUTOINCREMENT, hash INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX value_hash ON value (hash);
CREATE TABLE quad (s INTEGER NOT NULL, p INTEGER NOT NULL, o INTEGER NOT NULL, l INTEGER NOT NULL, PRIMARY KEY (s, p, o, l)) WITHOUT ROWID;
CREATE INDEX quad_pos ON quad (p, o, s, l);
CREATE INDEX quad_l ON quad (l, s, p, o);
`

// create makes a new store in a temporary place beside path, syncs it, and
// renames it to path, so that there is never half a store. An existing file is
// left as it is.
func create(ctx context.Context, path string, version int, schema string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	dir := filepath.Dir(path)
	work, err := os.MkdirTemp(dir, ".hearsay-new-*")
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	defer os.RemoveAll(work)
	fresh := filepath.Join(work, "graph.db")
	db, err := connect(fresh, true)
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	for _, statement := range []string{
		"PRAGMA page_size = 8192", fmt.Sprintf("PRAGMA application_id = %d", application), fmt.Sprintf("PRAGMA user_version = %d", version),
		tables, schema, "PRAGMA wal_checkpoint(TRUNCATE)",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return errors.Join(fmt.Errorf("create %s: %w", path, err), db.Close())
		}
	}
	if err := db.Close(); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := persist(fresh); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return persist(dir)
}

// persist makes a file's or a folder's content last. Folders cannot be synced
// everywhere; where they cannot, the rename is as lasting as the system makes it.
func persist(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && runtime.GOOS != "windows" {
		return err
	}
	return nil
}

// Path is the store's file.
func (s *Store) Path() string { return s.path }

// DB gives the connections, for questions to tables other than the graph's.
func (s *Store) DB() *sql.DB { return s.db }

// Close gives back the lock and closes the connections.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.release != nil {
		err = errors.Join(err, s.release())
		s.release = nil
	}
	return err
}
