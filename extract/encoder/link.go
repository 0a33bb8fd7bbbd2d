package encoder

import "math"

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

// Link returns the probabilities that the token, an index in the text, is
// linked to each token of its window, of which the first is start, and that it
// is linked to none. A token whose labels make the link most unlikely has
// none: p is nil then, and none is 1. The slice is the output's, not to be
// changed.
func (o *Output) Link(kind Link, token int) (start int, p []float32, none float32) {
	i := token - o.First
	w := o.windows[o.of[i]]
	row := int(o.rows[kind][i])
	if row < 0 {
		return w.First, nil, 1
	}
	n := w.End - w.First
	return w.First, o.values[row:][:n:n], o.values[row+n]
}

// linkBuffers hold what is computed of the links of one window.
type linkBuffers struct {
	query, key []float32 // a row a token
	keys       []float32 // one link's keys, a column a token
	few        []float32 // the queries of 4 tokens
	score      []float32 // of 4 tokens to all
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

// link appends to o the rows of the links of the tokens from first to end,
// which lie in w. The tokens' vectors are in b.x, their queries and keys in
// b.links, their labels in o.
func (m *Model) link(o *Output, b *buffers, w Window, first, end int) {
	n := w.End - w.First
	for kind := range Link(links) {
		var few [4]int
		count, begun := 0, false
		for i := first; i < end; i++ {
			if o.likely(kind, i) {
				few[count] = i
				count++
			}
			if count == 0 || count < len(few) && i < end-1 {
				continue
			}
			if !begun {
				key := b.links.key[int(kind)*m.LinkWidth:]
				m.kernel.transpose(b.links.keys, roundUp(n+1, 16), key, m.key.rows, n, m.LinkWidth)
				begun = true
			}
			m.linkFew(o, b, w, kind, few[:count])
			count = 0
		}
	}
}

// linkFew appends the rows of up to four tokens: their queries times all keys,
// by the distance, and the score of none behind them; then the softmax of these.
func (m *Model) linkFew(o *Output, b *buffers, w Window, kind Link, tokens []int) {
	n := w.End - w.First
	cols := roundUp(n+1, 16)
	for r, i := range tokens {
		query := b.links.query[(i-w.First)*m.query.rows+int(kind)*m.LinkWidth:]
		copy(b.links.few[r*m.LinkWidth:][:m.LinkWidth], query)
	}
	root := b.root[:]
	for r := range root {
		root[r] = float32(1 / math.Sqrt(float64(m.LinkWidth)))
	}
	m.kernel.multiply(b.links.score, cols, b.links.few, m.LinkWidth, b.links.keys, cols, root, m.LinkWidth, cols)
	distance := m.distance[int(kind)*buckets:][:buckets]
	for r, i := range tokens {
		row := b.links.score[r*cols:][:cols]
		for j := range n {
			row[j] += distance[bucket(w.First+j-i)]
		}
		row[n] = m.none(kind, b.x[(i-w.First)*m.Width:][:m.Width])
		for j := n + 1; j < cols; j++ {
			row[j] = outside
		}
		inverse := 1 / m.kernel.softmax(row)
		o.rows[kind][i-o.First] = int32(len(o.values))
		for _, v := range row[:n+1] {
			o.values = append(o.values, v*inverse)
		}
	}
}

// none is the score of a link to nothing from the token with vector x.
func (m *Model) none(kind Link, x []float32) float32 {
	weight := m.noneWeight[int(kind)*m.Width:][:m.Width]
	var s [16]float32
	for i, v := range x {
		s[i&15] += float32(v * weight[i])
	}
	return lanes(&s) + m.noneBias[kind]
}

// steps are the distances at which a bucket begins: one each below 8, from there
// two a doubling.
var steps = [...]int{1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91, 128}

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
