package coref

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
)

// fresh is the probability that the encoder gives a mention of going back to
// nothing, 0 where it says nothing.
func (r *resolver) fresh(i int) float64 {
	head := r.mentions[i].Head
	if !r.out.Has(head) {
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
	head := r.mentions[i].Head
	if !r.out.Has(head) {
		return nil
	}
	targets, _ := r.out.Link(encoder.Antecedent, head)
	if targets == nil {
		return nil
	}
	sums := map[int]float64{}
	start := r.out.Sight(head).First
	for j := i - 1; j >= 0 && r.mentions[j].First >= start; j-- {
		if r.of[j] < 0 {
			continue
		}
		m := &r.mentions[j]
		first, end := m.Head, m.Head+1
		if m.Form == mention.Name { // of which treebanks take the first word for the head
			first, end = m.NameFirst, m.NameEnd
		}
		for _, l := range targets {
			if int(l.Token) >= first && int(l.Token) < end {
				sums[r.of[j]] += float64(l.P)
			}
		}
	}
	return sums
}
