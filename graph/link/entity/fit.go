package entity

import (
	"cmp"
	"fmt"
	"math"
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
		if known && !p.ofPart(c) {
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

// FitBare finds the weights by which it is judged who is meant by a bare name, in the
// same way, of articles that name somebody in full and by the last name. One in eight of
// these teaches nothing, and says how often the weights are right. It gives the text of
// weights_bare.go.
func FitBare(articles []link.Article, from string) string {
	c, _ := gather(articles, index(nil))
	all := c.candidates()
	c.weigh(all)
	p := &people{decide(c, all, &fitted, &bareWeights{Bias: math.Inf(-1)}), map[int32]*somebody{}}
	var rows [][]float64
	var one []bool
	var judges []hiddenName
	hidden := p.hide()
	for i := range hidden {
		h := &hidden[i]
		if id := c.articles[h.article].ID; id[len(id)-1] < '2' {
			judges = append(judges, *h)
			continue
		}
		for k, x := range p.features(&h.bareName, h.roots) {
			rows, one = append(rows, append([]float64{1}, x[:]...)), append(one, k == h.is)
		}
	}
	numbers := fit.Newton(rows, one, 1e-4)
	w := bareWeights{Bias: numbers[0], Feature: [bareFeatures]float64(numbers[1:])}
	var there, joined, right int
	for i := range judges {
		h := &judges[i]
		if h.is >= 0 {
			there++
		}
		if at := likeliest(p.probabilities(&h.bareName, h.roots, &w)); at >= 0 {
			if joined++; at == h.is {
				right++
			}
		}
	}
	return fmt.Sprintf(`package entity

// fittedBare are the weights by which it is judged who is meant by a bare name, as
// [FitBare] found them.
// %s
//
// %d names taught; of %d others %d are of somebody whom other articles name in full. Joined
// at %.2f are %d, %d of them right.
var fittedBare = bareWeights{
	Bias:    %s,
	Feature: [...]float64{%s},
}
`, strings.ReplaceAll(from, "\n", "\n// "), len(hidden)-len(judges), len(judges), there, leastMeant, joined, right, fit.Numbers(numbers[:1]), fit.Numbers(numbers[1:]))
}

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
