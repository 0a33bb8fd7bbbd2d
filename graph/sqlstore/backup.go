package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Check runs SQLite's own check of the whole file and gives a line for each
// fault that it finds.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		if err = s.wrap(err); errors.Is(err, ErrDamaged) {
			return []string{err.Error()}, nil
		}
		return nil, fmt.Errorf("check %s: %w", s.path, err)
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
	if _, err := os.Stat(to); err == nil {
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
	if err := persist(fresh); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	if err := os.Rename(fresh, to); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	return persist(filepath.Dir(to))
}

// copyTo writes the copy over a connection of its own, since those of readers
// write nowhere.
func (s *Store) copyTo(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite", dataSource(s.path)+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", file)
	return errors.Join(err, db.Close())
}

// Restore makes a copy of the backup from the store at path, which must not be
// there yet; what is copied is checked first.
func Restore(ctx context.Context, from, path string, version int) error {
	s, err := Open(ctx, from, Read, version, "")
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
