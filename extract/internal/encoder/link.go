package encoder

import (
	"cmp"
	"math"
	"slices"
)

// A Link is a kind of link from one token to another.
type Link int

// The links that a model knows.
const (
	ContentCue   Link = iota // a token of a content → the first token of its cue
	SourceCue                // a token of a source → the first token of its cue
	CueSource                // the first token of a cue → the first token of its source
	MentionFirst             // the head of a mention → its first token
	MentionLast              // the head of a mention → its last token
	Antecedent               // the head of a mention → the head of the nearest mention before it of the same entity
	links        = iota
)

// String is the name of the link in the model file.
func (l Link) String() string { return linkNames[l] }

// likely is by how much less than the best label's a label's score can be for
// the token to get the links of that label: its odds are 1 to 400 at most.
const likely = 6

// A Target is a token that another may be linked to, an index in the text, with
// the probability of that.
type Target struct {
	Token int32
	P     float32
}

// Targets are in the order of the text.
type Targets []Target

// At is the probability of a token, 0 where it is none of the targets.
func (t Targets) At(token int) float32 {
	for _, l := range t {
		if int(l.Token) == token {
			return l.P
		}
	}
	return 0
}

// What is kept of a token's links: on news some two of each kind, at most 10.
const (
	leastKept = 0.001 // the probability of a target
	mostKept  = 10    // targets, the likeliest
)

// A row is where in the links of a window those of one token stand: first that
// to none, whose Token is -1. A token without links has an empty one.
// A window has fewer than 65,536 targets.
type row struct{ begin, end uint16 }

// A stored Target takes half the memory of one: its token counts from its window's
// first, and its probability in steps of 1 in 65,535.
type stored struct{ token, p uint16 }

// fineness is how many steps a stored probability has.
const fineness = 1<<16 - 1

// store makes a Target small, which is of a window from first on.
func store(t Target, first int) stored {
	return stored{uint16(int(t.Token) - first), uint16(float32(t.P*fineness) + 0.5)}
}

// target is what was stored.
func (s stored) target(first int) Target {
	return Target{int32(first + int(s.token)), float32(s.p) / fineness}
}

// Link returns the tokens that the token, an index in the text, may be linked to,
// in the order of the text, those of probability 0.001 and more and at most the 10
// likeliest; and the probability that it is linked to none. A token whose labels
// make the link most unlikely has no links: targets is nil then, and none is 1;
// where there are only links of little probability it is empty.
func (o *Output) Link(kind Link, token int) (targets Targets, none float32) {
	i := token - o.First
	r := o.rows[kind][i]
	if r.begin == r.end {
		return nil, 1
	}
	all, first := o.targets[o.of[i]][r.begin:r.end], o.windows[o.of[i]].First
	targets = make(Targets, len(all)-1)
	for k, s := range all[1:] {
		targets[k] = s.target(first)
	}
	return targets, all[0].target(first).P
}

// Sight is the tokens among which those are that a token may be linked to.
func (o *Output) Sight(token int) Window { return o.windows[o.of[token-o.First]] }

// linkBuffers hold what is computed of the links of a few windows.
type linkBuffers struct {
	query, key []float32 // a row a token
	keys       []float32 // one link's keys, a column a token
	few        []float32 // the queries of 4 tokens
	score      []float32 // of 4 tokens to all
	targets    []Target  // of one window
}

// newLinkBuffers makes buffers for the links of windows of a model of shape c.
func newLinkBuffers(c config) linkBuffers {
	n := roundUp(c.Window+2, 16)
	return linkBuffers{
		query: make([]float32, n*links*c.LinkWidth),
		key:   make([]float32, n*links*c.LinkWidth),
		keys:  make([]float32, (n+16)*c.LinkWidth),
		few:   make([]float32, 4*c.LinkWidth),
		score: make([]float32, 4*(n+16)),
	}
}

// likely says whether a token's labels leave room for a link of the kind.
func (o *Output) likely(kind Link, token int) bool {
	row := o.Attribution[token-o.First][:]
	switch kind {
	case ContentCue:
		return near(row, 5, 7)
	case SourceCue:
		return near(row, 1, 3)
	case CueSource:
		return near(row, 3, 5)
	}
	return near(o.Mention[token-o.First][:], 1, mentionCount)
}

// near says whether one of the labels from first to end has a score close to the
// best of all.
func near(row []float32, first, end int) bool {
	best := row[0]
	for _, v := range row {
		best = max(best, v)
	}
	for _, v := range row[first:end] {
		if v >= best-likely {
			return true
		}
	}
	return false
}

// link writes to the output of p the links of the tokens that are taken from it.
// The tokens' vectors are in b.x, their queries and keys in b.links, their labels
// in the output.
func (m *Model) link(b *buffers, p *part) {
	w := p.out.windows[p.window]
	n := w.End - w.First
	b.links.targets = b.links.targets[:0]
	for kind := range Link(links) {
		var few [4]int
		count, begun := 0, false
		for i := p.first; i < p.end; i++ {
			if p.out.likely(kind, i) {
				few[count] = i
				count++
			}
			if count == 0 || count < len(few) && i < p.end-1 {
				continue
			}
			if !begun {
				key := b.links.key[p.token*m.key.rows+int(kind)*m.LinkWidth:]
				m.kernel.transpose(b.links.keys, roundUp(n+1, 16), key, m.key.rows, n, m.LinkWidth)
				begun = true
			}
			m.linkFew(b, p, kind, few[:count])
			count = 0
		}
	}
	small := make([]stored, len(b.links.targets))
	for i, t := range b.links.targets {
		small[i] = store(t, w.First)
	}
	p.out.targets[p.window] = small
}

// linkFew appends the links of up to four tokens: their queries times all keys,
// by the distance, and the score of none behind them; then the softmax of these.
func (m *Model) linkFew(b *buffers, p *part, kind Link, tokens []int) {
	w := p.out.windows[p.window]
	n := w.End - w.First
	cols := roundUp(n+1, 16)
	for r, i := range tokens {
		query := b.links.query[p.rowOf(i)*m.query.rows+int(kind)*m.LinkWidth:]
		copy(b.links.few[r*m.LinkWidth:][:m.LinkWidth], query)
	}
	root := b.root[:]
	for r := range root {
		root[r] = float32(1 / math.Sqrt(float64(m.LinkWidth)))
	}
	m.kernel.multiply(b.links.score, cols, b.links.few, m.LinkWidth, b.links.keys, cols, root, m.LinkWidth, cols)
	for r, i := range tokens {
		row := b.links.score[r*cols:][:cols]
		for j, d := range m.distances(kind, w.First-i, n) {
			row[j] += d
		}
		row[n] = m.none(kind, b.x[p.rowOf(i)*m.Width:][:m.Width])
		for j := n + 1; j < cols; j++ {
			row[j] = outside
		}
		inverse := 1 / m.kernel.softmax(row)
		p.out.rows[kind][i-p.out.First] = b.links.keep(row[:n+1], inverse, w.First)
	}
}

// keep appends the links of one token, whose probabilities, that of none behind
// those of the tokens from first on, are p times inverse.
func (b *linkBuffers) keep(p []float32, inverse float32, first int) row {
	begin, n := len(b.targets), len(p)-1
	b.targets = append(b.targets, Target{-1, p[n] * inverse})
	for j, v := range p[:n] {
		if v *= inverse; v >= leastKept {
			b.targets = append(b.targets, Target{int32(first + j), v})
		}
	}
	if kept := b.targets[begin+1:]; len(kept) > mostKept {
		slices.SortFunc(kept, func(a, b Target) int { return cmp.Or(cmp.Compare(b.P, a.P), cmp.Compare(a.Token, b.Token)) })
		slices.SortFunc(kept[:mostKept], func(a, b Target) int { return cmp.Compare(a.Token, b.Token) })
		b.targets = b.targets[:begin+1+mostKept]
	}
	return row{uint16(begin), uint16(len(b.targets))}
}

// none is the score of a link to nothing from the token with vector x.
func (m *Model) none(kind Link, x []float32) float32 {
	weight := m.noneWeight[int(kind)*m.Width:][:m.Width]
	var s [16]float32
	for l := range s {
		sum := float32(0) // of the lane; in the array it would be written again and again
		for i := l; i < len(x); i += 16 {
			sum += float32(x[i] * weight[i])
		}
		s[l] = sum
	}
	return lanes(&s) + m.noneBias[kind]
}

// steps are the distances at which a bucket begins: one each below 8, from there
// two a doubling.
var steps = [...]int{1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91, 128}

// distances are the scores of n distances from first on.
func (m *Model) distances(kind Link, first, n int) []float32 {
	all := len(m.distance) / links
	return m.distance[int(kind)*all+all/2+first:][:n]
}

// spread makes of a score for each bucket, a row a link, one for each distance
// that there is in a window, from -window to window.
func spread(score []float32, window int) []float32 {
	var out []float32
	for kind := range links {
		for d := -window; d <= window; d++ {
			out = append(out, score[kind*buckets+bucket(d)])
		}
	}
	return out
}

// bucket is the bucket of a distance in tokens, negative to the left: 16 for 0.
func bucket(d int) int {
	far := max(d, -d)
	k := 0
	for k < len(steps) && far >= steps[k] {
		k++
	}
	if d < 0 {
		k = -k
	}
	return len(steps) + k
}
