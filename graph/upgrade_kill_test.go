package graph

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// upgradeAll opens a graph, which brings it to this format, and says when it
// begins and how long it took.
func upgradeAll(db string) error {
	fmt.Println("begin")
	begun := time.Now()
	s, err := Open(context.Background(), db, Write)
	if err != nil {
		return err
	}
	fmt.Println(time.Since(begun).Nanoseconds())
	return s.Close()
}

// TestUpgradeKill kills upgrades of each past format at any moment: the file holds
// the graph as it was or as it will be, and the next who opens it has it whole.
func TestUpgradeKill(t *testing.T) {
	files, err := filepath.Glob(formats)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file like %s: %v", formats, err)
	}
	random := rand.New(rand.NewPCG(3, 3))
	for _, file := range files {
		old, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(strings.TrimSuffix(file, ".sqlite") + ".nq")
		if err != nil {
			t.Fatal(err)
		}
		duration := upgradeTime(t, file)
		asItWas, brought := 0, 0
		for cycle := range cycles(8) {
			db := copyOf(t, file)
			killed(t, child(t, "upgrade", db), 1, time.Duration(random.Int64N(int64(duration))))
			now, err := os.ReadFile(db)
			if err != nil {
				t.Fatalf("cycle %d: the graph is gone: %v", cycle, err)
			}
			if bytes.Equal(now, old) {
				asItWas++
			} else {
				brought++
			}
			if got := withoutLinks(string(exported(t, db))); got != string(want) {
				t.Fatalf("%s, cycle %d: the graph is another", file, cycle)
			}
			if left, err := filepath.Glob(filepath.Join(filepath.Dir(db), ".hearsay-new-*")); bytes.Equal(now, old) && (err != nil || len(left) > 0) {
				t.Errorf("cycle %d: temporary files are left: %v, %v", cycle, left, err)
			}
		}
		t.Logf("%s: killed within %v, %d times as it was, %d times in the new format", filepath.Base(file), duration, asItWas, brought)
	}
}

// upgradeTime is how long it takes to open a graph of a past format.
func upgradeTime(t *testing.T, file string) time.Duration {
	t.Helper()
	out, err := child(t, "upgrade", copyOf(t, file)).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var nanoseconds int64
	if _, err := fmt.Sscanf(string(out), "begin\n%d", &nanoseconds); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	return time.Duration(nanoseconds)
}

// TestUpgradeAtOnce has several processes open a graph of a past format at the
// same time: each has it, or is told that another is at work.
func TestUpgradeAtOnce(t *testing.T) {
	files, err := filepath.Glob(formats)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file like %s: %v", formats, err)
	}
	db := copyOf(t, files[0])
	want, err := os.ReadFile(strings.TrimSuffix(files[0], ".sqlite") + ".nq")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	var mu sync.Mutex
	opened := 0
	for range 4 {
		cmd := child(t, "upgrade", db)
		running.Go(func() {
			out, err := cmd.CombinedOutput()
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				opened++
			case !strings.Contains(string(out), ErrLocked.Error()):
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	running.Wait()
	if opened == 0 {
		t.Error("none of them could open it")
	}
	if got := withoutLinks(string(exported(t, db))); got != string(want) {
		t.Error("the graph is another")
	}
}

// TestUpgradeIsDone brings a graph to this format that another has brought to it
// since its format was read.
func TestUpgradeIsDone(t *testing.T) {
	files, err := filepath.Glob(formats)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file like %s: %v", formats, err)
	}
	for i, file := range files {
		db := copyOf(t, file)
		before := exported(t, db) // brings it to this format
		if err := upgrade(t.Context(), db, i+1); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if !bytes.Equal(exported(t, db), before) {
			t.Errorf("%s: the graph is another", file)
		}
	}
}
