package read

import (
	"fmt"
	"strings"
	"testing"
)

func TestReason(t *testing.T) {
	for skip, want := range map[string]string{
		"not in English but in fr; --language any reads it":                   "in another language",
		"larger than 1 MiB, which no news article is; --max-article reads it": "too large",
		"gzip that is damaged: unpacks to more than 200 times its size":       "too large",
		"takes longer than 1m0s (--article-timeout)":                          "too large",
		"lies in more than 4 archives":                                        "too large",
		"an item of a feed without its full text; --follow its page":          "without full text",
		"a sitemap of 2 addresses, no article; --follow reads them":           "addresses that were not followed",
		"cannot be got: the server says 404 Not Found":                        "not got from the web",
		"not JSON: more than one value in a line":                             "damaged",
		"a web archive, record at byte 7: cut off in its header":              "damaged",
		".png files are not read":                                             "of a kind that is not read",
		"binary, not text":                                                    "of a kind that is not read",
		`no text: none of its keys is "text", "body", "content", …`:           "without text",
		"https://post.example/1: no text of an article on the page":           "without text",
		"cannot be read: permission denied":                                   "unreadable",
		"empty behind its front matter":                                       "empty",
		"what nobody has thought of":                                          "for another reason",
	} {
		if got := Reason(skip); got != want {
			t.Errorf("%s: %s, want %s", skip, got, want)
		}
	}
	for why, skip := range map[string]string{"a folder of a ZIP": "PK\x05\x06", "a page": "<html></html>", "JSON": `{"text":`, "binary": "a\x00b", "a feed": "<rss></rss>", "Parquet": "PAR1\x15\x00"} {
		if err := (&Reader{}).stream("x.txt", strings.NewReader(skip), func(i Item) error {
			if i.Skip == "" || Reason(i.Skip) == Reason("") {
				return fmt.Errorf("skipped for %q, which has no kind", i.Skip)
			}
			return nil
		}); err != nil {
			t.Errorf("%s: %v", why, err)
		}
	}
}
