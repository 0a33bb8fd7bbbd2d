package read

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// walk reads paths and shows each item on a line: path, then the reason it is
// skipped, or title, publisher, published and text, and what was noted.
func walk(t *testing.T, stdin string, paths ...string) string {
	t.Helper()
	var b strings.Builder
	err := (&Reader{Stdin: strings.NewReader(stdin)}).Walk(paths, func(i Item) error {
		if i.Skip != "" {
			fmt.Fprintf(&b, "%s: skipped: %s\n", filepath.Base(i.Path), i.Skip)
			return nil
		}
		a := i.Article
		fmt.Fprintf(&b, "%s: %s|%s|%s|%q", filepath.Base(i.Path), a.Title, a.Publisher, a.Published, a.Text)
		if len(i.Notes) > 0 {
			fmt.Fprintf(&b, " (%s)", strings.Join(i.Notes, "; "))
		}
		b.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWalk(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a.txt", "A title\n\nThe body.\n", `A title|||"A title\n\nThe body.\n"`},
		{"a.txt", "\xef\xbb\xbfA title\r\n\r\nThe body.", `A title|||"A title\r\n\r\nThe body."`},
		{"a.txt", "Title\nline\nline", `Title|||"Title\nline\nline"`},
		{"a.txt", "First paragraph\nwith two lines.\n\nSecond.", `|||"First paragraph\nwith two lines.\n\nSecond."`},
		{"a.txt", "Vote nears; \nBoth sides claim support\n\nBody.", `Vote nears|||"Vote nears; \nBoth sides claim support\n\nBody."`},
		{"a.txt", "One line only", `|||"One line only"`},
		{"a.txt", strings.Repeat("long ", 60) + "\n\nBody", `|||"` + strings.Repeat("long ", 60) + `\n\nBody"`},
		{"a.md", "# A title\n\nBody.", `A title|||"A title\n\nBody."`},
		{"a.md", "---\ntitle: \"A: title\"\npublisher: Courier\npublished: 2031-03-04\nunknown: x\nno colon\n---\n\nBody.", `A: title|Courier|2031-03-04|"A: title\n\nBody."`},
		{"a.txt", "---\r\ntitle: T\r\ndate: 2031\r\n---\r\n\r\nBody.\r\n", `T||2031|"T\n\nBody.\r\n"`},
		{"a.txt", "---\ntitle: T\n---\nT\n\nBody.", `T|||"T\n\nBody."`},
		{"a.txt", "---\nnot closed\n\nBody.", `|||"---\nnot closed\n\nBody."`},
		{"a.txt", "---\ntitle: T\n---\n", `T|||"T"`},
		{"a.txt", "---\nurl: u\n---\n \n", "skipped: empty behind its front matter"},
		{"a.txt", " \n\t\n", "skipped: empty"},
		{"a.txt", "", "skipped: empty"},
		{"a.txt", "a\x00b", "skipped: binary, not text"},
		{"a.txt", "caf\xe9 au lait", `|||"café au lait" (read as Windows-1252)`},
		{"a.txt", "na\xefve \x93caf\xe9\x94\n\nB", `naïve “café”|||"naïve “café”\n\nB" (read as Windows-1252)`},
		{"a.txt", "café \xff crème", `|||"café � crème" (not UTF-8 at byte 6: what is not is read as U+FFFD)`},
		{"a.txt", "\x82\xa0\x82\xa2", "skipped: not UTF-8 at byte 0; convert it first"}, // Shift JIS
		{"a.txt", "\xfe\xff\x00A\x20\x19\x00s", `|||"A’s" (read as UTF-16)`},
		{"a.txt", "\xff\xfe\x00\x00A\x00\x00\x00\x19\x20\x00\x00", `|||"A’" (read as UTF-32)`},
		{"a.json", "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00a\x00\"\x00}\x00", `|||"a" (read as UTF-16)`},
		{"a.json", "{\"title\":\"Caf\xe9\",\"text\":\"a\"}", `Café|||"Café\n\na" (read as Windows-1252)`},
		{"a.txt", "\xff\xfea\x00", `|||"a" (read as UTF-16)`},
		{"a.png", "\x89PNG", "skipped: .png files are not read as text; .txt, .md, .json, .html and others are: see hearsay build --help"},
		{"a.json", `{"title":"T","text":"Body.","source":{"id":null,"name":"Courier"},"publishedAt":"2031-03-04","x":{"y":[1]}}`, `T|Courier|2031-03-04|"T\n\nBody."`},
		{"a.json", `{"headline":"T","Body":"T\nBody."}`, `T|||"T\nBody."`},
		{"a.json", `{"title":"T"}`, `skipped: no text: none of its keys is "text", "body", "content", …`},
		{"a.json", `{"text":"a\u0000b"}`, "skipped: binary, not text"},
		{"a.json", `{"text":`, "skipped: not JSON: it ends within a value"},
		{"a.json", `nonsense`, "skipped: not JSON: invalid character 'o' in literal null (expecting 'u')"},
		{"a.json", `[]`, "skipped: empty"},
		{"a.json", ``, "skipped: empty"},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.in), 0o600); err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSuffix(walk(t, "", path), "\n")
		_, got, _ = strings.Cut(got, ": ")
		if got != c.want {
			t.Errorf("%s with %q:\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
	}
}

func TestWalkMany(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`[{"text":"a b"},{"title":"x"},3,{"text":"c d"}]`, "-#1: |||\"a b\"\n-#2: skipped: no text: none of its keys is \"text\", \"body\", \"content\", …\n-#3: skipped: not an article: the JSON value is no object\n-#4: |||\"c d\"\n"},
		{"{\"text\":\"a\"}\n{\"text\":\"b\"}\n\n", "-: |||\"a\"\n-#2: |||\"b\"\n"},
		{"{\"text\":\"a\"}\n{\"text\":\n", "-: |||\"a\"\n-#2: skipped: not JSON: it ends within a value\n"},
		{"{\"text\":\"a\"}\n\n{\"text\":]}\n{\"text\":\"c\"} x\n{\"text\":\"d\"}", "-: |||\"a\"\n-#2: skipped: not JSON: invalid character ']' looking for beginning of value\n-#3: skipped: not JSON: more than one value in a line\n-#4: |||\"d\"\n"},
		{"{\"text\":]}\n{\"text\":\"b\"}", "-: skipped: not JSON: invalid character ']' looking for beginning of value\n-#2: |||\"b\"\n"},
		{"{\"text\":\n\"a\"}\n{\"text\":\"b\"}{\"text\":\"c\"}", "-: |||\"a\"\n-#2: |||\"b\"\n-#3: |||\"c\"\n"},
		{"[The] bracket\n\nbegins a text", "-: [The] bracket|||\"[The] bracket\\n\\nbegins a text\"\n"},
		{`{"article":{"title":"T","text":"T\n\nB"},"claims":[]}`, "-: T|||\"T\\n\\nB\"\n"},
	} {
		if got := walk(t, c.in, "-"); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestWalkFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"b.txt": "B", "a/x.txt": "X", ".hidden.txt": "H", ".git/x.txt": "G", "b.gold.json": "{}", "c.jpg": "J",
		"page.htm": "<html><p>The pier is shut, and nobody in the town knows why.</p></html>", "page-Dateien/deep/frame.html": "<html><p>A frame", "page-Dateien/a.js": "a()",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const want = "x.txt: |||\"X\"\nb.txt: |||\"B\"\nc.jpg: skipped: .jpg files are not read as text; .txt, .md, .json, .html and others are: see hearsay build --help\npage.htm: |||\"The pier is shut, and nobody in the town knows why.\"\n"
	if got := walk(t, "", dir); got != want {
		t.Errorf("folder:\n got %s\nwant %s", got, want)
	}
	err := (&Reader{}).Walk([]string{dir, filepath.Join(dir, "missing")}, func(Item) error { t.Error("visited before the error"); return nil })
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("missing path: got %v", err)
	}
}

func TestWalkLarge(t *testing.T) {
	big := strings.Repeat("x ", int(usual.Article/2+1))
	if got, want := walk(t, big, "-"), "-: skipped: larger than 16 MiB, which no news article is; --max-article reads it\n"; got != want {
		t.Errorf("large text: got %.80s, want %s", got, want)
	}
	if got := walk(t, `{"text":"`+big+`"}`, "-"); !strings.Contains(got, "larger than 16 MiB") {
		t.Errorf("large text in JSON: got %.80s", got)
	}
	lines := `{"text":"a"}` + "\n" + `{"html":"` + strings.Repeat("x", int(usual.Line)+4096) + `"}` + "\n" + `{"text":"b"}`
	if got, want := walk(t, lines, "-"), "-: |||\"a\"\n-#2: skipped: not JSON: a value is larger than 64 MiB; --max-line reads larger ones\n-#3: |||\"b\"\n"; got != want {
		t.Errorf("large line: got %.200s, want %s", got, want)
	}
	huge := `{"html":"` + strings.Repeat("x", int(usual.Line)+4096) + `","text":"a"}`
	if got := walk(t, huge, "-"); !strings.Contains(got, "a value is larger than 64 MiB") {
		t.Errorf("large JSON: got %.80s", got)
	}
}

// TestLargeMessage: a message is not taken whole where its text is beyond the limit, and
// the next in the box is read.
func TestLargeMessage(t *testing.T) {
	box := "From a@x\nFrom: a@x\nSubject: One\n\n" + strings.Repeat("The pier is shut.\n", 300) + "\nFrom b@x\nFrom: b@x\nSubject: Two\n\nThe pier is shut.\n"
	var got []string
	err := (&Reader{Limits: Limits{Article: 1000}}).stream("a.mbox", strings.NewReader(box), func(i Item) error {
		got = append(got, string(i.Reason)+i.Article.Title)
		return nil
	})
	if err != nil || strings.Join(got, "|") != string(TooLarge)+"|Two" {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzWalk looks for bytes that make it fail, or give an article that is no text.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\n---\nb", `{"text":"a"}`, `[{"text":"a"}]`, "a\n\nb", "\xef\xbb\xbf{", "[", "[[", `{"text":["a"]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		err := (&Reader{Stdin: strings.NewReader(string(data))}).Walk([]string{"-"}, func(i Item) error {
			if (i.Skip == "") == (strings.TrimSpace(i.Article.Text) == "") {
				return fmt.Errorf("skip %q with text %q", i.Skip, i.Article.Text)
			}
			if i.Article != (news.Article{}) && (&source{limits: usual}).fault([]byte(i.Article.Text)) != (why{}) {
				return fmt.Errorf("text %q", i.Article.Text)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
