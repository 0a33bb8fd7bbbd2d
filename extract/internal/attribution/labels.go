package attribution

import "hearsay/extract/internal/encoder"

// The labels of a token, in the order of the model's outputs: b begins a span,
// i goes on with it.
const (
	outside = iota
	bSource
	iSource
	bCue
	iCue
	bContent
	iContent
	labels // how many there are
)

// A role is what a span is in an attribution.
type role int

const (
	source role = iota
	cue
	content
	roles // how many there are
)

// begins is the label that opens a span of the role.
func (r role) begins() int { return bSource + 2*int(r) }

// roleOf is the role of a label other than outside.
func roleOf(label int) role { return role((label - 1) / 2) }

// A lattice is what the conditional random field scores (Lafferty et al., ICML
// 2001): one row a token, one score a label.
type lattice struct {
	emissions  [][labels]float32
	start      [labels]float32
	transition [labels][labels]float32 // from, to; a forbidden one costs 10,000 or more
}

// best is the likeliest sequence of labels (Viterbi, 1967), of two equal ones
// that with the smaller labels. It takes time linear in the tokens.
func (l *lattice) best() []uint8 {
	n := len(l.emissions)
	if n == 0 {
		return nil
	}
	from := make([][labels]uint8, n)
	var score [labels]float32
	for k := range labels {
		score[k] = l.start[k] + l.emissions[0][k]
	}
	for t := 1; t < n; t++ {
		var next [labels]float32
		for to := range labels {
			at, top := 0, score[0]+l.transition[0][to]
			for k := 1; k < labels; k++ {
				if s := score[k] + l.transition[k][to]; s > top {
					at, top = k, s
				}
			}
			from[t][to], next[to] = uint8(at), top+l.emissions[t][to]
		}
		score = level(next)
	}
	path := make([]uint8, n)
	for k := 1; k < labels; k++ {
		if score[k] > score[path[n-1]] {
			path[n-1] = uint8(k)
		}
	}
	for t := n - 1; t > 0; t-- {
		path[t-1] = from[t][path[t]]
	}
	return path
}

// level takes the greatest score from all, so that float32 holds a text of any
// length.
func level(scores [labels]float32) [labels]float32 {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	for k := range scores {
		scores[k] -= top
	}
	return scores
}

// marginals are the probabilities of each token's labels (forward-backward,
// Rabiner, Proc. IEEE 1989), scaled at each token. No product is fused with a
// sum, so that every machine gets the same bits.
func (l *lattice) marginals() [][labels]float32 {
	n := len(l.emissions)
	if n == 0 {
		return nil
	}
	var weight [labels][labels]float64
	for k := range labels {
		for to := range labels {
			weight[k][to] = encoder.Exp(float64(l.transition[k][to]))
		}
	}
	forward := make([][labels]float64, n)
	var state [labels]float64
	for k := range labels {
		state[k] = encoder.Exp(float64(l.start[k]))
	}
	for t := range n {
		if t > 0 {
			state = through(forward[t-1], weight, false)
		}
		forward[t] = times(state, potentials(l.emissions[t]))
	}
	out := make([][labels]float32, n)
	backward := [labels]float64{1, 1, 1, 1, 1, 1, 1}
	for t := n - 1; t >= 0; t-- {
		for k, p := range times(forward[t], backward) {
			out[t][k] = float32(p)
		}
		backward = through(times(backward, potentials(l.emissions[t])), weight, true)
	}
	return out
}

// potentials are the exponentials of scores, the greatest being 1.
func potentials(scores [labels]float32) (p [labels]float64) {
	for k, s := range level(scores) {
		p[k] = encoder.Exp(float64(s))
	}
	return p
}

// through takes a state over one transition, forwards or backwards.
func through(state [labels]float64, weight [labels][labels]float64, back bool) (out [labels]float64) {
	for k := range labels {
		for j := range labels {
			w := weight[j][k]
			if back {
				w = weight[k][j]
			}
			out[k] += float64(state[j] * w)
		}
	}
	return out
}

// times multiplies two states label by label and scales the sum to 1.
func times(a, b [labels]float64) (out [labels]float64) {
	sum := 0.0
	for k := range labels {
		out[k] = float64(a[k] * b[k])
		sum += out[k]
	}
	if sum == 0 {
		out[outside], sum = 1, 1
	}
	for k := range labels {
		out[k] /= sum
	}
	return out
}

// A span is a stretch of tokens that has a role.
type span struct {
	Range
	role role
}

// spans reads the spans off a sequence of labels of the tokens from first on.
func spans(path []uint8, first int) []span {
	var out []span
	open := -1 // index of the span that goes on
	for i, label := range path {
		switch {
		case label == outside:
			open = -1
		case int(label) != roleOf(int(label)).begins() && open >= 0 && out[open].role == roleOf(int(label)):
			out[open].End = first + i + 1
		default:
			open = len(out)
			out = append(out, span{Range{First: first + i, End: first + i + 1}, roleOf(int(label))})
		}
	}
	return out
}
