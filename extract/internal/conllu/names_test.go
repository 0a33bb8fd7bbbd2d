package conllu

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hearsay/extract/extracttest"
)

func TestReadNames(t *testing.T) {
	docs, err := Read("x", strings.NewReader(treebank("Ann Roe~ , of Bonn / left")))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{"# sent_id = 2\n1\tleft\tO\n\n# sent_id = 1\n1\tAnn\tB-PER\n2\tRoe\tI-PER\n3\t,\tO\n4\tof\tO\n5\tBonn\tB-LOC\n", "[[{{0 7} PER} {{12 16} LOC}]]"},
		{"# sent_id = 1\n1\tAnn\tB-PER\t-\tx\n2\tRoe\tB-ORG\n", "[[{{0 3} PER} {{4 7} ORG}]]"},
		{"# sent_id = 1\n1\tAnn\tI-PER\n", `n:2: the label "I-PER" behind no B-`},
		{"1\n", "n:1: 1 columns, want 3 or more"},
		{"# sent_id = 1\n1\tA\tB-PER\n2\tnn\tI-PER\n", "[[{{0 3} PER}]]"},
		{"# sent_id = 1\n1\tAnne\tB-PER\n", `n:2: the token "Anne", where the treebank goes on with "Ann Roe, of Bonn"`},
		{"1\tAnn\tB-PER\n", `n:1: a token before its # sent_id`},
		{"# sent_id = 3\n", `n:1: the treebank has no sentence "3"`},
	} {
		names, err := ReadNames("n", strings.NewReader(c.in), docs)
		got := fmt.Sprint(names)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("ReadNames(%q): got %s, want %s", c.in, got, c.want)
		}
	}
}

// TestEWT reads the whole treebank and its names where they stand beside the checkout.
func TestEWT(t *testing.T) {
	f, err := os.Open(extracttest.Shared(t, "corpora/ewt/dev.conllu"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	docs, err := Read("dev.conllu", f)
	if err != nil {
		t.Fatal(err)
	}
	g, err := os.Open(extracttest.Shared(t, "corpora/ewt/dev.ner.iob2"))
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	names, err := ReadNames("dev.ner.iob2", g, docs)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, of := range names {
		n += len(of)
	}
	if n != 966 { // 343 persons, 224 organizations, 399 places
		t.Errorf("%d names, want 966", n)
	}
}
