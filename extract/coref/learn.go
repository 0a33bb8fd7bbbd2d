package coref

import (
	"hearsay/extract/encoder"
	"hearsay/extract/mention"
	"hearsay/extract/news"
)

// Tuned on GUM dev.
const (
	convinced = 0.5  // the probability of an antecedent above which a noun phrase that no rule places goes to it
	newcomer  = 0.35 // that of none above which an "it" is left alone
)

// fresh is the probability that the encoder gives a mention of going back to
// nothing, 0 where it says nothing.
func (r *resolver) fresh(i int) float64 {
	head := r.mentions[i].Head
	if r.out == nil || head < r.out.First || head >= r.out.End {
		return 0
	}
	targets, none := r.out.Link(encoder.Antecedent, head)
	if targets == nil {
		return 0
	}
	return float64(none)
}

// learnt is the probability that the encoder gives each cluster of being what a
// mention goes back to; nil where it says nothing.
func (r *resolver) learnt(i int) map[int]float64 {
	if r.out == nil {
		return nil
	}
	head := r.mentions[i].Head
	if head < r.out.First || head >= r.out.End {
		return nil
	}
	targets, _ := r.out.Link(encoder.Antecedent, head)
	if targets == nil {
		return nil
	}
	sums := map[int]float64{}
	start := r.out.Sight(head).First
	for j := i - 1; j >= 0 && r.mentions[j].First >= start; j-- {
		if r.of[j] >= 0 {
			sums[r.of[j]] += float64(targets.At(r.mentions[j].Head))
		}
	}
	return sums
}

// likeliest is the cluster that the encoder takes a mention to go back to, with
// its probability; −1 where it says nothing.
func (r *resolver) likeliest(i int) (cluster int, p float64) {
	cluster = -1
	for c, q := range r.learnt(i) {
		if q > p || q == p && c < cluster {
			cluster, p = c, q
		}
	}
	return cluster, p
}

// compatible reports whether a noun phrase can be of a cluster, by its type.
func (r *resolver) compatible(m *mention.Mention, c int) bool {
	k := &r.clusters[r.root(c)]
	if person, human := k.kind == news.Person, m.Type == news.Person; person != human {
		return false
	}
	return (k.kind == news.Group) == (m.Type == news.Group) && (m.Gender == 0 || k.gender == 0 || m.Gender == k.gender)
}
