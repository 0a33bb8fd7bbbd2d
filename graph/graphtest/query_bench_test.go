package graphtest

import (
	"path/filepath"
	"strings"
	"testing"

	"hearsay/graph"
)

// BenchmarkQueries asks a store of 1,000 generated articles what users ask, each
// from the opening of the store on, as a new process does.
func BenchmarkQueries(b *testing.B) {
	path := filepath.Join(b.TempDir(), "g.db")
	s := openAt(b, path, graph.Write)
	fill(b, s, 1000)
	quoted, err := s.Quoted(b.Context(), 11)
	if err != nil {
		b.Fatal(err)
	}
	x, y := []string{quoted[0].Entity.ID}, []string{quoted[10].Entity.ID}
	newest, _, err := s.Claims(b.Context(), graph.Filter{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(newest[0].Content)
	phrase := `"` + strings.Join(words[:2], " ") + `"`
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		ask  func(*graph.Store) error
	}{
		{"X about Y", claims(b, graph.Filter{Who: x, About: y})},
		{"50 of X", claims(b, graph.Filter{Who: x, Limit: 50})},
		{"50 via X", claims(b, graph.Filter{Via: x, Limit: 50})},
		{"50 with a phrase", claims(b, graph.Filter{Said: phrase, Limit: 50})},
		{"50 of X with a word since", claims(b, graph.Filter{Who: x, Said: "harbour", Since: "2021-01-01", Limit: 50})},
		{"newest 50", claims(b, graph.Filter{Limit: 50})},
		{"top sources", func(s *graph.Store) error { _, err := s.Quoted(b.Context(), 20); return err }},
		{"a name", func(s *graph.Store) error { _, err := s.Lookup(b.Context(), quoted[3].Entity.Name); return err }},
		{"a word of a name", func(s *graph.Store) error { _, err := s.Lookup(b.Context(), "Ada"); return err }},
		{"near names", func(s *graph.Store) error { _, err := s.Nearest(b.Context(), "Anne Barcr", 5); return err }},
		{"info", func(s *graph.Store) error { _, err := s.Info(b.Context()); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s := openAt(b, path, graph.Read)
				if err := c.ask(s); err != nil {
					b.Fatal(err)
				}
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// claims asks for the claims of a filter.
func claims(b *testing.B, f graph.Filter) func(*graph.Store) error {
	return func(s *graph.Store) error {
		_, _, err := s.Claims(b.Context(), f)
		return err
	}
}
