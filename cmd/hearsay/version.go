package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/model"
	"hearsay/graph/export/table"
)

// version says which program and which model this is.
func (a *app) version() *cobra.Command {
	var o outputFlags
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Which program and which model this is",
		Example: "  hearsay version\n  hearsay version --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			name, err := model.Name()
			if err != nil {
				return fmt.Errorf("read the program's own model: %w", err)
			}
			t := &table.Table{Columns: []string{"what", "value"}, Rows: [][]any{
				{"hearsay", builtFrom()},
				{"go", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH},
				{"model", name},
				{"model sha-256", model.Sum()},
				{"data sha-256", extract.Data()},
				{"kernel", extract.Kernel()},
			}}
			return out.write(cmd.Context(), func(w io.Writer) error { return t.Write(w, out.Style) })
		},
	}
	o.flags(cmd)
	return cmd
}

// development is a build of a source that has no version.
const development = "development build"

// builtFrom is the version of the module and the commit that this program was built from.
func builtFrom() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return sourceOf(info)
}

// sourceOf is what a build says of its source: "v1.2.0, commit 0123456789ab". A
// module that has no version is a development build; a commit with changes that
// are not in it is said to be modified.
func sourceOf(info *debug.BuildInfo) string {
	text := info.Main.Version
	if text == "" || text == "(devel)" {
		text = development
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	commit := settings["vcs.revision"]
	commit = commit[:min(12, len(commit))]
	if !strings.Contains(text, commit) { // a version between two releases names it
		text += ", commit " + commit
		if settings["vcs.modified"] == "true" {
			text += ", modified"
		}
	}
	return text
}
