package token

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// show writes a text as its tokens with a blank between: "|" stands between
// sentences, "¶" between paragraphs, "<" before the mark that opens a quotation,
// ">" before the one that closes it.
func show(text string) string {
	t := Split(text)
	marks := map[int]string{}
	for _, q := range t.Quotations {
		marks[q.Open] = "<"
		if q.Close >= 0 {
			marks[q.Close] = ">"
		}
	}
	var b strings.Builder
	for i, k := range t.Tokens {
		switch {
		case i == 0:
		case k.Paragraph != t.Tokens[i-1].Paragraph:
			b.WriteString(" ¶ ")
		case k.Sentence != t.Tokens[i-1].Sentence:
			b.WriteString(" | ")
		default:
			b.WriteString(" ")
		}
		b.WriteString(marks[i] + t.Word(i))
	}
	return b.String()
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \n\t ", ""},
		{"He left. She stayed.", "He left . | She stayed ."},

		// Words.
		{"state-run (D-Ohio)", "state - run ( D - Ohio )"},
		{"Trump's plan, Trump’s plan", "Trump 's plan , Trump ’s plan"},
		{"the voters' choice", "the voters ' choice"},
		{"She didn't, they’re", "She didn't , they’re"},
		{"1,000 men, 3.5 percent, $2.50", "1,000 men , 3.5 percent , $ 2.50"},
		{"See https://a.example/b?c=1, or a.b@c.com.", "See https://a.example/b?c=1 , or a.b@c.com ."},
		{"@joe wrote #tag", "@joe wrote #tag"},
		{"naïve café 北京", "naïve café 北京"},

		// Full stops.
		{"Dr. Roe of the U.S. said so.", "Dr. Roe of the U.S. said so ."},
		{"J. K. Roe and J.K. Roe left.", "J. K. Roe and J.K. Roe left ."},
		{"It is in the U.S. The vote is near.", "It is in the U.S. | The vote is near ."},
		{"He came at 3.5 p.m. The end.", "He came at 3.5 p.m. | The end ."},
		{"On Jan. 5 Acme Inc. He sold it.", "On Jan. 5 Acme Inc. | He sold it ."},
		{"Sen. Roe v. Wade", "Sen. Roe v. Wade"},
		{"GENEVA (AP) — The U.N. said so.", "GENEVA ( AP ) — The U.N. said so ."},
		{"Well… he left. Well… He left.", "Well … he left . | Well … | He left ."},
		{"And then... what?", "And then ... what ?"},
		{"Why? Because! “No.”", "Why ? | Because ! | <“ No . >”"},

		// Quotations.
		{`"Go." He left.`, `<" Go . >" | He left .`},
		{`"Go," he said. "Now."`, `<" Go , >" he said . | <" Now . >"`},
		{"“Well …,” he said.", "<“ Well … , >” he said ."},
		{"“Why?” he asked.", "<“ Why ? >” he asked ."},
		{"``Go,'' he said.", "<`` Go , >'' he said ."},
		{"''Go,'' he said.", "<'' Go , >'' he said ."},
		{"Chinese 'Experts' Push 'Passport' Plan", "Chinese <' Experts >' Push <' Passport >' Plan"},
		{"“They said ‘no’ to us.”", "<“ They said <‘ no >’ to us . >”"},
		{`"He said 'no' twice."`, `<" He said <' no >' twice . >"`},
		{"“One.\n\n“Two.”\n\nThree.", "<“ One . ¶ <“ Two . >” ¶ Three ."},
		{"“Never closed.\n\nNext “one” here.", "<“ Never closed . ¶ Next <“ one >” here ."},
		{"Closed only” here.", "Closed only ” here ."},
		{"He was 6' tall, in the '90s.", "He was 6 ' tall , in the ' 90s ."},

		// Paragraphs.
		{"One\ngoes on.\n\nTwo", "One goes on . ¶ Two"},
		{"One\r\ngoes on.\r\n\r\nTwo", "One goes on . ¶ Two"},
		{"One\nTwo\nThree", "One ¶ Two ¶ Three"},
		{"SMITH: Go.\n\nJONES: No.", "SMITH : Go . ¶ JONES : No ."},

		// Odd bytes.
		{"a\x00b \xff c\xed\xa0\x80", "a b \xff c \xed \xa0 \x80"},
		{"\ufeffTitle", "Title"},
	} {
		if got := show(c.in); got != c.want {
			t.Errorf("Split(%q):\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestContinues(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // of each quotation: c closed, g goes on, o left open
	}{
		{"“One.\n\n“Two.\n\n“Three.”", "ggc"},
		{"\"One.\n\n\"Two.\"", "gc"},
		{"``One.\n\n``Two.''", "gc"},
		{"“One.\n\nTwo.”", "o"},
		{"“One.”\n\n“Two.”", "cc"},
	} {
		got := ""
		for _, q := range Split(c.in).Quotations {
			switch {
			case q.Close >= 0:
				got += "c"
			case q.Continues:
				got += "g"
			default:
				got += "o"
			}
		}
		if got != c.want {
			t.Errorf("Split(%q).Quotations: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestFeatures(t *testing.T) {
	f := Split("“I may,” McRoe of WHO said in 2031. Yes.\n\nNo").Features()
	digits := func(all []uint8) string {
		var b strings.Builder
		for _, v := range all {
			b.WriteByte('0' + v)
		}
		return b.String()
	}
	// “ I may , ” McRoe of WHO said in 2031 . Yes . No
	for _, c := range []struct{ what, got, want string }{
		{"case", digits(f.Case), "032005242210303"},
		{"quote", digits(f.Quote), "211130000000000"},
		{"start", digits(f.Start), "200000000000102"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, c.got, c.want)
		}
	}
}

// check fails where a text's parts are not what their comments say.
func check(t *testing.T, text string) {
	t.Helper()
	x := Split(text)
	f := x.Features()
	n := len(x.Tokens)
	if len(f.Case) != n || len(f.Quote) != n || len(f.Start) != n {
		t.Fatalf("%.60q: %d tokens with %d, %d, %d features", text, n, len(f.Case), len(f.Quote), len(f.Start))
	}
	end, valid := 0, utf8.ValidString(text)
	for i, k := range x.Tokens {
		if k.Start < end || k.End <= k.Start || k.End > len(text) || k.End-k.Start > longest {
			t.Fatalf("%.60q: token %d is %+v behind byte %d of %d", text, i, k, end, len(text))
		}
		if valid && !utf8.ValidString(x.Word(i)) {
			t.Fatalf("%.60q: token %d is %q, cut within a rune", text, i, x.Word(i))
		}
		s, p := x.Sentences[k.Sentence], x.Paragraphs[k.Paragraph]
		if i < s.First || i >= s.End || i < p.First || i >= p.End || s.First < p.First || s.End > p.End {
			t.Fatalf("%.60q: token %d in sentence %+v of paragraph %+v", text, i, s, p)
		}
		end = k.End
	}
	for _, q := range x.Quotations {
		if q.Open < 0 || q.First != q.Open+1 || q.End < q.First || q.End > n || q.Close >= 0 && q.Close != q.End {
			t.Fatalf("%.60q: quotation %+v of %d tokens", text, q, n)
		}
	}
}

// A text is one that would show a time above linear.
type text struct{ what, text string }

// large are texts of n times something, some hundred kilobytes for 100,000.
func large(n int) []text {
	return []text{
		{"no space", strings.Repeat("x", 10*n)},
		{"no space, several bytes a rune", strings.Repeat("ü", 5*n)},
		{"opening marks", strings.Repeat("“", n)},
		{"single opening marks", strings.Repeat("‘", n)},
		{"straight marks", strings.Repeat(`"`, n)},
		{"straight marks and words", strings.Repeat(`" a `, n)},
		{"nested marks", strings.Repeat("‘a “b ", n)},
		{"apostrophes", strings.Repeat("'", n+1)},
		{"invalid bytes", strings.Repeat("\xff", n)},
		{"NUL", strings.Repeat("\x00", n)},
		{"initials", strings.Repeat("a.", n)},
		{"@", strings.Repeat("a@", n)},
		{"thousands", strings.Repeat("100,", n)},
		{"joined", strings.Repeat("a'b’", n)},
		{"URLs", strings.Repeat("http://", n)},
		{"closing brackets", strings.Repeat(".)", n)},
		{"full stops", strings.Repeat(".", n)},
		{"line ends", strings.Repeat("a\n", n)},
		{"blank lines", strings.Repeat("“\n\n", n)},
	}
}

func TestSplitLarge(t *testing.T) {
	for _, c := range large(100_000) {
		check(t, c.text)
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"“a” 'b' ``c''", "U.S. a.m. 1,000 a@b.c", "a\x00\xff\n\n“", "http://a'b", "…’s"} {
		f.Add(s)
	}
	f.Fuzz(check)
}

// BenchmarkSplit reads a real article where the corpora stand beside the
// checkout, else one made of a few sentences.
func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("“We won’t,” Dr. Roe of the U.S. Senate said at 3.5 p.m. on Friday. He’d left.\n\n", 60)
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpora", "polnear", "dev", "text", "*.txt"))
	if len(files) > 0 {
		data, err := os.ReadFile(files[0])
		if err != nil {
			b.Fatal(err)
		}
		text = string(data)
	}
	words := len(strings.Fields(text))
	for b.Loop() {
		Split(text).Features()
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// Lines that were wrapped by hand, marked at the ends of paragraphs.
func TestWrappedLines(t *testing.T) {
	const a, b = "The board of the harbour met in June to vote on the sale of the old ferry. Ann", "Day, who chairs the board, said that it had been old for years and that it would"
	for _, want := range []string{
		a + "\n" + b + "\nbe sold soon.¶\n\nNobody was hurt.",
		a + "\n" + b + "\nbe sold soon.",
		"Ferry sold¶\n" + a + "\n" + b + "\nbe sold soon.",
		"Ferry sold¶\n\n" + a + ".¶\n" + b + ".¶\nIt is sold.", // the lines of a body, its title apart
		"Ferry sold¶\n\n" + a + ".¶\n\n" + b + ".\nIt is sold.",
		"The ferry was\nsold.",
		"The ferry¶\nAnn Day",
		"The ferry was sold.¶\nthe end",
	} {
		text := strings.ReplaceAll(want, "¶", "")
		s := Split(text)
		got := ""
		for i, tok := range s.Tokens {
			start := 0
			if i > 0 {
				start = s.Tokens[i-1].End
			}
			if i > 0 && tok.Paragraph != s.Tokens[i-1].Paragraph {
				got += "¶"
			}
			got += text[start:tok.End]
		}
		if got != want {
			t.Errorf("paragraphs:\n got %q\nwant %q", got, want)
		}
	}
}

// Characters that are not seen make no other word.
func TestUnseen(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Zo\u00adra D\u200bay \u200bsaid\ufeff so", "Zora|Day|said|so"},
		{"\u202eZora\u202c Day", "Zora|Day"},
		{"Zora\u00ad, Day\u00ad", "Zora|,|Day"},
	} {
		s := Split(c.text)
		var got []string
		for i := range s.Tokens {
			got = append(got, s.Word(i))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: words %q, want %q", c.text, strings.Join(got, "|"), c.want)
		}
	}
	if got := Split("Zo\u00adra\nDay  Roe").Words(0, 3); got != "Zora Day Roe" {
		t.Errorf("words %q", got)
	}
}
