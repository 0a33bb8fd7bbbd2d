package encoder

import "math"

// buffers hold what is computed of one window. Rows are pieces, filled up with
// rows of zeros to a multiple of 4.
type buffers struct {
	x             []float32  // the pieces' vectors
	y             []float32  // what a layer adds to them
	wide          []float32  // q, k and v of each piece, or the feed-forward network's inner vectors
	keys          []float32  // one head's keys, a column a piece
	values        []float32  // its values, a row a piece
	score         []float32  // attention of 4 pieces to all
	root, inverse [4]float32 // what the rows of a product are multiplied by
	q             []uint8    // activations quantized
	scale         []float32  // of each row of q
	heads         []int32    // each token's first piece
	links         linkBuffers
}

// newBuffers makes buffers for windows of a model of shape c.
func newBuffers(c config) *buffers {
	n := roundUp(c.Window+2, 16)
	return &buffers{
		x:      make([]float32, n*c.Width),
		y:      make([]float32, n*c.Width),
		wide:   make([]float32, n*max(3*c.Width, c.FFN)),
		keys:   make([]float32, n*c.Width/c.Heads),
		values: make([]float32, n*c.Width/c.Heads),
		score:  make([]float32, 4*n),
		q:      make([]uint8, n*max(c.Width, c.FFN)),
		scale:  make([]float32, n),
		heads:  make([]int32, 0, n),
		links:  newLinkBuffers(c),
	}
}

// roundUp is the least multiple of m that is at least n.
func roundUp(n, m int) int { return (n + m - 1) / m * m }

// dense computes y = d(x) for n rows, a multiple of 4, of d.in numbers each.
func (b *buffers) dense(k *kernel, y, x []float32, n int, d *dense) {
	for i := range n {
		b.scale[i] = k.quantize(b.q[i*d.in:][:d.in], x[i*d.in:][:d.in])
	}
	k.product(y, b.q, b.scale[:n], d)
}

// apply runs the n pieces in b.x through a layer: x = norm(x + attention(x)),
// x = norm(x + down(gelu(up(x)))).
func (m *Model) apply(b *buffers, l *layer, n int) {
	b.dense(m.kernel, b.wide, b.x, roundUp(n, 4), &l.qkv)
	m.attend(b, n)
	m.feed(b, l, n)
}

// applyLast is apply, but only the rows of the pieces named in keep, which
// ascend, are wanted: they come first in b.x.
func (m *Model) applyLast(b *buffers, l *layer, n int, keep []int32) {
	b.dense(m.kernel, b.wide, b.x, roundUp(n, 4), &l.qkv)
	m.attend(b, n)
	for i, piece := range keep {
		copy(b.x[i*m.Width:][:m.Width], b.x[int(piece)*m.Width:][:m.Width])
		copy(b.y[i*m.Width:][:m.Width], b.y[int(piece)*m.Width:][:m.Width])
	}
	rows := roundUp(len(keep), 4)
	clear(b.x[len(keep)*m.Width : rows*m.Width])
	clear(b.y[len(keep)*m.Width : rows*m.Width])
	m.feed(b, l, len(keep))
}

// feed finishes a layer for n rows, whose attention is in b.y.
func (m *Model) feed(b *buffers, l *layer, n int) {
	k, width, rows := m.kernel, m.Width, roundUp(n, 4)
	b.dense(k, b.wide, b.y, rows, &l.out)
	for i := range rows {
		k.norm(b.x[i*width:][:width], b.wide[i*width:][:width], l.norm1.weight, l.norm1.bias)
	}
	b.dense(k, b.wide, b.x, rows, &l.up)
	k.gelu(b.wide[:rows*m.FFN])
	b.dense(k, b.y, b.wide, rows, &l.down)
	for i := range rows {
		k.norm(b.x[i*width:][:width], b.y[i*width:][:width], l.norm2.weight, l.norm2.bias)
	}
}

// outside is the score of what is not there: its exponential is as good as 0.
const outside = -1e30

// attend sets b.y to the attention of the n pieces whose q, k and v are in
// b.wide: for each head, softmax(q·k / √(its width))·v.
func (m *Model) attend(b *buffers, n int) {
	width := m.Width
	head := width / m.Heads
	cols := roundUp(n, 16)
	root, inverse := b.root[:], b.inverse[:]
	for r := range root {
		root[r] = float32(1 / math.Sqrt(float64(head)))
	}
	for h := range m.Heads {
		q, k, v := b.wide[h*head:], b.wide[width+h*head:], b.wide[2*width+h*head:]
		m.kernel.transpose(b.keys, cols, k, 3*width, n, head)
		for i := range n { // side by side they stay near the processor
			copy(b.values[i*head:][:head], v[i*3*width:])
		}
		for i := 0; i < n; i += 4 {
			m.kernel.multiply(b.score, cols, q[i*3*width:], 3*width, b.keys, cols, root, head, cols)
			for r := range inverse {
				row := b.score[r*cols:][:cols]
				for j := n; j < cols; j++ {
					row[j] = outside
				}
				inverse[r] = 1 / m.kernel.softmax(row)
			}
			m.kernel.multiply(b.y[i*width+h*head:], width, b.score, cols, b.values, head, inverse, n, head)
		}
	}
}

// begin sets b.x to the sums of the embeddings of a window of t: [CLS], the
// pieces, [SEP], and returns how many there are.
func (m *Model) begin(b *buffers, in *Input, w Window) int {
	n := 0
	m.embedPiece(b, &n, m.vocabulary.first, 0, 0, 0)
	for i := w.First; i < w.End; i++ {
		open := in.features.Start[i]
		for _, id := range in.pieces.Of(i) {
			m.embedPiece(b, &n, id, in.features.Case[i], in.features.Quote[i], open)
			open = 0
		}
	}
	m.embedPiece(b, &n, m.vocabulary.last, 0, 0, 0)
	clear(b.x[n*m.Width : roundUp(n, 4)*m.Width])
	return n
}

// embedPiece sets row n of b.x to the embedding of one piece, normed, and
// counts n up.
func (m *Model) embedPiece(b *buffers, n *int, id int32, letters, quote, open uint8) {
	width, e := m.Width, &m.embed
	x, y := b.x[*n*width:][:width], b.y[:width]
	word := e.word[int(id)*width:][:width]
	position := e.position[*n*width:][:width]
	kind := e.kind[:width]
	f1, f2, f3 := e.letters[int(letters)*width:][:width], e.quote[int(quote)*width:][:width], e.open[int(open)*width:][:width]
	scale := e.scale[id]
	for i, v := range word {
		x[i] = float32(float32(int8(v))*scale) + position[i] + kind[i]
		y[i] = f1[i] + f2[i] + f3[i]
	}
	m.kernel.norm(x, y, e.norm.weight, e.norm.bias)
	*n++
}
