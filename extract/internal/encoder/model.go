package encoder

import (
	"fmt"
	"sync"
)

const (
	attributionCount = 7  // labels of attributions
	mentionCount     = 16 // labels of mentions
	buckets          = 33 // distances that a link tells apart
)

// A Model is a trained encoder with its heads. It is not changed by its use,
// and may be used by several goroutines at a time.
type Model struct {
	config
	name       string
	provenance []byte
	vocabulary *Vocabulary
	embed      embedding
	layers     []layer

	attribution, mention dense
	query, key           dense     // of the links, one after the other
	noneWeight, noneBias []float32 // the score of a link to nothing
	distance             []float32 // the score of each distance, a row a link

	start      [attributionCount]float32
	transition [attributionCount][attributionCount]float32

	kernel *kernel
	pool   *sync.Pool // of *buffers
}

// An embedding is what is added up to begin with, one row a value.
type embedding struct {
	word                 []byte // int8, with a scale a row
	scale                []float32
	position, kind       []float32
	letters, quote, open []float32 // the token features Case, Quote and Start
	norm                 layerNorm
}

// A layerNorm is the parameters of a layer norm.
type layerNorm struct{ weight, bias []float32 }

// A layer is one transformer layer: attention, then a feed-forward network.
type layer struct {
	qkv, out, up, down dense
	norm1, norm2       layerNorm
}

// Read reads a model file. It keeps data, which must not change afterwards.
// The error is [ErrForeign], [ErrNewer] or [ErrDamaged], or says which label,
// link or tensor is not what this package knows.
func Read(data []byte) (*Model, error) {
	if err := checkSum(data); err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return ReadOwn(data)
}

// ReadOwn is Read for a file that is a part of the program, and so as sound as this
// is: its checksum, which takes half the time of reading it, is not computed.
func ReadOwn(data []byte) (*Model, error) {
	f, err := open(data)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	c := f.Config
	m := &Model{config: c, name: f.Name, provenance: f.Provenance, vocabulary: f.vocabulary()}
	m.embed = embedding{
		word:     f.bytes("embed.word", "i8", 1, c.Pieces, c.Width),
		scale:    f.floats("embed.word.scale", c.Pieces),
		position: f.floats("embed.position", c.Positions, c.Width),
		kind:     f.floats("embed.type", c.Width),
		letters:  f.floats("embed.case", 6, c.Width),
		quote:    f.floats("embed.quote", 4, c.Width),
		open:     f.floats("embed.start", 3, c.Width),
		norm:     f.norm("embed.norm", c.Width),
	}
	for i := range c.Layers {
		m.layers = append(m.layers, f.layer(fmt.Sprintf("layer.%d.", i)))
	}
	m.attribution = f.dense("label.attribution", attributionCount, c.Width)
	m.mention = f.dense("label.mention", mentionCount, c.Width)
	m.query = f.dense("link.query", links*c.LinkWidth, c.Width)
	m.key = f.dense("link.key", links*c.LinkWidth, c.Width)
	m.noneWeight = f.floats("link.none.weight", links, c.Width)
	m.noneBias = f.floats("link.none.bias", links)
	distance := f.floats("link.distance", links, buckets)
	copy(m.start[:], f.floats("crf.start", attributionCount))
	transition := f.floats("crf.transition", attributionCount, attributionCount)
	if err := f.rest(); err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	m.distance = spread(distance, c.Window)
	for i := range m.transition {
		copy(m.transition[i][:], transition[i*attributionCount:])
	}
	return m.with(&kernels()[0]), nil
}

// NameOf is the name of the model in a file, of which no more is read.
func NameOf(data []byte) (string, error) {
	f, err := open(data)
	if err != nil {
		return "", fmt.Errorf("read model: %w", err)
	}
	return f.Name, nil
}

// norm reads the parameters of a layer norm.
func (f *file) norm(name string, width int) layerNorm {
	return layerNorm{f.floats(name+".weight", width), f.floats(name+".bias", width)}
}

// dense reads a dense layer.
func (f *file) dense(name string, out, in int) dense {
	weights := f.bytes(name+".weight", "i8", 1, out, in)
	scale, bias := f.floats(name+".scale", out), f.floats(name+".bias", out)
	if f.err != nil {
		return dense{}
	}
	return newDense(weights, scale, bias, in)
}

// layer reads the layer whose tensors' names begin with prefix.
func (f *file) layer(prefix string) layer {
	width, ffn := f.Config.Width, f.Config.FFN
	return layer{
		qkv:   f.dense(prefix+"qkv", 3*width, width),
		out:   f.dense(prefix+"out", width, width),
		up:    f.dense(prefix+"up", ffn, width),
		down:  f.dense(prefix+"down", width, ffn),
		norm1: f.norm(prefix+"norm1", width),
		norm2: f.norm(prefix+"norm2", width),
	}
}

// Name is the model's name, as "english".
func (m *Model) Name() string { return m.name }

// Provenance is what the file says of where the model came from, as JSON.
func (m *Model) Provenance() []byte { return m.provenance }

// Kernel is the name of the kernel that the model computes with.
func (m *Model) Kernel() string { return m.kernel.name }

// Start is the score of each attribution label at a text's start; one that
// cannot stand there has -10,000 or less.
func (m *Model) Start() [attributionCount]float32 { return m.start }

// Transition is the score of each attribution label (the second index) after
// each (the first); one that cannot follow has -10,000 or less.
func (m *Model) Transition() [attributionCount][attributionCount]float32 { return m.transition }

// Kernels are the names of the kernels that this machine can run, the one that
// [Read] chooses first. The last is "plain", which is Go alone.
func Kernels() []string {
	var names []string
	for _, k := range kernels() {
		names = append(names, k.name)
	}
	return names
}

// With returns the model as computed by the kernel of that name, one of
// [Kernels], for tests and benchmarks: the outputs are the same.
func (m *Model) With(name string) (*Model, error) {
	for _, k := range kernels() {
		if k.name == name {
			return m.with(&k), nil
		}
	}
	return nil, fmt.Errorf("no kernel %q on this machine", name)
}

// with returns a copy of m that computes with k.
func (m *Model) with(k *kernel) *Model {
	c := *m
	c.kernel = k
	c.layers = append([]layer(nil), m.layers...)
	if k.name == plain.name {
		for i := range c.layers {
			l := &c.layers[i]
			for _, d := range []*dense{&l.qkv, &l.out, &l.up, &l.down} {
				d.fillTriples()
			}
		}
		for _, d := range []*dense{&c.attribution, &c.mention, &c.query, &c.key} {
			d.fillTriples()
		}
	}
	c.pool = &sync.Pool{New: func() any { return newBuffers(c.config) }}
	return &c
}
