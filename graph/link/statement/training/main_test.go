package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadGold holds that the pairs that people judged can be read, and that a line that
// is none is named.
func TestReadGold(t *testing.T) {
	gold, err := readGold("../../../../testdata/links/statements-fit.tsv")
	if err != nil {
		t.Fatal(err)
	}
	yes := 0
	for _, same := range gold {
		if same {
			yes++
		}
	}
	if len(gold) < 200 || yes < 70 || len(gold)-yes < 100 {
		t.Errorf("%d pairs, of which %d state the same", len(gold), yes)
	}
	file := filepath.Join(t.TempDir(), "gold.tsv")
	if err := os.WriteFile(file, []byte("# a b\na-1-2\tb-3-4\tperhaps\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readGold(file); err == nil || !strings.HasSuffix(err.Error(), "gold.tsv:2: a line is two claims and yes or no") {
		t.Errorf("got %v", err)
	}
}
