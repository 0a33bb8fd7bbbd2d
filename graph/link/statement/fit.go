package statement

import (
	"fmt"
	"strings"

	"hearsay/graph/link"
	"hearsay/graph/link/internal/fit"
)

// Gold says of pairs of claims in other words, by their ids, the earlier first, whether they
// state the same, as people judged them.
type Gold map[[2]string]bool

// A Judged is a pair of claims in other words that is looked at, as one is judged by reading.
type Judged struct {
	A, B, SaidA, SaidB string
	Probability, Near  float64
}

// Others gives the pairs of claims in other words that are looked at, in the order of the
// claims; those that cannot state the same, since a number, a negation or a word of opposed
// meaning stands between them, are left out.
func Others(articles []link.Article) (out []Judged) {
	claims := claimsOf(articles)
	eachOther(claims, func(a, b *claim, l *likeness) {
		out = append(out, Judged{a.id(), b.id(), a.content(), b.content(), l.probability(), l.near})
	})
	return out
}

// eachOther visits the pairs of claims in other words that are judged by weights.
func eachOther(claims []claim, visit func(a, b *claim, l *likeness)) {
	near := newNeighbours(claims)
	for b := range claims {
		for _, a := range near.of(claims, b) {
			l := compare(&claims[a], &claims[b])
			if claims[a].article.ID != claims[b].article.ID && l.judged() {
				visit(&claims[a], &claims[b], &l)
			}
		}
	}
}

// Fit finds the weights of what is in other words as gold has it: a logistic regression by
// gradient descent from zero, with a ridge. It has no chance in it. It gives the text of
// weights.go; pairs of gold that are not looked at are left out.
func Fit(articles []link.Article, gold Gold, from string) string {
	var samples []likeness
	var yes []bool
	eachOther(claimsOf(articles), func(a, b *claim, l *likeness) {
		if same, ok := gold[[2]string{a.id(), b.id()}]; ok {
			samples, yes = append(samples, *l), append(yes, same)
		}
	})
	w := fit.Descend(len(samples), 1.5e-3, func(w *weights) [][]float64 { return [][]float64{w[:]} }, func(w, g *weights) {
		for i := range samples {
			miss := samples[i].by(w)
			if yes[i] {
				miss--
			}
			for k, f := range samples[i].features() {
				g[k] += float64(miss * f)
			}
		}
	})
	told, right, same := 0, 0, 0
	for i := range samples {
		if yes[i] {
			same++
		}
		if samples[i].by(&w) >= likeEnough {
			if told++; yes[i] {
				right++
			}
		}
	}
	says := fmt.Sprintf("On its %d pairs, of which %d state the same: %d told from %.2f on, %d of these right.", len(samples), same, told, likeEnough, right)
	return strings.TrimSuffix(fit.Head("statement", from, says), "//\n") + fmt.Sprintf("var fitted = weights{%s}\n", fit.Numbers(w[:]))
}
