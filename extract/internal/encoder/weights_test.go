package encoder

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"hearsay/extract/internal/token"
)

// tiny is a model file of one layer and width 32, of random weights.
func tiny(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/models/tiny-1.model")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sign returns body with its checksum behind it.
func sign(body []byte) []byte {
	sum := sha256.Sum256(body)
	return append(append([]byte(nil), body...), sum[:]...)
}

// parts takes a model file apart: its header, and what begins at its payload.
func parts(t testing.TB, data []byte) (header, payload []byte) {
	t.Helper()
	const fixed = len(magic) + 8
	size := int(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	return data[fixed : fixed+size], data[roundUp(fixed+size, align) : len(data)-sha256.Size]
}

// assemble is the reverse of parts.
func assemble(header, payload []byte) []byte {
	data := []byte(magic)
	data = binary.LittleEndian.AppendUint32(data, version)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(header)))
	data = append(data, header...)
	data = append(data, make([]byte, roundUp(len(data), align)-len(data))...)
	return sign(append(data, payload...))
}

func TestReadErrors(t *testing.T) {
	data := tiny(t)
	body := data[:len(data)-sha256.Size]
	header, payload := parts(t, data)
	edit := func(old, replacement string) []byte {
		if !strings.Contains(string(header), old) {
			t.Fatalf("the header has no %s", old)
		}
		return assemble([]byte(strings.Replace(string(header), old, replacement, 1)), payload)
	}
	change := func(at int, b byte) []byte {
		c := append([]byte(nil), body...)
		c[at] = b
		return c
	}
	for _, c := range []struct {
		name string
		data []byte
		kind error // nil: another than the three
		want string
	}{
		{"nothing", nil, ErrForeign, "read model: not a hearsay model"},
		{"another file", []byte("PK\x03\x04 and so on, and so on"), ErrForeign, "not a hearsay model"},
		{"the name alone", []byte(magic), ErrDamaged, "it ends after 14 bytes"},
		{"cut short", data[:len(data)/2], ErrDamaged, "checksum"},
		{"a byte too few", data[:len(data)-1], ErrDamaged, "checksum"},
		{"a byte too many", append(data[:len(data):len(data)], 0), ErrDamaged, "checksum"},
		{"a bit changed", append(change(len(body)-1, body[len(body)-1]^1), data[len(body):]...), ErrDamaged, "checksum"},
		{"newer", sign(change(len(magic), 2)), ErrNewer, "format 2, not 1"},
		{"newer and cut", change(len(magic), 2)[:100], ErrNewer, "format 2, not 1"},
		{"format 0", sign(change(len(magic), 0)), ErrDamaged, "format 0 does not exist"},
		{"endless header", sign(change(len(magic)+7, 0x7f)), ErrDamaged, "longer than the file"},
		{"no JSON", sign(change(len(magic)+8, '[')), ErrDamaged, "header"},
		{"payload cut", assemble(header, payload[:len(payload)/2]), ErrDamaged, "do not lie in the file"},
		{"other labels", edit(`"I-cue"`, `"I-verb"`), nil, "labels of attributions"},
		{"other mentions", edit(`"event-name"`, `"law-name"`), nil, "labels of mentions"},
		{"other links", edit(`"links":["content-cue"`, `"links":["cue-content"`), nil, "links are"},
		{"missing tensor", edit(`"embed.case"`, `"embed.shape"`), nil, "tensor embed.case: missing"},
		{"foreign tensor", edit(`"tensors":{`, `"tensors":{"more":{"dtype":"i8","shape":[1],"offset":0},`), nil, "tensors nobody knows: more"},
		{"no layers", edit(`"layers":1`, `"layers":0`), ErrDamaged, "0 layers"},
		{"another width", edit(`"width":32`, `"width":64`), nil, "of shape [135 32], not [135 64]"},
		{"odd width", edit(`"width":32`, `"width":33`), ErrDamaged, "width 33"},
		{"odd heads", edit(`"heads":2`, `"heads":4`), ErrDamaged, "4 heads"},
		{"windows past the positions", edit(`"window":126`, `"window":127`), ErrDamaged, "127 pieces in 128 positions"},
		{"no end of overlap", edit(`"overlap":32`, `"overlap":126`), ErrDamaged, "overlap of 126"},
		{"a piece more", edit(`"pieces":135`, `"pieces":136`), nil, "135 pieces, not 136"},
		{"another type", edit(`"embed.word":{"dtype":"i8"`, `"embed.word":{"dtype":"f32"`), nil, "of type f32, not i8"},
		{"negative offset", edit(`"offset":448`, `"offset":-64`), ErrDamaged, "do not lie in the file"},
		{"odd offset", edit(`"offset":448`, `"offset":449`), ErrDamaged, "do not lie in the file"},
		{"distant offset", edit(`"offset":448`, `"offset":9223372036854775744`), ErrDamaged, "do not lie in the file"},
	} {
		_, err := Read(c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
		if got := errors.Is(err, ErrForeign) || errors.Is(err, ErrNewer) || errors.Is(err, ErrDamaged); got != (c.kind != nil) || c.kind != nil && !errors.Is(err, c.kind) {
			t.Errorf("%s: error %v, want the kind %v", c.name, err, c.kind)
		}
	}
}

// TestReadNumbers reads models that hold a number no training gives.
func TestReadNumbers(t *testing.T) {
	header, payload := parts(t, tiny(t))
	var h struct{ Tensors map[string]tensor }
	if err := json.Unmarshal(header, &h); err != nil {
		t.Fatal(err)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e20} {
		p := append([]byte(nil), payload...)
		binary.LittleEndian.PutUint32(p[h.Tensors["layer.0.up.bias"].Offset:], math.Float32bits(float32(v)))
		if _, err := Read(assemble(header, p)); !errors.Is(err, ErrDamaged) {
			t.Errorf("a bias of %v: error %v, want %v", v, err, ErrDamaged)
		}
	}
}

// FuzzRead reads what a fuzzer makes of a model file, with the checksum put
// right: an error, or a model that encodes.
func FuzzRead(f *testing.F) {
	header, payload := parts(f, tiny(f))
	f.Add(header, payload)
	f.Add([]byte("{}"), []byte{})
	text := token.Split("“We will see,” the unbelievable minister said.")
	f.Fuzz(func(t *testing.T, header, payload []byte) {
		if _, err := Read(append(header, payload...)); err == nil {
			t.Error("a file without a beginning is read")
		}
		if m, err := Read(assemble(header, payload)); err == nil {
			m.Encode(text)
		}
	})
}

// FuzzEncode encodes any text with a tiny model.
func FuzzEncode(f *testing.F) {
	m, err := Read(tiny(f))
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "“No,” she said.\n\nHe left.", "\x00\xff", "مرحبا 🙂 中国", strings.Repeat("a-", 80)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := token.Split(s)
		checkOutput(t, m.Encode(text), 0, len(text.Tokens))
		if n := len(text.Tokens); n > 3 {
			checkOutput(t, m.EncodeRange(text, 1, n-1), 1, n-1)
		}
	})
}

// checkOutput checks that o has what belongs to the tokens from first to end,
// and that its probabilities, with those that are not kept, add up to one.
func checkOutput(t *testing.T, o *Output, first, end int) {
	t.Helper()
	if o.First != first || o.End != end || len(o.Attribution) != end-first || len(o.Mention) != end-first {
		t.Fatalf("tokens %d to %d: an output of %d to %d with %d and %d rows", first, end, o.First, o.End, len(o.Attribution), len(o.Mention))
	}
	for i := first; i < end; i++ {
		for kind := range Link(links) {
			targets, none := o.Link(kind, i)
			sum, w := float64(none), o.Sight(i)
			for _, l := range targets {
				sum += float64(l.P)
			}
			if w.First < first || w.First > i || i >= w.End || w.End > end || !among(targets, w) || sum > 1+1e-4 || len(targets) < mostKept && sum < 1-leastKept*float64(w.End-w.First) {
				t.Fatalf("link %s of token %d: %v in %v, none %v", kind, i, targets, w, none)
			}
		}
	}
}

// bits is the SHA-256 of what the tiny model says of a text, on every machine.
const bits = "3ad3c14a137f716e09b0ac3ac7999be05f74c4306251023a30afd2c86c8d3b32"

func TestSameBits(t *testing.T) {
	m, err := Read(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	text := token.Split(strings.Repeat("“We will see,” the unbelievable minister of Gruzia said on 3 March.\n\n", 20))
	for _, name := range Kernels() {
		k, err := m.With(name)
		if err != nil {
			t.Fatal(err)
		}
		o, sum := k.Encode(text), sha256.New()
		for i := range o.Attribution {
			_ = binary.Write(sum, binary.LittleEndian, o.Attribution[i][:])
			_ = binary.Write(sum, binary.LittleEndian, o.Mention[i][:])
		}
		for _, targets := range o.targets {
			_ = binary.Write(sum, binary.LittleEndian, targets)
		}
		if got := hex.EncodeToString(sum.Sum(nil)); got != bits {
			t.Errorf("kernel %s: outputs of SHA-256 %s, want %s", name, got, bits)
		}
	}
}
