package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Replace puts another store in the place of the one in the file at path, if
// there is one, under the writer's lock: write makes it in a temporary place
// beside path; it is synced, then renamed. Until then, and after any error, the
// old one is there as it was.
func Replace(ctx context.Context, path string, write func(fresh string) error) (err error) {
	if path, err = Follow(path, nil); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	l, err := lock(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release(err == nil)) }()
	dir, err := workplace(path)
	if err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "graph.db")
	if err := write(fresh); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	if err := takeIn(ctx, path); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	if err := settle(fresh, path); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	return nil
}

// takeIn takes the log of a store into its file: what is replaced is whole then,
// should the replacement fail.
func takeIn(ctx context.Context, path string) error {
	if !exists(path) {
		return nil
	}
	db, err := connect(path, Write, true) // what is replaced is of a past format
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, db.Close())
}
