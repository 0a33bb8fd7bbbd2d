// Package census counts what a graph holds: how many claims of each source, stance,
// month and so on a filter finds, who is quoted most, who speaks about whom. It does so
// over a [Census], the claims of a graph by what they are picked by, in memory.
package census

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/internal/search"
	"hearsay/graph/internal/statement"
	"hearsay/graph/link/meaning"
)

// A Census is what claims are picked and counted by, of every claim, in memory:
// about 60 bytes a claim, 200 an article and 150 an entity. It answers how many claims
// of each source, stance, month and so on a filter finds in one pass over its
// columns, where statements would read a table for each of them.
//
// It is of the moment when it was taken and does not change; it is safe for
// several goroutines. See [Take], [Census.Find].
type Census struct {
	*columns
	store *graph.Store

	shown   []int32 // places of the claims that the store's answers have, ascending
	right   []bool  // by place: people found the claim right; nil where they reviewed none
	said    []int32 // claims that each entity makes
	about   []int32 // claims about each entity
	bySaid  []int32 // entities of any claim, most made first
	byAbout []int32 // the same, most about them first

	tiesOnce   sync.Once
	ties       []tie // see allTies
	besideOnce sync.Once
	beside     [][]int32 // see allBeside
	namesOnce  sync.Once
	namesakes  []int32           // see namesake
	others     map[int32][]int32 // by it, the others of its name
}

// columns are what a graph holds, whatever people found of its claims: all that is read
// for a census.
type columns struct {
	stamp stamp

	entities []graph.EntityRef // by id
	entity   map[string]int32  // place in entities of an id
	named    []bool            // by entity: it is called by a name
	articles []censusArticle   // newest first, then by id
	article  map[string]int32  // place in articles of an id

	// A value a claim, in the order in which claims are listed: the
	// newest day first, then by article and place in it.
	number     []int64
	in         []int32 // place of its article
	date       []int32 // 20310304; 0 where no day is known
	chain      []uint8 // sources on its chain, itself included
	kind       []uint8 // place in news.Kinds
	stance     []uint8 // place in news.Stances
	confidence []float32
	days       []int32  // those that occur, ascending
	dayAt      []int32  // place in days of each claim's
	parts      [3]lists // entities by role
	byNumber   []int32  // places of claims, by their numbers

	meaningsMu sync.Mutex
	meanings   []meaning.Vector // see vectors

	orders [3]struct { // see ordered
		once   sync.Once
		places []int32
	}
}

type censusArticle struct {
	number int64
	id     string
	words  string // of its title, folded, a blank before and behind them
	day    int32  // of its publication: 20310304; 0 where it is not known
	outlet int32  // place in entities; -1 where it has none
}

// lists holds a list of entities for each claim: those of claim i are
// of[start[i]:start[i+1]].
type lists struct{ start, of []int32 }

func (l *lists) at(i int) []int32 { return l.of[l.start[i]:l.start[i+1]] }

// A stamp tells one state of a store from another.
type stamp struct{ articles, next, links int64 }

func stampOf(ctx context.Context, s *graph.Store) (t stamp, err error) {
	err = s.Rows(ctx, "SELECT articles, next_article, links FROM tally", func(scan statement.Scan) error { return scan(&t.articles, &t.next, &t.links) })
	if err != nil {
		return t, fmt.Errorf("look whether the graph has changed: %w", err)
	}
	return t, nil
}

// Current says whether the store still is as it was when the census was taken.
func (c *Census) Current(ctx context.Context) (bool, error) {
	now, err := stampOf(ctx, c.store)
	return now == c.stamp, err
}

// Take takes a census of a graph: it reads the whole list of claims, about a second for
// 200,000.
func Take(ctx context.Context, s *graph.Store) (*Census, error) {
	c := &columns{entity: map[string]int32{}, article: map[string]int32{}}
	if err := s.View(ctx, func(s *graph.Store) error { return c.take(ctx, s) }); err != nil {
		return nil, fmt.Errorf("take a census: %w", err)
	}
	return c.of(s), nil
}

// Of is the same census of the claims that the answers of another store of the same graph
// have, see [graph.Store.Reviewed]. Nothing is read for it.
func (c *Census) Of(s *graph.Store) *Census { return c.columns.of(s) }

func (c *columns) of(s *graph.Store) *Census {
	out := &Census{columns: c, store: s}
	numbers, only := s.ShownNumbers()
	for i, n := range c.number {
		if _, listed := slices.BinarySearch(numbers, n); listed == only {
			out.shown = append(out.shown, int32(i))
		}
	}
	if right := s.RightNumbers(); len(right) > 0 {
		out.right = make([]bool, len(c.number))
		for _, n := range right {
			if i, ok := c.place(n); ok {
				out.right[i] = true
			}
		}
	}
	counts := out.newCounts()
	for _, i := range out.shown {
		counts.add(int(i), byWho|byAbout)
	}
	out.said, out.about = counts.who, counts.about
	out.rank()
	return out
}

func (c *columns) take(ctx context.Context, s *graph.Store) (err error) {
	if c.stamp, err = stampOf(ctx, s); err != nil {
		return err
	}
	places := map[int64]int32{} // of entities, then of articles, by their numbers
	err = s.Rows(ctx, "SELECT n, id, name, type FROM entity ORDER BY id", func(scan statement.Scan) error {
		var n int64
		var e graph.EntityRef
		if err := scan(&n, &e.ID, &e.Name, &e.Type); err != nil {
			return err
		}
		places[n] = int32(len(c.entities))
		c.entity[e.ID] = places[n]
		c.entities = append(c.entities, e)
		c.named = append(c.named, graph.Named(e))
		return nil
	})
	if err != nil {
		return err
	}
	inArticle, err := c.takeArticles(ctx, s)
	if err != nil {
		return err
	}
	if err := c.takeClaims(ctx, s, inArticle); err != nil {
		return err
	}
	return c.takeParts(ctx, s, places)
}

// takeArticles reads the articles, and gives their places by their numbers.
func (c *columns) takeArticles(ctx context.Context, s *graph.Store) (map[int64]int32, error) {
	places := map[int64]int32{}
	err := s.Rows(ctx, "SELECT n, id, title, publisher_id, published FROM article ORDER BY published DESC, id", func(scan statement.Scan) error {
		var a censusArticle
		var title, outlet, published string
		if err := scan(&a.number, &a.id, &title, &outlet, &published); err != nil {
			return err
		}
		a.words, a.day, a.outlet = " "+search.Words(title)+" ", graph.DayNumber(graph.Day(published)), -1
		if i, ok := c.entity[outlet]; ok {
			a.outlet = i
		}
		places[a.number] = int32(len(c.articles))
		c.article[a.id] = places[a.number]
		c.articles = append(c.articles, a)
		return nil
	})
	return places, err
}

func (c *columns) takeClaims(ctx context.Context, s *graph.Store, inArticle map[int64]int32) error {
	kinds, stances := placesOf(news.Kinds[:]), placesOf(news.Stances[:])
	const query = "SELECT claim.n, claim.article, claim.depth, claim.kind, claim.stance, claim.day, claim.confidence FROM claim JOIN article ON article.n = claim.article ORDER BY claim.day DESC, article.id, claim.n"
	err := s.Rows(ctx, query, func(scan statement.Scan) error {
		var n, article int64
		var depth int
		var kind news.Kind
		var stance news.Stance
		var day int32
		var confidence float64
		if err := scan(&n, &article, &depth, &kind, &stance, &day, &confidence); err != nil {
			return err
		}
		c.number = append(c.number, n)
		c.in = append(c.in, inArticle[article])
		c.date = append(c.date, day)
		c.chain = append(c.chain, uint8(min(depth+1, 255)))
		c.kind = append(c.kind, kinds[kind])
		c.stance = append(c.stance, stances[stance])
		c.confidence = append(c.confidence, float32(confidence))
		return nil
	})
	if err != nil {
		return err
	}
	c.days = slices.Clone(c.date)
	slices.Sort(c.days)
	c.days = slices.Compact(c.days)
	c.dayAt = make([]int32, len(c.date))
	for i, day := range c.date {
		at, _ := slices.BinarySearch(c.days, day)
		c.dayAt[i] = int32(at)
	}
	c.byNumber = make([]int32, len(c.number))
	for i := range c.byNumber {
		c.byNumber[i] = int32(i)
	}
	slices.SortFunc(c.byNumber, func(a, b int32) int { return cmp.Compare(c.number[a], c.number[b]) })
	return nil
}

// takeParts reads who says each claim, whom it is about, and through whom it came.
func (c *columns) takeParts(ctx context.Context, s *graph.Store, entities map[int64]int32) error {
	type pair struct{ claim, entity int32 }
	var pairs [len(c.parts)][]pair
	err := s.Rows(ctx, "SELECT entity, role, claim FROM part", func(scan statement.Scan) error {
		var entity, claim int64
		var role int
		if err := scan(&entity, &role, &claim); err != nil {
			return err
		}
		if i, ok := c.place(claim); ok && role < len(pairs) {
			pairs[role] = append(pairs[role], pair{i, entities[entity]})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for role := range c.parts {
		slices.SortFunc(pairs[role], func(a, b pair) int { return cmp.Or(cmp.Compare(a.claim, b.claim), cmp.Compare(a.entity, b.entity)) })
		l := &c.parts[role]
		l.start = make([]int32, len(c.number)+1)
		for _, p := range pairs[role] {
			l.of = append(l.of, p.entity)
			l.start[p.claim+1]++
		}
		for i := range len(c.number) {
			l.start[i+1] += l.start[i]
		}
	}
	return nil
}

// place is where the claim with this number stands.
func (c *columns) place(number int64) (int32, bool) {
	i, ok := slices.BinarySearchFunc(c.byNumber, number, func(place int32, n int64) int { return cmp.Compare(c.number[place], n) })
	if !ok {
		return 0, false
	}
	return c.byNumber[i], true
}

// Entity gives the entity with this id, and whether there is one.
func (c *Census) Entity(id string) (graph.EntityRef, bool) {
	i, ok := c.entity[id]
	if !ok {
		return graph.EntityRef{}, false
	}
	return c.entities[i], true
}

func placesOf[T ~string](list []T) map[T]uint8 {
	places := make(map[T]uint8, len(list))
	for i, v := range list {
		places[v] = uint8(i)
	}
	return places
}
