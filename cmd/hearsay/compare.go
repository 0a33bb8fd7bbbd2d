package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/queries"
)

// compareRows is how many entries each list has if nobody says otherwise.
const compareRows = 15

// compare sets two outlets, or two others, side by side.
func (a *app) compare() *cobra.Command {
	var q queries.Compare
	var o outputFlags
	var same bool
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: "Two outlets, or two people, side by side",
		Long: `compare sets two outlets side by side by what stands in their articles: whom they quote,
on what, with which stance, whose words they have at second hand; or two people or
organizations by what they say. Each row has the claims of both; what only one of them has
stands behind what both have. With --same it lists the claims that stand in both, in the
same or nearly the same words within three days. It does not say which of the two is right.`,
		Example: `  hearsay compare "Halden Courier" "Fenland Post"
  hearsay compare "Mara Rell" "Jonas Fisk" --about "tidal barrier"
  hearsay compare "Halden Courier" "Fenland Post" --same --format csv`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			q.A, q.B = args[0], args[1]
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				c, err := census.Take(ctx, s)
				if err != nil {
					return err
				}
				both, err := q.Find(ctx, s, c)
				if both != nil {
					a.noteAll(both.Notes)
				}
				if err != nil {
					return err
				}
				return out.write(ctx, func(w io.Writer) error {
					if same {
						return both.SameTable().Write(w, out.Style)
					}
					return both.Write(w, out.Style)
				})
			})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&q.About, "about", nil, "only claims about this `name`")
	f.StringVar(&q.Since, "since", "", "from this `date` on: 2021, 2021-03 or 2021-03-10")
	f.StringVar(&q.Until, "until", "", "until this `date`, included")
	f.BoolVar(&same, "same", false, "list the claims that stand in both")
	f.Var(whole(&q.Most, compareRows, 0), "limit", "at most so many entries of each list, 0 for all")
	a.reviewFlags(cmd)
	o.flags(cmd)
	return cmd
}
