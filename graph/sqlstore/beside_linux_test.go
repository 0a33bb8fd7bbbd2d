package sqlstore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// locksOf counts the locks that this process has on a file, as the system tells them.
func locksOf(t *testing.T, path string) (n int) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skip("the system does not tell its locks")
	}
	inode := fmt.Sprintf(":%d ", info.Sys().(*syscall.Stat_t).Ino)
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, "POSIX") && strings.Contains(line, inode) && strings.Contains(line, fmt.Sprintf(" %d ", os.Getpid())) {
			n++
		}
	}
	return n
}

// A store keeps SQLite's locks on its file while others of the process open and close it.
func TestHeldLocks(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "g.db")
	first, err := Open(ctx, path, Write, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	reader, err := Open(ctx, path, Read, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if n := locksOf(t, path); n == 0 {
		t.Fatal("an open store has no lock on its file")
	}
	IsDatabase(path)
	if n := locksOf(t, path); n == 0 {
		t.Error("no lock after IsDatabase")
	}
	second, err := Open(ctx, path, Read, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if n := locksOf(t, path); n == 0 {
		t.Error("no lock after another store was opened and closed")
	}
	writer, err := Open(ctx, path, Write, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if n := locksOf(t, path); n == 0 {
		t.Error("no lock after a writer was opened and closed")
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	heldFiles.Lock()
	if h := findHeld(info); h == nil || len(h.spare) != 1 {
		t.Errorf("held: %+v, want one descriptor", h)
	}
	heldFiles.Unlock()
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	heldFiles.Lock()
	if h := findHeld(info); h != nil {
		t.Errorf("held when no store is open: %+v", h)
	}
	heldFiles.Unlock()
}
