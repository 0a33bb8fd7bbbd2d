package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/internal/search"
	"hearsay/graph/internal/statement"
)

// A Ranking is an entity with the numbers of claims that it makes and that are
// about it.
type Ranking struct {
	EntityRef
	Said  int `json:"said"`
	About int `json:"about"`
}

// Rank lists the entities that make claims or that claims are about, of some
// types or, without any, of all: by the number of claims made, or about them
// where byAbout is set, then by the other number, then by id. It gives those from offset up to limit, how
// many there are, and how many of each type.
func (c *Census) Rank(types []news.Type, byAbout bool, offset, limit int) (list []Ranking, total int, ofType []Tally) {
	order := c.bySaid
	if byAbout {
		order = c.byAbout
	}
	have := map[news.Type]int{}
	for _, e := range order {
		ref := c.entities[e]
		have[ref.Type]++
		if len(types) > 0 && !slices.Contains(types, ref.Type) {
			continue
		}
		if total++; total > offset && len(list) < limit {
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
	for i := range c.number {
		if slices.Contains(c.parts[roleSource].at(i), e) {
			quotes[c.in[i]] = true
		}
	}
	type pair struct{ article, entity int32 }
	seen := map[pair]bool{}
	articles := make([]int32, len(c.entities))
	for i := range c.number {
		if !quotes[c.in[i]] {
			continue
		}
		for _, other := range c.parts[roleSource].at(i) {
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
	Entity   EntityRef `json:"entity"`
	Articles int       `json:"articles"`
}

// ArticleList lists the articles of some outlets, or without any of all, whose
// titles have all words of a text, newest first: those from offset up to limit,
// how many there are, and how many each outlet has with these words.
func (c *Census) ArticleList(ctx context.Context, outlets []string, words string, offset, limit int) (list []ArticleInfo, total int, of []Tallied, err error) {
	set := c.marked(outlets)
	terms := strings.Fields(Fold(words))
	counts := make([]int32, len(c.entities))
	var numbers []int64
	for i := range c.articles {
		a := &c.articles[i]
		if !search.HasWords(a.folded, terms) {
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
	list, err = c.store.articles(ctx, numbers)
	return list, total, of, err
}

// articles reads articles by their numbers, in their order; what is gone is left out.
func (s *Store) articles(ctx context.Context, numbers []int64) ([]ArticleInfo, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	found := make(map[int64]ArticleInfo, len(numbers))
	for chunk := range slices.Chunk(numbers, idsAtOnce) {
		rows, err := s.query(ctx, "SELECT n, "+articleColumns+" FROM article WHERE n IN ("+statement.Places(len(chunk))+")", statement.Arguments(chunk)...)
		if err != nil {
			return nil, doing("list articles", err)
		}
		err = statement.EachRow(rows, func(scan statement.Scan) error {
			var n int64
			var a ArticleInfo
			err := scan(append([]any{&n}, a.columns()...)...)
			found[n] = a
			return err
		})
		if err != nil {
			return nil, doing("list articles", err)
		}
	}
	out := make([]ArticleInfo, 0, len(found))
	for _, n := range numbers {
		if a, ok := found[n]; ok {
			out = append(out, a)
		}
	}
	return out, nil
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
	return len(c.articles), len(c.number), len(c.entities), len(seen)
}

// A Tie is how often one entity speaks about another, or passes on its words.
type Tie struct {
	From, To    string // ids
	Reports     bool   // From passes on the words of To; else From speaks about To
	Claims      int
	First, Last string // days; "" where none is known
}

// Rings are the entities around some others, and the ties between them.
type Rings struct {
	Reached      []string // ids, the nearest ring first, in it those with most claims to and from the rings before
	Ties         []Tie    // by From, To and kind
	MoreEntities int      // left out
	MoreTies     int      // left out
}

// A picture has tiesEach ties for each entity, with more it is a ball of wool, and
// fewTies in any case.
const (
	tiesEach = 2
	fewTies  = 120
)

// Ties gives the entities around some others and the ties between all of them:
// ring 1 is who is tied to one of these, ring 2 who is tied to ring 1. Of entities
// it gives at most so many as most; of ties twice as many as entities, or 120,
// those to and from where the rings begin first, then those of most claims.
func (c *Census) Ties(ids []string, rings, most int) Rings {
	all := c.allTies()
	ring, begins := make([]bool, len(c.entities)), make([]bool, len(c.entities))
	var order []int32
	var out Rings
	for _, id := range ids {
		if e, ok := c.entity[id]; ok && !ring[e] {
			ring[e], begins[e] = true, true
			order = append(order, e)
		}
	}
	for range rings {
		next, left := c.nextRing(all, ring, most-len(order))
		for _, e := range next {
			ring[e] = true
		}
		order, out.MoreEntities = append(order, next...), left
	}
	for _, e := range order {
		out.Reached = append(out.Reached, c.entities[e].ID)
	}
	var between []tie
	for _, t := range all {
		if ring[t.from] && ring[t.to] {
			between = append(between, t)
		}
	}
	if room := max(fewTies, tiesEach*len(order)); len(between) > room {
		first := func(t tie) int {
			if begins[t.from] || begins[t.to] {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(between, func(a, b tie) int { return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(b.claims, a.claims)) })
		out.MoreTies = len(between) - room
		between = between[:room]
		slices.SortFunc(between, tie.compare)
	}
	for _, t := range between {
		out.Ties = append(out.Ties, Tie{c.entities[t.from].ID, c.entities[t.to].ID, t.reports, int(t.claims), isoDay(t.first), isoDay(t.last)})
	}
	return out
}

// nextRing gives who is tied to the rings so far, at most so many as room, and how
// many more there are.
func (c *Census) nextRing(all []tie, ring []bool, room int) (next []int32, left int) {
	weight := make([]int32, len(c.entities))
	for _, t := range all {
		switch from, to := ring[t.from], ring[t.to]; {
		case from && !to:
			weight[t.to] += t.claims
		case to && !from:
			weight[t.from] += t.claims
		}
	}
	for _, w := range weight {
		if w > 0 {
			left++
		}
	}
	if room > 0 {
		for _, n := range c.most(weight, room) {
			next = append(next, c.entity[n.Entity.ID])
		}
	}
	return next, left - len(next)
}

// Numbers are how many claims an entity makes, and how many are about it.
func (c *Census) Numbers(id string) (said, about int) {
	e, ok := c.entity[id]
	if !ok {
		return 0, 0
	}
	return int(c.said[e]), int(c.about[e])
}

// A tie is a Tie by places.
type tie struct {
	from, to    int32
	reports     bool
	claims      int32
	first, last int32
}

func (t tie) compare(u tie) int {
	reports := func(t tie) int {
		if t.reports {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(t.from, u.from), cmp.Compare(t.to, u.to), cmp.Compare(reports(t), reports(u)))
}

// allTies counts all ties, once: by from, to and kind.
func (c *Census) allTies() []tie {
	c.tiesOnce.Do(func() {
		var all []tie
		for i := range c.number {
			day := c.date[i]
			for _, s := range c.parts[roleSource].at(i) {
				for _, t := range c.parts[roleTarget].at(i) {
					all = append(all, tie{s, t, false, 1, day, day})
				}
				for _, v := range c.parts[roleVia].at(i) {
					all = append(all, tie{v, s, true, 1, day, day})
				}
			}
		}
		slices.SortFunc(all, tie.compare)
		for _, t := range all {
			if t.from == t.to {
				continue
			}
			if n := len(c.ties); n > 0 && c.ties[n-1].compare(t) == 0 {
				c.ties[n-1].join(t)
			} else {
				c.ties = append(c.ties, t)
			}
		}
	})
	return c.ties
}

// join adds the claims of a tie between the same two.
func (t *tie) join(u tie) {
	t.claims += u.claims
	if t.first == 0 || u.first > 0 && u.first < t.first {
		t.first = u.first
	}
	t.last = max(t.last, u.last)
}

func isoDay(n int32) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100)
}
