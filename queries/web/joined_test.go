package web

import (
	"net/http"
	"path/filepath"
	"testing"

	"hearsay/graph"
	"hearsay/graph/names"
)

// TestJoinedAddress follows the address that an entity had before it was joined to another.
func TestJoinedAddress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s, err := graph.Open(t.Context(), path, graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), smallDocument()); err != nil {
		t.Fatal(err)
	}
	if err := s.Decide(t.Context(), []names.Decision{{Line: 2, Form: "person/jane-doe", Action: names.Join, Entity: "person/ann-roe"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Link(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	site := readSite(t, path, Options{Version: "test"})
	for from, to := range map[string]string{
		"/entity/person/jane-doe": "/entity/person/ann-roe", "/entity/person/jane-doe.json": "/entity/person/ann-roe.json", "/entity/person/ann-roe": "", "/entity/person/nobody": "",
	} {
		w := get(t, site, from)
		if got := w.Header().Get("Location"); got != to || (w.Code == http.StatusSeeOther) != (to != "") {
			t.Errorf("%s leads to %q with %d, want %q", from, got, w.Code, to)
		}
	}
}
