package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace puts another store in the place of the one in the file at path, if
// there is one, under the writer's lock: write makes it in a temporary place
// beside path; it is synced, then renamed. Until then, and after any error, the
// old one is there as it was.
func Replace(ctx context.Context, path string, write func(fresh string) error) (err error) {
	release, err := lock(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	dir, err := workplace(path)
	if err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "graph.db")
	if err := write(fresh); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	if err := persist(fresh); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	if err := settle(ctx, path); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	return persist(filepath.Dir(path))
}

// settle takes the log of a store into its file and away: SQLite would read it
// as one of the file that takes its place.
func settle(ctx context.Context, path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := connect(path, Write)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	for _, suffix := range [...]string{"-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
