package graph

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/link/entity"
	"hearsay/graph/names"
	"hearsay/graph/schema"
	"hearsay/graph/synthetic"
)

// fickle is a way of linking in which every article that comes moves the others: all
// people are one, the first by the id of who is named in most articles, and each
// article leads to the next.
var fickle = linking{
	version: "fickle",
	joiner: joiner{
		digest: func(d *news.Document) []byte {
			var people []string
			for _, e := range d.Entities {
				if e.Type == news.Person {
					people = append(people, e.ID)
				}
			}
			return []byte(strings.Join(people, "\n"))
		},
		find: func(articles []link.Article, _ []names.Decision) (found entity.Found) {
			var out []entity.Join
			counts := map[string]int{}
			for _, a := range articles {
				for _, id := range strings.Fields(string(a.Digest)) {
					counts[id]++
				}
			}
			most := mostFrequent(counts)
			for _, a := range articles {
				for _, id := range strings.Fields(string(a.Digest)) {
					if id != most && len(id)%2 == 0 {
						out = append(out, entity.Join{Article: a.ID, Form: id, Entity: most, Reason: "all", Confidence: 0.5})
					}
				}
			}
			slices.SortFunc(out, entity.Compare)
			found.Joins = out
			return found
		},
	},
	finders: []finder{{
		kind:   "next",
		digest: func(d *news.Document) []byte { return []byte(d.Outlet()) },
		find: func(articles []link.Article) (out []link.Link) {
			for i := range articles[:max(0, len(articles)-1)] {
				out = append(out, link.Link{
					From: "article/" + articles[i].ID, Predicate: schema.Same, To: "article/" + articles[i+1].ID, Reason: string(articles[i].Digest), Confidence: 0.25,
				})
			}
			return link.Sorted(out)
		},
	}},
}

// fickleStore is an empty store that links so.
func fickleStore(t *testing.T) *Store {
	s := testStore(t)
	s.linking = &fickle
	return s
}

// mustLink links the articles, and verifies the graph.
func mustLink(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Link(t.Context()); err != nil {
		t.Fatal(err)
	}
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("verify: %v, %v", faults, err)
	}
}

// TestLinkOrder puts the same articles in at once, one by one, backwards, and with one
// that goes again: the graph is the same.
func TestLinkOrder(t *testing.T) {
	docs := slices.Collect(synthetic.Documents(12, 3))
	at := fickleStore(t)
	mustPut(t, at, docs[:10]...)
	mustLink(t, at)
	want := quadsOf(t, at)
	if !strings.Contains(want, "<link/next>") || !strings.Contains(want, "<same>") || !strings.Contains(want, `"all"`) {
		t.Errorf("the quads hold no links:\n%s", want)
	}
	for name, fill := range map[string]func(s *Store){
		"one by one": func(s *Store) {
			for _, d := range docs[:10] {
				mustPut(t, s, d)
				mustLink(t, s)
			}
		},
		"backwards": func(s *Store) {
			for _, d := range slices.Backward(docs[:10]) {
				mustPut(t, s, d)
			}
			mustLink(t, s)
		},
		"two that go": func(s *Store) {
			mustPut(t, s, docs...)
			mustLink(t, s)
			for _, d := range docs[10:] {
				if err := s.Remove(t.Context(), d.Article.ID); err != nil {
					t.Fatal(err)
				}
			}
			mustLink(t, s)
		},
		"in another place, of the links of before": func(s *Store) {
			s.linking = &links
			mustPut(t, s, docs[:10]...)
			mustLink(t, s)
			s.linking = &fickle
			for _, d := range docs[:10] { // digests are another program's
				if err := s.Remove(t.Context(), d.Article.ID); err != nil {
					t.Fatal(err)
				}
			}
			mustPut(t, s, docs[:10]...)
			mustLink(t, s)
		},
	} {
		s := fickleStore(t)
		fill(s)
		if got := quadsOf(t, s); got != want {
			t.Errorf("%s: the graph is another: %s", name, firstDifference(got, want))
		}
	}
}

// firstDifference is the first line that two texts have not both.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d is %s, want %s", i+1, a[i], strings.Join(b[min(i, len(b)):min(i+1, len(b))], ""))
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// TestLinkAnswers asks before and after people became one: what was read before is
// not answered afterwards.
func TestLinkAnswers(t *testing.T) {
	s := fickleStore(t)
	docs := slices.Collect(synthetic.Documents(3, 8))
	mustPut(t, s, docs...)
	before, _, err := s.Claims(t.Context(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	mustLink(t, s)
	after, _, err := s.Claims(t.Context(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	who := func(claims []Claim) map[string]int {
		out := map[string]int{}
		for _, c := range claims {
			for _, e := range c.Sources {
				out[e.ID]++
			}
		}
		return out
	}
	b, a := who(before), who(after)
	if maps.Equal(a, b) {
		t.Errorf("the sources are the same before and after: %v", a)
	}
	for id, n := range a {
		claims, total, err := s.Claims(t.Context(), Filter{Who: []string{id}})
		if err != nil || total != n || len(claims) != n {
			t.Errorf("%s makes %d claims by the list of all, asked for alone %d, %v", id, n, total, err)
		}
	}
	found, err := s.Links(t.Context(), "next", "article/"+docs[0].Article.ID)
	if err != nil || len(found) == 0 || len(found) > 2 {
		t.Errorf("the links of an article are %v, %v", found, err)
	}
}

// TestLinkLeft leaves the links to the next that opens the graph for writing: a
// reader sees the articles, and no fault.
func TestLinkLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	docs := slices.Collect(synthetic.Documents(4, 9))
	ctx := context.Background()
	for i, mode := range []Mode{Write, Read, Write} {
		s, err := Open(ctx, path, mode)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			mustPut(t, s, docs...)
		}
		var mark string
		if err := s.row(ctx, "SELECT linked FROM tally").Scan(&mark); err != nil || (mark == links.mark(nil)) != (i == 2) {
			t.Errorf("opened %d times the mark is %q, %v", i+1, mark, err)
		}
		if faults, err := s.Verify(ctx); err != nil || len(faults) > 0 {
			t.Errorf("verify: %v, %v", faults, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// press are articles that name somebody in full, then as many more that give the last
// name alone.
func press(full, short int) (docs []news.Document) {
	for i := range full + short {
		name, also := "Maria Okoye", []string{"Okoye"}
		if i >= full {
			name, also = "Okoye", nil
		}
		a := news.Article{URL: fmt.Sprintf("https://courier.example/%d", i), Published: "2031-03-04", Text: name + " met Tomas Lind of the Harbour Board in Halden."}
		a.ID = news.ArticleID(a)
		d := news.Document{Article: a, Entities: []news.Entity{
			{ID: "organization/harbour-board", Name: "Harbour Board", Type: news.Organization, Named: true},
			{ID: news.EntityID(news.Person, name), Name: name, Type: news.Person, Named: true, Aliases: also},
			{ID: "person/tomas-lind", Name: "Tomas Lind", Type: news.Person, Named: true},
			{ID: "place/halden", Name: "Halden", Type: news.Place, Named: true},
		}}
		docs = append(docs, d)
	}
	return docs
}

// TestFullName shows somebody by the full name, whatever most articles say; a graph
// whose links another program found is sound before it is linked anew, and then has
// the name too.
func TestFullName(t *testing.T) {
	s := testStore(t)
	former := links
	former.version = "former"
	former.joiner.find = func(articles []link.Article, decisions []names.Decision) entity.Found {
		found := entity.Find(articles, decisions)
		found.Full = nil
		return found
	}
	s.linking = &former
	called := func(want string) {
		t.Helper()
		if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
			t.Fatalf("verify: %v, %v", faults, err)
		}
		e, err := s.Entity(t.Context(), "person/maria-okoye")
		if err != nil || e.Name != want || len(e.Aliases) != 1 {
			t.Errorf("the entity is %+v, %v, want %s", e, err, want)
		}
	}
	docs := press(3, 5)
	mustPut(t, s, docs...)
	mustLink(t, s)
	called("Okoye")
	s.linking = &links
	called("Okoye")
	mustLink(t, s)
	called("Maria Okoye")
	if found, err := s.Lookup(t.Context(), "Okoye"); err != nil || len(found) != 1 || found[0].Entity.Name != "Maria Okoye" {
		t.Errorf("by the short name: %v, %v", found, err)
	}
	for _, d := range docs[:3] {
		if err := s.Remove(t.Context(), d.Article.ID); err != nil {
			t.Fatal(err)
		}
	}
	mustLink(t, s)
	if e, err := s.Entity(t.Context(), "person/okoye"); err != nil || e.Name != "Okoye" {
		t.Errorf("without those who say more the entity is %+v, %v", e, err)
	}
}
