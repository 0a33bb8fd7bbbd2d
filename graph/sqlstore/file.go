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

	sqlite "modernc.org/sqlite" // the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// application marks the file as ours in SQLite's header: "hsay".
const application = 0x68736179

// openFile opens the store in a file, and makes it for a writer.
func openFile(ctx context.Context, path string, mode Mode, schema Schema) (*Store, error) {
	s := &Store{name: path, dialect: SQLite, values: newCache(), write: mode == Write, failure: &failure{}}
	var err error
	if s.file, err = follow(path); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s.opened, err = regular(s.file)
	switch {
	case err == nil:
	case !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("open %s: %w", path, err)
	case mode == Read:
		return nil, fmt.Errorf("open %s: %w", path, ErrMissing)
	}
	if mode == Write {
		if s.release, err = lock(s.file); err != nil {
			return nil, err
		}
		if err = create(ctx, s.file, schema); err == nil {
			s.opened, err = regular(s.file)
		}
		if err != nil {
			return nil, errors.Join(err, s.release())
		}
	}
	if err := s.open(ctx, schema.Version); err != nil {
		if s.release != nil {
			err = errors.Join(err, s.release())
		}
		return nil, err
	}
	return s, nil
}

// open connects to an existing file and checks what it is.
func (s *Store) open(ctx context.Context, version int) error {
	if err := header(s.file); err != nil {
		return fmt.Errorf("open %s: %w", s.name, err)
	}
	var err error
	if s.readers, err = connect(s.file, Read); err != nil {
		return fmt.Errorf("open %s: %w", s.name, err)
	}
	s.db = s.readers
	if s.write {
		if s.db, err = connect(s.file, Write); err != nil {
			return errors.Join(fmt.Errorf("open %s: %w", s.name, err), s.readers.Close())
		}
	}
	app, found, err := s.marks(ctx)
	if !s.write && noLog(s.file, err) {
		if err = s.readers.Close(); err == nil {
			s.still = true
			s.readers, err = connect(s.file, still)
		}
		if s.db = s.readers; err == nil {
			app, found, err = s.marks(ctx)
		}
	}
	switch {
	case err != nil:
		err = s.wrap(err)
	case app != application:
		err = ErrForeign
	case found != version:
		err = &FormatError{Found: found, Known: version}
	case s.write:
		s.writer, err = newFileWriter(ctx, s.db)
	}
	if err != nil {
		err = errors.Join(fmt.Errorf("open %s: %w", s.name, err), s.readers.Close())
		if s.db != s.readers {
			err = errors.Join(err, s.db.Close())
		}
	}
	return err
}

// marks are what SQLite's header says of whose file it is.
func (s *Store) marks(ctx context.Context) (application, version int, err error) {
	if err = s.db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err == nil {
		err = s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	}
	return application, version, err
}

// noLog says whether a reader could not open the store because there is no log,
// as no writer is at work, and it may not make one: the folder is not its own, or
// cannot be written at all.
func noLog(path string, err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_READONLY && e.Code()&0xff != sqlite3.SQLITE_CANTOPEN {
		return false
	}
	_, err = os.Stat(path + "-wal")
	return errors.Is(err, os.ErrNotExist)
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

// still is the mode of readers of a file that nobody writes to.
const still Mode = -1

// connect opens a pool of connections to a file. Readers cannot write: the file
// is opened read-only and queries cannot be turned into statements that write.
func connect(path string, mode Mode) (*sql.DB, error) {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(5000)")
	q.Add("_pragma", "temp_store(2)")
	q.Add("_pragma", "trusted_schema(0)")
	if mode == Write {
		q.Add("_pragma", fmt.Sprintf("page_size(%d)", pageSize))
		q.Add("_pragma", "cache_size(-65536)")
		q.Add("_journal_mode", "WAL") // after the pragmas, which the driver sorts by name: a log fixes the page size
		q.Add("_pragma", "synchronous(FULL)")
		q.Add("_pragma", "journal_size_limit(67108864)")
		q.Add("_pragma", "wal_autocheckpoint(8192)") // pages: what several commits change is written to the file once
		q.Add("_txlock", "immediate")
	} else {
		q.Add("mode", "ro")
		if mode == still {
			q.Add("immutable", "1")
		}
		q.Add("_pragma", "cache_size(-32768)")
		q.Add("_pragma", "query_only(1)")
	}
	db, err := sql.Open("sqlite", dataSource(path)+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	if mode == Write {
		db.SetMaxOpenConns(1)
	} else {
		// No bound: an iterator may hold a statement open while others ask.
		db.SetMaxIdleConns(max(4, runtime.GOMAXPROCS(0)))
	}
	return db, nil
}

// pageSize is SQLite's unit in bytes: articles of a few thousand bytes leave less
// of it unused than of the usual 4,096.
const pageSize = 8192

// dataSource is a path as SQLite's driver takes it, whatever signs are in it.
func dataSource(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// create makes a new store in a temporary place beside path, syncs it, and
// renames it to path, so that there is never half a store. An existing file is
// left as it is.
func create(ctx context.Context, path string, schema Schema) (err error) {
	if exists(path) {
		return nil
	}
	defer func() { err = explain(path, err) }()
	work, err := workplace(path)
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	defer os.RemoveAll(work)
	fresh := filepath.Join(work, "graph.db")
	db, err := connect(fresh, Write)
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	for _, statement := range []string{
		fmt.Sprintf("PRAGMA application_id = %d", application), fmt.Sprintf("PRAGMA user_version = %d", schema.Version),
		tables, schema.SQLite, "PRAGMA wal_checkpoint(TRUNCATE)",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return errors.Join(fmt.Errorf("create %s: %w", path, err), db.Close())
		}
	}
	if err := db.Close(); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := settle(fresh, path); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return nil
}

// workplace makes an empty folder beside a store in which its next file is made.
// There is one, and the writer's lock is on it, so that what a writer that was
// killed has left there goes.
func workplace(path string) (string, error) {
	dir := filepath.Join(filepath.Dir(path), ".hearsay-new-"+filepath.Base(path))
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.Mkdir(dir, 0o700)
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

// fileBytes is the size of a store's file and its log.
func fileBytes(path string) (int64, error) {
	var bytes int64
	for _, suffix := range [...]string{"", "-wal"} {
		info, err := os.Stat(path + suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		bytes += info.Size()
	}
	return bytes, nil
}

// wrap gives an error of the database the name by which callers know it.
func (s *Store) wrap(err error) error {
	if s.dialect == Postgres {
		return lost(err)
	}
	return explain(s.file, err)
}

// explain tells what SQLite complains of in the file at a path: a damaged file, a
// foreign one, another writer, a full disk, one that fails.
func explain(path string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	for _, named := range [...]error{ErrDamaged, ErrForeign, ErrLocked, ErrFull, ErrDisk} {
		if errors.Is(err, named) {
			return err
		}
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrForeign, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.SQLITE_IOERR:
		// SQLite says that a disk is full where the system told it so; a limit on the
		// size of a file, or no room for what it maps, it does not tell from a fault.
		switch e.Code() {
		case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_FSYNC:
			if !hasRoom(path) {
				return fmt.Errorf("%w: %w", ErrFull, err)
			}
		}
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return err
}
