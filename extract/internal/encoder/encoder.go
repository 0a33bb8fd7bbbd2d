// Package encoder turns the words of a text into what a model has learnt of
// them: scores of labels, and probabilities of links between words. The model
// is a BERT encoder (Devlin et al., NAACL 2019), its weights quantized to
// int8, a scale a row (Jacob et al., CVPR 2018), its activations to 7 bits.
//
// Every kernel gives the same bits, in assembler or not; see plain.go. To
// follow a text through the package, begin with [Model.Encode].
package encoder

import (
	"slices"

	"hearsay/extract/internal/token"
)

// An Output is what a model says of a stretch of a text: First to End, End
// excluded, are its tokens. It belongs to the caller, and is not changed by
// its use.
type Output struct {
	First, End  int
	Attribution [][attributionCount]float32 // the score of each label, a row a token from First on
	Mention     [][mentionCount]float32     // likewise

	vectors []uint8   // what the heads take in, Width numbers a token: the last layer's, quantized
	scales  []float32 // the scale of each token's vector

	input   *Input
	windows []Window
	of      []int32      // the window that each token is taken from
	rows    [links][]row // where the links of each token stand
	targets [][]stored   // the links of each window
}

// An Input is a text as the encoder takes it in.
type Input struct {
	text     *token.Text
	pieces   Pieces
	features token.Features
}

// Input prepares a text.
func (m *Model) Input(t *token.Text) *Input {
	return &Input{text: t, pieces: m.vocabulary.Pieces(t), features: t.Features()}
}

// Pieces is how many word pieces the text has.
func (in *Input) Pieces() int { return len(in.pieces.IDs) }

// A Stretch is the tokens of a text from First to End, taken as if nothing stood
// before and behind them; their features are those they have in the whole text.
type Stretch struct {
	Input      *Input
	First, End int
}

// Stretch is the stretch from first to end of the text that o is of.
func (o *Output) Stretch(first, end int) Stretch { return Stretch{o.input, first, end} }

// Encode computes the labels and links of a whole text.
func (m *Model) Encode(t *token.Text) *Output { return m.EncodeRange(t, 0, len(t.Tokens)) }

// EncodeRange computes the labels and links of the tokens of t from first to end.
func (m *Model) EncodeRange(t *token.Text, first, end int) *Output {
	return m.EncodeAll([]Stretch{{m.Input(t), first, end}})[0]
}

// EncodeAll computes the labels and links of several stretches, each by itself:
// the outputs are those of one call for each. Short ones go through the layers
// side by side, which saves most of what reading the weights takes.
func (m *Model) EncodeAll(stretches []Stretch) []*Output {
	b := m.pool.Get().(*buffers)
	defer m.pool.Put(b)
	outs := make([]*Output, len(stretches))
	for i, s := range stretches {
		o := m.newOutput(s)
		outs[i] = o
		for k, begin := 0, 0; k < len(o.windows); k++ {
			end := begin
			for end < len(o.of) && o.of[end] == int32(k) {
				end++
			}
			if begin < end && !b.add(part{out: o, window: k, first: s.First + begin, end: s.First + end}) {
				m.encode(b)
				b.add(part{out: o, window: k, first: s.First + begin, end: s.First + end})
			}
			begin = end
		}
	}
	m.encode(b)
	return outs
}

// newOutput makes room for what is said of a stretch and cuts it into windows.
func (m *Model) newOutput(s Stretch) *Output {
	n := s.End - s.First
	o := &Output{
		First: s.First, End: s.End,
		Attribution: make([][attributionCount]float32, n),
		Mention:     make([][mentionCount]float32, n),
		vectors:     make([]uint8, n*m.Width),
		scales:      make([]float32, n),
		input:       s.Input,
		windows:     Windows(s.Input.text, s.Input.pieces, s.First, s.End, m.Window, m.Overlap),
		of:          make([]int32, n),
	}
	o.targets = make([][]stored, len(o.windows))
	rows := make([]row, links*n)
	for k := range o.rows {
		o.rows[k] = rows[k*n:][:n:n]
	}
	o.share()
	return o
}

// Has reports whether there is something on a token, an index in the text; nil has
// nothing on any.
func (o *Output) Has(token int) bool { return o != nil && token >= o.First && token < o.End }

// Width is how many numbers a vector has.
func (o *Output) Width() int { return len(o.vectors) / max(1, len(o.scales)) }

// Vector appends to x what the encoder makes of a token, as its heads take it in:
// as many numbers as the model is wide.
func (o *Output) Vector(x []float32, token int) []float32 {
	i := token - o.First
	width := o.Width()
	x = slices.Grow(x, width)
	for _, v := range o.vectors[i*width:][:width] {
		x = append(x, float32(float32(int32(v)-zero)*o.scales[i]))
	}
	return x
}

// share gives each token to the window in which it stands furthest from an
// edge, the earlier of two. The text's own ends are no edges.
func (o *Output) share() {
	const far = 1 << 30
	deepest := make([]int32, len(o.of))
	for i := range deepest {
		deepest[i] = -1
	}
	for k, w := range o.windows {
		for i := w.First; i < w.End; i++ {
			left, right := int32(far), int32(far)
			if w.First > o.First {
				left = int32(i - w.First)
			}
			if w.End < o.End {
				right = int32(w.End - 1 - i)
			}
			if d := min(left, right); d > deepest[i-o.First] {
				deepest[i-o.First], o.of[i-o.First] = d, int32(k)
			}
		}
	}
}

// encode computes the windows in b, writes to their outputs what it says of
// them, and leaves b empty.
func (m *Model) encode(b *buffers) {
	if len(b.parts) == 0 {
		return
	}
	rows := m.begin(b)
	last := len(m.layers) - 1
	for i := range m.layers[:last] {
		m.apply(b, &m.layers[i], rows)
	}
	rows = m.applyLast(b, &m.layers[last], rows)
	// From here on a row is a token, that of its first piece.
	b.quantize(m.kernel, b.x, rows, m.Width)
	scale := b.scale[:rows]
	m.kernel.product(b.wide, b.q, scale, &m.attribution)
	for i := range b.parts {
		p := &b.parts[i]
		for t := p.first; t < p.end; t++ {
			row, i := p.rowOf(t), t-p.out.First
			copy(p.out.Attribution[i][:], b.wide[row*m.attribution.rows:])
			copy(p.out.vectors[i*m.Width:][:m.Width], b.q[row*m.Width:])
			p.out.scales[i] = scale[row]
		}
	}
	m.kernel.product(b.wide, b.q, scale, &m.mention)
	for i := range b.parts {
		p := &b.parts[i]
		for t := p.first; t < p.end; t++ {
			copy(p.out.Mention[t-p.out.First][:], b.wide[p.rowOf(t)*m.mention.rows:])
		}
	}
	m.kernel.product(b.links.query, b.q, scale, &m.query)
	m.kernel.product(b.links.key, b.q, scale, &m.key)
	for i := range b.parts {
		m.link(b, &b.parts[i])
	}
	clear(b.parts) // for the outputs' sake
	b.parts, b.rows = b.parts[:0], 0
}
