package census

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"hearsay/graph"
)

// Publishes says whether an entity is an outlet of an article.
func (c *Census) Publishes(id string) bool {
	e, ok := c.entity[id]
	return ok && slices.ContainsFunc(c.articles, func(a censusArticle) bool { return a.outlet == e })
}

// A Pair is two claims, of two answers, that may be the same.
type Pair struct{ A, B graph.Claim }

// nearDays is how many days apart two articles may tell of the same, at most.
const nearDays = 3

// manyOfOne is how many claims of one source, or about one target, are looked at in each
// answer for pairs, and manyPairs about how many of these in all.
const (
	manyOfOne = 400
	manyPairs = 1 << 20
)

// Pairs gives pairs of claims of two answers that may be the same: of the same source,
// or where bySource is not set about the same target, a few days apart at most; those
// with most in common first, at most so many as most.
func (f *Found) Pairs(ctx context.Context, g *Found, bySource bool, most int) ([]Pair, error) {
	c := f.census
	role := graph.RoleTarget
	if bySource {
		role = graph.RoleSource
	}
	type pair struct {
		a, b  int32
		score int
	}
	of := c.by(role, g.all)
	seen := map[[2]int32]bool{}
	var all []pair
	ofA := c.by(role, f.all)
	for _, e := range slices.Sorted(maps.Keys(ofA)) {
		if len(all) > manyPairs {
			break
		}
		as := ofA[e]
		for _, a := range as[:min(manyOfOne, len(as))] {
			for _, b := range of[e][:min(manyOfOne, len(of[e]))] {
				apart := abs(ordinal(c.date[a]) - ordinal(c.date[b]))
				if a == b || apart > nearDays || c.in[a] == c.in[b] || seen[[2]int32{a, b}] {
					continue
				}
				seen[[2]int32{a, b}] = true
				all = append(all, pair{a, b, c.alike(a, b)*8 - int(apart)})
			}
		}
	}
	slices.SortFunc(all, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	all = all[:min(most, len(all))]
	places := map[int32]bool{}
	var wanted []int32
	for _, p := range all {
		for _, i := range [...]int32{p.a, p.b} {
			if !places[i] {
				places[i] = true
				wanted = append(wanted, i)
			}
		}
	}
	claims, err := (&Found{census: c, places: wanted}).Claims(ctx)
	if err != nil {
		return nil, err
	}
	at := map[int32]*graph.Claim{}
	for k, i := range wanted {
		at[i] = &claims[k]
	}
	out := make([]Pair, len(all))
	for k, p := range all {
		out[k] = Pair{*at[p.a], *at[p.b]}
	}
	return out, nil
}

// by gathers claims by the entities that have a part in them.
func (c *Census) by(role int, places []int32) map[int32][]int32 {
	out := map[int32][]int32{}
	for _, i := range places {
		for _, e := range c.parts[role].at(int(i)) {
			out[e] = append(out[e], i)
		}
	}
	return out
}

// alike counts what two claims have in common: sources, targets, stance, kind.
func (c *Census) alike(a, b int32) (n int) {
	for _, role := range [...]int{graph.RoleSource, graph.RoleTarget} {
		for _, e := range c.parts[role].at(int(a)) {
			if slices.Contains(c.parts[role].at(int(b)), e) {
				n++
			}
		}
	}
	if c.stance[a] == c.stance[b] && c.kind[a] == c.kind[b] {
		n++
	}
	return n
}

// ordinal is a day as a number of which the difference of two is at least that of the
// days: months have 31.
func ordinal(day int32) int32 { return day/10000*372 + day/100%100*31 + day%100 }

func abs(n int32) int32 { return max(n, -n) }
