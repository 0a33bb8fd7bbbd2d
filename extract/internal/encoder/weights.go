package encoder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"hearsay/extract/wordpiece"
)

const (
	magic   = "hearsay model\n"
	version = 1   // of the file format
	align   = 64  // bytes to a multiple of which the header and each tensor are padded
	largest = 2e4 // magnitude up to which a parameter is believed
)

// Errors of [Read] that a caller may want to tell apart.
var (
	ErrForeign = errors.New("not a hearsay model")
	ErrNewer   = errors.New("the model is of a newer format than this program reads")
	ErrDamaged = errors.New("the model file is damaged")
)

// attributionLabels are what a word can be in an attribution, in the order of
// the model's outputs: B begins a span, I goes on with it.
var attributionLabels = []string{"O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"}

// mentionLabels are what a word can be as the syntactic head of a mention: the
// type of what is meant, and the form in which it is mentioned.
var mentionLabels = []string{
	"O",
	"person-name", "person-nominal", "person-pronoun",
	"organization-name", "organization-nominal", "organization-pronoun",
	"place-name", "place-nominal", "place-pronoun",
	"event-name", "event-nominal", "event-pronoun",
	"object-name", "object-nominal", "object-pronoun",
}

// AttributionLabels are the names of the labels of attributions, in the order of
// [Output].Attribution.
func AttributionLabels() []string { return slices.Clone(attributionLabels) }

// MentionLabels are the names of the labels of mentions, in the order of
// [Output].Mention.
func MentionLabels() []string { return slices.Clone(mentionLabels) }

// linkNames are the links by their name in the file, in the order of [Link].
var linkNames = []string{"content-cue", "source-cue", "cue-source", "mention-first", "mention-last", "antecedent"}

// A header is the JSON that a model file opens with.
type header struct {
	Name       string              `json:"name"`
	Version    int                 `json:"version"`
	Config     config              `json:"config"`
	Labels     map[string][]string `json:"labels"`
	Links      []string            `json:"links"`
	Tensors    map[string]tensor   `json:"tensors"`
	Provenance json.RawMessage     `json:"provenance"`
}

// A config is the shape of a model: see the fields' names in BERT.
type config struct {
	Layers    int `json:"layers"`
	Width     int `json:"width"`
	Heads     int `json:"heads"`
	FFN       int `json:"ffn"`
	Pieces    int `json:"pieces"`    // word pieces in the vocabulary
	Positions int `json:"positions"` // word pieces that can stand in one window, with [CLS] and [SEP]
	Window    int `json:"window"`    // word pieces a window is cut to
	Overlap   int `json:"overlap"`   // word pieces that neighbouring windows share
	LinkWidth int `json:"link_width"`
}

// check reports what the kernels could not work with.
func (c config) check() error {
	switch {
	case c.Layers < 1 || c.Layers > 48:
		return fmt.Errorf("%d layers", c.Layers)
	case c.Width < 16 || c.Width > 4096 || c.Width%16 != 0:
		return fmt.Errorf("width %d, not a multiple of 16 up to 4096", c.Width)
	case c.Heads < 1 || c.Width%c.Heads != 0 || c.Width/c.Heads%16 != 0:
		return fmt.Errorf("%d heads for a width of %d: a head's width must be a multiple of 16", c.Heads, c.Width)
	case c.FFN < 16 || c.FFN > 1<<14 || c.FFN%16 != 0:
		return fmt.Errorf("feed-forward width %d, not a multiple of 16 up to 16384", c.FFN)
	case c.LinkWidth < 16 || c.LinkWidth > 1024 || c.LinkWidth%16 != 0:
		return fmt.Errorf("link width %d, not a multiple of 16 up to 1024", c.LinkWidth)
	case c.Window < wordpiece.MaxPieces || c.Window > 1<<10 || c.Positions < c.Window+2 || c.Positions > 1<<13:
		return fmt.Errorf("windows of %d pieces in %d positions", c.Window, c.Positions)
	case c.Overlap < 0 || c.Overlap > c.Window/2:
		return fmt.Errorf("overlap of %d pieces in windows of %d", c.Overlap, c.Window)
	case c.Pieces < 3 || c.Pieces > 1<<20:
		return fmt.Errorf("a vocabulary of %d pieces", c.Pieces)
	}
	return nil
}

// A tensor says where in the file's payload an array stands.
type tensor struct {
	Type   string `json:"dtype"` // f32, i8 or bytes
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
}

// A file is a model file. Its methods return the arrays
// in it; the first thing that is wrong stays in err, and all is nil after it.
type file struct {
	header
	payload []byte
	seen    map[string]bool
	err     error
}

// fixed is how many bytes stand before the header: the magic, the version of the
// format, the header's length.
const fixed = len(magic) + 8

// checkSum makes sure of the magic, the version and the checksum. It allocates nothing.
func checkSum(data []byte) error {
	if err := checkStart(data); err != nil {
		return err
	}
	body, sum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return fmt.Errorf("%w: its checksum does not hold (cut short, or changed)", ErrDamaged)
	}
	return nil
}

// checkStart makes sure of the magic and the version, and that there are so many bytes
// as have to be.
func checkStart(data []byte) error {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return ErrForeign
	}
	if len(data) < fixed+sha256.Size {
		return fmt.Errorf("%w: it ends after %d bytes", ErrDamaged, len(data))
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v > version {
		return fmt.Errorf("%w: format %d, not %d", ErrNewer, v, version)
	} else if v != version {
		return fmt.Errorf("%w: format %d does not exist", ErrDamaged, v)
	}
	return nil
}

// open checks what stands around the tensors and reads the header.
func open(data []byte) (*file, error) {
	if err := checkStart(data); err != nil {
		return nil, err
	}
	body := data[:len(data)-sha256.Size]
	size := int64(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	begin := (int64(fixed) + size + align - 1) / align * align
	if begin > int64(len(body)) {
		return nil, fmt.Errorf("%w: a header of %d bytes is longer than the file", ErrDamaged, size)
	}
	f := &file{payload: body[begin:], seen: map[string]bool{}}
	if err := json.Unmarshal(body[fixed:int64(fixed)+size], &f.header); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrDamaged, err)
	}
	return f, f.check()
}

// check compares what the header names with what this package knows.
func (f *file) check() error {
	if err := f.Config.check(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if got := f.Labels["attribution"]; !slices.Equal(got, attributionLabels) {
		return fmt.Errorf("labels of attributions are %q, not %q", got, attributionLabels)
	}
	if got := f.Labels["mention"]; !slices.Equal(got, mentionLabels) {
		return fmt.Errorf("labels of mentions are %q, not %q", got, mentionLabels)
	}
	if !slices.Equal(f.Links, linkNames) {
		return fmt.Errorf("links are %q, not %q", f.Links, linkNames)
	}
	return nil
}

// bytes returns the tensor called name, which must have the type and the shape
// given; size is the bytes an element has.
func (f *file) bytes(name, kind string, size int, shape ...int) []byte {
	if f.err != nil {
		return nil
	}
	t, ok := f.Tensors[name]
	n := int64(size)
	for _, d := range shape {
		n *= int64(d)
	}
	switch {
	case !ok:
		f.err = fmt.Errorf("tensor %s: missing", name)
	case t.Type != kind:
		f.err = fmt.Errorf("tensor %s: of type %s, not %s", name, t.Type, kind)
	case !slices.Equal(t.Shape, shape):
		f.err = fmt.Errorf("tensor %s: of shape %d, not %d", name, t.Shape, shape)
	case t.Offset < 0 || t.Offset%align != 0 || t.Offset > len(f.payload) || n > int64(len(f.payload)-t.Offset):
		f.err = fmt.Errorf("tensor %s: %w: its %d bytes at %d do not lie in the file", name, ErrDamaged, n, t.Offset)
	default:
		f.seen[name] = true
		end := t.Offset + int(n)
		return f.payload[t.Offset:end:end]
	}
	return nil
}

// floats returns a copy of a tensor of numbers.
func (f *file) floats(name string, shape ...int) []float32 {
	data := f.bytes(name, "f32", 4, shape...)
	x := make([]float32, len(data)/4)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if !(math.Abs(float64(x[i])) <= largest) {
			f.err = fmt.Errorf("tensor %s: %w: it holds %v", name, ErrDamaged, x[i])
			return nil
		}
	}
	return x
}

// vocabulary reads the word pieces.
func (f *file) vocabulary() *Vocabulary {
	t := f.Tensors["vocab"]
	if len(t.Shape) != 1 || t.Shape[0] < 0 || t.Shape[0] > len(f.payload) {
		if f.err == nil {
			f.err = fmt.Errorf("tensor vocab: of shape %d, not [bytes]", t.Shape)
		}
		return nil
	}
	pieces := strings.Split(string(f.bytes("vocab", "bytes", 1, t.Shape[0])), "\n")
	if f.err == nil && len(pieces) != f.Config.Pieces {
		f.err = fmt.Errorf("vocabulary: %d pieces, not %d", len(pieces), f.Config.Pieces)
	}
	if f.err != nil {
		return nil
	}
	v, err := NewVocabulary(pieces)
	f.err = err
	return v
}

// rest reports a tensor that nobody asked for.
func (f *file) rest() error {
	if f.err != nil {
		return f.err
	}
	var foreign []string
	for name := range f.Tensors {
		if !f.seen[name] {
			foreign = append(foreign, name)
		}
	}
	slices.Sort(foreign)
	if len(foreign) > 0 {
		return fmt.Errorf("tensors nobody knows: %s", strings.Join(foreign, ", "))
	}
	return nil
}
