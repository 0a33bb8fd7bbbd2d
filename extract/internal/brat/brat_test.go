package brat

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// show writes attributions with the words of their spans: "Ryan|said|no".
func show(text string, all []Attribution) string {
	var out []string
	for _, a := range all {
		var roles []string
		for _, spans := range [...][]news.Span{a.Source, a.Cue, a.Content} {
			var words []string
			for _, s := range spans {
				words = append(words, text[s.Start:s.End])
			}
			roles = append(roles, strings.Join(words, "+"))
		}
		out = append(out, strings.Join(roles, "|"))
	}
	return strings.Join(out, "; ")
}

func TestParse(t *testing.T) {
	const text = "“No,” Ryan said, “never.”" // the quotation marks are of several bytes
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"T1\tSource 6 10\tRyan\nT2\tCue 11 15\tsaid\nT3\tContent 0 5\tx\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n", "Ryan|said|“No,”"},
		{"T3\tContent 0 5;17 25\tx\nE1\tAttribution:T3 Content:T3", "||“No,”+“never.”"},
		{"T3\tContent 0 5\tx\nT4\tContent 17 25\tx\nE1\tAttribution:T3 Content:T3 Content2:T4", "||“No,”+“never.”"},
		{"E1\tAttribution:T3 Content:T3\nT3\tContent 0 5\tx", "||“No,”"},      // the span stands behind
		{"T3\tContent 0 5\tx\nsecond line of it\tT4\nE1\tAttribution:T3", ""}, // a text with a line end; an event without arguments
		{"T3\tContent 0 5\nE1\tX:T3 Content:T3\r", "||“No,”"},
		{"#1\tNote T1\tx\nA1\tNegation E1", ""},
	} {
		got, err := Parse("x.ann", c.in, text)
		if err != nil || show(text, got) != c.want {
			t.Errorf("Parse(%q): got %s, %v, want %s", c.in, show(text, got), err, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"T1\tSource 6\tx", `x.ann:1: the span "6" is not two places of the text`},
		{"T1\tSource 6 99\tx", `x.ann:1: the span "6 99" is not two places of the text`},
		{"T1\tSource 9 6\tx", `x.ann:1: the span "9 6" is not two places of the text`},
		{"T1\tSource\tx", "x.ann:1: a span without numbers"},
		{"\nE1\tX:T1 Source:T1", `x.ann:2: the argument "Source:T1" names no span`},
		{"T1\tSource 6 10\tx\nE1\tX:T1 Hearer:T1", `x.ann:2: no role "Hearer" is known`},
	} {
		if _, err := Parse("x.ann", c.in, text); err == nil || err.Error() != c.want {
			t.Errorf("Parse(%q): got %v, want %s", c.in, err, c.want)
		}
	}
}

func TestReadFolder(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a_b.txt": "Ryan said no", "a_b_2.ann": "T1\tCue 5 9\tsaid\nE1\tX:T1 Cue:T1", "a_b_1.ann": "T1\tCue 10 12\tno\nE1\tX:T1 Cue:T1",
		"c.txt": "no", "c.ann": "", "unmarked.txt": "x",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	articles, err := ReadFolder(dir, dir)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, a := range articles {
		got += fmt.Sprintf("%s: %s\n", a.Name, show(a.Text, a.Attributions))
	}
	if want := "a_b.txt: |no|\nc.txt: \n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if _, err := ReadFolder(t.TempDir(), dir); err == nil || !strings.Contains(err.Error(), "no .ann file") {
		t.Errorf("a folder without annotations: got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("T1\tSource 0 1;2 3\tx\nE1\tX:T1 Source:T1", "“abc”")
	f.Fuzz(func(t *testing.T, annotations, text string) {
		all, err := Parse("x", annotations, text)
		if err != nil {
			return
		}
		for _, a := range all {
			for _, s := range append(append(a.Source, a.Cue...), a.Content...) {
				if s.Start < 0 || s.Start > s.End || s.End > len(text) {
					t.Errorf("span %v of %d bytes", s, len(text))
				}
			}
		}
	})
}
