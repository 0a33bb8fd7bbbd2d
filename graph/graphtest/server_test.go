package graphtest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/synthetic"
)

var schemas atomic.Int64

// server connects to the PostgreSQL server of the tests, whose URL
// HEARSAY_TEST_POSTGRES holds.
func server(tb testing.TB) (db *sql.DB, place string) {
	tb.Helper()
	place = os.Getenv("HEARSAY_TEST_POSTGRES")
	if place == "" {
		tb.Skip("no PostgreSQL: HEARSAY_TEST_POSTGRES holds no URL")
	}
	db, err := sql.Open("pgx", place)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db, place
}

// emptySchema is the place of a graph on the server that is not there yet; the
// schema that it will lie in goes when the test ends.
func emptySchema(tb testing.TB) string {
	tb.Helper()
	db, place := server(tb)
	name := fmt.Sprintf("graph_%d_%d", os.Getpid(), schemas.Add(1))
	if _, err := db.Exec("CREATE SCHEMA " + name); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if _, err := db.Exec("DROP SCHEMA " + name + " CASCADE"); err != nil {
			tb.Error(err)
		}
	})
	u, err := url.Parse(place)
	if err != nil {
		tb.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func TestServer(t *testing.T) {
	TestStore(t, func(tb testing.TB) *graph.Store { return openAt(tb, emptySchema(tb), graph.Write) })
}

// TestSameAnswers asks a graph in a file and one on a server the same: what
// matches, and in which order, does not depend on where a graph lies.
func TestSameAnswers(t *testing.T) {
	docs := slices.Collect(synthetic.Documents(40, 11))
	onServer, inFile := openAt(t, emptySchema(t), graph.Write), openAt(t, filepath.Join(t.TempDir(), "g.db"), graph.Write)
	put(t, onServer, docs...)
	put(t, inFile, docs...)
	quoted, err := inFile.Quoted(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	newest, _, err := inFile.Claims(t.Context(), graph.Filter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	x, outlet, content := quoted[0].Entity, newest[0].Article.PublisherID, newest[0].Content
	for _, f := range []graph.Filter{
		{},
		{Limit: 7, Offset: 3},
		{Sort: graph.Oldest, Limit: 9},
		{Sort: graph.Surest},
		{Sort: graph.Longest, Limit: 20},
		{Who: []string{x.ID}},
		{Who: []string{x.ID, quoted[1].Entity.ID}, About: []string{x.ID, quoted[1].Entity.ID}},
		{Via: []string{outlet, x.ID}},
		{Publisher: []string{outlet}, Stances: []news.Stance{news.Warns, news.Denies}},
		{Said: `"` + content + `"`},
		{Said: content, Who: []string{newest[0].Sources[0].ID}},
		{Said: "the " + x.Name},
		{Said: "nothing at all"},
		{Since: "2020-01-10", Until: "2020-02", Kinds: []news.Kind{news.Indirect}},
		{MinConfidence: 0.9, Chains: []int{2}},
		{Articles: []string{docs[3].Article.ID, docs[4].Article.ID}, Limit: 25},
	} {
		got, want := found(t, onServer, f), found(t, inFile, f)
		if got != want {
			t.Errorf("%+v: on a server\n%s\nin a file\n%s", f, got, want)
		}
	}
	for _, name := range []string{x.Name, "ada", "Anne Barcor", "the police", x.ID, "?"} {
		got, want := matches(t, onServer, name), matches(t, inFile, name)
		if got != want {
			t.Errorf("%q: on a server\n%s\nin a file\n%s", name, got, want)
		}
	}
	if !bytes.Equal(export(t, onServer), export(t, inFile)) {
		t.Error("the graphs are not the same")
	}
	for _, s := range []*graph.Store{onServer, inFile} {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// found are the ids of the claims that a filter picks.
func found(t *testing.T, s *graph.Store, f graph.Filter) string {
	t.Helper()
	claims, total, err := s.Claims(t.Context(), f)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, total)
	for _, c := range claims {
		fmt.Fprintln(&b, c.ID)
	}
	return b.String()
}

// matches are what a name could mean, and what is near it.
func matches(t *testing.T, s *graph.Store, name string) string {
	t.Helper()
	lookup, err := s.Lookup(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	nearest, err := s.Nearest(t.Context(), name, 5)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(lookup, nearest)
}

// TestBuilders lets three builders fill one graph on a server with the same
// articles, each in an order of its own, while their connections are cut and every third
// of their insertions is said to be in the way of another transaction: each article is
// there once, and the graph is the one of a single builder.
func TestBuilders(t *testing.T) {
	articles := 24
	if os.Getenv("HEARSAY_LONG") == "1" {
		articles = 200
	}
	docs := slices.Collect(synthetic.Documents(articles, 5))
	place := emptySchema(t)
	stores := make([]*graph.Store, 3)
	for b := range stores {
		stores[b] = openAt(t, place, graph.Write)
	}
	aborted := abort(t, place)
	stop := make(chan struct{})
	var cutter, builders sync.WaitGroup
	cutter.Go(func() { cut(t, place, stop) })
	for b, s := range stores {
		builders.Go(func() { build(t, s, docs, uint64(b)) })
	}
	builders.Wait()
	close(stop)
	cutter.Wait()
	if t.Failed() {
		return
	}
	if aborted() == 0 {
		t.Error("no transaction was aborted")
	}
	s := openAt(t, place, graph.Read)
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("Verify: %v, %v", faults, err)
	}
	alone := openAt(t, filepath.Join(t.TempDir(), "g.db"), graph.Write)
	put(t, alone, docs...)
	if !bytes.Equal(export(t, s), export(t, alone)) {
		t.Error("three builders make another graph than one")
	}
	for _, s := range []*graph.Store{s, alone} {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// abort makes every third insertion of claims fail as one that cannot be serialized
// (40001), until the function that it gives says how many did.
func abort(t *testing.T, place string) func() int {
	t.Helper()
	db, err := sql.Open("pgx", place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	_, err = db.Exec(`CREATE SEQUENCE insertions;
		CREATE FUNCTION abort() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF nextval('insertions') % 3 = 0 THEN RAISE EXCEPTION 'injected' USING ERRCODE = 'serialization_failure'; END IF;
			RETURN NULL;
		END $$;
		CREATE TRIGGER abort AFTER INSERT ON claim FOR EACH STATEMENT EXECUTE FUNCTION abort()`)
	if err != nil {
		t.Fatal(err)
	}
	return func() (n int) {
		if err := db.QueryRow("SELECT last_value / 3 FROM insertions").Scan(&n); err != nil {
			t.Error(err)
		}
		if _, err := db.Exec("DROP TRIGGER abort ON claim"); err != nil {
			t.Error(err)
		}
		return n
	}
}

// build puts documents into the graph, a few a commit, in an order of its own, and closes it.
func build(t *testing.T, s *graph.Store, docs []news.Document, seed uint64) {
	docs = slices.Clone(docs)
	rand.New(rand.NewPCG(seed, seed)).Shuffle(len(docs), func(i, k int) { docs[i], docs[k] = docs[k], docs[i] })
	for chunk := range slices.Chunk(docs, 4) {
		if _, err := s.Put(context.Background(), chunk...); err != nil {
			t.Errorf("builder %d: %v", seed, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Errorf("builder %d: %v", seed, err)
	}
}

// cut ends connections of the builders, twelve in about four seconds: often
// enough to meet transactions of all kinds, and not so often that one is met
// each time it is tried.
func cut(t *testing.T, place string, stop <-chan struct{}) {
	db, _ := server(t)
	u, err := url.Parse(place)
	if err != nil {
		t.Error(err)
		return
	}
	schema := u.Query().Get("search_path")
	for i := range 12 {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(i+1) * 50 * time.Millisecond):
		}
		const end = `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_class ON pg_class.oid = pg_locks.relation
			JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace WHERE nspname = $1 AND pid <> pg_backend_pid() LIMIT 1`
		if _, err := db.Exec(end, schema); err != nil {
			t.Error(err)
			return
		}
	}
}
