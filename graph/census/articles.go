package census

import (
	"cmp"
	"context"
	"slices"

	"hearsay/graph"
	"hearsay/graph/internal/search"
)

// An ArticleHit is an article that a search finds.
type ArticleHit struct {
	graph.ArticleInfo
	Found  int  // claims in it that are found
	Titled bool // its title has the words
}

// Articles gives the articles that a filter finds: those whose title has the words, then
// those with most of the claims found, then the newest; and how many there are. Where
// the filter asks who says something, or about whom, titles do not count.
func (f *Found) Articles(ctx context.Context, of *graph.Filter, limit int) (list []ArticleHit, total int, err error) {
	c := f.census
	claims := make([]int32, len(c.articles))
	for _, p := range f.all {
		claims[c.in[p]]++
	}
	titled := c.titled(of)
	var places []int32
	for a := range c.articles {
		if claims[a] > 0 || titled[a] {
			places = append(places, int32(a))
		}
	}
	total = len(places)
	first := func(a int32) int {
		if titled[a] {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(places, func(a, b int32) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(claims[b], claims[a]))
	})
	places = places[:min(limit, total)]
	numbers := make([]int64, len(places))
	at := map[string]int32{}
	for i, a := range places {
		numbers[i], at[c.articles[a].id] = c.articles[a].number, a
	}
	infos, err := c.store.ArticlesAt(ctx, numbers)
	for _, info := range infos {
		a := at[info.ID]
		list = append(list, ArticleHit{info, int(claims[a]), titled[a]})
	}
	return list, total, err
}

// titled marks the articles whose titles have the words that a filter asks for, of its
// outlets and days.
func (c *Census) titled(of *graph.Filter) []bool {
	out := make([]bool, len(c.articles))
	terms := search.Terms(of.Said)
	if !search.Finds(terms) || len(of.Who)+len(of.About)+len(of.Via)+len(of.Stances)+len(of.Kinds)+len(of.Chains) > 0 || of.Named != "" {
		return out
	}
	titles := search.NewMatcher(terms)
	outlets := c.marked(of.Publisher)
	since, until := graph.DayNumber(of.Since), graph.DayNumber(of.Until)
	for i := range c.articles {
		a := &c.articles[i]
		if outlets != nil && (a.outlet < 0 || !outlets[a.outlet]) || since > 0 && a.day < since || until > 0 && (a.day == 0 || a.day > until) {
			continue
		}
		out[i] = titles.Matches(a.words)
	}
	return out
}
