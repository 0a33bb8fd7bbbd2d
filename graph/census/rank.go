package census

import (
	"cmp"
	"context"
	"slices"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/internal/search"
)

// A Ranking is an entity with the numbers of claims that it makes and that are
// about it.
type Ranking struct {
	graph.EntityRef
	Said  int `json:"said"`
	About int `json:"about"`
}

// A Ranked says which entities Rank lists, and from which on.
type Ranked struct {
	Types         []news.Type // any of them; none are all
	Words         string      // of the name, as a search for words has them
	Named         bool        // only those called by a name
	ByAbout       bool        // by the claims about them, else by those that they make
	Offset, Limit int
}

// Rank lists the entities that make claims or that claims are about: by the number of
// claims made, or about them, then by the other number, then by id. It gives how many
// there are, and how many of each type.
func (c *Census) Rank(r Ranked) (list []Ranking, total int, ofType []Tally) {
	order := c.bySaid
	if r.ByAbout {
		order = c.byAbout
	}
	names := search.NewMatcher(search.Terms(r.Words))
	have := map[news.Type]int{}
	for _, e := range order {
		ref := c.entities[e]
		if r.Named && !c.named[e] || len(names) > 0 && !names.Matches(" "+search.Words(ref.Name)+" ") {
			continue
		}
		have[ref.Type]++
		if len(r.Types) > 0 && !slices.Contains(r.Types, ref.Type) {
			continue
		}
		if total++; total > r.Offset && len(list) < r.Limit {
			list = append(list, Ranking{ref, int(c.said[e]), int(c.about[e])})
		}
	}
	for _, t := range news.Types {
		ofType = appendTally(ofType, string(t), have[t])
	}
	return list, total, ofType
}

// rank notes the orders of Rank.
func (c *Census) rank() {
	for e := range c.entities {
		if c.said[e]+c.about[e] > 0 {
			c.bySaid = append(c.bySaid, int32(e))
		}
	}
	c.byAbout = slices.Clone(c.bySaid)
	by := func(first, then []int32) func(a, b int32) int {
		return func(a, b int32) int {
			return cmp.Or(cmp.Compare(first[b], first[a]), cmp.Compare(then[b], then[a]), cmp.Compare(a, b))
		}
	}
	slices.SortFunc(c.bySaid, by(c.said, c.about))
	slices.SortFunc(c.byAbout, by(c.about, c.said))
}

// Together counts who else is quoted in the articles that quote an entity, by
// the number of these articles.
func (c *Census) Together(id string, top int) []Tallied {
	e, ok := c.entity[id]
	if !ok {
		return nil
	}
	quotes := make([]bool, len(c.articles))
	for _, i := range c.shown {
		if slices.Contains(c.parts[graph.RoleSource].at(int(i)), e) {
			quotes[c.in[i]] = true
		}
	}
	type pair struct{ article, entity int32 }
	seen := map[pair]bool{}
	articles := make([]int32, len(c.entities))
	for _, i := range c.shown {
		if !quotes[c.in[i]] {
			continue
		}
		for _, other := range c.parts[graph.RoleSource].at(int(i)) {
			if p := (pair{c.in[i], other}); other != e && !seen[p] {
				seen[p] = true
				articles[other]++
			}
		}
	}
	var out []Tallied
	for _, n := range c.most(articles, top) {
		out = append(out, Tallied{n.Entity, n.Claims})
	}
	return out
}

// A Tallied is an entity and a number of articles.
type Tallied struct {
	Entity   graph.EntityRef `json:"entity"`
	Articles int             `json:"articles"`
}

// ArticleList lists the articles of some outlets, or without any of all, whose
// titles have all words of a text, newest first: those from offset up to limit,
// how many there are, and how many each outlet has with these words.
func (c *Census) ArticleList(ctx context.Context, outlets []string, words string, offset, limit int) (
	list []graph.ArticleInfo, total int, of []Tallied, err error,
) {
	set := c.marked(outlets)
	titles := search.NewMatcher(search.Terms(words))
	counts := make([]int32, len(c.entities))
	var numbers []int64
	for i := range c.articles {
		a := &c.articles[i]
		if !titles.Matches(a.words) {
			continue
		}
		if a.outlet >= 0 {
			counts[a.outlet]++
		}
		if set == nil || a.outlet >= 0 && set[a.outlet] {
			numbers = append(numbers, a.number)
		}
	}
	total = len(numbers)
	numbers = numbers[min(max(offset, 0), total):]
	numbers = numbers[:min(limit, len(numbers))]
	for _, n := range c.most(counts, 0) {
		of = append(of, Tallied{n.Entity, n.Claims})
	}
	list, err = c.store.ArticlesAt(ctx, numbers)
	return list, total, of, err
}

// Sizes are the numbers of articles, claims and entities counted, and of outlets
// that have an article.
func (c *Census) Sizes() (articles, claims, entities, outlets int) {
	seen := map[int32]bool{}
	for i := range c.articles {
		if o := c.articles[i].outlet; o >= 0 {
			seen[o] = true
		}
	}
	return len(c.articles), len(c.shown), len(c.entities), len(seen)
}

// Numbers are how many claims an entity makes, and how many are about it.
func (c *Census) Numbers(id string) (said, about int) {
	e, ok := c.entity[id]
	if !ok {
		return 0, 0
	}
	return int(c.said[e]), int(c.about[e])
}
