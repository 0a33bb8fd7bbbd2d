package census_test

import (
	"cmp"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/reviews"
	"hearsay/graph/synthetic"
)

// generated is a store of so many generated articles.
func generated(t *testing.T, articles int) *graph.Store {
	t.Helper()
	s, err := graph.Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	put(t, s, articles, 1)
	return s
}

func put(t *testing.T, s *graph.Store, articles int, seed uint64) {
	t.Helper()
	if _, err := s.Put(t.Context(), slices.Collect(synthetic.Documents(articles, seed))...); err != nil {
		t.Fatal(err)
	}
}

// TestCensus holds that a census finds what statements find, in the same order,
// and that each facet says how many claims its choice would leave.
func TestCensus(t *testing.T) {
	s := generated(t, 60)
	taken, err := census.Take(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := s.Quoted(t.Context(), 3)
	if err != nil {
		t.Fatal(err)
	}
	x, y := quoted[0].Entity.ID, quoted[1].Entity.ID
	newest, _, err := s.Claims(t.Context(), graph.Filter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	outlet := newest[0].Article.PublisherID
	words := strings.Join(strings.Fields(newest[0].Content)[:2], " ")
	for _, f := range []graph.Filter{
		{},
		{Who: []string{x}},
		{Who: []string{x, y}, Stances: []news.Stance{news.Warns, news.Denies}},
		{About: []string{x}, Sort: graph.Oldest},
		{Via: []string{x}},
		{Via: []string{outlet}, Kinds: []news.Kind{news.Direct}, Sort: graph.Longest},
		{Publisher: []string{outlet}, Chains: []int{1, 2}},
		{Since: "2020-01-10", Until: "2020-02-20", Sort: graph.Surest},
		{Said: words},
		{Said: words, Chains: []int{1}},
		{Like: newest[0].Content},
		{Like: newest[0].Content, Who: []string{x, y}, Said: words, Limit: 3, Offset: 1},
		{MinConfidence: 0.9, About: []string{y}},
		{Who: []string{"person/nobody"}},
		{Named: graph.Yes},
		{Named: graph.No, Limit: 5},
		{Named: graph.No, Said: words},
		{Named: graph.Yes, Who: []string{x, y}, Publisher: []string{outlet}},
		{Limit: 7, Offset: 20},
		{Limit: 7, Offset: 100_000},
	} {
		found, err := taken.Find(t.Context(), f, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := found.Claims(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want, total, err := s.Claims(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if found.Total != total {
			t.Errorf("%+v: %d claims, want %d", f, found.Total, total)
		}
		if diff := gocmp.Diff(ids(got), ids(want)); diff != "" {
			t.Errorf("%+v: the claims differ (-taken +statements):\n%s", f, diff)
		}
		f.Limit, f.Offset = 0, 0
		checkFacets(t, s, f, found.Facets)
	}
}

// TestOf holds that a census of the claims that other answers have is the one that would
// be taken of them, and that nothing is read for it.
func TestOf(t *testing.T) {
	s := generated(t, 20)
	taken, err := census.Take(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	claims, _, err := s.Claims(t.Context(), graph.Filter{Limit: 12})
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := s.Quoted(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var lines []reviews.Review
	for i := range claims {
		r, err := s.Review(t.Context(), claims[i].ID, reviews.Verdicts[i%4]) // one right, three wrong
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, r)
	}
	type seen struct {
		Total  int
		Facets census.Facets
		Rank   []census.Ranking
		Beside []census.Tallied
		Rings  census.Rings
	}
	look := func(c *census.Census) seen {
		t.Helper()
		found, err := c.Find(t.Context(), graph.Filter{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		rank, _, _ := c.Rank(census.Ranked{Limit: 1000})
		return seen{found.Total, found.Facets, rank, c.Together(quoted[0].Entity.ID, 0), c.Ties(nil, 1, 100)}
	}
	all := look(taken)
	want, other := map[graph.Show]seen{}, map[graph.Show]*graph.Store{}
	for show, total := range map[graph.Show]int{graph.ShowUsual: all.Total - 9, graph.ShowAll: all.Total, graph.ShowChecked: 3} {
		if other[show], err = s.Reviewed(t.Context(), lines, show); err != nil {
			t.Fatal(err)
		}
		anew, err := census.Take(t.Context(), other[show])
		if err != nil {
			t.Fatal(err)
		}
		if want[show] = look(anew); want[show].Total != total || want[show].Facets.Checked != 3 {
			t.Errorf("%q: %d claims, %d of them found right, want %d and 3", show, want[show].Total, want[show].Facets.Checked, total)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for show, want := range want {
		if diff := gocmp.Diff(look(taken.Of(other[show])), want); diff != "" {
			t.Errorf("%q: the census differs from one that is taken anew (-of +taken):\n%s", show, diff)
		}
	}
}

// TestLimits holds that a part of a list is that part of the whole: for few claims
// of many other statements are asked than for all.
func TestLimits(t *testing.T) {
	s := generated(t, 60)
	quoted, err := s.Quoted(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	x := []string{quoted[0].Entity.ID}
	for _, f := range []graph.Filter{
		{},
		{Said: "harbour"}, // in nearly half of the claims
		{Said: "harbour", Until: "2020-02-01"},
		{Said: "harbour", Who: x},
		{Said: "harbour", Since: "2020-01-10", Kinds: []news.Kind{news.Direct}},
		{Who: x},
		{Kinds: []news.Kind{news.Indirect}, MinConfidence: 0.9},
		{Chains: []int{2}},
		{Chains: []int{1}},
	} {
		for _, f.Sort = range graph.Orders {
			all, _, err := s.Claims(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range [][2]int{{0, 1}, {0, 2}, {1, 2}, {5, 30}, {len(all), 3}, {0, len(all) + 1}} {
				g := f
				g.Offset, g.Limit = part[0], part[1]
				got, total, err := s.Claims(t.Context(), g)
				if err != nil {
					t.Fatal(err)
				}
				want := all[min(g.Offset, len(all)):]
				want = want[:min(g.Limit, len(want))]
				if diff := gocmp.Diff(ids(got), ids(want)); diff != "" || total != len(all) {
					t.Errorf("%+v: %d of %d claims; they differ (-part +whole):\n%s", g, total, len(all), diff)
				}
			}
		}
	}
}

func ids(claims []graph.Claim) (out []string) {
	for i := range claims {
		out = append(out, claims[i].ID)
	}
	return out
}

// checkFacets asks for some of each facet's choices by statements.
func checkFacets(t *testing.T, s *graph.Store, f graph.Filter, facets census.Facets) {
	t.Helper()
	check := func(f graph.Filter, claims int) {
		t.Helper()
		f.Limit = 1
		if _, want, err := s.Claims(t.Context(), f); err != nil || claims != want {
			t.Errorf("a facet says %d claims for %+v, want %d (%v)", claims, f, want, err)
		}
	}
	for _, c := range facets.Who[:min(3, len(facets.Who))] {
		g := f
		g.Who = []string{c.Entity.ID}
		check(g, c.Claims)
	}
	for _, c := range facets.About[:min(3, len(facets.About))] {
		g := f
		g.About = []string{c.Entity.ID}
		check(g, c.Claims)
	}
	for _, c := range facets.Publisher[:min(3, len(facets.Publisher))] {
		g := f
		g.Publisher = []string{c.Entity.ID}
		check(g, c.Claims)
	}
	for _, c := range facets.Stances {
		g := f
		g.Stances = []news.Stance{news.Stance(c.Value)}
		check(g, c.Claims)
	}
	for _, c := range facets.Kinds {
		g := f
		g.Kinds = []news.Kind{news.Kind(c.Value)}
		check(g, c.Claims)
	}
	for i, c := range facets.Chains {
		g := f
		g.Chains = []int{int(c.Value[0] - '0')}
		if i < 3 {
			check(g, c.Claims)
		}
	}
	for _, c := range facets.Months {
		g := f
		g.Since, g.Until = c.Value+"-01", c.Value+"-31"
		check(g, c.Claims)
	}
}

// TestCensusCurrent holds that a census knows when the store has moved on.
func TestCensusCurrent(t *testing.T) {
	s := generated(t, 5)
	taken, err := census.Take(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if current, err := taken.Current(t.Context()); !current || err != nil {
		t.Errorf("a fresh taken is current: %v, %v", current, err)
	}
	put(t, s, 6, 1)
	if current, err := taken.Current(t.Context()); current || err != nil {
		t.Errorf("after a sixth article the taken is current: %v, %v", current, err)
	}
}

// TestRoll holds the lists of a census against the claims themselves.
func TestRoll(t *testing.T) {
	s := generated(t, 40)
	taken, err := census.Take(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	claims, _, err := s.Claims(t.Context(), graph.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := s.Quoted(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	list, _, _ := taken.Rank(census.Ranked{Limit: len(quoted)})
	for i, q := range quoted[:20] {
		at := slices.IndexFunc(list, func(r census.Ranking) bool { return r.ID == q.Entity.ID })
		if at < 0 || list[at].Said != q.Claims || list[i].Said != q.Claims {
			t.Errorf("place %d has %d claims, and %s stands at %d, want %d claims", i+1, list[i].Said, q.Entity.ID, at+1, q.Claims)
		}
	}
	x := quoted[0].Entity.ID
	beside := map[string]map[string]bool{} // by entity: the articles that quote it and x
	quotes := map[string]bool{}
	makes := func(c *graph.Claim, id string) bool {
		return slices.ContainsFunc(c.Sources, func(e graph.EntityRef) bool { return e.ID == id })
	}
	for i := range claims {
		quotes[claims[i].Article.ID] = quotes[claims[i].Article.ID] || makes(&claims[i], x)
	}
	spoke := map[string]int{}
	for i := range claims {
		c := &claims[i]
		for _, e := range c.Sources {
			if e.ID != x && quotes[c.Article.ID] {
				if beside[e.ID] == nil {
					beside[e.ID] = map[string]bool{}
				}
				beside[e.ID][c.Article.ID] = true
			}
			for _, about := range c.Targets {
				if e.ID == x && about.ID != x {
					spoke[about.ID]++
				}
			}
		}
	}
	together := taken.Together(x, 0)
	if len(together) != len(beside) {
		t.Errorf("%d are quoted with %s, want %d", len(together), x, len(beside))
	}
	for _, with := range together {
		if with.Articles != len(beside[with.Entity.ID]) {
			t.Errorf("%s is quoted with %s in %d articles, want %d", with.Entity.ID, x, with.Articles, len(beside[with.Entity.ID]))
		}
	}
	rings := taken.Ties([]string{x}, 1, 10_000)
	byEnds := func(a, b census.Tie) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) }
	if rings.MoreEntities != 0 || rings.Reached[0] != x || !slices.IsSortedFunc(rings.Ties, byEnds) {
		t.Errorf("the ties do not begin with %s or are not in order", x)
	}
	ofX := 0
	for _, tie := range rings.Ties {
		if tie.From == x && !tie.Reports {
			if ofX++; tie.Claims != spoke[tie.To] {
				t.Errorf("%s speaks about %s in %d claims, want %d", x, tie.To, tie.Claims, spoke[tie.To])
			}
		}
	}
	if ofX != len(spoke) {
		t.Errorf("%s speaks about %d, want %d", x, ofX, len(spoke))
	}
	few := taken.Ties([]string{x}, 1, 5)
	if len(few.Reached) != 5 || few.MoreEntities != len(rings.Reached)-5 || len(few.Ties) > 120 {
		t.Errorf("cut to 5, the ring has %d with %d ties and leaves out %d, want 5 with at most 120 and %d", len(few.Reached), len(few.Ties), few.MoreEntities, len(rings.Reached)-5)
	}
	if named, n, _ := taken.Rank(census.Ranked{Named: true, Words: strings.Fields(x)[0], Limit: 1}); n > 0 && !graph.Named(named[0].EntityRef) {
		t.Errorf("%v is no name", named)
	}
	checkPath(t, taken, rings)
	checkArticles(t, s, taken)
}

// checkPath walks from where rings begin to the last name of two rings, and draws the
// whole, and the ties of a stance alone.
func checkPath(t *testing.T, taken *census.Census, one census.Rings) {
	t.Helper()
	x := one.Reached[0]
	two := taken.Ties([]string{x}, 2, 10_000)
	last := two.Reached[len(two.Reached)-1]
	path := taken.Path([]string{x}, []string{last})
	if want := 3 - b2i(slices.Contains(one.Reached, last)); len(path) != want || path[0] != x || path[len(path)-1] != last {
		t.Errorf("the way from %s to %s is %v, want %d names", x, last, path, want)
	}
	if got := taken.Path([]string{x}, []string{x}); !slices.Equal(got, []string{x}) {
		t.Errorf("the way from %s to itself is %v", x, got)
	}
	if got := taken.Path([]string{x}, []string{"person/nobody-here"}); got != nil {
		t.Errorf("there is a way to nobody: %v", got)
	}
	whole := taken.Ties(nil, 1, 10_000)
	heaviest := taken.Ties(nil, 1, 7)
	if len(whole.Reached) < len(two.Reached) || !slices.IsSortedFunc(whole.Weights, func(a, b int) int { return cmp.Compare(b, a) }) {
		t.Errorf("the whole has %d names, two rings %d; or the heaviest are not first", len(whole.Reached), len(two.Reached))
	}
	if !slices.Equal(heaviest.Reached, whole.Reached[:7]) || heaviest.MoreEntities != len(whole.Reached)-7 {
		t.Errorf("the seven heaviest are %v and %d more", heaviest.Reached, heaviest.MoreEntities)
	}
	if whole.MoreTies == 0 {
		t.Error("all ties are drawn, so that none had to be chosen")
	}
	for _, id := range whole.Reached {
		if !slices.ContainsFunc(whole.Ties, func(tie census.Tie) bool { return tie.From == id || tie.To == id }) {
			t.Errorf("%s is reached and stands alone", id)
		}
	}
	all, err := taken.TiesOf(t.Context(), graph.Filter{}, []string{x}, 1, 10_000)
	if err != nil || !reflect.DeepEqual(all, one) {
		t.Errorf("the ties of all claims differ from those of no filter, %v", err)
	}
	some, err := taken.TiesOf(t.Context(), graph.Filter{Stances: []news.Stance{news.Denies}}, nil, 1, 10_000)
	if err != nil || len(some.Ties) == 0 || len(some.Ties) >= len(whole.Ties)+whole.MoreTies {
		t.Errorf("%d ties of denials, %v, want fewer than %d", len(some.Ties), err, len(whole.Ties)+whole.MoreTies)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkArticles asks for the articles of an outlet with two words of a title.
func checkArticles(t *testing.T, s *graph.Store, taken *census.Census) {
	t.Helper()
	all, err := s.Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(graph.Fold(all[0].Title))[:2]
	var want []string
	for _, a := range all {
		have := strings.Fields(graph.Fold(a.Title))
		if a.PublisherID == all[0].PublisherID && slices.Contains(have, words[0]) && slices.Contains(have, words[1]) {
			want = append(want, a.ID)
		}
	}
	list, total, _, err := taken.ArticleList(t.Context(), []string{all[0].PublisherID}, strings.Join(words, " "), 0, 100)
	if err != nil || total != len(want) || len(list) != total {
		t.Fatalf("%d articles of %d, %v, want %d", len(list), total, err, len(want))
	}
	for i, a := range list {
		if a.ID != want[i] {
			t.Errorf("article %d is %s, want %s", i+1, a.ID, want[i])
		}
	}
}
