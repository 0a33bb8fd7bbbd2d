package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme builds what README builds first, and holds its first lines to what is printed.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a graph, which takes long with the race detector")
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	r := finish(t, command(t, t.TempDir(), "build", articles))
	done(t, "build", r)
	lines := strings.SplitAfterN(r.out, "\n", 4)
	if len(lines) < 4 {
		t.Fatalf("build prints %q, want four lines and more", r.out)
	}
	if want := "    " + strings.Join(lines[:3], "    "); !strings.Contains(string(readme), want) {
		t.Errorf("README.md has other first lines of `hearsay build testdata/articles` than are printed:\n%s", want)
	}
}
