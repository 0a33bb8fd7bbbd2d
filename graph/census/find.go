package census

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/link/meaning"
)

// A Tally is a value and the number of claims that have it.
type Tally struct {
	Value  string `json:"value"`
	Claims int    `json:"claims"`
}

// Facets count claims by each of the things that they can be picked by. A
// facet leaves out its own condition and keeps all others, so that it says how
// many claims one would see after another choice in it.
type Facets struct {
	Who       []graph.Count `json:"who"`       // most claims first, then by id
	About     []graph.Count `json:"about"`     //
	Publisher []graph.Count `json:"publisher"` //
	Stances   []Tally       `json:"stances"`   // in the order of news.Stances
	Kinds     []Tally       `json:"kinds"`     // in the order of news.Kinds
	Via       []graph.Count `json:"via"`       // sources that pass claims on
	Months    []Tally       `json:"months"`    // "2031-03", the earliest first; claims without a day are left out
	Days      []Tally       `json:"days"`      // "2031-03-04", where the day is known
	Chains    []Tally       `json:"chains"`    // by the number of sources, the smallest first
	Sure      []Tally       `json:"sure"`      // "0.9": claims at least so sure, the surest first
	Named     []Tally       `json:"named"`     // graph.Yes: a source is called by a name; graph.No: none is
	Checked   int           `json:"checked"`   // claims found that people found right
}

// A Found is what a filter finds: the number of claims, their facets, and the
// claims themselves by [Found.Claims].
type Found struct {
	Total  int
	Facets Facets
	census *Census
	all    []int32 // places of all claims found
	places []int32 // of those from the filter's Offset up to its Limit
	near   []float64
}

// The conditions of a filter that a facet shows, as bits of what a claim fails.
const (
	byWho = 1 << iota
	byAbout
	byPublisher
	byStance
	byKind
	byMonth
	byChain
	byVia
	bySure
	byNamed
	byOther // no facet shows it
)

// Find counts the claims that a filter picks, and remembers which they are in its
// Sort, from its Offset up to its Limit. Of who, about and publisher the facets
// hold the top most frequent; 0 is all.
func (c *Census) Find(ctx context.Context, f graph.Filter, top int) (*Found, error) {
	p, err := c.picker(ctx, &f)
	if err != nil {
		return nil, err
	}
	counts := c.newCounts()
	found := &Found{census: c}
	for _, i := range c.shown {
		switch fails := p.fails(int(i)); {
		case fails == 0:
			found.all = append(found.all, i)
			counts.add(int(i), ^0)
		case fails&(fails-1) == 0 && fails != byOther: // all but one facet's own
			counts.add(int(i), fails)
		}
	}
	found.Total, found.Facets = len(found.all), counts.facets(top)
	if c.right != nil {
		for _, i := range found.all {
			if c.right[i] {
				found.Facets.Checked++
			}
		}
	}
	if found.near = p.near; p.near != nil && f.Sort == graph.Newest {
		slices.SortStableFunc(found.all, func(a, b int32) int { return cmp.Compare(p.near[b], p.near[a]) })
	}
	found.places = c.inOrder(found.all, f)
	return found, nil
}

// Claims reads the claims found. ErrNotFound says that the graph has changed
// since the census was taken.
func (f *Found) Claims(ctx context.Context) ([]graph.Claim, error) {
	c := f.census
	wanted := make([]graph.Place, len(f.places))
	for i, p := range f.places {
		wanted[i] = graph.Place{Claim: c.number[p], Article: c.articles[c.in[p]].number}
	}
	claims, err := c.store.ClaimsAt(ctx, wanted)
	if f.near != nil && len(claims) == len(wanted) {
		for i, p := range f.places {
			claims[i].Near = math.Round(f.near[p]*1000) / 1000
		}
	}
	return claims, err
}

// inOrder gives claims, which stand in the order in which they are listed, in that of a
// filter, from its Offset up to its Limit.
func (c *Census) inOrder(all []int32, f graph.Filter) []int32 {
	first, last := f.Window(len(all))
	order := c.ordered(f.Sort)
	if order == nil {
		return all[first:last]
	}
	in := make([]bool, len(c.number))
	for _, i := range all {
		in[i] = true
	}
	out := make([]int32, 0, last-first)
	met := 0
	for _, i := range order {
		if met == last {
			break
		}
		if in[i] {
			if met++; met > first {
				out = append(out, i)
			}
		}
	}
	return out
}

// ordered is all claims in an order, which is found once; nil for that in which they are
// listed.
func (c *columns) ordered(order graph.Order) []int32 {
	var compare func(a, b int32) int
	var k int
	switch order {
	case graph.Oldest:
		k, compare = 0, func(a, b int32) int { return cmp.Compare(c.date[a], c.date[b]) }
	case graph.Surest:
		k, compare = 1, func(a, b int32) int { return cmp.Compare(c.confidence[b], c.confidence[a]) }
	case graph.Longest:
		k, compare = 2, func(a, b int32) int { return cmp.Compare(c.chain[b], c.chain[a]) }
	default:
		return nil
	}
	o := &c.orders[k]
	o.once.Do(func() {
		o.places = make([]int32, len(c.number))
		for i := range o.places {
			o.places[i] = int32(i)
		}
		slices.SortStableFunc(o.places, compare)
	})
	return o.places
}

// A picker is a filter made ready to look at one claim after the other. Nil and
// zero conditions pick all.
type picker struct {
	c                          *Census
	who, about, via, publisher []bool // by entity
	articles, said             []bool // by article, by claim
	kinds, stances             [256]bool
	chains                     [256]bool
	byKind, byStance, byChain  bool
	named                      string
	since, until               int32
	confidence                 float32
	near                       []float64 // by claim, how near it lies to the filter's Like; nil without one
}

func (c *Census) picker(ctx context.Context, f *graph.Filter) (*picker, error) {
	p := &picker{c: c, named: f.Named, confidence: float32(f.MinConfidence), since: graph.DayNumber(f.Since), until: graph.DayNumber(f.Until)}
	p.who, p.about, p.via, p.publisher = c.marked(f.Who), c.marked(f.About), c.marked(f.Via), c.marked(f.Publisher)
	if len(f.Articles) > 0 {
		p.articles = make([]bool, len(c.articles))
		for _, id := range f.Articles {
			if i, ok := c.article[id]; ok {
				p.articles[i] = true
			}
		}
	}
	kinds, stances := placesOf(news.Kinds[:]), placesOf(news.Stances[:])
	for _, k := range f.Kinds {
		p.kinds[kinds[k]], p.byKind = true, true
	}
	for _, s := range f.Stances {
		p.stances[stances[s]], p.byStance = true, true
	}
	for _, n := range f.Chains {
		p.chains[uint8(min(max(n, 0), 255))], p.byChain = true, true
	}
	var err error
	if f.Like != "" {
		if p.near, err = c.like(ctx, f.Like); err != nil {
			return nil, err
		}
	}
	if f.Said == "" {
		return p, nil
	}
	p.said, err = c.withWords(ctx, f.Said)
	return p, err
}

// marked gives a truth value an entity, true for those with these ids; nil where
// there is no id.
func (c *Census) marked(ids []string) []bool {
	if len(ids) == 0 {
		return nil
	}
	set := make([]bool, len(c.entities))
	for _, id := range ids {
		if i, ok := c.entity[id]; ok {
			set[i] = true
		}
	}
	return set
}

// withWords marks the claims with all words of a text.
func (c *Census) withWords(ctx context.Context, text string) ([]bool, error) {
	numbers, err := c.store.WithWords(ctx, text)
	if err != nil {
		return nil, err
	}
	set := make([]bool, len(c.number))
	at := 0
	for _, n := range numbers { // ascending
		for at < len(c.byNumber) && c.number[c.byNumber[at]] < n {
			at++
		}
		if at < len(c.byNumber) && c.number[c.byNumber[at]] == n {
			set[c.byNumber[at]] = true
		}
	}
	return set, nil
}

// like gives how near each claim lies to some words. The vectors of all are made once.
func (c *Census) like(ctx context.Context, words string) ([]float64, error) {
	vectors, err := c.vectors(ctx)
	if err != nil {
		return nil, err
	}
	near := make([]float64, len(vectors))
	to := meaning.Of(words)
	for i := range near {
		near[i] = to.Near(&vectors[i])
	}
	return near, nil
}

// vectors are what the claims mean, by place. Whoever asks first waits for them to be made.
func (c *Census) vectors(ctx context.Context) ([]meaning.Vector, error) {
	c.meaningsMu.Lock()
	defer c.meaningsMu.Unlock()
	if c.meanings != nil {
		return c.meanings, nil
	}
	numbers, vectors, err := c.store.Meanings(ctx, nil)
	if err != nil {
		return nil, err
	}
	c.meanings = make([]meaning.Vector, len(c.number))
	for i, n := range numbers {
		if at, ok := c.place(n); ok {
			c.meanings[at] = vectors[i]
		}
	}
	return c.meanings, nil
}

// fails gives the conditions that a claim does not meet.
func (p *picker) fails(i int) (fails int) {
	a := p.c.in[i]
	if p.said != nil && !p.said[i] || p.near != nil && p.near[i] < graph.LikeEnough || p.articles != nil && !p.articles[a] {
		return byOther
	}
	if p.confidence > 0 && p.c.confidence[i] < p.confidence {
		fails |= bySure
	}
	if p.named != "" && p.c.byNamed(i) != (p.named == graph.Yes) {
		fails |= byNamed
	}
	if p.via != nil && !p.cameThrough(i) {
		fails |= byVia
	}
	if p.who != nil && !anyOf(p.who, p.c.parts[graph.RoleSource].at(i)) {
		fails |= byWho
	}
	if p.about != nil && !anyOf(p.about, p.c.parts[graph.RoleTarget].at(i)) {
		fails |= byAbout
	}
	if p.publisher != nil && !p.outletOf(p.publisher, a) {
		fails |= byPublisher
	}
	if p.byStance && !p.stances[p.c.stance[i]] {
		fails |= byStance
	}
	if p.byKind && !p.kinds[p.c.kind[i]] {
		fails |= byKind
	}
	if p.byChain && !p.chains[p.c.chain[i]] {
		fails |= byChain
	}
	if d := p.c.date[i]; p.since > 0 && d < p.since || p.until > 0 && (d == 0 || d > p.until) {
		fails |= byMonth
	}
	return fails
}

// byNamed says whether a source of a claim is called by a name.
func (c *columns) byNamed(i int) bool {
	return slices.ContainsFunc(c.parts[graph.RoleSource].at(i), func(e int32) bool { return c.named[e] })
}

// cameThrough says whether a claim came through one of the sources or outlets that its article credits.
func (p *picker) cameThrough(i int) bool { return anyOf(p.via, p.c.parts[graph.RoleVia].at(i)) }

func (p *picker) outletOf(set []bool, article int32) bool {
	outlet := p.c.articles[article].outlet
	return outlet >= 0 && set[outlet]
}

func anyOf(set []bool, entities []int32) bool {
	for _, e := range entities {
		if set[e] {
			return true
		}
	}
	return false
}

// counts are facets while they are counted.
type counts struct {
	c                          *Census
	who, about, publisher, via []int32 // by entity
	stances, kinds, chain      [256]int
	sure                       [len(sureSteps)]int
	named, unnamed             int
	days                       []int32 // by place in census.days
}

// sureSteps are how sure claims are at least, as a facet counts them.
var sureSteps = [...]float32{0.95, 0.9, 0.8, 0.6}

func (c *Census) newCounts() *counts {
	n := len(c.entities)
	all := make([]int32, 4*n)
	return &counts{c: c, who: all[:n], about: all[n : 2*n], publisher: all[2*n : 3*n], via: all[3*n:], days: make([]int32, len(c.days))}
}

// add counts a claim in some of the facets.
func (n *counts) add(i int, in int) {
	if in&byWho != 0 {
		for _, e := range n.c.parts[graph.RoleSource].at(i) {
			n.who[e]++
		}
	}
	if in&byAbout != 0 {
		for _, e := range n.c.parts[graph.RoleTarget].at(i) {
			n.about[e]++
		}
	}
	if outlet := n.c.articles[n.c.in[i]].outlet; in&byPublisher != 0 && outlet >= 0 {
		n.publisher[outlet]++
	}
	if in&byStance != 0 {
		n.stances[n.c.stance[i]]++
	}
	if in&byKind != 0 {
		n.kinds[n.c.kind[i]]++
	}
	if in&byChain != 0 {
		n.chain[n.c.chain[i]]++
	}
	if in&byMonth != 0 {
		n.days[n.c.dayAt[i]]++
	}
	if in&byVia != 0 {
		for _, e := range n.c.parts[graph.RoleVia].at(i) {
			n.via[e]++
		}
	}
	if in&byNamed != 0 {
		if n.c.byNamed(i) {
			n.named++
		} else {
			n.unnamed++
		}
	}
	if in&bySure != 0 {
		for k, least := range sureSteps {
			if n.c.confidence[i] >= least {
				n.sure[k]++
			}
		}
	}
}

func (n *counts) facets(top int) Facets {
	f := Facets{Who: n.c.most(n.who, top), About: n.c.most(n.about, top), Publisher: n.c.most(n.publisher, top), Via: n.c.most(n.via, top)}
	for i, s := range news.Stances {
		f.Stances = appendTally(f.Stances, string(s), n.stances[i])
	}
	for i, k := range news.Kinds {
		f.Kinds = appendTally(f.Kinds, string(k), n.kinds[i])
	}
	for length, claims := range n.chain {
		f.Chains = appendTally(f.Chains, fmt.Sprint(length), claims)
	}
	for k, least := range sureSteps {
		f.Sure = appendTally(f.Sure, fmt.Sprint(least), n.sure[k])
	}
	f.Named = appendTally(appendTally(f.Named, graph.Yes, n.named), graph.No, n.unnamed)
	n.byDay(&f)
	return f
}

// byDay adds the days and months.
func (n *counts) byDay(f *Facets) {
	for k, day := range n.c.days { // ascending
		claims := int(n.days[k])
		if claims == 0 || day == 0 {
			continue
		}
		if month := fmt.Sprintf("%04d-%02d", day/10000, day/100%100); len(f.Months) > 0 && f.Months[len(f.Months)-1].Value == month {
			f.Months[len(f.Months)-1].Claims += claims
		} else {
			f.Months = append(f.Months, Tally{month, claims})
		}
		if day%100 > 0 {
			f.Days = append(f.Days, Tally{isoDay(day), claims})
		}
	}
}

func appendTally(all []Tally, value string, claims int) []Tally {
	if claims == 0 {
		return all
	}
	return append(all, Tally{value, claims})
}

// most gives the entities with the greatest counts, then by id; top 0 is all.
func (c *Census) most(claims []int32, top int) []graph.Count {
	before := func(a, b int32) int { return cmp.Or(cmp.Compare(claims[b], claims[a]), cmp.Compare(a, b)) }
	var places []int32 // kept sorted where there is a top: most candidates are refused by their count alone
	for e, n := range claims {
		full := top > 0 && len(places) == top
		if n <= 0 || full && n <= claims[places[top-1]] {
			continue
		}
		if full {
			places = places[:top-1]
		}
		if top > 0 {
			at, _ := slices.BinarySearchFunc(places, int32(e), before)
			places = slices.Insert(places, at, int32(e))
		} else {
			places = append(places, int32(e))
		}
	}
	if top <= 0 {
		slices.SortFunc(places, before)
	}
	out := make([]graph.Count, len(places))
	for i, e := range places {
		out[i] = graph.Count{Entity: c.entities[e], Claims: int(claims[e])}
	}
	return out
}
