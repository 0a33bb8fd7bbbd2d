package sqlstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"
)

// fill adds so many quads to a store, each in a commit.
func fill(t testing.TB, s *Store, n int) {
	t.Helper()
	for i := range n {
		q := quad.Make(quad.IRI("n"), quad.IRI("is"), quad.Int(i), nil)
		if err := s.Update(context.Background(), func(tx *Tx) error { return tx.Add(context.Background(), []quad.Quad{q}) }); err != nil {
			t.Fatal(err)
		}
	}
}

// quadsIn counts the quads of the store at a path.
func quadsIn(t testing.TB, path string) int64 {
	t.Helper()
	s, err := Open(context.Background(), path, Read, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := int64(0)
	it := s.QuadsAllIterator()
	for it.Next(context.Background()) {
		n++
	}
	if st, err := s.Stats(context.Background(), true); err != nil || it.Err() != nil || st.Quads.Size != n {
		t.Errorf("%d quads are counted, %d are there; %v, %v", st.Quads.Size, n, err, it.Err())
	}
	return n
}

// leaveLogs puts the logs of a writer that was killed at a path, without its file.
func leaveLogs(t *testing.T, path string) {
	t.Helper()
	dead := filepath.Join(t.TempDir(), "dead.db")
	s := open(t, dead)
	defer s.Close()
	fill(t, s, 5)
	for _, suffix := range [...]string{"-wal", "-shm"} {
		data, err := os.ReadFile(dead + suffix)
		if err == nil {
			err = os.WriteFile(path+suffix, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestLogsLeft makes stores, in each way that there is, where the logs of one that
// was removed are left: they are no part of the new one.
func TestLogsLeft(t *testing.T) {
	ctx := t.Context()
	from := filepath.Join(t.TempDir(), "from.db")
	s := open(t, from)
	fill(t, s, 2)
	defer s.Close()
	for name, put := range map[string]func(path string) error{
		"made": func(path string) error {
			s, err := Open(ctx, path, Write, Schema{Version: 1})
			if err != nil {
				return err
			}
			fill(t, s, 2)
			return s.Close()
		},
		"backed up": func(path string) error { return s.Backup(ctx, path) },
		"restored":  func(path string) error { return Restore(ctx, from, path, 1) },
		"replaced": func(path string) error {
			return Replace(ctx, path, func(fresh string) error { return s.Backup(ctx, fresh) })
		},
	} {
		path := filepath.Join(t.TempDir(), "g.db")
		leaveLogs(t, path)
		if err := put(path); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if n := quadsIn(t, path); n != 2 {
			t.Errorf("%s: %d quads, want 2", name, n)
		}
	}
}

// TestMoved takes a store's file, or its log, away between two commits: the second
// is refused, and says why.
func TestMoved(t *testing.T) {
	for name, move := range map[string]func(path string) error{
		"removed":     os.Remove,
		"renamed":     func(path string) error { return os.Rename(path, path+".old") },
		"log removed": func(path string) error { return os.Remove(path + "-wal") },
		"replaced": func(path string) error {
			data, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path+".new", data, 0o644)
			}
			if err == nil {
				err = os.Rename(path+".new", path)
			}
			return err
		},
	} {
		path := filepath.Join(t.TempDir(), "g.db")
		s := open(t, path)
		fill(t, s, 1)
		if err := s.Moved(); err != nil {
			t.Errorf("%s: before: %v", name, err)
		}
		if err := move(path); err != nil {
			t.Fatal(err)
		}
		err := s.Update(t.Context(), func(tx *Tx) error {
			return tx.Add(t.Context(), []quad.Quad{quad.Make(quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), nil)})
		})
		if !errors.Is(err, ErrMoved) || !errors.Is(s.Moved(), ErrMoved) {
			t.Errorf("%s: the next commit: %v, want ErrMoved", name, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestLinks opens a store by a link, first to nothing: the file is made where the
// link leads, and the link stays one.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	link, file := filepath.Join(dir, "link.db"), filepath.Join(dir, "far", "g.db")
	if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join("far", "g.db"), link); err != nil {
		t.Skip(err)
	}
	s := open(t, link)
	fill(t, s, 3)
	if _, err := Open(t.Context(), file, Write, Schema{Version: 1}); !errors.Is(err, ErrLocked) {
		t.Errorf("a second writer, by the file's name: %v, want ErrLocked", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is none any more: %v, %v", info, err)
	}
	if n := quadsIn(t, file); n != 3 {
		t.Errorf("%d quads where the link leads, want 3", n)
	}
	// A folder may be a link too: ".." is above where it leads.
	if err := errors.Join(
		os.Mkdir(filepath.Join(dir, "far", "deep"), 0o755),
		os.Symlink(filepath.Join("far", "deep"), filepath.Join(dir, "near")),
		os.Symlink(filepath.Join("..", "g.db"), filepath.Join(dir, "far", "deep", "up.db")),
	); err != nil {
		t.Fatal(err)
	}
	got, err := Follow(filepath.Join(dir, "near", "up.db"), nil)
	if want, err2 := filepath.EvalSymlinks(file); err != nil || err2 != nil || got != want {
		t.Errorf("Follow: %s, %v; want %s", got, err, want)
	}
	loop := filepath.Join(dir, "loop.db")
	if err := os.Symlink("loop.db", loop); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), loop, Write, Schema{Version: 1}); err == nil {
		t.Error("a link to itself is opened")
	}
}

// TestView reads a store as of one moment while others write to it.
func TestView(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			s := open(t, b.fresh(t))
			defer s.Close()
			fill(t, s, 3)
			err := s.View(t.Context(), func(v *Store) error {
				for range 2 {
					if st, err := v.Stats(t.Context(), true); err != nil || st.Quads.Size != 3 {
						t.Errorf("%d quads, %v; want the 3 of the moment", st.Quads.Size, err)
					}
					fill(t, s, 6)
				}
				if err := v.Update(t.Context(), func(*Tx) error { return nil }); err == nil {
					t.Error("a view writes")
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			if st, err := s.Stats(t.Context(), true); err != nil || st.Quads.Size != 6 {
				t.Errorf("%d quads, %v; want 6", st.Quads.Size, err)
			}
		})
	}
}

// TestErrorsReturn asks a store that cannot answer: that is no answer that nothing
// is there.
func TestErrorsReturn(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "g.db"))
	fill(t, s, 1)
	one := s.ValueOf(quad.IRI("is"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.values.empty()
	if _, err := s.RefsOf(t.Context(), []quad.Value{quad.IRI("n")}); err == nil || err.Error() == "not found: <n>" {
		t.Errorf("RefsOf: %v, want an error of the database", err)
	}
	if _, err := s.QuadOf(t.Context(), ref{1, 2, 3, 0}); err == nil || errors.Is(err, ErrDamaged) {
		t.Errorf("QuadOf: %v, want an error of the database", err)
	}
	for name, ask := range map[string]func(){
		"ValueOf": func() { s.ValueOf(quad.IRI("n")) },
		"NameOf":  func() { s.NameOf(one) },
		"Quad":    func() { s.Quad(ref{1, 2, 3, 0}) },
	} {
		s.failure = &failure{}
		if ask(); s.Err() == nil {
			t.Errorf("%s says nothing of an error", name)
		}
	}
}

// TestRedacted shows no password, wherever in the URL it stands.
func TestRedacted(t *testing.T) {
	for db, want := range map[string]string{
		"news.db":                                "news.db",
		"postgres://ada:geheim@host/db":          "postgres://ada:xxxxx@host/db",
		"postgresql://host/db?password=geheim":   "postgresql://host/db?password=xxxxx",
		"postgres://host/db?SSLPassword=geheim":  "postgres://host/db?SSLPassword=xxxxx",
		"postgres://ada@host/db?sslmode=disable": "postgres://ada@host/db?sslmode=disable",
		"postgres://ada:ge heim@ho st/%zz":       "postgres://…",
	} {
		if got := Redacted(db); got != want {
			t.Errorf("Redacted(%q) = %q, want %q", db, got, want)
		}
	}
}
