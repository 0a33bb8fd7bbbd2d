package sqlstore

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	sqlite "modernc.org/sqlite" // the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hearsay/graph/internal/cksumvfs"
)

// application marks the file as ours in SQLite's header: "hsay".
const application = 0x68736179

// openFile opens the store in a file, and makes it for a writer.
func openFile(ctx context.Context, path string, mode Mode, schema Schema) (*Store, error) {
	s := &Store{name: path, dialect: SQLite, values: newCache(), write: mode == Write, plain: schema.Plain, failure: &failure{}}
	var err error
	if s.file, err = Follow(path, nil); err != nil {
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
		if s.lock, err = lock(s.file); err != nil {
			return nil, err
		}
		if err = create(ctx, s.file, schema); err == nil {
			s.opened, err = regular(s.file)
		}
		if err != nil {
			return nil, errors.Join(err, s.lock.release(false))
		}
	}
	if err := s.open(ctx, schema); err != nil {
		if s.lock != nil {
			err = errors.Join(err, s.lock.release(false))
		}
		return nil, err
	}
	return s, nil
}

// open connects to an existing file and checks what it is.
func (s *Store) open(ctx context.Context, schema Schema) error {
	info, err := os.Stat(s.file)
	if err != nil {
		return fmt.Errorf("open %s: %w", s.name, err)
	}
	s.release = hold(info)
	err = header(s.file, schema)
	if err == nil && !s.plain {
		err = ownLog(s.file)
	}
	if err == nil {
		// The readers' connections first: a writer's would take in the log that it finds.
		if err = s.connect(ctx, schema); err != nil {
			if s.readers != nil {
				err = errors.Join(err, s.readers.Close())
			}
			if s.db != nil && s.db != s.readers {
				err = errors.Join(err, s.db.Close())
			}
		}
	}
	if err != nil {
		s.release()
		return fmt.Errorf("open %s: %w", s.name, err)
	}
	return nil
}

func (s *Store) connect(ctx context.Context, schema Schema) (err error) {
	written := noteOf(s.file).written // before what is read, which is at least that then
	if s.lock != nil {
		written = s.lock.note.written
	}
	if s.readers, err = connect(s.file, Read, s.plain); err != nil {
		return err
	}
	app, found, err := s.header(ctx)
	if !s.write && noLog(s.file, err) {
		if err = s.readers.Close(); err != nil {
			return err
		}
		s.still = true
		if s.readers, err = connect(s.file, still, s.plain); err != nil {
			return err
		}
		app, found, err = s.header(ctx)
	}
	s.db = s.readers
	switch {
	case err != nil:
		return s.wrap(err)
	case app != application:
		return ErrForeign
	case found != schema.Version:
		return &FormatError{Found: found, Known: schema.Version}
	case s.plain:
	default:
		if err := s.whole(ctx, written); err != nil {
			return err
		}
	}
	if !s.write {
		return nil
	}
	if s.db, err = connect(s.file, Write, s.plain); err == nil {
		s.writer, err = newFileWriter(ctx, s.db)
	}
	if err == nil { // SQLite has made it by now
		s.log, err = os.Stat(s.file + "-wal")
	}
	return s.wrap(err)
}

// header is what that of SQLite's file says of whose file it is.
func (s *Store) header(ctx context.Context) (application, version int, err error) {
	if err = s.readers.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err == nil {
		err = s.readers.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
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
// from a damaged one, and a file of another format from one of this
// (https://www.sqlite.org/fileformat2.html, section 1.3).
func header(path string, schema Schema) error {
	head, n := make([]byte, headerBytes), 0
	var readErr error
	if err := beside(path, func(f *os.File) error {
		n, readErr = io.ReadFull(io.NewSectionReader(f, 0, headerBytes), head)
		return nil
	}); err != nil {
		return err
	}
	switch {
	case n == 0:
		return fmt.Errorf("an empty file: %w", ErrForeign)
	case n < len(magic) || string(head[:len(magic)]) != magic:
		return ErrForeign
	case readErr != nil:
		return fmt.Errorf("a file of %d bytes: %w", n, ErrDamaged)
	}
	if binary.BigEndian.Uint32(head[atApplication:]) != application {
		return ErrForeign
	}
	reserved := byte(cksumvfs.Reserved)
	if schema.Plain {
		reserved = 0
	}
	if found := int(binary.BigEndian.Uint32(head[atVersion:])); found != schema.Version {
		return &FormatError{Found: found, Known: schema.Version}
	}
	if head[atReserved] != reserved {
		return fmt.Errorf("its pages have no room for checksums: %w", ErrDamaged)
	}
	return nil
}

// What is looked at in the header of SQLite's files, and where.
const (
	magic         = "SQLite format 3\x00"
	atReserved    = 20
	atVersion     = 60 // user_version
	atApplication = 68 // application_id
	headerBytes   = 100
)

// firstPage is a database of SQLite in which there is nothing, but for the version of
// a store, and that its pages have room for a checksum.
func firstPage(version int) []byte {
	p := make([]byte, cksumvfs.PageSize)
	copy(p, magic)
	put16 := func(at int, n uint16) { binary.BigEndian.PutUint16(p[at:], n) }
	put32 := func(at int, n uint32) { binary.BigEndian.PutUint32(p[at:], n) }
	put16(16, cksumvfs.PageSize)
	p[18], p[19] = 2, 2 // to be written, and read, with a log
	p[atReserved] = cksumvfs.Reserved
	copy(p[21:], []byte{64, 32, 32}) // as for all files
	put32(24, 1)                     // changes
	put32(28, 1)                     // pages
	put32(44, 4)                     // the format of the schema
	put32(56, 1)                     // texts are UTF-8
	put32(atVersion, uint32(version))
	put32(atApplication, application)
	put32(92, 1)                                              // the number of changes for which the number of pages holds
	put32(96, 3_045_000)                                      // the version of SQLite that wrote it
	p[headerBytes] = 0x0d                                     // the schema: a leaf of a table, without rows
	put16(headerBytes+5, cksumvfs.PageSize-cksumvfs.Reserved) // where its rows would begin
	cksumvfs.Seal(p, 1)
	return p
}

// still is the mode of readers of a file that nobody writes to.
const still Mode = -1

// connect opens a pool of connections to a file. Readers cannot write: the file
// is opened read-only and queries cannot be turned into statements that write.
func connect(path string, mode Mode, plain bool) (*sql.DB, error) {
	q := url.Values{}
	if !plain {
		if err := cksumvfs.Register(); err != nil {
			return nil, err
		}
		q.Add("vfs", cksumvfs.Name)
	}
	q.Add("_pragma", "busy_timeout(5000)")
	q.Add("_pragma", "temp_store(2)")
	q.Add("_pragma", "trusted_schema(0)")
	if mode == Write {
		q.Add("_pragma", "cache_size(-65536)")
		q.Add("_journal_mode", "WAL")
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
	if err := os.WriteFile(fresh, firstPage(schema.Version), 0o644); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	err = alone(ctx, fresh, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, stampTable+tables+schema.SQLite)
		return err
	})
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := settle(fresh, path); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return nil
}

// alone changes a file that nobody else knows of yet, gives it a stamp of its own,
// and leaves no log beside it.
func alone(ctx context.Context, path string, change func(*sql.DB) error) error {
	db, err := connect(path, Write, false)
	if err != nil {
		return err
	}
	if err = change(db); err == nil {
		err = placeStamp(ctx, db)
	}
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return errors.Join(err, db.Close())
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
	if errors.Is(err, syscall.EFBIG) && !errors.Is(err, ErrFull) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	if !errors.As(err, &e) {
		return err
	}
	for _, named := range [...]error{ErrDamaged, ErrForeign, ErrLocked, ErrFull, ErrDisk} {
		if errors.Is(err, named) {
			return err
		}
	}
	if e.Code() == sqlite3.SQLITE_IOERR_DATA {
		return fmt.Errorf("%w: the checksum of a page is another: %w", ErrDamaged, err)
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
