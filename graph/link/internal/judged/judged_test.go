package judged

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPairs holds that the pairs that people judged can be read, and that a line that is
// none is named.
func TestPairs(t *testing.T) {
	for name, least := range map[string]struct{ pairs, yes, no int }{
		"statements-fit.tsv": {200, 70, 100},  // that state the same
		"disputes-fit.tsv":   {400, 100, 100}, // that may disagree
	} {
		pairs, err := Pairs("../../../../testdata/links/" + name)
		if err != nil {
			t.Fatal(err)
		}
		yes := 0
		for _, is := range pairs {
			if is {
				yes++
			}
		}
		if len(pairs) < least.pairs || yes < least.yes || len(pairs)-yes < least.no {
			t.Errorf("%s: %d pairs, of which %d are judged yes", name, len(pairs), yes)
		}
	}
	file := filepath.Join(t.TempDir(), "gold.tsv")
	if err := os.WriteFile(file, []byte("# a b\na-1-2\tb-3-4\tperhaps\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Pairs(file); err == nil || !strings.HasSuffix(err.Error(), "gold.tsv:2: a line is two claims and yes or no") {
		t.Errorf("got %v", err)
	}
}
