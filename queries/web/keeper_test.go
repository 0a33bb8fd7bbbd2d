package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
)

// putGraph makes a graph of documents at a path where nothing is.
func putGraph(tb testing.TB, path string, docs ...news.Document) {
	tb.Helper()
	s, err := graph.Open(tb.Context(), path, graph.Write)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := s.Put(tb.Context(), docs...); err != nil {
		tb.Fatal(err)
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
}

// renamed is the small document with another name for Jane Doe.
func renamed(name string) news.Document {
	d := smallDocument()
	d.Article.Title = name + " votes"
	d.Article.ID = news.ArticleID(d.Article)
	for i := range d.Entities {
		if d.Entities[i].ID == "person/jane-doe" {
			d.Entities[i].Name = name
		}
	}
	for i := range d.Claims {
		d.Claims[i].ID = strings.Replace(d.Claims[i].ID, smallDocument().Article.ID, d.Article.ID, 1)
		d.Claims[i].Within = strings.Replace(d.Claims[i].Within, smallDocument().Article.ID, d.Article.ID, 1)
	}
	return d
}

// TestMoved removes and replaces the graph's file while its site is there: pages
// and the console answer from the file that stands at its path, or say that there
// is none.
func TestMoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "moved.db")
	putGraph(t, path, smallDocument())
	site := readSite(t, path, Options{})
	entity, names := "/entity/person/jane-doe", "/names.json"
	holds := func(path string, status int, want string) {
		t.Helper()
		w := get(t, site, path)
		if w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s\nwant %d with %q", path, w.Code, w.Body, status, want)
		}
	}
	move := func(from string) {
		t.Helper()
		for _, log := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + log) // of the file that was there
		}
		if err := os.Rename(from, path); err != nil {
			t.Fatal(err)
		}
	}
	holds(entity, http.StatusOK, "Jane Doe")

	other := filepath.Join(filepath.Dir(path), "other.db")
	putGraph(t, other, renamed("Janet Dole"))
	move(other)
	holds(entity, http.StatusOK, "Janet Dole")
	holds("/suggest.json?q=jan", http.StatusOK, "Janet Dole")
	if !testing.Short() { // a child takes more memory under the race detector than it may have
		w := postQuery(t, site, "/query.json", url.Values{"script": {`g.V("<person/jane-doe>").Save("<name>", "name").All()`}})
		if !strings.Contains(w.Body.String(), "Janet Dole") {
			t.Errorf("the console answers %s, want what the pages show", w.Body)
		}
	}

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	holds(entity, http.StatusServiceUnavailable, "The graph’s file (moved.db) was removed while it was shown here.")
	holds(names, http.StatusServiceUnavailable, "was removed while it was shown here")
	holds("/query", http.StatusServiceUnavailable, "was removed")

	if err := os.WriteFile(path, []byte("a letter to the editor, not a graph"), 0o600); err != nil {
		t.Fatal(err)
	}
	holds("/", http.StatusServiceUnavailable, "was replaced by one that is no graph of hearsay")

	putGraph(t, other, renamed("June Dorn"))
	move(other)
	holds(entity, http.StatusOK, "June Dorn")
	holds(names, http.StatusOK, "June Dorn")
}
