package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra/doc"
)

// TestManual makes a page of the manual for each command, and the completions of each
// shell. Releases hold them: cmd/release has them made into HEARSAY_MANUAL, at the time
// in SOURCE_DATE_EPOCH.
func TestManual(t *testing.T) {
	dir := os.Getenv("HEARSAY_MANUAL")
	if dir == "" {
		dir = t.TempDir()
		t.Setenv("SOURCE_DATE_EPOCH", "1900000000")
	}
	t.Setenv("HEARSAY_DB", "")
	t.Setenv("HOME", "/home/you") // pages are the same wherever they are made
	t.Setenv("XDG_CACHE_HOME", "")
	cmd := root(strings.NewReader(""), io.Discard, io.Discard)
	cmd.DisableAutoGenTag = true
	header := &doc.GenManHeader{Title: "HEARSAY", Section: "1", Source: "hearsay", Manual: "hearsay"}
	if err := doc.GenManTree(cmd, header, dir); err != nil {
		t.Fatal(err)
	}
	for _, c := range cmd.Commands() {
		page := filepath.Join(dir, "hearsay-"+c.Name()+".1")
		text, err := os.ReadFile(page)
		switch {
		case !c.IsAvailableCommand():
		case err != nil:
			t.Error(err)
		case !bytes.Contains(text, []byte(".SH EXAMPLE")) && c.HasExample():
			t.Errorf("%s has no examples", page)
		}
	}
	for name, write := range map[string]func(io.Writer) error{
		"hearsay.bash": func(w io.Writer) error { return cmd.GenBashCompletionV2(w, true) },
		"hearsay.zsh":  cmd.GenZshCompletion,
		"hearsay.fish": func(w io.Writer) error { return cmd.GenFishCompletion(w, true) },
		"hearsay.ps1":  cmd.GenPowerShellCompletionWithDesc,
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "hearsay") {
			t.Errorf("%s does not name the program", name)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
