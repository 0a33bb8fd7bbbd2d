package export

import (
	"io"
	"strings"
	"testing"
)

// stored are quads as the graph has them: relative names, and texts in which
// nothing is a name.
const stored = `<article/01> <title> "a <b> \"<c>\" \\" <article/01> .
<claim/01-3-9> <confidence> "0.9"^^<http://schema.org/Float> <article/01> .
<group/a b|c> <name> "é" <entities> .
`

// TestNQuads writes absolute names in pieces of every size; texts and names that
// are absolute stay.
func TestNQuads(t *testing.T) {
	want := `<urn:x:article/01> <urn:x:title> "a <b> \"<c>\" \\" <urn:x:article/01> .
<urn:x:claim/01-3-9> <urn:x:confidence> "0.9"^^<http://schema.org/Float> <urn:x:article/01> .
<urn:x:group/a%20b%7Cc> <urn:x:name> "é" <urn:x:entities> .
`
	for size := 1; size <= len(stored); size++ {
		from := func(w io.Writer) error {
			_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{strings.NewReader(stored)}, make([]byte, size))
			return err
		}
		var b strings.Builder
		if err := WriteNQuads(&b, "urn:x:", "hearsay 1", from); err != nil || b.String() != "# hearsay 1\n"+want {
			t.Fatalf("in pieces of %d: %v\n%s", size, err, b.String())
		}
		b.Reset()
		if err := WriteNQuads(&b, "", "", from); err != nil || b.String() != stored {
			t.Fatalf("without a base: %v\n%s", err, b.String())
		}
	}
}

// TestNQuadsRead has rdflib read them.
func TestNQuadsRead(t *testing.T) {
	var b strings.Builder
	if err := WriteNQuads(&b, "urn:x:", "hearsay 1", func(w io.Writer) error {
		_, err := io.WriteString(w, stored)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	got := python(t, "rdflib_read.py", []byte("nquads\n"+b.String()))
	for _, want := range []string{
		`<urn:x:article/01> <urn:x:title> "a <b> \"<c>\" \\" <urn:x:article/01> .`,
		`<urn:x:group/a%20b%7Cc> <urn:x:name> "é" <urn:x:entities> .`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no quad %s in\n%s", want, got)
		}
	}
}
