package gizmo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unicode"

	"hearsay/graph"
	"hearsay/graph/synthetic"
)

// An attack runs scripts that would end, stall or fill the process that runs
// them, and holds each to what a Runner promises: rows, or one sentence about the
// query, in time; nothing written, no process left, no memory taken.
type attack struct {
	db     string
	runner *Runner
	limits Limits
}

// newAttack makes a graph of a few generated articles to attack, and checks when
// the test ends that it is the same, and that nothing is left.
func newAttack(t *testing.T, l Limits) *attack {
	t.Helper()
	a := &attack{db: filepath.Join(t.TempDir(), "graph.db"), runner: runner(t), limits: l}
	s, err := graph.Open(t.Context(), a.db, graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	for d := range synthetic.Documents(3, 1) {
		if _, err := s.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, memory := hash(t, a.db), taken()
	t.Cleanup(func() {
		if hash(t, a.db) != before {
			t.Error("the store's file has changed")
		}
		leftNothing(t)
		if grown := taken() - memory; grown > 50<<20 {
			t.Errorf("the parent has grown by %d MiB", grown>>20)
		}
	})
	return a
}

// taken is how many bytes this process has from the system and cannot give back.
func taken() int64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// children are the processes that this one has started and that are not gone,
// dead ones that nobody waited for among them; none where there is no /proc.
func children(t *testing.T) (ids []string) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range stats {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(data), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == fmt.Sprint(os.Getpid()) {
			ids = append(ids, string(data))
		}
	}
	return ids
}

// leftNothing holds that no child is left, once the system has had time to end them.
func leftNothing(t *testing.T) {
	t.Helper()
	var left []string
	for range 100 {
		if left = children(t); len(left) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("processes are left: %v", left)
}

// run runs a script, and gives what was answered as a text. On a machine with
// other work an answer may be late, by as much as it takes to answer nothing; one
// that is later three times is late.
func (a *attack) run(t *testing.T, script string) string {
	t.Helper()
	bound := a.limits.Time + 500*time.Millisecond
	for try := 1; ; try++ {
		took, answer, err := a.timed(t, script)
		if took > bound {
			nothing, _, _ := a.timed(t, "")
			took -= nothing
		}
		got := text(answer, err)
		switch {
		case err != nil && !errors.Is(err, ErrQuery):
			t.Errorf("%s:\n got %v, want an answer or an ErrQuery", brief(script), err)
		case err != nil && !sentenceLike(got):
			t.Errorf("%s:\n got %q, want one clear sentence", brief(script), got)
		case took > bound && try < 3:
			continue
		case took > bound:
			t.Errorf("%s: answered after %v, want %v at most", brief(script), took, bound)
		}
		return got
	}
}

// timed runs a script, and says how long that took.
func (a *attack) timed(t *testing.T, script string) (took time.Duration, answer *Answer, err error) {
	t.Helper()
	begun := time.Now()
	answer, err = a.runner.Run(t.Context(), a.db, Query{Script: script}, a.limits)
	return time.Since(begun), answer, err
}

// brief is a script on one line, cut.
func brief(script string) string { return fmt.Sprintf("%.160q", script) }

// sentenceLike says whether an error can be shown to somebody: on one line, not
// long, without the insides of a program that died.
func sentenceLike(s string) bool {
	for _, inside := range []string{"goroutine", "runtime error", "reflect.", "interface {}", "goja", "0x", ".go:", "signal", "fatal error", "child"} {
		if strings.Contains(s, inside) {
			return false
		}
	}
	return len(s) < 500 && len(s) > len("query: ") && strings.IndexFunc(s, unicode.IsControl) < 0
}

// sample is every so manieth of the scripts: HEARSAY_LONG=1 runs ten times as many,
// HEARSAY_LONG=2 all of them.
func sample(t *testing.T, every int, scripts []string) []string {
	t.Helper()
	switch os.Getenv("HEARSAY_LONG") {
	case "1":
		every = max(1, every/10)
	case "2":
		every = 1
	}
	var some []string
	for i := every / 2; i < len(scripts); i += every {
		some = append(some, scripts[i])
	}
	if every > 1 {
		t.Logf("%d of %d scripts; all of them with HEARSAY_LONG=2", len(some), len(scripts))
	}
	return some
}
