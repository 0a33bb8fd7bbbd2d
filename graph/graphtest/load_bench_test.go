package graphtest

import (
	"path/filepath"
	"testing"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/synthetic"
)

// BenchmarkLoad puts 1,000 generated articles into a new store, 100 a commit,
// and reports quads a second, bytes a quad, and how much slower the last tenth is
// than the first.
func BenchmarkLoad(b *testing.B) {
	const articles = 1000
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "g.db")
		s, err := graph.Open(b.Context(), path, graph.Write)
		if err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		tenths := fill(b, s, articles)
		seconds := time.Since(begun).Seconds()
		info, err := s.Info(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Quads)/seconds, "quads/s")
		b.ReportMetric(float64(info.Bytes)/float64(info.Quads), "B/quad")
		b.ReportMetric(tenths[9].Seconds()/tenths[0].Seconds(), "last/first")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// fill puts generated articles into a store, and gives the time of each tenth.
func fill(tb testing.TB, s *graph.Store, articles int) (tenths [10]time.Duration) {
	tb.Helper()
	var docs []news.Document
	done := 0
	flush := func() {
		begun := time.Now()
		if _, err := s.Put(tb.Context(), docs...); err != nil {
			tb.Fatal(err)
		}
		tenths[min(9, done*10/articles)] += time.Since(begun)
		done += len(docs)
		docs = docs[:0]
	}
	for d := range synthetic.Documents(articles, 1) {
		if docs = append(docs, d); len(docs) == 100 {
			flush()
		}
	}
	if len(docs) > 0 {
		flush()
	}
	return tenths
}
