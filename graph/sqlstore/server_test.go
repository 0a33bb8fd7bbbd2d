package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
)

// article gives the quads of a made-up article, all under its label.
func article(n int) []quad.Quad {
	label := quad.IRI(fmt.Sprintf("article/%d", n))
	var out []quad.Quad
	for i := range 20 {
		claim := quad.IRI(fmt.Sprintf("claim/%d-%d", n, i))
		out = append(out,
			quad.Quad{Subject: claim, Predicate: quad.IRI("source"), Object: quad.IRI(fmt.Sprintf("person/%d", (n*7+i)%30)), Label: label},
			quad.Quad{Subject: claim, Predicate: quad.IRI("content"), Object: quad.String(fmt.Sprintf("that %d and %d", n, i)), Label: label})
	}
	return out
}

// TestWriters lets four writers put the same articles, each in another order,
// into one graph on a server, again and again until a fifth has closed their
// connections on them some times: all is there at the end, once, and the tables agree.
func TestWriters(t *testing.T) {
	const articles = 25
	place := freshSchema(t)
	open(t, place).Close()
	unbroken, broken := context.WithCancel(t.Context())
	var breaker, writers sync.WaitGroup
	breaker.Go(func() {
		defer broken()
		breakConnections(t, place, 3)
	})
	for w := range 4 {
		writers.Go(func() {
			s := open(t, place)
			defer s.Close()
			for i := 0; i < articles || unbroken.Err() == nil; i++ {
				n := (i*(2*w+1) + w) % articles
				if err := s.Update(t.Context(), func(tx *Tx) error {
					if err := tx.RemoveLabel(t.Context(), quad.IRI(fmt.Sprintf("article/%d", n))); err != nil {
						return err
					}
					return tx.Add(t.Context(), article(n))
				}); err != nil {
					t.Errorf("writer %d, article %d: %v", w, n, err)
				}
			}
		})
	}
	writers.Wait()
	breaker.Wait()
	s := open(t, place)
	defer s.Close()
	if faults, err := s.Check(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("Check: %v, %v", faults, err)
	}
	st, err := s.Stats(t.Context(), true)
	if want := int64(articles * len(article(0))); err != nil || st.Quads.Size != want {
		t.Errorf("%d quads, %v; want %d", st.Quads.Size, err, want)
	}
}

// breakConnections ends so many sessions of writers in the schema, one after the
// other, each in the middle of a transaction.
func breakConnections(t *testing.T, place string, most int) {
	db, err := connectServer(place, Write)
	if err != nil {
		t.Error(err)
		return
	}
	defer db.Close()
	for broken := 0; broken < most; time.Sleep(20 * time.Millisecond) {
		// Other packages' tests use the same server at the same time: who holds a
		// lock on a table of another schema is left alone.
		result, err := db.ExecContext(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity AS s
			WHERE pid <> pg_backend_pid() AND xact_start IS NOT NULL AND query LIKE '%quad%' AND EXISTS (
				SELECT FROM pg_locks JOIN pg_class ON pg_class.oid = relation
				WHERE pg_locks.pid = s.pid AND relnamespace = current_schema()::regnamespace) LIMIT 1`)
		if err != nil {
			t.Error(err)
			return
		}
		if n, err := result.RowsAffected(); err == nil {
			broken += int(n)
		}
	}
}

// TestServer opens what is no graph, and says so in a line without the password.
func TestServer(t *testing.T) {
	place := freshSchema(t)
	ctx := t.Context()
	_, err := Open(ctx, place, Read, Schema{Version: 1})
	if !errors.Is(err, ErrMissing) {
		t.Errorf("Open to read what is not there: %v, want ErrMissing", err)
	}
	open(t, place).Close()
	_, err = Open(ctx, place, Read, Schema{Version: 2})
	if !errors.Is(err, ErrOlder) {
		t.Errorf("Open of an older format: %v, want ErrOlder", err)
	}
	s, err := Open(ctx, place, Read, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.readers.ExecContext(ctx, "DELETE FROM quad"); err == nil {
		t.Error("a reader writes")
	}
	if err := s.Backup(ctx, t.TempDir()+"/copy"); !errors.Is(err, ErrServer) {
		t.Errorf("Backup: %v, want ErrServer", err)
	}
	_, err = Open(ctx, "postgres://me:secret@127.0.0.1:1/none?connect_timeout=2", Read, Schema{Version: 1})
	if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") {
		t.Errorf("Open where nothing listens: %v", err)
	}
}
