package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hearsay/graph"
)

// TestMain lets the scripts, and the program when it starts itself for a query,
// run this test binary as hearsay.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hearsay": main})
}

// TestScripts runs what users type: testdata/script has a file for each command
// and for each bug that a user met. $ARTICLES is the invented news world, $GRAPH
// a graph of it. Beside testscript's own commands there are
//
//	exits STATUS COMMAND…   the command ends with this exit status
//	hold FILE               another writer has the graph in this file until the script ends
//	damage FILE             the middle third of the file is overwritten with zeros
//	pdf FILE CONTENT        the file is a PDF whose page shows this content
//	site FOLDER             a server of this folder runs until the script ends, at $SITE
//	let NAME REGEXP         the variable is what the group of the pattern matches in what was printed last
//	bytes FILE TEXT         the file holds this text, with \xEB and \n as Go has them
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("scripts build graphs, which takes long with the race detector")
	}
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	world := filepath.Join(t.TempDir(), "world.db")
	a := &app{in: os.Stdin, out: io.Discard, err: os.Stderr, db: world}
	cmd := a.build()
	cmd.SetArgs([]string{articles})
	if err := cmd.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, "ARTICLES="+articles, "GRAPH="+world)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "hold": hold, "damage": damage, "bytes": writeBytes, "site": site, "pdf": writePDF, "let": let,
		},
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE") == "1",
	})
}

// exits runs a command that has to end with an exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	got := 0
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	default:
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// hold opens a graph for writing.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold FILE")
	}
	s, err := graph.Open(context.Background(), ts.MkAbs(args[0]), graph.Write)
	ts.Check(err)
	ts.Defer(func() { ts.Check(s.Close()) })
}

// let keeps a part of what was printed last in a variable.
func let(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: let NAME REGEXP")
	}
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) != 2 {
		ts.Fatalf("%s: nothing printed matches %s", args[0], args[1])
	}
	ts.Setenv(args[0], m[1])
}

// damage overwrites the middle third of a file with zeros.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FILE")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	clear(data[len(data)/3 : 2*len(data)/3])
	ts.Check(os.WriteFile(path, data, 0o600))
}

// writePDF makes a PDF of one page.
func writePDF(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pdf FILE CONTENT")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), pdfOf(args[1]), 0o600))
}

// pdfOf is a PDF of one page.
func pdfOf(content string) []byte {
	var b strings.Builder
	var offsets []int
	b.WriteString("%PDF-1.4\n")
	for i, o := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[" + strings.TrimSpace(strings.Repeat("500 ", 95)) + "]>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
	} {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return []byte(b.String())
}

// site serves a folder.
func site(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: site FOLDER")
	}
	s := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(s.Close)
	ts.Setenv("SITE", s.URL)
}

// writeBytes makes a file of bytes that a script cannot hold.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
