package coref

import "hearsay/extract/encoder"

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
	start, p, _ := r.out.Link(encoder.Antecedent, head)
	if len(p) == 0 {
		return nil
	}
	sums := map[int]float64{}
	for j := i - 1; j >= 0 && r.mentions[j].First >= start; j-- {
		at := r.mentions[j].Head - start
		if r.of[j] >= 0 && at >= 0 && at < len(p) {
			sums[r.of[j]] += float64(p[at])
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
