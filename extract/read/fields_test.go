package read

import (
	"fmt"
	"strings"
	"testing"
)

// shown reads a file with a name and shows each article on a line: its fields that
// are there, and its text.
func shown(t *testing.T, name, data string) string {
	t.Helper()
	var b strings.Builder
	err := (&Reader{}).stream(name, strings.NewReader(data), func(i Item) error {
		a := i.Article
		for _, f := range [...][2]string{
			{"skipped", i.Skip},
			{"title", a.Title},
			{"by", i.Author},
			{"of", a.Publisher},
			{"on", a.Published},
			{"at", a.URL},
			{"in", a.Language},
			{"note", strings.Join(i.Notes, "; ")},
		} {
			if f[1] != "" {
				fmt.Fprintf(&b, "%s=%s ", f[0], f[1])
			}
		}
		if i.Skip == "" {
			fmt.Fprintf(&b, "%q", a.Text)
		}
		b.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// YAML: folded and literal values, comments, null, lists, things within things.
		{"---\ntitle: >\n  Dam\n  holds\npublisher: Post\n---\nB", `title=Dam holds of=Post "Dam holds\n\nB"`},
		{"---\ntitle: Dam # draft\npublisher: ~\ndate: null\n---\nB", `title=Dam "Dam\n\nB"`},
		{"---\ntitle: Dam\nauthors: [Ann Day, Bo Lee]\nphoto: {title: P, url: https://x.example/p}\n---\nB", `title=Dam by=Ann Day "Dam\n\nB"`},
		{"---\ntitle: Dam\nsite:\n  name: Post\n  url: https://x.example\n---\nB", `title=Dam of=Post "Dam\n\nB"`},
		{"---\ntitle: &t Dam\nheadline: *t\n---\nB", `title=Dam "Dam\n\nB"`},
		{"---\r\nTitle: Dam\r\nLang: en\r\n...\r\nB", `title=Dam in=en "Dam\n\nB"`},
		{"---\n---\nB", `"B"`},
		// The key first in the list wins, wherever it stands.
		{"---\ncreated: 2031-03-09\nname: N\npublished: 2031-03-04\ntitle: Dam\n---\nB", `title=Dam on=2031-03-04 "Dam\n\nB"`},
		{"---\ntitle: Dam\nsource: https://x.example/a\n---\nB", `title=Dam at=https://x.example/a "Dam\n\nB"`},
		{"---\ntitle: Dam\npublisher: https://x.example/\nsite: Post\n---\nB", `title=Dam of=Post "Dam\n\nB"`},
		{"---\ntitle: Dam\ndate: someday\n---\nB", `title=Dam note=no date: "someday" cannot be told "Dam\n\nB"`},
		{"---\ntitle: Dam\ndate: someday\ncreated: 4 March 2031\n---\nB", `title=Dam on=2031-03-04 "Dam\n\nB"`},
		// What is nearly YAML.
		{"---\ntitle: Dam: it holds\npublisher: Post\n---\nB", `title=Dam: it holds of=Post "Dam: it holds\n\nB"`},
		{"---\ntitle: \"Dam\" holds\n---\nB", `title="Dam" holds "\"Dam\" holds\n\nB"`},
		// Text between rules.
		{"---\n\nThe dam held.\n\n---\n\nB", `"---\n\nThe dam held.\n\n---\n\nB"`},
		{"---\nMr. Day said: it holds.\n---\nB", `"---\nMr. Day said: it holds.\n---\nB"`},
		{"---\n# Dam\n---\nB", `"---\n# Dam\n---\nB"`},
		{"---\n- one\n- two\n---\nB", `"---\n- one\n- two\n---\nB"`},
		// A bomb of references.
		{"---\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ntitle: Dam\n---\nB", `title=Dam "Dam\n\nB"`},
		// Titles that the body repeats.
		{"---\ntitle: The dam’s end\n---\n\nThe Dam's End.\n\nB", `title=The dam’s end "The dam’s end\n\nB"`},
		{"---\ntitle: Dam\n---\nDamage\n\nB", `title=Dam "Dam\n\nDamage\n\nB"`},
	} {
		if got := shown(t, "a.txt", c.in); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestJSONForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"title":"Dam","text":["One.","Two."," "]}`, `title=Dam "Dam\n\nOne.\n\nTwo."`},
		{`{"title":"Dam","content":[{"type":"paragraph","text":"One."},{"text":"Two."}]}`, `title=Dam "Dam\n\nOne.\n\nTwo."`},
		{`{"title":{"rendered":"Dam&#8217;s end"},"link":"https://x.example/1","date_gmt":"2031-03-04T10:00:00","content":{"rendered":"<p>One.</p>\n<p>Two.</p>"},"id":7}`, `title=Dam’s end on=2031-03-04T10:00:00 at=https://x.example/1 "Dam’s end\n\nOne.\n\nTwo."`},
		{`{"status":"ok","articles":[{"title":"A","text":"One."},{"title":"B","text":"Two."}]}`, "title=A \"A\\n\\nOne.\"\ntitle=B \"B\\n\\nTwo.\""},
		{"{\"response\":\n{\"docs\":[{\"headline\":\"A\",\"body\":\"One.\"}]}}", `title=A "A\n\nOne."`},
		{`{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":"https://x.example/1","title":"A","content_html":"<p>One.<p>Two.","date_published":"2031-03-04T10:00:00Z"}]}`, `title=A of=Post on=2031-03-04T10:00:00Z at=https://x.example/1 "A\n\nOne.\n\nTwo."`},
		{`{"version":"https://jsonfeed.org/version/1","title":"Post","items":[{"id":"7","content_text":"One."}]}`, `of=Post "One."`},
		{`{"text":"One.","items":[{"text":"Two."}]}`, `"One."`},
		{`{"hits":{"hits":[{"_source":{"title":"A","text":"One."}}]}}`, `title=A "A\n\nOne."`},
		{`{"title":"Dam","author":"Ann Day","hostname":"x.example","text":"One.","source":"https://x.example/1","source-hostname":"Post"}`, `title=Dam by=Ann Day of=Post at=https://x.example/1 "Dam\n\nOne."`},
		{`{"articles":[{"text":"One."},{"text":`, "\"One.\"\nskipped=not JSON: it ends within a value "},
		{`{"articles":[]}`, `skipped=empty `},
		{`{"title":"A","content":"One. Two… [+2451 chars]"}`, `title=A note=only the beginning of the text is there: … [+2451 chars] "A\n\nOne. Two"`},
		{`{"text":"One.","date":1930384800}`, `on=2031-03-04T10:00:00Z "One."`},
		{`{"text":"One.","date":"03/04/2031"}`, `note=no date: "03/04/2031" cannot be told "One."`},
	} {
		if got := shown(t, "a.json", c.in); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestMarkup(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a.txt", `The &ldquo;dam&rdquo; held&nbsp;&mdash; and A&amp;B too.`, `The “dam” held — and A&B too.`},
		{"a.txt", `A&B, x < y > z, <3 and &co; stay.`, `A&B, x < y > z, <3 and &co; stay.`},
		{"a.txt", `<script>alert(1)</script>`, `<script>alert(1)</script>`},
		{"a.txt", `<p>The <b>dam</b>&#39;s end.<p>It<br>held.<script>x</script>`, "The dam's end.\n\nIt\nheld."},
		{"a.txt", "The <em>dam</em> held.\n\nIt <a href='x'>did</a>.", "The dam held.\n\nIt did."},
		{"a.txt", `<ul><li>One</li><li>Two</li></ul>`, "One\n\nTwo"},
		{"a.txt", "2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"},
		{"a.md", "The **dam** _held_, [she](https://x.example/a_b) said.\nSo *it* did.\n\n> A quotation.\n\n- One\n- Two", "The dam held, she said. So it did.\n\nA quotation.\n\nOne\n\nTwo"},
		{"a.md", "![Alt](p.png)\n\nA snake_case_name, 2 * 3 \\* 4, <b>bold</b> &amp; `code`.", "A snake_case_name, 2 * 3 * 4, bold & code."},
		{"a.json", `{"text":"**Ann Day** said [it](https://x.example/1) was *old*.\nBo said 2 * 3."}`, "Ann Day said it was old.\nBo said 2 * 3."},
		{"a.json", `{"text":"2 * 3 * 4 [sic](so) a*b*c"}`, "2 * 3 * 4 [sic](so) a*b*c"},
	} {
		err := (&Reader{}).stream(c.name, strings.NewReader(c.in), func(i Item) error {
			if got := i.Article.Text; got != c.want {
				t.Errorf("%s %s:\n got %q\nwant %q", c.name, c.in, got, c.want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
