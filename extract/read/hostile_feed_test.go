package read

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"hearsay/extract/read/page"
)

// An expectation is what a feed's item is to be read as, by the project that the feed
// is from.
type expectation struct{ field, value string }

// expected is how feedparser says it, in a comment of the feed.
var expected = regexp.MustCompile(`(?m)^\s*Expect:\s*(?:not bozo and )?entries\[0\]\['(title|link|author|description|summary|content)'\](?:\[0\]\['value'\])? == u?(?:'(.*)'|"(.*)")\s*$`)

// pythonEscape is an escape in a string of Python.
var pythonEscape = regexp.MustCompile(`\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|['"\\nt])`)

// TestHostileFeeds reads the feeds of two projects that read feeds, item by item, and
// counts how many are as they have them: title, link, author and text.
func TestHostileFeeds(t *testing.T) {
	dir := filepath.Join(hostile(t), "feeds")
	right, all := map[string]int{}, map[string]int{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		wants := expectations(path, data)
		if len(wants) == 0 {
			return nil
		}
		item := firstItem(t, data)
		for _, want := range wants {
			if item.Reason == Empty || item.Reason == "" && item.Skip != "" {
				continue // an item without words is no article
			}
			all[want.field]++
			if got, ok := holds(item, want); ok {
				right[want.field]++
			} else {
				t.Logf("%s: %s %q, want %q", strings.TrimPrefix(path, dir), want.field, cut(got, 80), cut(want.value, 80))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wrong, n := 0, 0
	for field := range all {
		wrong, n = wrong+all[field]-right[field], n+all[field]
	}
	// The rest are expectations of several values, of markup, and a summary beside a text.
	if wrong > 11 || n < 240 {
		t.Errorf("%d of %d are not as expected", wrong, n)
	}
	t.Logf("right %v of %v", right, all)
}

// expectations are what is expected of the first item of a feed.
func expectations(path string, data []byte) (out []expectation) {
	if m := expected.FindSubmatch(data); m != nil {
		value := pythonEscape.ReplaceAllStringFunc(string(m[2])+string(m[3]), func(s string) string {
			switch s[1] {
			case 'n':
				return "\n"
			case 't':
				return "\t"
			case 'x', 'u':
				n, _ := strconv.ParseInt(s[2:], 16, 32)
				return string(rune(n))
			}
			return s[1:]
		})
		return []expectation{{string(m[1]), value}}
	}
	beside, err := os.ReadFile(strings.TrimSuffix(path, ".xml") + ".json")
	if err != nil {
		return nil
	}
	var feed struct{ Items, Entries []map[string]any }
	if json.Unmarshal(beside, &feed) != nil || len(feed.Items)+len(feed.Entries) == 0 {
		return nil
	}
	item := append(feed.Items, feed.Entries...)[0]
	for _, field := range []string{"title", "link", "description", "content"} {
		if s, ok := item[field].(string); ok && s != "" {
			out = append(out, expectation{field, s})
		}
	}
	return out
}

// firstItem is the first article of a feed.
func firstItem(t *testing.T, data []byte) (first Item) {
	t.Helper()
	n := 0
	r := Reader{Summaries: true, Language: "any"}
	if err := r.stream("-", strings.NewReader(string(data)), func(i Item) error {
		if n++; n == 1 {
			first = i
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	return first
}

// holds says whether an item has what is expected of it, markup and blanks aside.
func holds(i Item, want expectation) (got string, ok bool) {
	flat := func(s string) string { return strings.Join(strings.Fields(page.Text(s)), " ") }
	switch want.field {
	case "title":
		got = i.Article.Title
	case "link":
		return i.Article.URL, i.Article.URL == strings.TrimSpace(want.value)
	case "author":
		got = i.Author
	default:
		got = strings.Join(strings.Fields(i.Article.Text), " ")
		return got, strings.Contains(got, flat(want.value))
	}
	return got, strings.Join(strings.Fields(got), " ") == flat(want.value)
}
