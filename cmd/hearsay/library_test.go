package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLibrary compiles a module of somebody's own that imports what is for others, by
// the lines that extract's package comment gives for its go.mod.
func TestLibrary(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	comment, err := os.ReadFile(filepath.Join(root, "extract", "extract.go"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(comment), "//\trequire hearsay v0.0.0\n//\treplace hearsay => ../hearsay\n") {
		t.Fatal("extract's package comment does not say how to import it")
	}
	ours, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	// What go mod tidy would add is what hearsay requires: no network is asked.
	_, required, _ := strings.Cut(string(ours), "\n")
	for name, content := range map[string]string{
		"go.mod": "module example.com/desk\n" + required + "\nrequire hearsay v0.0.0\nreplace hearsay => " + root + "\n",
		"go.sum": string(sums),
		"desk.go": `package desk

import (
	"context"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/queries"
)

// Whom asks a graph of one article about somebody.
func Whom(ctx context.Context, m *extract.Model, s *graph.Store, a news.Article, name string) (*queries.Answer, error) {
	if _, err := s.Put(ctx, extract.Extract(m, a)); err != nil {
		return nil, err
	}
	return queries.Ask{About: []string{name}}.Find(ctx, s)
}
`,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "build", "-mod=mod", "./...")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
