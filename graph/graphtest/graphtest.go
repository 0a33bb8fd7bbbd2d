// Package graphtest holds the contract that every kind of store keeps, as tests.
//
// Begin with [TestStore].
package graphtest

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/reviews"
	"hearsay/graph/synthetic"
)

// TestStore runs the contract that every kind of store keeps. open makes a new,
// empty store, which the test closes.
func TestStore(t *testing.T, open func(testing.TB) *graph.Store) {
	docs := slices.Collect(synthetic.Documents(12, 7))
	for _, c := range []struct {
		name string
		test func(*testing.T, *graph.Store, []news.Document)
	}{
		{"what goes in comes out", testDocuments},
		{"the order of articles makes no difference", func(t *testing.T, s *graph.Store, docs []news.Document) { testOrder(t, s, open(t), docs) }},
		{"removing undoes putting", testRemove},
		{"a batch with a bad document leaves nothing", testWhole},
		{"counts agree with claims", testCounts},
		{"reviews say which claims answers have", testReviews},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			c.test(t, s, docs)
			if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("Verify: %v, %v", faults, err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// put puts documents in, one commit.
func put(t testing.TB, s *graph.Store, docs ...news.Document) []graph.Outcome {
	t.Helper()
	out, err := s.Put(t.Context(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// export is the canonical export.
func export(t testing.TB, s *graph.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.WriteQuads(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func testDocuments(t *testing.T, s *graph.Store, docs []news.Document) {
	for _, o := range put(t, s, docs...) {
		if o.Change != graph.Added {
			t.Errorf("article %s: change %d, want added", o.ID, o.Change)
		}
	}
	for _, o := range put(t, s, docs...) {
		if o.Change != graph.Unchanged {
			t.Errorf("article %s again: change %d, want unchanged", o.ID, o.Change)
		}
	}
	for _, d := range docs {
		got, err := s.Document(t.Context(), d.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.Article != d.Article || len(got.Claims) != len(d.Claims) || len(got.Entities) != len(d.Entities) {
			t.Errorf("document %s is not what was put in", d.Article.ID)
		}
		claims, total, err := s.Claims(t.Context(), graph.Filter{Articles: []string{d.Article.ID}})
		if err != nil || total != len(d.Claims) || len(claims) != total {
			t.Errorf("article %s: %d claims of %d, %v; want %d", d.Article.ID, len(claims), total, err, len(d.Claims))
		}
	}
}

func testOrder(t *testing.T, a, b *graph.Store, docs []news.Document) {
	put(t, a, docs...)
	shuffled := slices.Clone(docs)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
	for _, d := range shuffled {
		put(t, b, d)
	}
	if !bytes.Equal(export(t, a), export(t, b)) {
		t.Error("another order of articles gives another graph")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

func testRemove(t *testing.T, s *graph.Store, docs []news.Document) {
	put(t, s, docs[:6]...)
	want := export(t, s)
	put(t, s, docs[6:]...)
	for _, d := range docs[6:] {
		if err := s.Remove(t.Context(), d.Article.ID); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(export(t, s), want) {
		t.Error("after articles came and went the graph is another")
	}
	if err := s.Remove(t.Context(), docs[7].Article.ID); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Remove of what is gone: %v, want ErrNotFound", err)
	}
	if _, err := s.Document(t.Context(), docs[7].Article.ID); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Document of what is gone: %v, want ErrNotFound", err)
	}
}

func testWhole(t *testing.T, s *graph.Store, docs []news.Document) {
	put(t, s, docs[0])
	want := export(t, s)
	other := docs[0]
	other.Article.Text += "!" // under the same id
	if _, err := s.Put(t.Context(), docs[1], docs[2], other); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("another text under the same id: %v, want ErrConflict", err)
	}
	if !bytes.Equal(export(t, s), want) {
		t.Error("a batch that failed left something behind")
	}
	put(t, s, docs[1]) // and the store goes on
}

func testCounts(t *testing.T, s *graph.Store, docs []news.Document) {
	put(t, s, docs...)
	quoted, err := s.Quoted(t.Context(), 5)
	if err != nil || len(quoted) != 5 {
		t.Fatalf("Quoted: %v, %v", quoted, err)
	}
	discussed, err := s.Discussed(t.Context(), 5)
	if err != nil || len(discussed) != 5 {
		t.Fatalf("Discussed: %v, %v", discussed, err)
	}
	described := quoted[0].Entity.ID
	for i := range docs {
		for k := range docs[i].Entities {
			if e := &docs[i].Entities[k]; e.ID == described {
				e.Named = false
			}
		}
	}
	put(t, s, docs...)
	if named, err := s.QuotedNamed(t.Context(), 4); err != nil || !slices.Equal(named, quoted[1:]) {
		t.Errorf("QuotedNamed: %v, %v, want %v", named, err, quoted[1:])
	}
	for i := range quoted {
		_, said, err := s.Claims(t.Context(), graph.Filter{Who: []string{quoted[i].Entity.ID}, Limit: 1})
		if err != nil || said != quoted[i].Claims {
			t.Errorf("%s says %d claims, the list has %d; %v", quoted[i].Entity.ID, said, quoted[i].Claims, err)
		}
		_, about, err := s.Claims(t.Context(), graph.Filter{About: []string{discussed[i].Entity.ID}, Limit: 1})
		if err != nil || about != discussed[i].Claims {
			t.Errorf("%d claims are about %s, the list has %d; %v", about, discussed[i].Entity.ID, discussed[i].Claims, err)
		}
		found, err := s.Lookup(t.Context(), quoted[i].Entity.Name)
		if err != nil || len(found) == 0 || found[0].Entity.ID != quoted[i].Entity.ID {
			t.Errorf("Lookup(%q) = %v, %v", quoted[i].Entity.Name, found, err)
		}
	}
}

// testReviews finds claims right and wrong: answers leave the wrong out, by each statement
// that finds claims.
func testReviews(t *testing.T, plain *graph.Store, docs []news.Document) {
	put(t, plain, docs...)
	all, total, err := plain.Claims(t.Context(), graph.Filter{})
	if err != nil || total < 10 {
		t.Fatal(total, err)
	}
	var lines []reviews.Review
	for i := range all[:9] {
		r, err := plain.Review(t.Context(), all[i].ID, reviews.Verdicts[i%4]) // one right, three wrong
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, r)
	}
	const right, wrong = 3, 6
	for show, want := range map[graph.Show]int{graph.ShowUsual: total - wrong, graph.ShowAll: total, graph.ShowChecked: right} {
		s, err := plain.Reviewed(t.Context(), lines, show)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []graph.Filter{{}, {Limit: 3}, {Sort: graph.Surest, Limit: 2}} {
			if got, n, err := s.Claims(t.Context(), f); err != nil || n != want || f.Limit > 0 && len(got) != min(f.Limit, want) {
				t.Errorf("%q %+v: %d of %d claims, want %d: %v", show, f, len(got), n, want, err)
			}
		}
		for _, f := range []graph.Filter{{Who: all[1].Source}, {Said: "the"}, {Who: all[1].Source, About: all[1].About}} {
			got, n, err := s.Claims(t.Context(), f)
			every, most, failed := plain.Claims(t.Context(), f)
			left, lost := s.LeftOut(t.Context(), f)
			kept := 0
			for i := range every {
				if !s.LeavesOut(every[i].ID) {
					kept++
				}
			}
			if err != nil || failed != nil || lost != nil || n != kept || len(got) != n || show == graph.ShowUsual && n+left != most {
				t.Errorf("%q %+v: %d claims of %d, %d left out, want %d: %v, %v, %v", show, f, n, most, left, kept, err, failed, lost)
			}
		}
	}
}
