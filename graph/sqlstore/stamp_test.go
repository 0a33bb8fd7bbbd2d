package sqlstore

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/cksumvfs"
)

// copied copies files of a store, by what is appended to its name, to another path.
func copied(t *testing.T, from, to string, suffixes ...string) {
	t.Helper()
	for _, suffix := range suffixes {
		data, err := os.ReadFile(from + suffix)
		if err == nil {
			err = os.WriteFile(to+suffix, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// killed gives the path of a store as a writer that was killed leaves it: n commits
// in its file and n more in its log. At half it is given the path of one with the first
// n in its file, which has no log.
func killed(t *testing.T, n int, half func(path string)) string {
	t.Helper()
	alive, dead := filepath.Join(t.TempDir(), "g.db"), filepath.Join(t.TempDir(), "g.db")
	s := open(t, alive)
	fill(t, s, n)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if half != nil {
		half(alive)
	}
	s = open(t, alive)
	fill(t, s, 2*n)
	copied(t, alive, dead, "", "-wal", "-lock")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dead
}

// TestLog opens files beside which a log lies: their own, that of another file, of
// another time, and a part of their own. What is not whole is refused, for reading
// and for writing, and stays as it is.
func TestLog(t *testing.T) {
	if n := quadsIn(t, killed(t, 3, nil)); n != 6 {
		t.Errorf("a log of its own: %d quads, want 6", n)
	}
	torn := killed(t, 3, nil)
	data, err := os.ReadFile(torn)
	if err == nil {
		clear(data[(stampPage-1)*cksumvfs.PageSize+4096:][:4096])
		err = os.WriteFile(torn, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if n := quadsIn(t, torn); n != 6 {
		t.Errorf("a page of which half was written, and is whole in the log: %d quads, want 6", n)
	}
	for name, spoil := range map[string]func(path string) (want string){
		"the log of another": func(path string) string {
			copied(t, killed(t, 4, nil), path, "-wal")
			return "g.db-wal: not the log"
		},
		"the log of a later time": func(path string) string {
			later := killed(t, 4, func(half string) { copied(t, half, path, "") })
			s := open(t, later) // takes the log in, and begins another one
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = open(t, later)
			defer s.Close()
			fill(t, s, 12)
			copied(t, later, path, "-wal")
			return "g.db-wal: not the log"
		},
		"the log of an earlier time": func(path string) string {
			earlier := killed(t, 4, nil)
			copied(t, earlier, path, "", "-wal")
			s := open(t, earlier)
			fill(t, s, 12)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			copied(t, earlier, path, "")
			return "g.db-wal: not the log"
		},
		"no log": func(path string) string {
			if err := os.Remove(path + "-wal"); err != nil {
				t.Fatal(err)
			}
			return "its last 3 commits are missing"
		},
		"half a log": func(path string) string {
			info, err := os.Stat(path + "-wal")
			if err == nil {
				err = os.Truncate(path+"-wal", info.Size()-cksumvfs.PageSize)
			}
			if err != nil {
				t.Fatal(err)
			}
			return "its last 1 commits are missing"
		},
		"a log to take back": func(path string) string {
			if err := os.WriteFile(path+"-journal", []byte("journal"), 0o644); err != nil {
				t.Fatal(err)
			}
			return "g.db-journal: not the log"
		},
	} {
		path := killed(t, 3, nil)
		want := spoil(path)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			for _, mode := range []Mode{Read, Write} {
				s, err := Open(context.Background(), path, mode, Schema{Version: 1})
				if !errors.Is(err, ErrLog) || !strings.Contains(err.Error(), want) {
					t.Errorf("%s, mode %d: %v, want ErrLog and %q", name, mode, err, want)
				}
				if s != nil {
					_ = s.Close()
				}
			}
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, before) {
			t.Errorf("%s: the file was changed: %v", name, err)
		}
	}
}

// TestLogCut has a writer killed at any place of a commit that writes the page of the
// stamp alone, into a new log and over an older one: the file opens as it was before
// that commit, and goes on.
func TestLogCut(t *testing.T) {
	older := killed(t, 6, nil)
	last := filepath.Join(t.TempDir(), "g.db")
	s := open(t, last)
	fill(t, s, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, last)
	before := filepath.Join(t.TempDir(), "g.db")
	copied(t, last, before, "", "-lock")
	if err := s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.ExecContext(t.Context(), "UPDATE total SET quads = quads") // what is as it was is not written
		return err
	}); err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(last + "-wal")
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	const frame = walFrame + cksumvfs.PageSize
	if want := walHead + frame; len(log) != want || log[walHead+3] != stampPage {
		t.Fatalf("a log of %d bytes, want %d: one frame, of page %d", len(log), want, stampPage)
	}
	rest, err := os.ReadFile(older + "-wal")
	if err != nil || len(rest) < 2*frame {
		t.Fatalf("an older log of %d bytes: %v", len(rest), err)
	}
	for _, cut := range [...]int{0, 1, walHead - 1, walHead, walHead + 8, walHead + walFrame, walHead + walFrame + 4096, len(log) - 1, len(log)} {
		for name, data := range map[string][]byte{
			"a new log":         log[:cut],
			"over an older one": append(bytes.Clone(log[:cut]), rest[cut:]...),
		} {
			if cut < walHead && name != "a new log" {
				continue // then it is the older one's
			}
			for _, mode := range [...]Mode{Read, Write} {
				path := filepath.Join(t.TempDir(), "g.db")
				copied(t, before, path, "", "-lock")
				if err := os.WriteFile(path+"-wal", data, 0o644); err != nil {
					t.Fatal(err)
				}
				s, err := Open(t.Context(), path, mode, Schema{Version: 1})
				if err != nil {
					t.Errorf("%s, killed after %d bytes, mode %d: %v", name, cut, mode, err)
					continue
				}
				if mode == Write {
					fill(t, s, 4)
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
				if n, want := quadsIn(t, path), int64(3+mode); n != want {
					t.Errorf("%s, killed after %d bytes, mode %d: %d quads, want %d", name, cut, mode, n, want)
				}
			}
		}
	}
}

// TestStampPlace holds that a store's stamp is where it is looked for, as commits
// come and in copies, which have one of their own.
func TestStampPlace(t *testing.T) {
	path, copied := filepath.Join(t.TempDir(), "g.db"), filepath.Join(t.TempDir(), "copy.db")
	var before stamp
	for n := range 3 {
		s := open(t, path)
		fill(t, s, 10*n) // those that are there already are no commits
		if n == 2 {
			if err := s.Backup(t.Context(), copied); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		got, ok := fileStamp(path)
		if !ok || got.commits != uint64(10*n) || n > 0 && got.store != before.store {
			t.Errorf("stamp %x, %v; want %d commits", got, ok, 10*n)
		}
		before = got
	}
	if got, ok := fileStamp(copied); !ok || got.store == before.store {
		t.Errorf("the stamp of the copy is %x, %v; want another store than %x", got, ok, before)
	}
}

// TestChecksum spoils each page of a store: no question that reads it is answered.
func TestChecksum(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := open(t, path)
	var quads []quad.Quad
	for i := range 3000 {
		quads = append(quads, quad.Make(quad.IRI("n"), quad.IRI("is"), quad.Int(i), nil))
	}
	if err := errors.Join(s.Update(t.Context(), func(tx *Tx) error { return tx.Add(t.Context(), quads) }), s.Close()); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(good)/cksumvfs.PageSize < 20 {
		t.Fatalf("%d pages, want more", len(good)/cksumvfs.PageSize)
	}
	for at := 0; at < len(good); at += cksumvfs.PageSize {
		if !cksumvfs.Valid(good[at:][:cksumvfs.PageSize], uint32(at/cksumvfs.PageSize)+1) {
			t.Fatalf("page %d has not its checksum", at/cksumvfs.PageSize+1)
		}
		spoiled := bytes.Clone(good)
		spoiled[at+4000] ^= 16
		if err := os.WriteFile(path, spoiled, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, Read, Schema{Version: 1})
		if err == nil {
			var faults []string
			if faults, err = s.Check(t.Context()); err == nil && len(faults) == 0 {
				t.Errorf("page %d: Check finds nothing", at/cksumvfs.PageSize+1)
			}
			_ = s.Close()
		} else if !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d: %v, want ErrDamaged", at/cksumvfs.PageSize+1, err)
		}
	}
}
