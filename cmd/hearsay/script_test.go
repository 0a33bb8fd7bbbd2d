package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts, and the program when it starts itself for a query,
// run this test binary as hearsay.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hearsay": main})
}

// TestScripts runs what users type: testdata/script has a file for each command
// and for each bug that a user met. $ARTICLES is the invented news world, $GRAPH
// a graph of it.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("scripts build graphs, which takes long with the race detector")
	}
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	graph := filepath.Join(t.TempDir(), "world.db")
	a := &app{in: os.Stdin, out: os.Stderr, err: os.Stderr, db: graph}
	cmd := a.build()
	cmd.SetArgs([]string{articles})
	if err := cmd.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, "ARTICLES="+articles, "GRAPH="+graph)
			return nil
		},
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE") == "1",
	})
}
