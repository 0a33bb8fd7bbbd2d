package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/quad"
)

// backends are the kinds of database that the tests run on: a name and how to
// give the place of a new, empty one. PostgreSQL is there when HEARSAY_TEST_POSTGRES
// holds the URL of a server.
var backends = []struct {
	name  string
	fresh func(testing.TB) string
}{
	{"SQLite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "graph.db") }},
	{"PostgreSQL", freshSchema},
}

var schemas atomic.Int64

// freshSchema makes a schema of its own on the server, which goes when the test ends.
func freshSchema(t testing.TB) string {
	t.Helper()
	server := os.Getenv("HEARSAY_TEST_POSTGRES")
	if server == "" {
		t.Skip("no PostgreSQL: HEARSAY_TEST_POSTGRES holds no URL")
	}
	name := fmt.Sprintf("sqlstore_%d_%d", os.Getpid(), schemas.Add(1))
	run := func(statement string) {
		s, err := connectServer(server, Write)
		if err == nil {
			_, err = s.ExecContext(context.Background(), statement)
			err = errors.Join(err, s.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	run("CREATE SCHEMA " + name)
	t.Cleanup(func() { run("DROP SCHEMA " + name + " CASCADE") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// open makes a new store for a test.
func open(t testing.TB, place string) *Store {
	t.Helper()
	s, err := Open(context.Background(), place, Write, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCayley runs Cayley's own suite for back ends. It opens its data by a path
// relative to the folder of one of Cayley's back ends.
func TestCayley(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	t.Chdir(filepath.Join(strings.TrimSpace(string(out)), "graph", "kv", "bolt"))
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			b.fresh(t) // skips where there is no server
			graphtest.TestAll(t, func(t testing.TB) (graph.QuadStore, graph.Options, func()) {
				s := open(t, b.fresh(t))
				return s, nil, func() {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				}
			}, &graphtest.Config{OptimizesComparison: true, AlwaysRunIntegration: os.Getenv("HEARSAY_LONG") == "1"})
		})
	}
}

// TestUpdates lets several goroutines write over one store: they take turns.
func TestUpdates(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), Write, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := range 20 {
				q := quad.Make(quad.IRI("all"), quad.IRI("has"), quad.Int(100*w+i), quad.IRI(fmt.Sprint("label", w)))
				if err := s.Update(t.Context(), func(tx *Tx) error { return tx.Add(t.Context(), []quad.Quad{q}) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	st, err := s.Stats(t.Context(), true)
	if err != nil || st.Quads.Size != 80 {
		t.Errorf("%d quads, %v; want 80", st.Quads.Size, err)
	}
}

// TestFailures holds that what goes wrong inside a transaction leaves nothing of it,
// and the store as good as before.
func TestFailures(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), Write, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	one := func(o quad.Value) []quad.Quad {
		return []quad.Quad{quad.Make(quad.IRI("a"), quad.IRI("is"), o, nil)}
	}
	func() {
		defer func() { _ = recover() }()
		_ = s.Update(ctx, func(tx *Tx) error {
			if err := tx.Add(ctx, one(quad.Int(1))); err != nil {
				t.Error(err)
			}
			panic("in the middle")
		})
	}()
	err = s.Update(ctx, func(tx *Tx) error {
		_ = tx.Add(ctx, one(quad.Float(math.NaN()))) // nothing is as wrong as to go on
		return tx.Add(ctx, one(quad.Int(2)))
	})
	if err == nil {
		t.Error("a transaction is committed after one of its quads was refused")
	}
	for _, zero := range []float64{0, math.Copysign(0, -1)} {
		if err := s.Update(ctx, func(tx *Tx) error { return tx.Add(ctx, one(quad.Float(zero))) }); err != nil {
			t.Error(err)
		}
	}
	if st, err := s.Stats(ctx, true); err != nil || st.Quads.Size != 1 {
		t.Errorf("%d quads, %v; want 1", st.Quads.Size, err)
	}
	err = s.Update(ctx, func(*Tx) error {
		short, cancel := context.WithTimeout(ctx, time.Millisecond)
		defer cancel()
		return s.Update(short, func(*Tx) error { return nil })
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a transaction inside one: %v, want that it waits in vain", err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestAnalyzed has a server know what the quads are like as soon as there are many.
func TestAnalyzed(t *testing.T) {
	for _, b := range backends {
		if b.name == "SQLite" {
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			s := open(t, b.fresh(t))
			defer s.Close()
			known := func() (columns int) {
				t.Helper()
				if err := s.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'quad'").Scan(&columns); err != nil {
					t.Fatal(err)
				}
				return columns
			}
			for n, want := range [...]int{0, 4} {
				quads := make([]quad.Quad, leastAnalyzed/2)
				for i := range quads {
					quads[i] = quad.Make(quad.IRI(fmt.Sprintf("s%d-%d", n, i)), quad.IRI("p"), quad.Int(int64(i)), nil)
				}
				if err := s.Update(t.Context(), func(tx *Tx) error { return tx.Add(t.Context(), quads) }); err != nil {
					t.Fatal(err)
				}
				if got := known(); got != want {
					t.Errorf("with %d quads it knows of %d columns, want %d", (n+1)*len(quads), got, want)
				}
			}
		})
	}
}
