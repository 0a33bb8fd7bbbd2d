package reviews

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFull adds a review with ever more pages left on the disk: it is there as a whole or
// the file stays as it was, nothing lies beside it, and when there is room again it is
// added.
func TestFull(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no small disk to fill: mounting one: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	path, ballast := filepath.Join(disk, "g.db"+Suffix), filepath.Join(disk, "ballast")
	note := strings.Repeat("the note ", 160)
	one := Review{Claim: "claim/8a1f0c22d4b6e8f01357-120-180", Verdict: Right, Note: note}
	if err := Add(path, one, one); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for left := range 12 {
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var room syscall.Statfs_t
		if err := syscall.Statfs(disk, &room); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(ballast, make([]byte, max(0, int(room.Bavail)-left)*int(room.Bsize)), 0o600); err != nil {
			t.Fatal(err)
		}
		full := Add(path, one)
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if full != nil {
			failed++
			if !bytes.Equal(now, was) || !strings.Contains(full.Error(), path) {
				t.Errorf("%d pages left: %v; the file has %d bytes, want the %d that it had", left, full, len(now), len(was))
			}
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if full != nil {
			if err := Add(path, one); err != nil {
				t.Errorf("%d pages left, and then more: %v", left, err)
			}
		}
		if all, err := Load(path); err != nil || len(all) != left+3 {
			t.Fatalf("%d pages left: %d reviews, want %d: %v", left, len(all), left+3, err)
		}
		entries, err := os.ReadDir(disk)
		if err != nil || len(entries) != 1 {
			t.Fatalf("%d pages left: beside the file lie %v, %v", left, entries, err)
		}
	}
	if failed < 2 || failed == 12 {
		t.Errorf("%d of 12 additions failed, want some and not all", failed)
	}
}
