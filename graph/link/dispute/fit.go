package dispute

import (
	"fmt"
	"math"
	"strings"

	"hearsay/graph/link"
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
	const steps, rate, ridge = 20000, 1, 3e-3
	var w weights
	for range steps {
		var g weights
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
		step := func(at *float64, slope float64) {
			*at -= float64(rate * (float64(slope/float64(len(samples))) + float64(ridge**at)))
		}
		for k := range w.Kind {
			step(&w.Kind[k], g.Kind[k])
		}
		for i := range w.Feature {
			for f := range w.Feature[i] {
				step(&w.Feature[i][f], g.Feature[i][f])
			}
		}
	}
	return w.source(from, samples, yes)
}

// source is the text of weights.go, with what the weights say of their own samples.
func (w *weights) source(from string, samples []pair, yes []bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package dispute\n\n// fitted are the weights by which pairs are judged, as [Fit] found them.\n// %s\n//\n", strings.ReplaceAll(from, "\n", "\n// "))
	fmt.Fprintf(&b, "// On its %d pairs, by kind: how many may disagree; told from %.2f on, and how many of these may.\n//\n", len(samples), Least)
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
	list := func(values []float64) {
		for i, v := range values {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%.3f", math.Round(v*1000)/1000)
		}
	}
	b.WriteString("var fitted = weights{\n\tKind: [kinds]float64{")
	list(w.Kind[:])
	b.WriteString("},\n\tFeature: [groupsOfKinds][features]float64{\n")
	for i := range w.Feature {
		b.WriteString("\t\t{")
		list(w.Feature[i][:])
		b.WriteString("},\n")
	}
	b.WriteString("\t},\n}\n")
	return b.String()
}
