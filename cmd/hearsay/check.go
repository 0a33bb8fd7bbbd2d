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

// quotationsRead is how many quotations are listed if nobody says otherwise.
const quotationsRead = 20

// check finds a quotation in the graph, as it stands or altered.
func (a *app) check() *cobra.Command {
	var o outputFlags
	var q queries.Check
	cmd := &cobra.Command{
		Use:   "check WORDS…",
		Short: "Find a quotation, word for word or altered, and show the difference",
		Long: `check looks for the claims that have the words, or nearly these: the nearest first, of
equally near ones that of the earliest article. The difference is that from what stands
in the article to the words asked for: [-left out-] {+put in+}. Case, quotation marks and
punctuation make none. Exit status 1: nobody is quoted so, or nearly so.`,
		Example: `  hearsay check "We know what we are doing in schools"
  hearsay check 'the virus may never leave' --format json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			q.Words = strings.Join(args, " ")
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				found, total, err := q.Find(ctx, s)
				if note := q.Note(); note != "" {
					a.note("%s", note)
				}
				if err != nil {
					return err
				}
				if left := total - len(found); left > 0 {
					a.note("showing %d of %s (--limit 0 for all)", len(found), table.Count(total, "quotation"))
				}
				return out.write(ctx, func(w io.Writer) error { return queries.WriteQuotations(w, found, out.Style) })
			})
		},
	}
	cmd.Flags().Var(whole(&q.Limit, quotationsRead, 0), "limit", "at most so many, 0 for all")
	a.reviewFlags(cmd)
	o.flags(cmd)
	return cmd
}
