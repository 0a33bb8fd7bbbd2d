package entity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph/link"
	"hearsay/graph/link/internal/fit"
)

// Gold says of entities of articles, by the article's id and the entity's, which world
// they are of and who they are in it. Two of one world are one or are not; nothing is
// known of two of different worlds.
type Gold map[[2]string][2]string

// Fit finds the weights by which the pairs of the articles are judged as gold has
// them: a logistic regression by gradient descent from zero, with a ridge. It has no
// chance in it. It gives the text of weights.go.
func Fit(articles []link.Article, gold Gold, from string) string {
	c, _ := gather(articles, index(nil))
	all := c.candidates()
	c.weigh(all)
	who := c.truth(gold)
	var samples []pair
	var one []bool
	for _, p := range all {
		same, known := agree(who[p.short], who[p.long])
		// What a part of a name means on two topics is hardly ever one.
		if known || (p.relation == given || p.relation == surname) && strangers(who[p.short], who[p.long]) {
			samples, one = append(samples, p), append(one, same)
		}
	}
	w := fit.Descend(len(samples), 1e-4, (*weights).parts, func(w, g *weights) {
		for i := range samples {
			p := &samples[i]
			miss := w.of(p)
			if one[i] {
				miss--
			}
			g.Relation[p.relation] += miss
			g.Context[p.relation] += float64(miss * p.features[context])
			for f, v := range p.features {
				g.Feature[f] += float64(miss * v)
			}
		}
	})
	return w.source(from, samples, one)
}

// parts are all numbers of the weights.
func (w *weights) parts() [][]float64 { return [][]float64{w.Relation[:], w.Context[:], w.Feature[:]} }

// truth gives, for each unit, who its members are in each world: the most of them.
func (c *collection) truth(gold Gold) []map[string]string {
	counts := make([]map[[2]string]int, len(c.units))
	for _, m := range c.members {
		g, ok := gold[[2]string{c.articles[m.article].ID, m.form}]
		if !ok {
			continue
		}
		if counts[m.unit] == nil {
			counts[m.unit] = map[[2]string]int{}
		}
		counts[m.unit][g]++
	}
	out := make([]map[string]string, len(c.units))
	for u, of := range counts {
		out[u] = map[string]string{}
		most := map[string]int{}
		keys := make([][2]string, 0, len(of))
		for g := range of {
			keys = append(keys, g)
		}
		slices.SortFunc(keys, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
		for _, g := range keys {
			if of[g] > most[g[0]] {
				most[g[0]], out[u][g[0]] = of[g], g[1]
			}
		}
	}
	return out
}

// agree says whether two units are one, where a world has both.
func agree(a, b map[string]string) (same, known bool) {
	for world, who := range a {
		if other, ok := b[world]; ok {
			known = true
			if who == other {
				same = true
			}
		}
	}
	return same, known
}

// strangers says whether two units are of worlds on other topics: of worlds whose names
// begin with other numbers.
func strangers(a, b map[string]string) bool {
	topic := func(world string) string { return world[:len(world)-len(strings.TrimLeft(world, "0123456789"))] }
	for x := range a {
		for y := range b {
			if topic(x) == topic(y) {
				return false
			}
		}
	}
	return len(a) > 0 && len(b) > 0
}

// source is the text of weights.go, with what the weights say of their own samples.
func (w *weights) source(from string, samples []pair, one []bool) string {
	var b strings.Builder
	b.WriteString(fit.Head("entity", from, fmt.Sprintf(
		"On its %d pairs, by relation: how many are one; joined at %.2f, and how many of these are one.", len(samples), leastJoin,
	)))
	for r := range relations {
		var n, yes, joined, right int
		for i := range samples {
			if samples[i].relation != r {
				continue
			}
			n++
			if one[i] {
				yes++
			}
			if w.of(&samples[i]) >= leastJoin {
				if joined++; one[i] {
					right++
				}
			}
		}
		if n > 0 {
			fmt.Fprintf(&b, "//	%-32s %5d pairs, %4d one; %4d joined, %4d right\n", r, n, yes, joined, right)
		}
	}
	fmt.Fprintf(&b, "var fitted = weights{\n\tRelation: [...]float64{%s},\n\tContext: [...]float64{%s},\n\tFeature: [...]float64{%s},\n}\n",
		fit.Numbers(w.Relation[:]), fit.Numbers(w.Context[:]), fit.Numbers(w.Feature[:]))
	return b.String()
}
