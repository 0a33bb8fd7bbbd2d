package graph

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/synthetic"
)

// TestFull fills the disk beside an open graph, at many levels, until a commit
// fails; when there is room again the same store goes on, and the graph is the one
// that was never disturbed. HEARSAY_LONG=1 takes 60 levels.
func TestFull(t *testing.T) {
	levels, step := 5, 96
	if os.Getenv("HEARSAY_LONG") != "" {
		levels, step = 60, 8
	}
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=6m"); err != nil {
		t.Skipf("no small disk to fill: mounting one: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	docs := slices.Collect(synthetic.Documents(12, 4))
	calm := testStore(t)
	mustPut(t, calm, docs...)
	want := quadsOf(t, calm)
	failed := 0
	for level := range levels {
		db := filepath.Join(disk, fmt.Sprintf("%d.db", level))
		failed += fillAndGoOn(t, db, docs, level*step)
		if got := string(exported(t, db)); got != want {
			t.Fatalf("%d KiB left: the graph is another", level*step)
		}
		for _, suffix := range []string{"", "-wal", "-shm", "-lock"} {
			if err := os.RemoveAll(db + suffix); err != nil {
				t.Fatal(err)
			}
		}
	}
	if failed < levels {
		t.Errorf("%d commits failed at %d levels, want one a level at least", failed, levels)
	}
}

// fillAndGoOn puts documents into a new graph, one a commit, with so many KiB left
// on its disk. A commit that fails is made again when there is room.
func fillAndGoOn(t *testing.T, db string, docs []news.Document, left int) (failed int) {
	t.Helper()
	s, err := Open(t.Context(), db, Write)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	var room syscall.Statfs_t
	if err := syscall.Statfs(db, &room); err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(filepath.Dir(db), "ballast")
	if err := os.WriteFile(ballast, make([]byte, max(0, int(room.Bavail)*int(room.Bsize)-left<<10)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		_, err := s.Put(t.Context(), d)
		if err == nil {
			continue
		}
		failed++
		if !errors.Is(err, ErrFull) {
			t.Errorf("%d KiB left: %v, want ErrFull", left, err)
		}
		if err := os.RemoveAll(ballast); err != nil {
			t.Fatal(err)
		}
		mustPut(t, s, d)
	}
	if err := os.RemoveAll(ballast); err != nil {
		t.Fatal(err)
	}
	return failed
}
