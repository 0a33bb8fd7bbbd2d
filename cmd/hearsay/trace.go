package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// trace prints the way of a statement through outlets and time.
func (a *app) trace() *cobra.Command {
	var o outputFlags
	cmd := &cobra.Command{
		Use:   "trace CLAIM|WORDS…",
		Short: "The path of a statement through outlets and time",
		Long: `trace takes the id of a claim, or words of one, and lists the claims that state the same,
the earliest article first: when and in which outlet, through whom, in which words, and
what changed on the way from those of the first: [-left out-] {+put in+}. copy_of is the
article that a claim's article repeats. "First" is the first in this graph.`,
		Example: `  hearsay trace "We know what we are doing in schools"
  hearsay trace claim/8a4a4ef6c9c4a6d5b6b1-120-164 --format csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				path, err := queries.Trace(ctx, s, strings.Join(args, " "))
				if err != nil {
					return err
				}
				if path.Statement == "" {
					a.note("no other article states it")
				} else {
					a.note("stated by %s in %s", table.Count(len(path.Steps), "claim"), table.Count(path.Outlets, "outlet"))
				}
				return out.write(ctx, func(w io.Writer) error { return path.Write(w, out.Style) })
			})
		},
	}
	a.reviewFlags(cmd)
	o.flags(cmd)
	return cmd
}
