package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestQuality holds the figures of the whole program against testdata/golden:
// on the invented news world always, on real articles where the folder shared/
// lies beside the checkout and HEARSAY_LONG is 1. UPDATE=1 writes them anew; the
// change is to be read like code.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts many articles")
	}
	shared := os.Getenv("HEARSAY_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	for _, c := range []struct {
		golden string
		real   bool
		args   []string
	}{
		{"evaluate.txt", false, []string{"claims", "../../testdata/articles"}},
		{"evaluate-acceptance.txt", true, []string{"claims", filepath.Join(shared, "acceptance", "seed"), filepath.Join(shared, "acceptance", "claims")}},
		{"evaluate-polnear-dev.txt", true, []string{"attributions", filepath.Join(shared, "corpora", "polnear", "dev", "attributions"), filepath.Join(shared, "corpora", "polnear", "dev", "text")}},
		{"evaluate-pages.txt", true, []string{"pages", filepath.Join(shared, "corpora", "pages", "truth.json"), filepath.Join(shared, "corpora", "pages", "html")}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			if c.real {
				if _, err := os.Stat(shared); err != nil {
					t.Skip("no shared/ with real articles beside the checkout")
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
