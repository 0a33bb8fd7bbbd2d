package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/extracttest"
)

// TestHostile builds graphs of files that were made to break readers, a class at a
// time, under the names they have and as texts and JSON, and prints all that the
// graph then holds: every input that gives no article is named in a line, nothing
// that a terminal would obey comes out, and memory stays within bounds.
func TestHostile(t *testing.T) {
	program(t)
	hostile := extracttest.Shared(t, "hostile")
	classes, err := os.ReadDir(hostile)
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range classes {
		if class.IsDir() && class.Name() != "LICENSES" {
			t.Run(class.Name(), func(t *testing.T) { buildHostile(t, filepath.Join(hostile, class.Name())) })
		}
	}
}

// buildHostile builds a graph of a class, and asks it.
func buildHostile(t *testing.T, class string) {
	dir := t.TempDir()
	gather(t, class, filepath.Join(dir, "in"))
	cmd := command(t, dir, "build", "--db", "g.db", "in")
	r := finish(t, cmd)
	if used := peak(cmd); used > 512<<20 {
		t.Errorf("the build took %d MiB of memory", used>>20)
	}
	harmless(t, "what build says", r.err)
	skipped := 0
	for line := range strings.Lines(r.err) {
		switch {
		case strings.HasPrefix(line, "hearsay: in/"): // read, but not all of it as it stands
			continue
		case !strings.HasPrefix(line, "hearsay: skipped in/") && !strings.HasPrefix(line, "hearsay: no article"):
			t.Errorf("build says %.200q", line)
		}
		skipped++
	}
	if want := map[bool]int{true: 3, false: 0}[skipped > 0]; r.status != want && r.status != 1 {
		t.Errorf("status %d with %d lines of what was skipped, want %d", r.status, skipped, want)
	}
	if r.status == 1 {
		return // no article at all
	}
	harmless(t, "the summary", r.out)
	done(t, "verify", finish(t, command(t, dir, "verify", "--db", "g.db")))
	for _, args := range [][]string{{"ask"}, {"ask", "--format", "table"}, {"ask", "--format", "csv"}, {"ask", "--format", "md"}, {"who"}, {"about"}, {"query", "--rows", "100000", "articles().Save('<title>', 'title').All()"}} {
		r := finish(t, command(t, dir, append(args, "--db", "g.db")...))
		if r.status > 1 {
			t.Errorf("%v: status %d, %.300s", args, r.status, r.err)
		}
		harmless(t, fmt.Sprint(args), r.out+r.err)
	}
	for _, format := range []string{"nquads", "json", "dot", "graphml", "gexf", "svg"} {
		r := finish(t, command(t, dir, "export", "--db", "g.db", "--format", format))
		if r.status > 1 || !utf8.ValidString(r.out) {
			t.Errorf("export --format %s: status %d, %.300s", format, r.status, r.err)
		}
	}
}

// gather copies a sample of a class into a folder: each file under its own name,
// as a text, and as JSON.
func gather(t *testing.T, class, to string) {
	t.Helper()
	if err := os.Mkdir(to, 0o755); err != nil {
		t.Fatal(err)
	}
	n, every := 0, long(60, 12, 1) // one of so many files
	err := filepath.WalkDir(class, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if n++; n%every != 1%every {
			return nil
		}
		if info, err := d.Info(); err != nil || info.Size() > 16<<10 && every > 1 {
			return err // a hundred thousand brackets take many seconds
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, name := range []string{"%04d-" + d.Name(), "%04d.txt", "%04d.json"} {
			if err := os.WriteFile(filepath.Join(to, strings.Replace(name, "%04d", fmt.Sprintf("%04d", n), 1)), data, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// harmless checks that a text holds nothing that a terminal would obey, or that
// would show it in another order.
func harmless(t *testing.T, what, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s is not UTF-8", what)
	}
	for i, r := range s {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
			t.Errorf("%s has %U at byte %d: %.60q", what, r, i, s[max(0, i-20):])
			return
		}
	}
}
