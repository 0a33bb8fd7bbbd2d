package graph

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// killDocuments is how many documents the child of TestKill puts in.
const killDocuments = 15

// TestMain is the child of TestKill where the environment says so: it puts
// documents into the graph one after the other and says which are acknowledged.
func TestMain(m *testing.M) {
	db := os.Getenv("HEARSAY_TEST_PUT")
	if db == "" {
		os.Exit(m.Run())
	}
	if err := putAll(db); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func putAll(db string) error {
	ctx := context.Background()
	s, err := Open(ctx, db, Write)
	if err != nil {
		return err
	}
	for n := range killDocuments {
		d := testDocument(fmt.Sprint(n))
		if _, err := s.Put(ctx, d); err != nil {
			return err
		}
		fmt.Println(d.Article.ID)
	}
	return s.Close()
}

// TestKill kills a writer at any moment, again and again: what it acknowledged
// is there, nothing is half there, and when it is run once more the graph is the
// one that was never disturbed. HEARSAY_LONG=1 kills 100 times.
func TestKill(t *testing.T) {
	cycles := 6
	if os.Getenv("HEARSAY_LONG") == "1" {
		cycles = 100
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := func(db string) *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "HEARSAY_TEST_PUT="+db)
		return cmd
	}
	whole := filepath.Join(t.TempDir(), "whole.db")
	begun := time.Now()
	if out, err := child(whole).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	duration := time.Since(begun)
	want := exported(t, whole)
	random := rand.New(rand.NewPCG(7, 7))
	for cycle := 0; cycle < cycles; cycle++ {
		db := filepath.Join(t.TempDir(), "g.db")
		acknowledged := killed(t, child(db), time.Duration(random.Int64N(int64(duration))))
		if _, err := os.Stat(db); err == nil {
			present := sound(t, db)
			for _, id := range acknowledged {
				if !present[id] {
					t.Fatalf("cycle %d: article %s was acknowledged and is lost", cycle, id)
				}
			}
		}
		if out, err := child(db).CombinedOutput(); err != nil {
			t.Fatalf("cycle %d: run again: %v: %s", cycle, err, out)
		}
		if got := exported(t, db); !bytes.Equal(got, want) {
			t.Fatalf("cycle %d: the graph of a killed and a second run is another", cycle)
		}
		if err := os.Remove(db); err != nil {
			t.Fatal(err)
		}
	}
}

// killed runs a child for a while, kills it, and gives what it acknowledged.
func killed(t *testing.T, cmd *exec.Cmd, after time.Duration) []string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	var ids []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		ids = append(ids, lines.Text())
	}
	_ = cmd.Wait() // it was killed, or was done before
	return ids
}

// sound verifies a graph and gives the articles in it.
func sound(t *testing.T, db string) map[string]bool {
	t.Helper()
	s, err := Open(t.Context(), db, Read)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("verify: %v, %v", faults, err)
	}
	articles, err := s.Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	present := map[string]bool{}
	for _, a := range articles {
		present[a.ID] = true
	}
	return present
}

// exported is the canonical export of the graph in a file.
func exported(t *testing.T, db string) []byte {
	t.Helper()
	s, err := Open(t.Context(), db, Read)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return []byte(quadsOf(t, s))
}
