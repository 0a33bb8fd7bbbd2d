package graph

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// formats are the stores of past formats, one file each; beside it stand the quads that
// the program of its time made of it, and those that what was made since adds.
const formats = "../testdata/stores/format-*.sqlite"

// TestUpgrade opens a store of each past format, for reading and for writing.
func TestUpgrade(t *testing.T) {
	files, err := filepath.Glob(formats)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file like %s: %v", formats, err)
	}
	for _, file := range files {
		want, err := os.ReadFile(strings.TrimSuffix(file, ".sqlite") + ".nq")
		if err != nil {
			t.Fatal(err)
		}
		for _, mode := range []Mode{Read, Write} {
			s, err := Open(t.Context(), copyOf(t, file), mode)
			if err != nil {
				t.Fatal(err)
			}
			if got := withoutLinks(quadsOf(t, s)); got != string(want) {
				t.Errorf("%s: the quads are others", file)
			}
			if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("%s: verify: %v, %v", file, faults, err)
			}
			if mode == Write {
				checkVersions(t, s)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestRestoreOlder restores a backup of a past format.
func TestRestoreOlder(t *testing.T) {
	files, err := filepath.Glob(formats)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file like %s: %v", formats, err)
	}
	to := filepath.Join(t.TempDir(), "restored.db")
	if err := Restore(t.Context(), copyOf(t, files[0]), to); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(strings.TrimSuffix(files[0], ".sqlite") + ".nq")
	if err != nil {
		t.Fatal(err)
	}
	if got := withoutLinks(string(exported(t, to))); got != string(want) {
		t.Error("the restored graph is another")
	}
	if err := Restore(t.Context(), copyOf(t, files[0]), to); !errors.Is(err, os.ErrExist) {
		t.Errorf("Restore over a graph: %v, want ErrExist", err)
	}
}

// withoutLinks leaves out of quads those of what is found between articles, which the
// programs of old formats did not find.
func withoutLinks(quads string) string {
	var b strings.Builder
	for line := range strings.Lines(quads) {
		if !strings.Contains(line, " <link/") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// copyOf is the path of a copy of a file, alone in a folder.
func copyOf(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "g.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// checkVersions puts in what the test store knows already, in a later build: the
// version that lost then loses again.
func checkVersions(t *testing.T, s *Store) {
	t.Helper()
	articles, err := s.Articles(t.Context())
	if err != nil || len(articles) != 3 {
		t.Fatalf("%d articles, %v, want 3", len(articles), err)
	}
	for _, a := range articles {
		d, err := s.Document(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if o := mustPut(t, s, d)[0]; o.Change != Unchanged {
			t.Errorf("article %s again: %+v", a.ID, o)
		}
	}
	var losers int
	if err := s.row(t.Context(), "SELECT COUNT(*) FROM loser").Scan(&losers); err != nil || losers != 1 {
		t.Errorf("%d versions that were left out, %v, want 1", losers, err)
	}
}

// TestUpgradeFails makes an upgrade fail half way: the old store is as it was,
// and nothing lies beside it.
func TestUpgradeFails(t *testing.T) {
	files, err := filepath.Glob(formats)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file like %s: %v", formats, err)
	}
	path := copyOf(t, files[0])
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The last document's bytes: what is deflated ends in an error.
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE article SET document = x'ffff' WHERE n = (SELECT MAX(n) FROM article)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	spoiled, err := os.ReadFile(path)
	if err != nil || string(spoiled) == string(data) {
		t.Fatalf("the file was not spoiled: %v", err)
	}
	if _, err := Open(t.Context(), path, Read); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open: %v, want ErrDamaged", err)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(spoiled) {
		t.Errorf("the old file was changed: %v", err)
	}
	beside, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(beside) > 0 {
		t.Errorf("beside it lie %q, %v", beside, err)
	}
}
