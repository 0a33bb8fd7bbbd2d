package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestReason: the kind of a reason is given where the input is refused, whatever words
// of others the reason repeats.
func TestReason(t *testing.T) {
	bomb := func(s string) string { return gzipped(t, s+strings.Repeat("\x00", 12<<20)) }
	for _, c := range []struct {
		name, in string
		want     Reason
	}{
		{"x.txt", " ", Empty},
		{"x.txt", "a\x00b", NotRead},
		{"x.txt", "\x82\xa0\x82\xa2", Damaged},
		{"x.png", "\x89PNG", NotRead},
		{"not JSON.png", "\x89PNG", NotRead},
		{"x.json", `{"text":`, Damaged},
		{"x.json", `{"title":"the larger than life, cut off, empty"}`, NoText},
		{"x.csv", "title,text\n", Empty},
		{"x.xml", "<rss><item><title>a</title><link>http://empty.example/binary</link></item></rss>", NoFullText},
		{"x.xml", "<rss></rss>", Empty},
		{"x.xml", "<rss><item>", Damaged},
		{"x.xml", "<urlset><url><loc>http://a.example/</loc></url></urlset>", NotFollowed},
		{"x.html", "<html></html>", NoText},
		{"x.warc", record("response", "https://empty.example/larger than", answer("", "<html></html>")), NoText},
		{"x.warc", "WARC/1.0\r\n\r\n", Damaged},
		{"x.gz", bomb("<html>"), TooLarge},
		{"x.gz", gzipped(t, "The pier")[:20], Damaged},
		{"x.txt", "Le maire de la ville a dit que le pont est fermé pour les voitures et que les gens qui sont dans la rue ne sont pas avec nous, mais pour la ville c'est un jour comme les autres.", OtherLanguage},
		{"https://empty.example", "", NotGot},
	} {
		r := Reader{Stdin: strings.NewReader(c.in)}
		visit := func(i Item) error {
			if i.Reason != c.want || i.Skip == "" {
				return fmt.Errorf("skipped for %q (%s), want the kind %q", i.Skip, i.Reason, c.want)
			}
			return nil
		}
		var err error
		if isAddress(c.name) {
			err = r.Walk([]string{c.name}, visit)
		} else {
			err = r.stream(c.name, r.Stdin, english(visit))
		}
		if err != nil {
			t.Errorf("%s %.30q: %v", c.name, c.in, err)
		}
	}
}

// TestFuse: what lies in an archive is unpacked in proportion to the whole, however
// many files say that the same bytes are theirs, or lie in each other.
func TestFuse(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 200 { // each within the proportion that is free
		w, err := z.Create(fmt.Sprintf("%d.txt", i))
		if err == nil {
			_, err = io.WriteString(w, strings.Repeat("a ", 4<<20))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{"many": b.String(), "in each other": gzipped(t, gzipped(t, gzipped(t, strings.Repeat("a ", 40<<20)))), "lines": gzipped(t, `{"text":"a"}`+"\n"+strings.Repeat(" ", 40<<20)+"\n")} {
		var last Item
		n, size := 0, 0
		err := (&Reader{Limits: Limits{Ratio: 20}}).stream(name, strings.NewReader(in), func(i Item) error {
			last = i
			n++
			size += len(i.Article.Text)
			return nil
		})
		if err != nil || last.Reason != TooLarge || n > 5 || size > 40<<20 {
			t.Errorf("%s: %d items with %d bytes, the last %q, %v", name, n, size, last.Skip, err)
		}
	}
}
