package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// disputes lists where sources may disagree.
func (a *app) disputes() *cobra.Command {
	q := queries.Disputes{}
	cmd := a.opposed(&q)
	cmd.Use, cmd.Short = "disputes", "Where sources may disagree"
	cmd.Long = `disputes lists pairs of claims by different sources that may disagree, side by side with
their chains, the surest first: one denies or doubts what the other says (denial), says
the contrary (negation), or gives another number for the same quantity (number). It gives
no verdict. The flags of ask pick the claims of which one is in the pair; --min-confidence
is how sure it is that they may disagree on the same matter.`
	cmd.Example = `  hearsay disputes
  hearsay disputes --about "tidal barrier"
  hearsay disputes --who "Ivo Pell" --reason denial --format csv -o disputes.csv`
	return cmd
}

// shifts lists where a source may speak against its own earlier words.
func (a *app) shifts() *cobra.Command {
	q := queries.Disputes{Shifts: true}
	cmd := a.opposed(&q)
	cmd.Use, cmd.Short = "shifts", "Where a source may speak against its own earlier words"
	cmd.Long = `shifts lists pairs of claims by one source, or by somebody and the body for whom they
speak, of which the later may take the earlier back: the contrary, or another number. It gives
no verdict. The flags of ask pick the claims of which one is in
the pair.`
	cmd.Example = `  hearsay shifts --who "Mara Rell"
  hearsay shifts --about "fuel tax" --format json`
	return cmd
}

// opposed makes a command that lists pairs of claims.
func (a *app) opposed(q *queries.Disputes) *cobra.Command {
	var o outputFlags
	cmd := &cobra.Command{
		Args: cobra.NoArgs,
		RunE: a.finding(&o, &q.Limit, func(ctx context.Context, s *graph.Store) (printer, []string, error) {
			found, err := q.Find(ctx, s)
			if found == nil {
				return nil, nil, err
			}
			return found, found.Notes, err
		}),
	}
	askFlags(cmd, &q.Ask)
	a.reviewFlags(cmd)
	f := cmd.Flags()
	f.Lookup("min-confidence").Usage = "leave out pairs less sure than this, 0 to 1"
	f.StringArrayVar(&q.Reasons, "reason", nil, "only for this `reason`: "+strings.Join(queries.Reasons[:], ", "))
	f.Var(whole(&q.Limit, 0, 0), "limit", "at most so many pairs, 0 for all (default 50 on a terminal, else all)")
	o.flags(cmd)
	return cmd
}

// timeline lists what is said in the order of time.
func (a *app) timeline() *cobra.Command {
	var q queries.Ask
	return a.listed(&cobra.Command{
		Use:   "timeline",
		Short: "What was said in the order of time, each statement once",
		Long: `timeline lists what the claims say that the flags of ask pick, the oldest first. What is
told again, by the same sources, stands once: with who told it first, the outlets that
have it, how many claims that are, and how many claims may disagree with it. The date is
that of the saying where the text tells it, a day, a month or a year, else that of the article.`,
		Example: `  hearsay timeline --about "tidal barrier"
  hearsay timeline --who "Mara Rell" --since 2031-03 --format csv -o rell.csv`,
	}, func(cmd *cobra.Command) { askFlags(cmd, &q); a.reviewFlags(cmd) }, &q.Limit, func(ctx context.Context, s *graph.Store) (*table.Table, []string, error) {
		moments, notes, err := queries.Timeline(ctx, s, q)
		return queries.TimelineTable(moments), notes, err
	})
}

// relays lists who lives on whose reporting.
func (a *app) relays() *cobra.Command {
	var q queries.Relays
	return a.listed(&cobra.Command{
		Use:   "relays",
		Short: "Which outlets live on whose reporting",
		Long: `relays counts the articles of each outlet that credit another one ("the Harbour Post
reported", "told the Gazette", an agency in the dateline or byline): how many, how many of
them are wholly the other's, the claims that this covers, and the share of the outlet's
articles.`,
		Example: `  hearsay relays
  hearsay relays --publisher "The Plain Truth"
  hearsay relays --via "Meridian Wire" --format csv`,
	}, func(cmd *cobra.Command) {
		cmd.Flags().StringArrayVar(&q.Publisher, "publisher", nil, "only what this `outlet` lives on")
		cmd.Flags().StringArrayVar(&q.Via, "via", nil, "only who lives on this `outlet`")
		a.reviewFlags(cmd)
	}, &q.Limit, func(ctx context.Context, s *graph.Store) (*table.Table, []string, error) {
		relays, notes, err := q.Find(ctx, s)
		return queries.RelayTable(relays), notes, err
	})
}

// listed makes a command of one that answers with a table.
func (a *app) listed(
	cmd *cobra.Command, flags func(*cobra.Command), limit *int, find func(context.Context, *graph.Store) (*table.Table, []string, error),
) *cobra.Command {
	var o outputFlags
	cmd.Args = cobra.NoArgs
	cmd.RunE = a.finding(&o, limit, func(ctx context.Context, s *graph.Store) (printer, []string, error) { return find(ctx, s) })
	flags(cmd)
	cmd.Flags().Var(whole(limit, 0, 0), "limit", "at most so many rows, 0 for all (default 50 on a terminal, else all)")
	o.flags(cmd)
	return cmd
}
