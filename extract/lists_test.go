package extract

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/internal/token"
)

// TestLists compares the lists that rules name with those in the files of words: one
// that is missing would be met first in somebody's article.
func TestLists(t *testing.T) {
	constant := regexp.MustCompile(`(?m)^\t\w+ +list = "(.+)"$`)
	for code, words := range map[string]string{
		"attribution/words.go": "attribution/words.txt", "mention/closed.go": "mention/closed.txt",
		"coref/closed.go": "coref/closed.txt", "claim/closed.go": "claim/closed.txt",
	} {
		source, err := os.ReadFile(filepath.Join("internal", code))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join("internal", words))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, m := range constant.FindAllStringSubmatch(string(source), -1) {
			want = append(want, m[1])
		}
		got := map[string]bool{}
		for list := range token.Lists(string(text)) {
			got[list] = true
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" || len(want) == 0 {
			t.Errorf("%s names %d lists; of %s they differ (-code +file):\n%s", code, len(want), words, diff)
		}
	}
}
