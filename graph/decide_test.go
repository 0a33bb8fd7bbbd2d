package graph

import (
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/names"
	"hearsay/graph/synthetic"
)

// decisionsFor joins, keeps apart, hides and renames people of documents, in turn.
func decisionsFor(t *testing.T, docs []news.Document) []names.Decision {
	t.Helper()
	var people []string
	for i := range docs {
		for _, e := range docs[i].Entities {
			if e.Type == news.Person && !slices.Contains(people, e.ID) {
				people = append(people, e.ID)
			}
		}
	}
	if len(people) < 6 {
		t.Fatalf("the documents have %d people", len(people))
	}
	var text strings.Builder
	text.WriteString("form,type,entity,name,article\n")
	for _, row := range [...]string{
		people[0] + ",," + people[1] + ",,", people[2] + ",,hide,,", people[3] + ",,rename,=Somebody Else,", people[4] + ",,apart,,", people[5] + ",," + people[0] + ",," + docs[0].Article.ID,
		"Nobody At All,person,hide,,", people[1] + ",,rename,The One,",
	} {
		text.WriteString(row + "\n")
	}
	f, err := names.Read(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	return f.Decisions
}

func mustDecide(t *testing.T, s *Store, all []names.Decision) {
	t.Helper()
	if err := s.Decide(t.Context(), all); err != nil {
		t.Fatal(err)
	}
}

// TestDecideOrder takes decisions before the articles, between them and after them, and
// others first: the graph is the same, and without them it is what it was.
func TestDecideOrder(t *testing.T) {
	docs := slices.Collect(synthetic.Documents(12, 3))
	all := decisionsFor(t, docs)
	plain := testStore(t)
	mustPut(t, plain, docs...)
	mustLink(t, plain)
	without := quadsOf(t, plain)
	at := testStore(t)
	mustPut(t, at, docs...)
	mustLink(t, at)
	mustDecide(t, at, all)
	mustLink(t, at)
	want := quadsOf(t, at)
	if got := at.Warnings(); len(got) != 1 || !strings.Contains(got[0], "line 7: no article has person/nobody-at-all") {
		t.Errorf("the warnings are %q", got)
	}
	if !strings.Contains(want, `"by names.csv line 2"`) || !strings.Contains(want, `<name> "=Somebody Else" <entities>`) || !strings.Contains(want, `<name> "The One" <entities>`) || strings.Contains(want, "<"+all[1].Form+">") || want == without {
		t.Error("what was decided is not in the quads")
	}
	for name, fill := range map[string]func(s *Store){
		"first": func(s *Store) {
			mustDecide(t, s, all)
			mustPut(t, s, docs...)
			mustLink(t, s)
		},
		"one by one, others before": func(s *Store) {
			for i, d := range docs {
				mustDecide(t, s, all[:i%len(all)])
				mustPut(t, s, d)
				mustLink(t, s)
			}
			mustDecide(t, s, all)
			mustLink(t, s)
		},
		"backwards, and the last goes and comes": func(s *Store) {
			for _, d := range slices.Backward(docs) {
				mustPut(t, s, d)
			}
			mustDecide(t, s, all)
			mustLink(t, s)
			for _, d := range docs {
				if err := s.Remove(t.Context(), d.Article.ID); err != nil {
					t.Fatal(err)
				}
			}
			mustLink(t, s)
			mustPut(t, s, docs...)
			mustLink(t, s)
		},
	} {
		s := testStore(t)
		fill(s)
		if got := quadsOf(t, s); got != want {
			t.Errorf("%s: the graph is another: %s", name, firstDifference(got, want))
		}
	}
	changes, _, err := at.Changes(t.Context(), nil)
	if err != nil || len(changes) == 0 {
		t.Errorf("undone would be %v, %v", changes, err)
	}
	mustDecide(t, at, nil)
	mustLink(t, at)
	if got := quadsOf(t, at); got != without {
		t.Errorf("undone, the graph is another: %s", firstDifference(got, without))
	}
}

// TestDecideCost takes decisions of which only the lines are others: no article moves.
func TestDecideCost(t *testing.T) {
	docs := slices.Collect(synthetic.Documents(6, 4))
	s := testStore(t)
	all := decisionsFor(t, docs)
	mustPut(t, s, docs...)
	mustDecide(t, s, all)
	mustLink(t, s)
	lower := slices.Clone(all)
	for i := range lower {
		lower[i].Line++
	}
	mustDecide(t, s, lower)
	var moves int
	err := s.update(t.Context(), func(p *put) error {
		ids, err := articleIDs(p.each)
		if err != nil {
			return err
		}
		articles, err := readDigests(p.each, entityKind, ids)
		if err != nil {
			return err
		}
		who := p.linking.joiner.find(articles, lower)
		moved, err := p.join(ids, who.Joins)
		if moved {
			moves++
		}
		return err
	})
	if err != nil || moves != 0 {
		t.Errorf("other lines move articles: %d, %v", moves, err)
	}
	mustLink(t, s)
	if got := quadsOf(t, s); !strings.Contains(got, `"by names.csv line 3"`) {
		t.Error("the reasons are those of before")
	}
}

// TestCurrent follows the ids that entities had before they were joined.
func TestCurrent(t *testing.T) {
	docs := slices.Collect(synthetic.Documents(6, 4))
	s := testStore(t)
	all := decisionsFor(t, docs)
	mustPut(t, s, docs...)
	mustDecide(t, s, all[:1])
	mustLink(t, s)
	for id, want := range map[string]string{all[0].Form: all[0].Entity, all[0].Entity: all[0].Entity, "person/nobody-at-all": "person/nobody-at-all", "": ""} {
		if got, err := s.Current(t.Context(), id); got != want || err != nil {
			t.Errorf("%s leads to %s, %v, want %s", id, got, err, want)
		}
	}
}
