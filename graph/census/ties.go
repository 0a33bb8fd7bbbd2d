package census

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hearsay/graph"
)

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
	Weights      []int    // of these: claims of their ties with each other
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
// ring 1 is who is tied to one of these, ring 2 who is tied to ring 1. Around nobody it
// gives those of most claims. Of entities it gives at most so many as most; of ties
// twice as many as entities, or 120: those to and from where the rings begin first, then
// the one of most claims of each other entity, then those of most claims.
func (c *Census) Ties(ids []string, rings, most int) Rings {
	return c.around(c.allTies(), ids, rings, most)
}

// TiesOf is Ties of the claims that a filter finds alone.
func (c *Census) TiesOf(ctx context.Context, f graph.Filter, ids []string, rings, most int) (Rings, error) {
	f.Limit, f.Offset = 1, 0
	found, err := c.Find(ctx, f, 1)
	if err != nil {
		return Rings{}, err
	}
	return c.around(c.count(found.all), ids, rings, most), nil
}

func (c *Census) around(all []tie, ids []string, rings, most int) Rings {
	ring, begins := make([]bool, len(c.entities)), make([]bool, len(c.entities))
	var order []int32
	var out Rings
	for _, id := range ids {
		if e, ok := c.entity[id]; ok && !ring[e] {
			ring[e], begins[e] = true, true
			order = append(order, e)
		}
	}
	if len(ids) == 0 {
		order, out.MoreEntities = c.heaviest(all, most)
		for _, e := range order {
			ring[e] = true
		}
		rings = 0
	}
	for range rings {
		next, left := c.nextRing(all, ring, most-len(order))
		for _, e := range next {
			ring[e] = true
		}
		order, out.MoreEntities = append(order, next...), left
	}
	var between []tie
	for _, t := range all {
		if ring[t.from] && ring[t.to] {
			between = append(between, t)
		}
	}
	weight := c.weights(between)
	for _, e := range order {
		out.Reached = append(out.Reached, c.entities[e].ID)
		out.Weights = append(out.Weights, int(weight[e]))
	}
	if room := max(fewTies, tiesEach*len(order)); len(between) > room {
		slices.SortStableFunc(between, func(a, b tie) int { return cmp.Compare(b.claims, a.claims) })
		tied := make([]bool, len(c.entities))
		var near, first, others []tie
		for _, t := range between {
			switch {
			case begins[t.from] || begins[t.to]:
				near = append(near, t)
			case !tied[t.from] || !tied[t.to]: // nobody who is reached stands alone
				first = append(first, t)
			default:
				others = append(others, t)
			}
			tied[t.from], tied[t.to] = true, true
		}
		between = slices.Concat(near, first, others)
		out.MoreTies = len(between) - room
		between = between[:room]
		slices.SortFunc(between, tie.compare)
	}
	for _, t := range between {
		out.Ties = append(out.Ties, Tie{c.entities[t.from].ID, c.entities[t.to].ID, t.reports, int(t.claims), isoDay(t.first), isoDay(t.last)})
	}
	return out
}

// weights are the claims of each entity's ties.
func (c *Census) weights(ties []tie) []int32 {
	weight := make([]int32, len(c.entities))
	for _, t := range ties {
		weight[t.from] += t.claims
		weight[t.to] += t.claims
	}
	return weight
}

// heaviest gives the entities whose ties have most claims, and how many more have one.
func (c *Census) heaviest(all []tie, most int) (order []int32, left int) {
	weight := c.weights(all)
	for _, w := range weight {
		if w > 0 {
			left++
		}
	}
	for _, n := range c.most(weight, most) {
		order = append(order, c.entity[n.Entity.ID])
	}
	return order, left - len(order)
}

// Path gives the entities on a shortest way along ties from one of some entities to one
// of others, ends included; of equally short ones the way of the ties that have most
// claims, seen from its end. It is empty where there is no way.
func (c *Census) Path(from, to []string) []string {
	beside := c.allBeside()
	end := c.marked(to)
	before := map[int32]int32{}
	var queue []int32
	for _, id := range from {
		if e, ok := c.entity[id]; ok {
			before[e] = e
			queue = append(queue, e)
		}
	}
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		if end != nil && end[at] {
			return c.walked(before, at)
		}
		for _, t := range beside[at] {
			other := c.ties[t].from + c.ties[t].to - at
			if _, seen := before[other]; !seen {
				before[other] = at
				queue = append(queue, other)
			}
		}
	}
	return nil
}

// allBeside gives the ties of each entity by their places, most claims first, once.
func (c *Census) allBeside() [][]int32 {
	ties := c.allTies()
	c.besideOnce.Do(func() {
		c.beside = make([][]int32, len(c.entities))
		for i, t := range ties {
			c.beside[t.from] = append(c.beside[t.from], int32(i))
			c.beside[t.to] = append(c.beside[t.to], int32(i))
		}
		for _, some := range c.beside {
			slices.SortStableFunc(some, func(a, b int32) int { return cmp.Compare(ties[b].claims, ties[a].claims) })
		}
	})
	return c.beside
}

// walked gives the ids on the way to an entity.
func (c *Census) walked(before map[int32]int32, at int32) (ids []string) {
	for {
		ids = append(ids, c.entities[at].ID)
		if before[at] == at {
			slices.Reverse(ids)
			return ids
		}
		at = before[at]
	}
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
		c.ties = c.count(c.shown)
	})
	return c.ties
}

// count counts the ties of claims.
func (c *Census) count(places []int32) (ties []tie) {
	var all []tie
	for _, i := range places {
		day := c.date[i]
		for _, s := range c.parts[graph.RoleSource].at(int(i)) {
			for _, t := range c.parts[graph.RoleTarget].at(int(i)) {
				all = append(all, tie{s, t, false, 1, day, day})
			}
			for _, v := range c.parts[graph.RoleVia].at(int(i)) {
				all = append(all, tie{v, s, true, 1, day, day})
			}
		}
	}
	slices.SortFunc(all, tie.compare)
	for _, t := range all {
		if t.from == t.to {
			continue
		}
		if n := len(ties); n > 0 && ties[n-1].compare(t) == 0 {
			ties[n-1].join(t)
		} else {
			ties = append(ties, t)
		}
	}
	return ties
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
