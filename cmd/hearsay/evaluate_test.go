package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"hearsay/extract/extracttest"
)

// TestQuality holds the figures of the whole program against testdata/golden:
// on the invented news world always, on real articles where the folder shared/
// lies beside the checkout and HEARSAY_LONG is 1. UPDATE=1 writes them anew; the
// change is to be read like code.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts many articles")
	}
	for _, c := range []struct {
		golden string
		real   bool     // what it reads lies in shared/
		args   []string // the kind, then what it reads
	}{
		{"evaluate.txt", false, []string{"claims", "../../testdata/articles"}},
		{"evaluate-acceptance.txt", true, []string{"claims", "acceptance/seed", "acceptance/claims"}},
		{"evaluate-polnear-dev.txt", true, []string{"attributions", "corpora/polnear/dev/attributions", "corpora/polnear/dev/text"}},
		{"evaluate-pages.txt", true, []string{"pages", "corpora/pages/truth.json", "corpora/pages/html"}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			if c.real {
				for i, path := range c.args[1:] {
					c.args[1+i] = extracttest.Shared(t, path)
				}
				if os.Getenv("HEARSAY_LONG") != "1" {
					t.Skip("real articles are for HEARSAY_LONG=1")
				}
			}
			var out bytes.Buffer
			a := &app{out: &out, err: os.Stderr}
			cmd := a.evaluate()
			cmd.SetArgs(c.args)
			if err := cmd.ExecuteContext(t.Context()); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("..", "..", "testdata", "golden", c.golden), out.Bytes())
		})
	}
}

// golden compares with a file; UPDATE=1 writes it.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s:\n got\n%s\nwant\n%s", path, got, want)
	}
}
