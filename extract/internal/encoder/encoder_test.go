package encoder

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay/extract/internal/token"
)

// english reads the model that the program comes with.
func english(t testing.TB) *Model {
	t.Helper()
	data, err := os.ReadFile("../../model/english.model")
	if err != nil {
		t.Skipf("no model to test with: %v", err)
	}
	m, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// article is one real article's shape: an invented one, of the test data.
func article(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/articles/2031-03-03-courier-barrier-leak.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestKernelsAgree encodes an article with every kernel: the outputs have the
// same bits.
func TestKernelsAgree(t *testing.T) {
	m := english(t)
	text := token.Split(article(t))
	want := m.Encode(text)
	for _, name := range Kernels()[1:] {
		other, err := m.With(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, other.Encode(text), outputs); diff != "" {
			t.Errorf("%s gives other outputs than %s:\n%s", name, m.Kernel(), diff)
		}
	}
}

// outputs compares all that an output says, by bits.
var outputs = cmp.Options{
	cmp.AllowUnexported(Output{}, row{}),
	cmpopts.IgnoreFields(Output{}, "input"),
	cmp.AllowUnexported(stored{}),
	cmp.Comparer(func(a, b float32) bool { return math.Float32bits(a) == math.Float32bits(b) }),
}

// TestEncodeAll encodes stretches of all lengths at once, and each by itself.
func TestEncodeAll(t *testing.T) {
	m, err := Read(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	in := m.Input(token.Split(strings.Repeat("“We will see,” the unbelievable minister said. He left.\n\n", 40)))
	other := m.Input(token.Split("Nobody was hurt."))
	r := rand.New(rand.NewPCG(7, 8))
	all := []Stretch{{in, 0, 0}, {other, 0, 4}, {in, 0, len(in.text.Tokens)}}
	for range 60 {
		first := r.IntN(len(in.text.Tokens))
		all = append(all, Stretch{in, first, min(len(in.text.Tokens), first+r.IntN(150))})
	}
	for i, got := range m.EncodeAll(all) {
		want := m.EncodeAll(all[i : i+1])[0]
		if diff := cmp.Diff(want, got, outputs); diff != "" {
			t.Errorf("tokens %d to %d are other among others:\n%s", all[i].First, all[i].End, diff)
		}
	}
}

// TestKeep checks which links are kept: the likeliest, in the order of the text.
func TestKeep(t *testing.T) {
	var b linkBuffers
	p := make([]float32, 31)
	for i := range p {
		p[i] = float32(1 + i*7%30) // 1 to 30, but for none
	}
	r := b.keep(p, 0.01, 100)
	if b.targets[r.begin] != (Target{-1, 0.01}) || r.end-r.begin != 1+mostKept {
		t.Fatalf("%d links, the first %v", r.end-r.begin, b.targets[r.begin])
	}
	for i, l := range b.targets[1:] {
		if l.P < 0.145 || i > 0 && l.Token <= b.targets[i].Token {
			t.Errorf("link %v after %v", l, b.targets[i])
		}
	}
	if r = b.keep([]float32{0.0009, 0.5, 0.4}, 1, 7); len(b.targets[r.begin:r.end]) != 2 || b.targets[r.begin+1] != (Target{8, 0.5}) {
		t.Errorf("links %v, want none and token 8", b.targets[r.begin:])
	}
}

// TestHostile encodes texts that hurt: none makes it fail, and all is in bounds.
func TestHostile(t *testing.T) {
	m := english(t)
	n := 2000
	if os.Getenv("HEARSAY_LONG") == "1" {
		n = 20000
	}
	for _, s := range []string{
		"", " ", "\x00", "\xff\xfe", "…", "🙂", strings.Repeat("x", 50*n), strings.Repeat("“", n), strings.Repeat("word ", n), strings.Repeat("a.", n),
		strings.Repeat("שלום ", n/4), strings.Repeat("\u0301", n), strings.Repeat("\xff ", n), strings.Repeat("中", n/2),
	} {
		text := token.Split(s)
		o := m.Encode(text)
		if len(o.Attribution) != len(text.Tokens) {
			t.Fatalf("%.10q: %d rows for %d tokens", s, len(o.Attribution), len(text.Tokens))
		}
		for i := range text.Tokens {
			for kind := range Link(links) {
				targets, none := o.Link(kind, i)
				if !among(targets, o.Sight(i)) || none < 0 || none > 1 {
					t.Fatalf("%.10q: link %s of %d to %v, none %v", s, kind, i, targets, none)
				}
			}
		}
	}
}

// among reports whether all targets are tokens of w, in the order of the text.
func among(targets Targets, w Window) bool {
	for i, l := range targets {
		if int(l.Token) < w.First || int(l.Token) >= w.End || i > 0 && l.Token <= targets[i-1].Token {
			return false
		}
	}
	return true
}

// TestVector computes the scores of mentions again from the vectors.
func TestVector(t *testing.T) {
	m := english(t)
	text := token.Split(article(t))
	out := m.Encode(text)
	for i := 0; i+4 <= len(text.Tokens); i += 4 {
		q, scale, y := make([]uint8, 4*m.Width), make([]float32, 4), make([]float32, 4*m.mention.rows)
		for r := range scale {
			x := out.Vector(nil, i+r)
			if len(x) != m.Width {
				t.Fatalf("the vector of token %d has %d numbers, want %d", i+r, len(x), m.Width)
			}
			scale[r] = m.kernel.quantize(q[r*m.Width:][:m.Width], x)
		}
		m.kernel.product(y, q, scale, &m.mention)
		for r := range scale {
			for k, want := range out.Mention[i+r] {
				if got := y[r*m.mention.rows+k]; math.Abs(float64(got-want)) > 1e-3 {
					t.Fatalf("token %d, label %d: %v from its vector, %v in the output", i+r, k, got, want)
				}
			}
		}
	}
}
