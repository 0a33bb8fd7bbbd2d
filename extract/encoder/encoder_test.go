package encoder

import (
	"os"
	"strings"
	"testing"

	"hearsay/extract/token"
)

// english reads the model that the program comes with.
func english(t testing.TB) *Model {
	t.Helper()
	data, err := os.ReadFile("../model/english.model")
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
	data, err := os.ReadFile("../../testdata/articles/2031-03-03-courier-barrier-leak.txt")
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
		got := other.Encode(text)
		for i := range want.Attribution {
			same(t, "attribution", name, got.Attribution[i][:], want.Attribution[i][:])
			same(t, "mention", name, got.Mention[i][:], want.Mention[i][:])
		}
		same(t, "links", name, got.values, want.values)
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
				start, p, none := o.Link(kind, i)
				if start < 0 || start+len(p) > len(text.Tokens) || none < 0 || none > 1 {
					t.Fatalf("%.10q: link %s of %d: %d, %d probabilities, none %v", s, kind, i, start, len(p), none)
				}
			}
		}
	}
}
