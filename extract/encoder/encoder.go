// Package encoder turns the words of a text into what a model has learnt of
// them: scores of labels, and probabilities of links between words. The model
// is a BERT encoder (Devlin et al., NAACL 2019), its weights quantized to
// int8, a scale a row (Jacob et al., CVPR 2018), its activations to 7 bits.
//
// Every kernel gives the same bits, in assembler or not; see plain.go. To
// follow a text through the package, begin with [Model.Encode].
package encoder

import "hearsay/extract/token"

// An Output is what a model says of a stretch of a text: First to End, End
// excluded, are its tokens. It belongs to the caller, and is not changed by
// its use.
type Output struct {
	First, End  int
	Attribution [][attributionCount]float32 // the score of each label, a row a token from First on
	Mention     [][mentionCount]float32     // likewise

	input   *Input
	model   *Model
	windows []Window
	of      []int32        // the window that each token is taken from
	rows    [links][]int32 // where in values each token's row begins, or -1
	values  []float32      // of each row: the probability of each token of its window, then that of none
}

// An Input is a text as the encoder takes it in.
type Input struct {
	text     *token.Text
	pieces   Pieces
	features token.Features
}

// Encode computes the labels and links of a whole text.
func (m *Model) Encode(t *token.Text) *Output { return m.EncodeRange(t, 0, len(t.Tokens)) }

// EncodeRange computes the labels and links of the tokens of t from first to
// end, as if nothing stood before and behind them; their features are those
// they have in the whole text. Where several stretches of one
// text are wanted, [Output.Range] does not look at the whole text again.
func (m *Model) EncodeRange(t *token.Text, first, end int) *Output {
	in := &Input{text: t, pieces: m.vocabulary.Pieces(t), features: t.Features()}
	return m.encode(in, first, end)
}

// Range computes the labels and links of the tokens from first to end of the
// same text, as EncodeRange does.
func (o *Output) Range(first, end int) *Output { return o.model.encode(o.input, first, end) }

// encode computes what is said of the tokens from first to end.
func (m *Model) encode(in *Input, first, end int) *Output {
	n := end - first
	o := &Output{
		First: first, End: end,
		Attribution: make([][attributionCount]float32, n),
		Mention:     make([][mentionCount]float32, n),
		input:       in,
		model:       m,
		windows:     Windows(in.text, in.pieces, first, end, m.Window, m.Overlap),
		of:          make([]int32, n),
	}
	rows := make([]int32, links*n)
	for i := range rows {
		rows[i] = -1
	}
	for k := range o.rows {
		o.rows[k] = rows[k*n:][:n:n]
	}
	o.share()
	b := m.pool.Get().(*buffers)
	defer m.pool.Put(b)
	for i, begin := 0, 0; i < len(o.windows); i++ {
		stop := begin
		for stop < n && o.of[stop] == int32(i) {
			stop++
		}
		if begin < stop {
			m.encodeWindow(o, b, o.windows[i], first+begin, first+stop)
		}
		begin = stop
	}
	return o
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

// encodeWindow computes the window w and writes to o what it says of the
// tokens from first to end, which lie in it.
func (m *Model) encodeWindow(o *Output, b *buffers, w Window, first, end int) {
	n := m.begin(b, o.input, w)
	tokens, piece := w.End-w.First, int32(1)
	b.heads = b.heads[:0]
	for i := w.First; i < w.End; i++ {
		b.heads = append(b.heads, piece)
		piece += int32(len(o.input.pieces.Of(i)))
	}
	last := len(m.layers) - 1
	for i := range m.layers[:last] {
		m.apply(b, &m.layers[i], n)
	}
	m.applyLast(b, &m.layers[last], n, b.heads)
	// From here on a row is a token, that of its first piece.
	rows := roundUp(tokens, 4)
	clear(b.x[tokens*m.Width : rows*m.Width])
	for i := range rows {
		b.scale[i] = m.kernel.quantize(b.q[i*m.Width:][:m.Width], b.x[i*m.Width:][:m.Width])
	}
	scale := b.scale[:rows]
	m.kernel.product(b.wide, b.q, scale, &m.attribution)
	for i := first; i < end; i++ {
		copy(o.Attribution[i-o.First][:], b.wide[(i-w.First)*m.attribution.rows:])
	}
	m.kernel.product(b.wide, b.q, scale, &m.mention)
	for i := first; i < end; i++ {
		copy(o.Mention[i-o.First][:], b.wide[(i-w.First)*m.mention.rows:])
	}
	m.kernel.product(b.links.query, b.q, scale, &m.query)
	m.kernel.product(b.links.key, b.q, scale, &m.key)
	m.link(o, b, w, first, end)
}
