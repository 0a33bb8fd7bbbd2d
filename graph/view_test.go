package graph

import (
	"slices"
	"sync"
	"testing"

	"hearsay/graph/synthetic"
)

// TestView removes, in the middle of an answer, the article that it is about: the
// answer is the one of the moment when it began.
func TestView(t *testing.T) {
	writer := testStore(t)
	docs := slices.Collect(synthetic.Documents(6, 3))
	mustPut(t, writer, docs...)
	reader, err := Open(t.Context(), writer.quads.Path(), Read)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	whole, n, err := reader.Claims(t.Context(), Filter{})
	if err != nil || n == 0 {
		t.Fatalf("%d claims, %v", n, err)
	}
	err = reader.View(t.Context(), func(s *Store) error {
		if _, err := s.Info(t.Context()); err != nil { // the moment
			return err
		}
		for _, d := range docs {
			if err := writer.Remove(t.Context(), d.Article.ID); err != nil {
				return err
			}
			got, total, err := s.Claims(t.Context(), Filter{})
			if err != nil || total != n || len(got) != len(whole) {
				t.Errorf("%d of %d claims, %v; want %d", len(got), total, err, n)
			}
		}
		faults, err := s.Verify(t.Context())
		if len(faults) > 0 {
			t.Errorf("verify beside a writer: %v", faults)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if _, n, err := reader.Claims(t.Context(), Filter{}); err != nil || n != 0 {
		t.Errorf("%d claims, %v; want none", n, err)
	}
}

// TestOneBuild puts articles in from several goroutines at once, without a word
// of a build: they are of one.
func TestOneBuild(t *testing.T) {
	s := testStore(t)
	var putting sync.WaitGroup
	for d := range synthetic.Documents(8, 1) {
		putting.Go(func() {
			if _, err := s.Put(t.Context(), d); err != nil {
				t.Error(err)
			}
		})
	}
	putting.Wait()
	var builds int
	if err := s.row(t.Context(), "SELECT COUNT(DISTINCT build) FROM article").Scan(&builds); err != nil || builds != 1 {
		t.Errorf("%d builds, %v; want 1", builds, err)
	}
}
