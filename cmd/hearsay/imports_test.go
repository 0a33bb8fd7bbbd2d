package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed lists, for each of our packages, which of ours (and whether Cayley
// and Cobra) it may import: the tree of the design, one direction from the
// text to the answers. Tests may import more.
var allowed = map[string][]string{
	"cmd/release":                     {},
	"cmd/hearsay":                     {"*", "cobra"},
	"extract":                         {"extract/model", "extract/news", "extract/read", "extract/internal/token", "extract/internal/encoder", "extract/internal/mention", "extract/internal/attribution", "extract/internal/coref", "extract/internal/claim", "extract/internal/stage"},
	"extract/chat":                    {"extract/news"},
	"extract/news":                    {},
	"extract/read":                    {"extract/news", "extract/read/page"},
	"extract/read/page":               {},
	"extract/read/fetch":              {},
	"extract/internal/token":          {},
	"extract/internal/encoder":        {"extract/internal/token", "extract/wordpiece"},
	"extract/internal/perceptron":     {},
	"extract/internal/tagger":         {"extract/internal/encoder", "extract/internal/perceptron"},
	"extract/internal/pointer":        {"extract/internal/encoder", "extract/internal/perceptron"},
	"extract/internal/mention":        {"extract/internal/token", "extract/internal/encoder", "extract/internal/perceptron", "extract/internal/pointer", "extract/internal/tagger", "extract/news"},
	"extract/internal/attribution":    {"extract/internal/token", "extract/internal/encoder", "extract/internal/perceptron", "extract/internal/tagger"},
	"extract/internal/coref":          {"extract/internal/token", "extract/internal/encoder", "extract/internal/perceptron", "extract/internal/pointer", "extract/news", "extract/internal/mention"},
	"extract/internal/claim":          {"extract/internal/token", "extract/internal/encoder", "extract/internal/mention", "extract/internal/attribution", "extract/internal/coref", "extract/news"},
	"extract/evaluate":                {"extract", "extract/news", "extract/read", "extract/read/page", "extract/score", "extract/internal/token", "extract/internal/mention", "extract/internal/coref", "extract/internal/stage", "extract/internal/brat", "extract/internal/conllu"},
	"extract/internal/stage":          {"extract/news", "extract/internal/token", "extract/internal/encoder", "extract/internal/mention", "extract/internal/attribution", "extract/internal/coref", "extract/internal/claim"},
	"extract/wordpiece":               {},
	"extract/model":                   {"extract/internal/encoder"},
	"extract/model/training/claims":   {"extract", "extract/news", "extract/read", "extract/model", "extract/internal/token", "extract/internal/encoder", "extract/internal/claim", "extract/internal/stage"},
	"extract/model/training/features": {"extract/internal/token", "extract/internal/encoder", "extract/internal/conllu", "extract/model/training/files"},
	"extract/model/training/files":    {"extract/news", "extract/internal/token"},
	"extract/model/training/pairs":    {"extract/news", "extract/model", "extract/internal/token", "extract/internal/encoder", "extract/internal/mention", "extract/internal/coref", "extract/internal/stage", "extract/internal/conllu", "extract/model/training/files"},
	"extract/model/training/vectors":  {"extract/news", "extract/internal/token", "extract/internal/encoder", "extract/model", "extract/internal/mention", "extract/internal/attribution", "extract/internal/claim", "extract/internal/conllu", "extract/model/training/files"},
	"extract/internal/brat":           {"extract/news"},
	"extract/internal/conllu":         {"extract/news"},
	"extract/extracttest":             {"extract/internal/encoder", "extract/model"},
	"extract/score":                   {"extract/news"},
	"graph":                           {"extract/news", "graph/schema", "graph/internal/codec", "graph/internal/search", "graph/internal/statement", "graph/link", "graph/link/credit", "graph/link/dispute", "graph/link/entity", "graph/link/meaning", "graph/link/speaker", "graph/names", "graph/reviews", "graph/sqlstore", "graph/link/copy", "graph/link/statement", "cayley"},
	"graph/link/score":                {"extract/news"},
	"graph/census":                    {"extract/news", "graph", "graph/internal/search", "graph/internal/statement", "graph/link/meaning"},
	"graph/link":                      {"graph/schema"},
	"graph/link/internal/fields":      {},
	"graph/link/internal/words":       {},
	"graph/link/internal/fit":         {},
	"graph/link/internal/judged":      {"extract/news", "graph/link", "graph/link/entity", "graph/link/internal/fit"},
	"graph/link/internal/sense":       {},
	"graph/link/credit":               {"extract/news", "graph/link", "graph/schema"},
	"graph/link/dispute":              {"extract/news", "graph/link", "graph/link/internal/fit", "graph/link/internal/sense", "graph/link/internal/words", "graph/schema"},
	"graph/link/dispute/training":     {"graph/link/dispute", "graph/link/internal/judged"},
	"graph/link/speaker":              {"extract/news", "graph/link", "graph/schema"},
	"graph/link/entity":               {"extract/news", "graph/link", "graph/link/internal/fit", "graph/link/internal/fields", "graph/link/internal/words", "graph/names", "graph/schema"},
	"graph/link/entity/training":      {"extract/news", "graph/link", "graph/link/entity", "graph/link/internal/fit"},
	"graph/file":                      {},
	"graph/names":                     {"extract/news", "graph/file"},
	"graph/reviews":                   {"extract/news", "graph/file", "graph/internal/search"},
	"graph/schema":                    {},
	"graph/link/copy":                 {"extract/news", "graph/link", "graph/link/internal/words", "graph/schema"},
	"graph/link/meaning":              {"extract/wordpiece"},
	"graph/link/statement":            {"extract/news", "graph/link", "graph/link/internal/fields", "graph/link/internal/fit", "graph/link/internal/sense", "graph/link/internal/words", "graph/link/meaning", "graph/schema"},
	"graph/link/statement/training":   {"graph/link", "graph/link/internal/judged", "graph/link/statement"},
	"graph/sqlstore":                  {"graph/internal/cksumvfs", "graph/internal/statement", "cayley"},
	"graph/internal/cksumvfs":         {},
	"graph/internal/codec":            {"extract/news"},
	"graph/internal/search":           {"extract/news", "graph/internal/statement"},
	"graph/internal/statement":        {},
	"graph/export":                    {"graph", "graph/link", "graph/schema", "extract/news", "graph/export/layout", "graph/export/picture", "graph/export/page", "graph/export/table"},
	"graph/export/layout":             {},
	"graph/export/picture":            {},
	"graph/export/page":               {},
	"graph/export/table":              {"graph"},
	"graph/graphtest":                 {"graph", "graph/reviews", "graph/synthetic", "extract/news"},
	"graph/synthetic":                 {"extract/news"},
	"queries":                         {"graph", "graph/census", "graph/reviews", "graph/export/table", "graph/schema", "extract/news", "graph/link", "graph/link/meaning", "graph/link/statement"},
	"queries/gizmo":                   {"graph", "graph/sqlstore", "graph/export/table", "cayley"},
	"queries/web":                     {"queries", "graph/names", "graph/reviews", "graph/file", "queries/gizmo", "graph", "graph/census", "graph/export", "graph/export/page", "graph/export/table", "graph/schema", "extract/news"},
}

// TestImports holds the packages to the tree: what each imports is in allowed.
func TestImports(t *testing.T) {
	for path, imports := range packages(t) {
		may, ok := allowed[path]
		if !ok {
			t.Errorf("package %s is not in the tree; add it to allowed, with what it may import", path)
			continue
		}
		for _, imported := range imports {
			name := edge(imported)
			if name == "" || slices.Contains(may, name) || slices.Contains(may, "*") && !strings.Contains(name, ".") && name != "cayley" {
				continue
			}
			t.Errorf("%s imports %s, which the tree does not allow", path, imported)
		}
	}
}

// edge names an import as allowed does; "" is one that the tree says nothing of.
func edge(imported string) string {
	switch {
	case strings.HasPrefix(imported, "hearsay/"):
		return strings.TrimPrefix(imported, "hearsay/")
	case strings.HasPrefix(imported, "github.com/cayleygraph/"):
		return "cayley"
	case strings.HasPrefix(imported, "github.com/spf13/cobra"):
		return "cobra"
	}
	return ""
}

// packages gives the imports of every package of the module, by its path below
// the module's root.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "hearsay/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		all[strings.TrimPrefix(p.ImportPath, "hearsay/")] = p.Imports
	}
	if len(all) < 10 {
		t.Fatalf("go list found %d packages of the module, want at least 10", len(all))
	}
	return all
}
