package conllu

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"hearsay/extract/extracttest"
)

// treebank writes a document, a token a word: the head after "^", the value of
// Entity after "=", both where there is one; "/" begins a sentence, "//" a paragraph.
// The words of a sentence are joined by blanks, without one after "~".
func treebank(notation string) string {
	var b strings.Builder
	b.WriteString("# newdoc id = D\n")
	sentences := 0
	for _, paragraph := range strings.Split(notation, " // ") {
		b.WriteString("# newpar\n")
		for _, sentence := range strings.Split(paragraph, " / ") {
			var text, lines string
			for i, w := range strings.Fields(sentence) {
				w, entity, _ := strings.Cut(w, "=")
				w, head, hasHead := strings.Cut(w, "^")
				if !hasHead {
					head = "0"
				}
				form := strings.TrimSuffix(w, "~")
				text += form
				if form == w {
					text += " "
				}
				tag := "NN"
				if form[0] >= 'A' && form[0] <= 'Z' {
					tag = "NNP"
				}
				misc := "_"
				if entity != "" {
					misc = "Bridge=1<2|Entity=" + entity
				}
				lines += fmt.Sprintf("%d\t%s\t_\t_\t%s\t_\t%s\t_\t_\t%s\n", i+1, form, tag, head, misc)
			}
			sentences++
			b.WriteString(fmt.Sprintf("# sent_id = %d\n# text = ", sentences) + strings.TrimSpace(text) + "\n" + lines + "\n")
		}
	}
	return b.String()
}

// show writes the mentions of a document: span, type, chain, head, "!" where named.
func show(d Document) string {
	var out []string
	for _, m := range d.Mentions {
		s := fmt.Sprintf("[%s] %s %s %s", d.Text[m.Span.Start:m.Span.End], m.Type, m.Chain, d.Tokens[m.Head].Form)
		if m.Named {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ in, text, want string }{
		{"it rains", "it rains", ""},
		{"one / two // three~ .", "one two\n\nthree.", ""},
		{"Ryan=(1-person-new-n-cf1-1-sgl) left", "Ryan left", "[Ryan] person 1 Ryan!"},
		{"the^2=(1-person-new-n-cf1-2-coref chief^0=1)", "the chief", "[the chief] person 1 chief"},
		{"aide^0=(1-person-new-n-cf1-1-coref of^3 Ryan^1=(2-person-new-n-cf1-1-sgl)1)", "aide of Ryan", "[aide of Ryan] person 1 aide; [Ryan] person 2 Ryan!"},
		{"he^0=(1-person-new-n-cf1-1-ana-Michael_Ryan)", "he", "[he] person 1 he!"},
		{"us=(1[1/2]-person-new-n-cf1-1-coref) not all=(1[2/2])", "us not all", "[us not all] person 1 us"},
		{"a=(1-place-new-n-cf1-1-coref(2-place-new-n-cf1-1-coref b=2)1)", "a b", "[a b] place 1 a; [a b] place 2 a"},
		{"a=(1-event-new-n-cf1-1-coref / b=1)", "a b", "[a b] event 1 a"},
	} {
		docs, err := Read("x.conllu", strings.NewReader(treebank(c.in)))
		if err != nil {
			t.Errorf("Read(%q): %v", c.in, err)
			continue
		}
		if len(docs) != 1 || docs[0].Name != "D" || docs[0].Text != c.text || show(docs[0]) != c.want {
			t.Errorf("Read(%q):\n got %q: %s\nwant %q: %s", c.in, docs[0].Text, show(docs[0]), c.text, c.want)
		}
	}
}

func TestReadWords(t *testing.T) {
	const in = "# text = Don't go.\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\t_\t_\tVB\t_\t3\t_\t_\t_\n2\tn't\t_\t_\tRB\t_\t3\t_\t_\t_\n" +
		"2.1\tplease\t_\t_\t_\t_\t_\t_\t_\t_\n3\tgo\t_\t_\tVB\t_\t0\t_\t_\tSpaceAfter=No\n4\t.\t_\t_\t.\t_\t3\t_\t_\t_\n"
	docs, err := Read("x", strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(docs[0].Tokens), "[{Do VB 2 {0 2}} {n't RB 2 {2 5}} {go VB -1 {6 8}} {. . 2 {8 9}}]"; got != want {
		t.Errorf("tokens: got %s, want %s", got, want)
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"# text = a\n1\ta\n", "x:2: 2 columns, want 10"},
		{"1\ta\t_\t_\t_\t_\t0\t_\t_\t_\n", "x:1: a token before the sentence's # text"},
		{"# text = a\n1\tb\t_\t_\t_\t_\t0\t_\t_\t_\n", `x:2: the token "b" is not what its sentence's # text goes on with: "a"`},
		{"# text = a\n2\ta\t_\t_\t_\t_\t0\t_\t_\t_\n", `x:2: the number "2" of a token, want 1`},
		{"# text = a\n1\ta\t_\t_\t_\t_\tx\t_\t_\t_\n", `x:2: the head "x" of a token`},
		{"# text = a\n1\ta\t_\t_\t_\t_\t9\t_\t_\t_\n\n", `x:3: the token "a" depends on one behind its sentence`},
		{"# text = a\n1\ta\t_\t_\t_\t_\t0\t_\t_\tEntity=3)\n", `x:2: Entity= closes "3", which is not open`},
		{"# text = a\n1\ta\t_\t_\t_\t_\t0\t_\t_\tEntity=3\n", `x:2: Entity= has no closing bracket in "3"`},
		{"# text = a\n1\ta\t_\t_\t_\t_\t0\t_\t_\tEntity=(3-person\n", `x:2: the mention "3" is not closed`},
	} {
		_, err := Read("x", strings.NewReader(c.in))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != c.want {
			t.Errorf("Read(%q): got %v, want %s", c.in, err, c.want)
		}
	}
}

func TestChains(t *testing.T) {
	docs, err := Read("x", strings.NewReader(treebank("rain=(1-abstract-new-n-cf1-1-coref) he=(2-person-new-n-cf1-1-coref) it=(1-abstract-new-n-cf1-1-coref) him=(2-person-new-n-cf1-1-coref) Bonn=(3-place-new-n-cf1-1-sgl)")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(docs[0].Chains()), "[[{5 7} {11 14}] [{15 19}]]"; got != want {
		t.Errorf("Chains: got %s, want %s", got, want)
	}
}

// TestGUM reads the whole treebank where it stands beside the checkout.
func TestGUM(t *testing.T) {
	f, err := os.Open(extracttest.Shared(t, "corpora/gum/dev.conllu"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	docs, err := Read("dev.conllu", f)
	if err != nil {
		t.Fatal(err)
	}
	sentences, mentions := 0, 0
	for _, d := range docs {
		sentences += len(d.Sentences)
		mentions += len(d.Mentions)
		for _, tok := range d.Tokens {
			if got := d.Text[tok.Span.Start:tok.Span.End]; !strings.Contains(got, tok.Form) && !strings.Contains(tok.Form, got) && len(got) > 12 {
				t.Errorf("%s: the token %q stands at %q", d.Name, tok.Form, got)
			}
		}
	}
	if sentences != 598 || mentions < 3000 {
		t.Errorf("%d sentences with %d mentions, want 598 and some thousand", sentences, mentions)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(treebank("aide^0=(1-person-new-n-cf1-1-coref of^3 Ryan^1=(2-person-new-n-cf1-1-sgl)1)"))
	f.Add("# text = a\n1-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\t_\t_\tEntity=(1[1/2]-x)(1[2/2])\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := Read("x", strings.NewReader(in))
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, m := range d.Mentions {
				if m.First >= m.End || m.End > len(d.Tokens) || m.Span.Start > m.Span.End || m.Span.End > len(d.Text) {
					t.Errorf("mention %+v of %d tokens", m, len(d.Tokens))
				}
			}
		}
	})
}
