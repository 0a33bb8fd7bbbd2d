package queries

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/synthetic"
)

// counted is a small graph: a minister and an aide in two outlets, one of whose claims
// stands in both word for word.
func counted(t *testing.T) *graph.Store {
	t.Helper()
	s, err := graph.Open(t.Context(), t.TempDir()+"/g.db", graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	entities := []news.Entity{
		{ID: "group/aide", Name: "a senior aide", Type: news.Group},
		{ID: "organization/harbour-board", Name: "Harbour Board", Type: news.Organization},
		{ID: "person/ada-low", Name: "Ada Low", Type: news.Person, Roles: []string{"transport minister"}, Affiliations: []string{"organization/harbour-board"}},
	}
	const text = "Title.\n\nAda Low denied the leak. The quays are safe, said a senior aide."
	claim := func(id string, source []string, stance news.Stance, content string, confidence float64) news.Claim {
		start := strings.Index(text, content)
		end := start + len(content)
		return news.Claim{
			ID: fmt.Sprintf("claim/%s-%d-%d", id, start, end), Source: source, Cue: "said", Content: content, Kind: news.Indirect, Stance: stance,
			Start: start, End: end, Sentence: content, Confidence: confidence,
		}
	}
	for i, publisher := range []string{"The Courier", "Plain Truth"} {
		a := news.Article{Title: "Title.", Publisher: publisher, Published: fmt.Sprintf("2031-0%d-04", i+3), Text: text}
		a.ID = news.ArticleID(a)
		claims := []news.Claim{
			claim(a.ID, []string{"person/ada-low"}, news.Denies, "the leak", 0.95),
			claim(a.ID, []string{"group/aide", "person/ada-low"}, news.Asserts, "The quays are safe", 1),
		}
		if i == 1 { // the same words, and another claim
			claims = append(claims[:1], claim(a.ID, nil, news.Warns, "safe", 0.2))
		}
		if _, err := s.Put(t.Context(), news.Document{Article: a, Entities: entities, Claims: claims}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestTally(t *testing.T) {
	s := counted(t)
	for _, c := range []struct {
		tally Tally
		want  string // rows apart by |
	}{
		{Tally{By: []string{"outlet"}}, "The Courier 2|Plain Truth 1"},
		{Tally{By: []string{"outlet"}, Copies: true}, "Plain Truth 2|The Courier 2"},
		{Tally{By: []string{"outlet"}, Share: true}, "The Courier 2 0.667|Plain Truth 1 0.333"},
		{Tally{By: []string{"outlet"}, Words: true}, "The Courier 2 14 142.857|Plain Truth 1 14 71.429"},
		{Tally{By: []string{"source"}}, "Ada Low 2|a senior aide 1|somebody unnamed 1"},
		{Tally{By: []string{"named"}}, "named 2|unnamed 2"},
		{Tally{By: []string{"official"}}, "official 2|other 2"},
		{Tally{By: []string{"type"}}, "person 2|group 1|none 1"},
		{Tally{By: []string{"body"}}, "Harbour Board 2|no body known 1"},
		{Tally{By: []string{"target"}}, "nobody named 3"},
		{Tally{By: []string{"month"}}, "2031-03 2|2031-04 1"},
		{Tally{By: []string{"year"}}, "2031 3"},
		{Tally{By: []string{"day"}}, "2031-03-04 2|2031-04-04 1"},
		{Tally{By: []string{"chain"}}, "1 3"},
		{Tally{By: []string{"confidence"}}, "0.2 to 0.3 1|0.9 to 1.0 2"},
		{Tally{By: []string{"kind"}}, "indirect 3"},
		{Tally{By: []string{"outlet", "stance"}, Share: true}, "The Courier asserts 1 0.5|The Courier denies 1 0.5|Plain Truth warns 1 1"},
		{Tally{By: []string{"source"}, Most: 1}, "Ada Low 2"},
		{Tally{By: []string{"source"}, Ask: Ask{Stances: []string{"denies"}}}, "Ada Low 1"},
	} {
		table, notes, err := c.tally.Find(t.Context(), s)
		if err != nil {
			t.Errorf("by %v: %v", c.tally.By, err)
			continue
		}
		var rows []string
		for _, r := range table.Rows {
			cells := make([]string, len(r))
			for k := range r {
				cells[k] = fmt.Sprint(r[k])
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := strings.Join(rows, "|"); got != c.want {
			t.Errorf("by %v:\n got %s\nwant %s", c.tally.By, got, c.want)
		}
		if left := slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, "1 claim not counted") }); left == c.tally.Copies {
			t.Errorf("by %v: notes %q", c.tally.By, notes)
		}
	}
	for _, by := range [][]string{nil, {"colour"}, {"outlet", "outlet"}} {
		if table, _, err := (&Tally{By: by}).Find(t.Context(), s); err == nil {
			t.Errorf("by %v gives %v, want an error", by, table)
		}
	}
}

// TestPivot counts by every two things as the census does, which the page shows, and as
// Tally does, which reads the claims.
func TestPivot(t *testing.T) {
	s, c := ofDocuments(t, slices.Collect(synthetic.Documents(40, 5))...)
	for _, a := range census.Dimensions {
		for _, b := range census.Dimensions {
			by := []string{a, b}
			if a == b {
				by = by[:1]
			}
			p, err := c.Pivot(t.Context(), graph.Filter{MinConfidence: 0.3}, by, 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for i := range p.Rows {
				for k := range max(1, len(p.Columns)) {
					n := p.At(i, k)
					key := p.Rows[i].Text
					if len(by) == 2 {
						key += "\t" + p.Columns[k].Text
					}
					if n > 0 {
						got[key] += n
					}
				}
			}
			tally := Tally{Ask: Ask{MinConfidence: 0.3}, By: by, Copies: true}
			rows, _, err := tally.Find(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int{}
			for _, row := range rows.Rows {
				key := row[0].(string)
				if len(by) == 2 {
					key += "\t" + row[1].(string)
				}
				want[key] += row[len(by)].(int)
			}
			first, err := c.Pivot(t.Context(), graph.Filter{MinConfidence: 0.3}, by, 2, 1)
			if err != nil || first.At(0, 0) != p.At(0, 0) || first.Sum(0) != p.Sum(0) || len(first.Rows) != len(p.Rows) {
				t.Fatalf("by %v, cut to two rows and a column: %v, %v", by, first, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("by %v (-tally +pivot):\n%s", by, diff)
			}
		}
	}
	if _, err := c.Pivot(t.Context(), graph.Filter{}, []string{"colour"}, 0, 0); err == nil {
		t.Error("a dimension that there is not gives no error")
	}
	if _, err := c.Pivot(t.Context(), graph.Filter{}, []string{"kind", "stance", "year"}, 0, 0); err == nil {
		t.Error("three dimensions give no error")
	}
}
