package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"hearsay/extract/encoder"
	"hearsay/extract/model"
	"hearsay/queries"
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
			m, err := encoder.Read(model.English())
			if err != nil {
				return fmt.Errorf("read the program's own model: %w", err)
			}
			t := &queries.Table{Columns: []string{"what", "value"}, Rows: [][]any{
				{"hearsay", revision()},
				{"go", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH},
				{"model", m.Name()},
				{"model sha-256", fmt.Sprintf("%x", sha256.Sum256(model.English()))},
				{"kernel", m.Kernel()},
			}}
			return out.write(cmd.Context(), func(w io.Writer) error { return t.Write(w, out.Style) })
		},
	}
	o.flags(cmd)
	return cmd
}

// revision is the commit that the program was made from.
func revision() string {
	revision, modified := "unknown", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				modified = ", modified"
			}
		}
	}
	return revision + modified
}
