package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hearsay/extract/extracttest"
)

// TestCases runs what users reported: each script of testdata/cases says what a
// folder of ../shared/cases, of its own name, has to give. The script begins in a
// copy of the folder, with the commands of TestScripts. What it proves is proved by
// a script of testdata/script too, with words of our own.
func TestCases(t *testing.T) {
	cases := extracttest.Shared(t, "cases")
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/cases",
		Setup: func(e *testscript.Env) error {
			name := strings.TrimPrefix(filepath.Base(e.WorkDir), "script-")
			e.Vars = append(e.Vars, "HEARSAY_DB=g.db")
			return os.CopyFS(e.WorkDir, os.DirFS(filepath.Join(cases, name)))
		},
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		RequireExplicitExec: true,
	})
}
