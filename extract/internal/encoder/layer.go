package encoder

import "math"

// buffers hold what is computed of a few windows at a time. Rows are pieces, one
// window's behind the other's; the last are filled up with others, of which nothing
// is used, to a multiple of 4.
type buffers struct {
	parts         []part
	rows          int        // taken by parts
	most          int        // that can be
	x             []float32  // the pieces' vectors
	y             []float32  // what a layer adds to them
	wide          []float32  // q, k and v of each piece, or the feed-forward network's inner vectors of some
	keys          []float32  // one head's keys, a column a piece
	values        []float32  // its values, a row a piece
	score         []float32  // attention of 4 pieces to all
	root, inverse [4]float32 // what the rows of a product are multiplied by
	q             []uint8    // activations quantized
	scale         []float32  // of each row of q
	links         linkBuffers
}

// A part is one window of an output.
type part struct {
	out        *Output
	window     int // its index in the output
	first, end int // the tokens that are taken from it
	row, n     int // where its pieces, [CLS] and [SEP] among them, stand, and how many they are
	token      int // where its tokens stand after the last layer
}

// rowOf is the row of a token after the last layer.
func (p *part) rowOf(token int) int { return p.token + token - p.out.windows[p.window].First }

// add puts a window beside those that b has, and reports whether there was room.
func (b *buffers) add(p part) bool {
	w := p.out.windows[p.window]
	pieces := p.out.input.pieces
	p.row, p.n = b.rows, pieces.start(w.End)-pieces.start(w.First)+2
	if p.row+p.n > b.most {
		return false
	}
	b.parts, b.rows = append(b.parts, p), p.row+p.n
	return true
}

// feedRows is how many rows go through the feed-forward network at a time: few
// enough that its inner vectors stay near the processor.
const feedRows = 64

// newBuffers makes buffers for windows of a model of shape c.
func newBuffers(c config) *buffers {
	most := roundUp(c.Window+2, 16)
	n := most + 4 // attention goes by 4 rows, and a window's last may be 3 more
	return &buffers{
		most:   most,
		x:      make([]float32, n*c.Width),
		y:      make([]float32, n*c.Width),
		wide:   make([]float32, max(n*3*c.Width, min(n, feedRows)*c.FFN)),
		keys:   make([]float32, n*c.Width/c.Heads),
		values: make([]float32, n*c.Width/c.Heads),
		score:  make([]float32, 4*n),
		q:      make([]uint8, max(n*c.Width, min(n, feedRows)*c.FFN)),
		scale:  make([]float32, n),
		links:  newLinkBuffers(c),
	}
}

// roundUp is the least multiple of m that is at least n.
func roundUp(n, m int) int { return (n + m - 1) / m * m }

// quantize sets b.q and b.scale to the first n rows of x, width numbers each.
func (b *buffers) quantize(k *kernel, x []float32, n, width int) {
	for i := range n {
		b.scale[i] = k.quantize(b.q[i*width:][:width], x[i*width:][:width])
	}
}

// apply runs the rows of b.x through a layer: x = norm(x + attention(x)),
// x = norm(x + down(gelu(up(x)))).
func (m *Model) apply(b *buffers, l *layer, rows int) {
	m.attention(b, l, rows)
	m.feed(b, l, rows)
}

// applyLast is apply, but only the first piece of each token is wanted: they
// come first in b.x, and it returns how many rows they take, a multiple of 4.
func (m *Model) applyLast(b *buffers, l *layer, rows int) int {
	m.attention(b, l, rows)
	n := 0
	for i := range b.parts {
		p := &b.parts[i]
		p.token = n
		w, pieces := p.out.windows[p.window], p.out.input.pieces
		for t := w.First; t < w.End; t++ {
			row := p.row + 1 + pieces.start(t) - pieces.start(w.First)
			copy(b.x[n*m.Width:][:m.Width], b.x[row*m.Width:])
			copy(b.y[n*m.Width:][:m.Width], b.y[row*m.Width:])
			n++
		}
	}
	rows = roundUp(n, 4)
	clear(b.x[n*m.Width : rows*m.Width])
	clear(b.y[n*m.Width : rows*m.Width])
	m.feed(b, l, rows)
	return rows
}

// feed finishes a layer for the first rows, whose attention is in b.y.
func (m *Model) feed(b *buffers, l *layer, rows int) {
	for i := 0; i < rows; i += feedRows {
		m.feedSome(b, l, i, min(rows, i+feedRows))
	}
}

// feedSome is feed for the rows from first to end.
func (m *Model) feedSome(b *buffers, l *layer, first, end int) {
	k, width, n := m.kernel, m.Width, end-first
	x, y := b.x[first*width:], b.y[first*width:]
	b.quantize(k, y, n, width)
	k.product(b.wide, b.q, b.scale[:n], &l.out)
	for i := range n {
		row := x[i*width:][:width]
		k.norm(row, b.wide[i*width:][:width], l.norm1.weight, l.norm1.bias)
		b.scale[i] = k.quantize(b.q[i*width:][:width], row)
	}
	k.product(b.wide, b.q, b.scale[:n], &l.up)
	for i := range n {
		row := b.wide[i*m.FFN:][:m.FFN]
		k.gelu(row)
		b.scale[i] = k.quantize(b.q[i*m.FFN:][:m.FFN], row)
	}
	k.product(y, b.q, b.scale[:n], &l.down)
	for i := range n {
		k.norm(x[i*width:][:width], y[i*width:][:width], l.norm2.weight, l.norm2.bias)
	}
}

// outside is the score of what is not there: its exponential is as good as 0.
const outside = -1e30

// attention sets the rows of b.y to the attention of the pieces in b.x, each to
// those of its window.
func (m *Model) attention(b *buffers, l *layer, rows int) {
	b.quantize(m.kernel, b.x, rows, m.Width)
	m.kernel.product(b.wide, b.q, b.scale[:rows], &l.qkv)
	for i := range b.parts {
		m.attend(b, b.parts[i].row, b.parts[i].n)
	}
}

// attend sets the n rows of b.y from first on to the attention of these pieces to
// each other, whose q, k and v are in b.wide: for each head, softmax(q·k / √(its
// width))·v. It goes by 4 rows, and so may write up to 3 more, which are the next
// window's, whose turn comes later, or nobody's.
func (m *Model) attend(b *buffers, first, n int) {
	width := m.Width
	head := width / m.Heads
	cols := roundUp(n, 16)
	root, inverse := b.root[:], b.inverse[:]
	for r := range root {
		root[r] = float32(1 / math.Sqrt(float64(head)))
	}
	for h := range m.Heads {
		q := b.wide[first*3*width+h*head:]
		k, v := q[width:], q[2*width:]
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
			m.kernel.multiply(b.y[(first+i)*width+h*head:], width, b.score, cols, b.values, head, inverse, n, head)
		}
	}
}

// begin sets b.x to the sums of the embeddings of the windows in b, [CLS], the
// pieces and [SEP] of each, and returns how many rows there are, a multiple of 4.
func (m *Model) begin(b *buffers) int {
	for i := range b.parts {
		p := &b.parts[i]
		in, w, position := p.out.input, p.out.windows[p.window], 0
		add := func(id int32, letters, quote, open uint8) {
			m.embedPiece(b, p.row+position, position, id, letters, quote, open)
			position++
		}
		add(m.vocabulary.first, 0, 0, 0)
		for t := w.First; t < w.End; t++ {
			open := in.features.Start[t]
			for _, id := range in.pieces.Of(t) {
				add(id, in.features.Case[t], in.features.Quote[t], open)
				open = 0
			}
		}
		add(m.vocabulary.last, 0, 0, 0)
	}
	rows := roundUp(b.rows, 4)
	clear(b.x[b.rows*m.Width : rows*m.Width])
	return rows
}

// embedPiece sets a row of b.x to the embedding of the piece at a position of its
// window, normed.
func (m *Model) embedPiece(b *buffers, row, position int, id int32, letters, quote, open uint8) {
	width, e := m.Width, &m.embed
	x, y := b.x[row*width:][:width], b.y[:width]
	word := e.word[int(id)*width:][:width]
	place, kind := e.position[position*width:][:width], e.kind[:width]
	f1, f2, f3 := e.letters[int(letters)*width:][:width], e.quote[int(quote)*width:][:width], e.open[int(open)*width:][:width]
	scale := e.scale[id]
	for i, v := range word {
		x[i] = float32(float32(int8(v))*scale) + place[i] + kind[i]
		y[i] = f1[i] + f2[i] + f3[i]
	}
	m.kernel.norm(x, y, e.norm.weight, e.norm.bias)
}
