package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrServer is what Backup and Restore say of a server, which has its own ways.
var ErrServer = errors.New("PostgreSQL keeps its own backups: use pg_dump and pg_restore")

// Check runs SQLite's own check of the whole file and then looks whether the
// graph's tables agree with each other. It gives a line for each fault that it
// finds.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	if s.dialect == SQLite {
		if faults, err := s.checkFile(ctx); err != nil || len(faults) > 0 {
			return faults, err
		}
	}
	return s.checkTables(ctx)
}

// agreements are questions whose answer is how often two of the graph's tables
// disagree. No index finds hashes by their ids: to look each up takes hours.
var agreements = [...]struct{ fault, count string }{
	{"values that are not found by their hash", "SELECT COUNT(*) FROM (SELECT id FROM value EXCEPT SELECT id FROM value_hash) AS missing"},
	{"hashes without a value", "SELECT COUNT(*) FROM value_hash WHERE NOT EXISTS (SELECT 1 FROM value WHERE value.id = value_hash.id)"},
	{"labels of quads that are not listed", "SELECT COUNT(*) FROM quad WHERE l <> 0 AND NOT EXISTS (SELECT 1 FROM labelled WHERE labelled.l = quad.l AND labelled.s = quad.s)"},
	{"values more or less than counted", "SELECT ABS(nodes - (SELECT COUNT(*) FROM value)) FROM total"},
	{"quads more or less than counted", "SELECT ABS(quads - (SELECT COUNT(*) FROM quad)) FROM total"},
	{"labels listed without a quad", "SELECT COUNT(*) FROM labelled WHERE NOT EXISTS (SELECT 1 FROM quad WHERE quad.s = labelled.s AND quad.l = labelled.l)"},
}

func (s *Store) checkTables(ctx context.Context) ([]string, error) {
	var faults []string
	for _, a := range agreements {
		var n int64
		if err := s.QueryRowContext(ctx, a.count).Scan(&n); err != nil {
			return faults, fmt.Errorf("check %s: %w", s.name, s.wrap(err))
		}
		if n > 0 {
			faults = append(faults, fmt.Sprintf("%d %s", n, a.fault))
		}
	}
	return faults, nil
}

func (s *Store) checkFile(ctx context.Context) ([]string, error) {
	mode := Read
	if s.still {
		mode = still
	}
	// A connection of its own: one that has read the index of words before takes what
	// was merged in it since for damage.
	fresh, err := connect(s.file, mode, s.plain)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", s.name, s.wrap(err))
	}
	defer fresh.Close()
	rows, err := fresh.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		if err = s.wrap(err); errors.Is(err, ErrDamaged) {
			return []string{err.Error()}, nil
		}
		return nil, fmt.Errorf("check %s: %w", s.name, err)
	}
	defer rows.Close()
	var faults []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return append(faults, s.wrap(err).Error()), nil
		}
		if line != "ok" {
			faults = append(faults, line)
		}
	}
	if err := rows.Err(); err != nil {
		faults = append(faults, s.wrap(err).Error())
	}
	return faults, nil
}

// Backup writes a copy of the store as of one moment to a new file: into a
// temporary place beside it, synced, then renamed.
func (s *Store) Backup(ctx context.Context, to string) error {
	if s.dialect != SQLite || IsURL(to) {
		return fmt.Errorf("back up %s: %w", s.name, ErrServer)
	}
	if exists(to) {
		return fmt.Errorf("back up to %s: %w", to, os.ErrExist)
	}
	dir, err := os.MkdirTemp(filepath.Dir(to), ".hearsay-backup-*")
	if err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "graph.db")
	if err := s.copyTo(ctx, fresh); err != nil {
		return fmt.Errorf("back up to %s: %w", to, s.wrap(err))
	}
	if err := settle(fresh, to); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	return nil
}

// copyTo writes the copy over a connection of its own, since those of readers
// write nowhere.
func (s *Store) copyTo(ctx context.Context, file string) error {
	mode := Read
	if s.still {
		mode = still
	}
	db, err := connect(s.file, mode, s.plain)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if _, err = db.ExecContext(ctx, "PRAGMA query_only(0)"); err == nil { // it writes elsewhere
		_, err = db.ExecContext(ctx, "VACUUM INTO ?", file)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return alone(ctx, file, func(*sql.DB) error { return nil })
}

// Restore makes a copy of the backup from the store at path, which must not be
// there yet; what is copied is checked first.
func Restore(ctx context.Context, from, path string, version int) error {
	if IsURL(from) || IsURL(path) {
		return fmt.Errorf("restore: %w", ErrServer)
	}
	s, err := Open(ctx, from, Read, Schema{Version: version})
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer s.Close()
	faults, err := s.Check(ctx)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if len(faults) > 0 {
		return fmt.Errorf("restore: %s: %s: %w", from, faults[0], ErrDamaged)
	}
	return s.Backup(ctx, path)
}
