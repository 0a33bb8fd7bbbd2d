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
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/extract/news"
	"hearsay/graph/synthetic"
)

// children are what this test binary does instead of its tests where the
// environment names one: it works on a graph, and writes lines about it.
var children = map[string]func(db string) error{"change": changeAll, "upgrade": upgradeAll}

func TestMain(m *testing.M) {
	work, db, ok := strings.Cut(os.Getenv("HEARSAY_TEST_CHILD"), " ")
	if !ok {
		os.Exit(m.Run())
	}
	if err := children[work](db); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child is this test binary as a child that works on the graph at db.
func child(t *testing.T, work, db string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "HEARSAY_TEST_CHILD="+work+" "+db)
	return cmd
}

// A change is one commit; to open a graph for writing makes one of links, where these
// are not those of its articles.
type change func(context.Context, *Store) error

// changes are what a child does: articles one by one and many at once, a newer
// version of one, one that goes and comes back.
func changes() []change {
	docs := slices.Collect(synthetic.Documents(9, 5))
	newer := docs[0]
	newer.Article.Published = "2031-01-01"
	newer.Article.ID = news.ArticleID(newer.Article)
	newer.Claims = nil
	put := func(docs ...news.Document) change {
		return func(ctx context.Context, s *Store) error {
			_, err := s.Put(ctx, docs...)
			return err
		}
	}
	remove := func(ctx context.Context, s *Store) error { return s.Remove(ctx, docs[1].Article.ID) }
	link := func(ctx context.Context, s *Store) error { return s.Link(ctx) }
	return []change{put(docs[0]), put(docs[1]), put(docs[2:6]...), link, put(newer), remove, link, put(docs[6]), put(docs[1], docs[7], docs[8]), link}
}

// changeAll makes all changes.
func changeAll(db string) error {
	ctx := context.Background()
	s, err := Open(ctx, db, Write)
	if err != nil {
		return err
	}
	for i, c := range changes() {
		if err := c(ctx, s); err != nil {
			return err
		}
		fmt.Println("commit", i)
	}
	return s.Close()
}

// states are the exports of the graph after none, one, … all of the changes.
func states(t *testing.T) [][]byte {
	t.Helper()
	s := testStore(t)
	all := [][]byte{[]byte(quadsOf(t, s))}
	for _, c := range changes() {
		if err := c(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		all = append(all, []byte(quadsOf(t, s)))
	}
	return all
}

// cycles is how often a test kills: HEARSAY_LONG=1 100 times, HEARSAY_LONG=2 300
// times, HEARSAY_LONG=3 10,000 times, which takes an hour or two.
func cycles(few int) int {
	switch os.Getenv("HEARSAY_LONG") {
	case "1":
		return 100
	case "2":
		return 300
	case "3":
		return 10_000
	}
	return few
}

// TestKill kills a writer at any moment, again and again. The graph is the one
// after the commits that were acknowledged, or after one more; and when the writer
// is run once more the graph is the one that was never disturbed. The kills fall on
// the writer's beginning, when there is no graph yet, and on all of its commits.
func TestKill(t *testing.T) {
	want := states(t)
	begun := time.Now()
	if out, err := child(t, "change", filepath.Join(t.TempDir(), "whole.db")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	step := time.Since(begun) / time.Duration(len(want))
	random := rand.New(rand.NewPCG(7, 7))
	dir := t.TempDir()
	at := make([]int, len(want))
	for cycle := range cycles(8) {
		db := filepath.Join(dir, fmt.Sprintf("%d.db", cycle))
		after, while := cycle%(len(want)-1), step
		if after > 0 {
			while /= 8 // a commit takes less than the beginning
		}
		acknowledged := killed(t, child(t, "change", db), after, time.Duration(random.Int64N(int64(while))))
		at[acknowledged]++
		if _, err := os.Stat(db); err == nil {
			got := exported(t, db)
			if !bytes.Equal(got, want[acknowledged]) && (acknowledged+1 == len(want) || !bytes.Equal(got, want[acknowledged+1])) {
				t.Fatalf("cycle %d: %d commits were acknowledged, and the graph is another", cycle, acknowledged)
			}
		} else if acknowledged > 0 {
			t.Fatalf("cycle %d: %d commits were acknowledged, and there is no graph", cycle, acknowledged)
		}
		if out, err := child(t, "change", db).CombinedOutput(); err != nil {
			t.Fatalf("cycle %d: run again: %v: %s", cycle, err, out)
		}
		if got := exported(t, db); !bytes.Equal(got, want[len(want)-1]) {
			t.Fatalf("cycle %d: the graph of a killed and a second run is another", cycle)
		}
		if err := os.Remove(db); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed after 0, 1, … commits: %v", at)
	if left, err := filepath.Glob(filepath.Join(dir, ".hearsay-new-*")); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}

// killed runs a child, kills it a while after so many lines, and gives the number
// of those that it wrote.
func killed(t *testing.T, cmd *exec.Cmd, after int, while time.Duration) (written int) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { time.AfterFunc(while, func() { _ = cmd.Process.Kill() }) }
	if after == 0 {
		kill()
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if written++; written == after {
			kill()
		}
	}
	_ = cmd.Wait() // it was killed, or was done before
	return written
}

// exported verifies a graph and gives its canonical export.
func exported(t *testing.T, db string) []byte {
	t.Helper()
	s, err := Open(t.Context(), db, Read)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("verify: %v, %v", faults, err)
	}
	return []byte(quadsOf(t, s))
}
