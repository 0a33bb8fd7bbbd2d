package conllu

import (
	"fmt"
	"strings"
	"testing"
)

// TestReadIOB writes texts as people do, and finds the names in them.
func TestReadIOB(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{
			"# newdoc id = a.txt\nFerry\tO\nlate\tO\n\nAnn\tB-Person\tO\nRoe\tI-Person\tO\n'\tO\n(\tO\nTidewell\tB-Location\n)\tO\nsaid\tO\n,\tO\n\"\tO\nNo\tO\n.\tO\n\"\tO\n\nA\tO\n-\tO\nB\tB-Product\n",
			"a.txt \"Ferry late\\n\\nAnn Roe' (Tidewell) said, \\\"No.\\\" A-B\" [{{12 19} Person} {{22 30} Location} {{46 47} Product}]",
		},
		{"Ann\tI-Person\nRoe\tB-Person\n# newdoc id = b\nBo\tO\n", " \"Ann Roe\" [{{0 3} Person} {{4 7} Person}] b \"Bo\" []"},
		{"Ann\tX-Person\n", `n:1: the label "X-Person", want O, B- or I- and a type`},
		{"", ""},
	} {
		docs, names, err := ReadIOB("n", strings.NewReader(c.in))
		var got []string
		for i, d := range docs {
			got = append(got, fmt.Sprintf("%s %q %v", d.Name, d.Text, names[i]))
		}
		if err != nil {
			got = []string{err.Error()}
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("ReadIOB(%q):\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func FuzzReadIOB(f *testing.F) {
	f.Add("# newdoc id = a\nAnn\tB-Person\n\n\"\tO\nI\tI-Person\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, names, err := ReadIOB("n", strings.NewReader(in))
		if err != nil {
			return
		}
		for i, d := range docs {
			for _, n := range names[i] {
				if n.Span.Start < 0 || n.Span.Start > n.Span.End || n.Span.End > len(d.Text) {
					t.Errorf("a name at %v of %d bytes", n.Span, len(d.Text))
				}
			}
		}
	})
}
