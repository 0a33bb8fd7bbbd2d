package attribution

// certainty tells how sure an attribution is, by the probabilities of its
// labels and links.
type certainty struct {
	first     int
	marginals [][labels]float32
}

func newCertainty(o *outputs) certainty { return certainty{o.first, o.marginals()} }

// evidence is what the confidence of an attribution is computed from, each a
// probability, 0 where the attribution lacks the role.
type evidence struct {
	cue        float64 // mean over the cue's tokens that they are of a cue
	content    float64 // the same of the largest content
	open       float64 // that the largest content begins where it does
	source     float64 // mean over the source's tokens
	cueLink    float64 // that the contents belong to the cue
	sourceLink float64 // that the source does
}

// of is the confidence in what was joined.
func (c certainty) of(j joined) float64 {
	if j.sure {
		return ruleConfidence
	}
	e := c.evidence(j)
	return logistic(e.cue + e.content)
}

func (c certainty) evidence(j joined) evidence {
	largest := j.contents[0]
	for _, x := range j.contents {
		if x.End-x.First > largest.End-largest.First {
			largest = x
		}
	}
	return evidence{
		cue:        c.mean(j.cue, cue),
		content:    c.mean(largest, content),
		open:       float64(c.marginals[largest.First-c.first][bContent]),
		source:     c.mean(j.source, source),
		cueLink:    j.cueMass,
		sourceLink: j.sourceMass,
	}
}

// mean is the mean probability that the tokens of r have the role, 0 for none.
func (c certainty) mean(r Range, x role) float64 {
	if r.End == r.First {
		return 0
	}
	sum := 0.0
	for i := r.First; i < r.End; i++ {
		row := &c.marginals[i-c.first]
		sum += float64(row[x.begins()]) + float64(row[x.begins()+1])
	}
	return sum / float64(r.End-r.First)
}
