package dispute

import (
	"fmt"
	"strings"

	"hearsay/graph/link"
	"hearsay/graph/link/internal/fit"
)

// Gold says of pairs of claims, by their ids, the one that answers first, whether they
// may disagree, as people judged them.
type Gold map[[2]string]bool

// Fit finds the weights by which pairs are judged as gold has them: a logistic regression
// by gradient descent from zero, with a ridge. It has no chance in it. It gives the text of
// weights.go; pairs of gold that are not looked at are left out.
func Fit(articles []link.Article, gold Gold, from string) string {
	var samples []pair
	var yes []bool
	for _, p := range gather(articles, &weights{}).found {
		if may, ok := gold[[2]string{p.a.node(), p.b.node()}]; ok {
			samples, yes = append(samples, p), append(yes, may)
		}
	}
	w := fit.Descend(len(samples), 3e-3, (*weights).parts, func(w, g *weights) {
		for i := range samples {
			p := &samples[i]
			miss := w.of(p)
			if yes[i] {
				miss--
			}
			g.Kind[p.kind] += miss
			for f, v := range p.features {
				g.Feature[groups[p.kind]][f] += float64(miss * v)
			}
		}
	})
	return w.source(from, samples, yes)
}

// parts are all numbers of the weights.
func (w *weights) parts() [][]float64 {
	all := [][]float64{w.Kind[:]}
	for i := range w.Feature {
		all = append(all, w.Feature[i][:])
	}
	return all
}

// source is the text of weights.go, with what the weights say of their own samples.
func (w *weights) source(from string, samples []pair, yes []bool) string {
	var b strings.Builder
	b.WriteString(fit.Head("dispute", from, fmt.Sprintf(
		"On its %d pairs, by kind: how many may disagree; told from %.2f on, and how many of these may.", len(samples), Least,
	)))
	for k := range kinds {
		var n, may, told, right int
		for i := range samples {
			if samples[i].kind != k {
				continue
			}
			n++
			if yes[i] {
				may++
			}
			if w.of(&samples[i]) >= Least {
				if told++; yes[i] {
					right++
				}
			}
		}
		fmt.Fprintf(&b, "//	%-10s %4d pairs, %3d may; %3d told, %3d right\n", k, n, may, told, right)
	}
	fmt.Fprintf(&b, "var fitted = weights{\n\tKind: [kinds]float64{%s},\n\tFeature: [groupsOfKinds][features]float64{\n", fit.Numbers(w.Kind[:]))
	for i := range w.Feature {
		fmt.Fprintf(&b, "\t\t{%s},\n", fit.Numbers(w.Feature[i][:]))
	}
	b.WriteString("\t},\n}\n")
	return b.String()
}
