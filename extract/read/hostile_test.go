package read

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hearsay/extract/extracttest"
)

// hostile gives the folder of files that are broken on purpose, beside the checkout.
func hostile(t *testing.T) string {
	t.Helper()
	return extracttest.Shared(t, "hostile")
}

// TestHostile reads every file that was made to break readers under the name it
// has, and as each format that is read: it gives articles of valid text, or says
// why not; the same twice, and soon.
func TestHostile(t *testing.T) {
	counts := map[string]int{}
	err := filepath.WalkDir(hostile(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, ext := range []string{".txt", ".md", ".json", ".jsonl", filepath.Ext(path)} {
			begun := time.Now()
			first := readAs(t, path, ext, data, counts)
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("%s as %s took %v", path, ext, took)
			}
			if again := readAs(t, path, ext, data, counts); again != first {
				t.Errorf("%s as %s: read twice:\n got %.200q\nthen %.200q", path, ext, first, again)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if counts["articles"] < 3000 || counts["skipped"] < 3000 {
		t.Errorf("%v, want thousands of each", counts)
	}
	t.Log(counts)
}

// readAs reads data as a file with an ending, holds what comes out to what it
// promises, and gives it as a text.
func readAs(t *testing.T, path, ext string, data []byte, counts map[string]int) string {
	t.Helper()
	var b strings.Builder
	items := 0
	err := (&Reader{}).stream("x"+ext, strings.NewReader(string(data)), func(i Item) error {
		items++
		if i.Skip != "" {
			counts["skipped"]++
			if strings.Contains(i.Skip, "\n") || !utf8.ValidString(i.Skip) || len(i.Skip) > 300 {
				t.Errorf("%s as %s: skipped for %q, want one line", path, ext, i.Skip)
			}
			b.WriteString(i.Path + i.Skip)
			return nil
		}
		counts["articles"]++
		a := i.Article
		for _, s := range []string{a.Title, a.URL, a.Publisher, a.Published, a.Language, a.Text} {
			if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
				t.Errorf("%s as %s: an article with %.60q", path, ext, s)
			}
			b.WriteString(s)
		}
		if strings.TrimSpace(a.Text) == "" || int64(len(a.Text)) > usual.Article+titleBytes || !strings.Contains(a.Text, strings.TrimSpace(a.Title)) && a.Title != "" {
			t.Errorf("%s as %s: an article with the title %.60q and %d bytes of text", path, ext, a.Title, len(a.Text))
		}
		return nil
	})
	if err != nil || items == 0 {
		t.Errorf("%s as %s: %v, %d items; want an article or a reason", path, ext, err, items)
	}
	return b.String()
}
