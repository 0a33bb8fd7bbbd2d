package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
)

// A result is what a run of the program leaves.
type result struct {
	out, err string
	status   int // -1 where a signal ended it
}

// program is the path of the program, as TestMain puts it on PATH.
func program(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the program is slow with the race detector")
	}
	path, err := exec.LookPath("hearsay")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// command is a run of the program in a folder that is not begun yet; it is killed
// after five minutes, which is a failure by its status.
func command(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, program(t), args...)
	cmd.Dir = dir
	return cmd
}

// finish runs a command to its end.
func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	cmd.Stderr = &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	r := result{out.String(), stderr.String(), cmd.ProcessState.ExitCode()}
	for _, inside := range []string{"goroutine ", "panic:", ".go:", "fatal error"} {
		if strings.Contains(r.err, inside) {
			t.Errorf("%v shows its insides:\n%.500s", cmd.Args, r.err)
		}
	}
	return r
}

// long is how much a test does: usually, with HEARSAY_LONG=1, and with HEARSAY_LONG=2.
func long(usual, one, two int) int {
	switch os.Getenv("HEARSAY_LONG") {
	case "1":
		return one
	case "2":
		return two
	}
	return usual
}

// refused checks that a run ended with status 2 and one line that holds a text.
func refused(t *testing.T, what string, r result, want string) {
	t.Helper()
	line, more := strings.CutSuffix(r.err, "\n")
	if r.status != 2 || !more || strings.Contains(line, "\n") || !strings.HasPrefix(line, "hearsay: ") || !strings.Contains(line, want) {
		t.Errorf("%s: status %d, %.500q; want 2 and one line with %q", what, r.status, r.err, want)
	}
}

// done checks that a run ended with status 0.
func done(t *testing.T, what string, r result) {
	t.Helper()
	if r.status != 0 {
		t.Fatalf("%s: status %d, %.500s", what, r.status, r.err)
	}
}

// notes writes so many short articles into the folder news, and gives the folder
// that it is in.
func notes(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "news"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		text := fmt.Sprintf("---\ntitle: Note %d\npublisher: The Halden Courier\npublished: 2031-03-%02d\n---\n\n"+
			"Tobias Okonjo, the minister of works, said on Tuesday that bridge %d was safe. “We do not believe him,” said Cass Drummond.\n", i, i%28+1, i)
		if err := os.WriteFile(filepath.Join(dir, "news", fmt.Sprintf("%03d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// exported verifies the graph at db and gives its export.
func exported(t *testing.T, dir, db string) string {
	t.Helper()
	done(t, "verify", finish(t, command(t, dir, "verify", "--db", db)))
	r := finish(t, command(t, dir, "export", "--db", db, "--format", "nquads"))
	done(t, "export", r)
	return r.out
}

// files are the names in a folder.
func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestNoStore gives every command that reads a graph what is none.
func TestNoStore(t *testing.T) {
	dir := notes(t, 2)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "whole.db", "news")))
	whole, err := os.ReadFile(filepath.Join(dir, "whole.db"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := sql.Open("sqlite", filepath.Join(dir, "other.db"))
	if err == nil {
		_, err = other.Exec("CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('Ada')")
		err = errors.Join(err, other.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"empty.db": nil, "text.db": []byte("Once upon a time.\n"), "cut.db": whole[:len(whole)/2], "head.db": whole[:60], "page.db": whole[:8192]} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for db, want := range map[string]string{
		"none.db": "no graph here", "no/folder.db": "no graph here", "news": "news: a folder", "other.db": "other.db: not a hearsay graph", "empty.db": "empty.db: ",
		"text.db": "text.db: not a hearsay graph", "cut.db": "damaged", "head.db": "damaged", "page.db": "damaged", "whole.db/x": "whole.db/x",
	} {
		before := files(t, dir)
		for _, args := range [][]string{
			{"ask"},
			{"who"},
			{"about"},
			{"info"},
			{"verify"},
			{"export", "--format", "nquads"},
			{"export", "--format", "svg"},
			{"query", "g.V().All()"},
			{"show", "note"},
			{"remove", "5d41402abc4b2a76b971"},
			{"backup", "copy.db"},
		} {
			refused(t, fmt.Sprintf("%s --db %s", args[0], db), finish(t, command(t, dir, append(args, "--db", db)...)), want)
		}
		for _, name := range files(t, dir) {
			// SQLite's own are made beside what it opens, as beside a graph.
			if !slices.Contains(before, name) && !slices.Contains([]string{db + "-lock", db + "-wal", db + "-shm"}, name) {
				t.Errorf("with %s a file %s was made", db, name)
			}
		}
	}
}

// TestTwoBuilds begins two builds of one graph at the same time: one or both are
// done, and the graph is whole.
func TestTwoBuilds(t *testing.T) {
	dir := notes(t, 6)
	var results [2]result
	ended := make(chan int)
	for i := range results {
		cmd := command(t, dir, "build", "--db", "g.db", "news")
		go func() {
			results[i] = finish(t, cmd)
			ended <- i
		}()
	}
	<-ended
	<-ended
	for i, r := range results {
		if r.status != 0 {
			refused(t, "build", r, "in use by another writer")
			done(t, "the other build", results[1-i])
		}
	}
	done(t, "build alone", finish(t, command(t, dir, "build", "--db", "alone.db", "news")))
	if exported(t, dir, "g.db") != exported(t, dir, "alone.db") {
		t.Error("two builds at once made another graph than one")
	}
}

// TestKillBuild kills builds at any moment; then the graph is whole, and the build
// run again makes the graph that was never disturbed. HEARSAY_LONG=1 kills 30
// times, HEARSAY_LONG=2 100 times.
func TestKillBuild(t *testing.T) {
	cycles := long(3, 30, 100)
	dir := notes(t, 12)
	begun := time.Now()
	done(t, "build", finish(t, command(t, dir, "build", "--db", "whole.db", "news")))
	duration := time.Since(begun)
	want := exported(t, dir, "whole.db")
	at := map[int]int{}
	for cycle := range cycles {
		db := fmt.Sprintf("%d.db", cycle)
		cmd := command(t, dir, "build", "--db", db, "news")
		time.AfterFunc(duration*time.Duration(2*cycle+1)/time.Duration(2*cycles), func() {
			if cmd.Process != nil {
				_ = cmd.Process.Kill()
			}
		})
		finish(t, cmd)
		articles := -1
		if _, err := os.Stat(filepath.Join(dir, db)); err == nil {
			exported(t, dir, db)
			articles = count(t, filepath.Join(dir, db))
		}
		at[articles]++
		done(t, "build again", finish(t, command(t, dir, "build", "--db", db, "news")))
		if exported(t, dir, db) != want {
			t.Fatalf("cycle %d: the graph of a killed and a second build is another", cycle)
		}
		if err := os.Remove(filepath.Join(dir, db)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed at so many articles (-1: no graph): %v", at)
}

// count is the number of articles in a graph.
func count(t *testing.T, db string) int {
	t.Helper()
	s, err := graph.Open(t.Context(), db, graph.Read)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	i, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return i.Articles
}
