package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// askFlags adds the flags that pick claims.
func askFlags(cmd *cobra.Command, q *queries.Ask) {
	f := cmd.Flags()
	f.StringArrayVar(&q.Who, "who", nil, "claims made by this `name` (again for another)")
	f.BoolVar(&q.For, "for", false, "with --who: claims of those who speak for it too")
	f.StringArrayVar(&q.About, "about", nil, "claims about this `name`")
	f.StringArrayVar(&q.Via, "via", nil, "claims that came through this `name`: a source further out, or an outlet that the article credits")
	f.StringArrayVar(&q.Publisher, "publisher", nil, "claims in articles of this `outlet`")
	f.StringArrayVar(&q.Articles, "article", nil, "claims in the article with this `id`")
	f.StringVar(&q.Since, "since", "", "from this `date` on: 2021, 2021-03 or 2021-03-10")
	f.StringVar(&q.Until, "until", "", "until this `date`, included")
	f.StringArrayVar(&q.Kinds, "kind", nil, "direct, mixed or indirect")
	f.StringArrayVar(&q.Stances, "stance", nil, "asserts, denies, rejects, supports, warns, demands, promises, questions or believes")
	f.Var(numbers{&q.Chains}, "chain", "claims that came through so many sources, who says it included: 1, 2, …")
	f.StringVar(&q.Named, "by-name", "", "`yes` for claims of which a source is called by a name, no for those of which none is")
	f.StringVar(&q.Said, "said", "", "claims with these `words` in any form, \"in quotes\" as they stand, vaccin* so begun, -this without")
	f.StringVar(&q.Like, "like", "", "claims that say something like these `words`, in whatever words, the nearest first")
	f.Var(share(&q.MinConfidence), "min-confidence", "leave out claims less sure than this, 0 to 1")
}

// limitRead is how many claims a terminal shows if nobody says otherwise.
const limitRead = 50

// ask answers who said what about whom.
func (a *app) ask() *cobra.Command {
	var q queries.Ask
	var o outputFlags
	cmd := &cobra.Command{
		Use:   "ask",
		Short: "Who said what about whom",
		Example: `  hearsay ask --who "Michael Ryan" --about "vaccine passport"
  hearsay ask --via Breitbart --stance warns
  hearsay ask --who "Harbour Board" --for             its chairman and its spokespeople too
  hearsay ask --like "the fire was an accident"       by what is meant, the nearest first
  hearsay ask --said '"too early"' --since 2021-03 --format csv -o claims.csv`,
		Args: cobra.NoArgs,
		RunE: a.finding(&o, &q.Limit, func(ctx context.Context, s *graph.Store) (printer, []string, error) {
			found, err := q.Find(ctx, s)
			if found == nil {
				return nil, nil, err
			}
			return found, found.Notes, err
		}),
	}
	askFlags(cmd, &q)
	a.reviewFlags(cmd)
	cmd.Flags().StringVar(&q.Sort, "sort", "newest", "`order` of the claims: newest, oldest, surest or longest (chain)")
	cmd.Flags().Var(whole(&q.Limit, 0, 0), "limit", "at most so many claims, 0 for all (default 50 on a terminal, else all)")
	o.flags(cmd)
	return cmd
}

// answer opens the graph, as people reviewed it, for one question.
func (a *app) answer(ctx context.Context, question func(context.Context, *graph.Store) error) error {
	return a.question(ctx, func(ctx context.Context, s *graph.Store) error {
		s, err := a.reviewed(ctx, s)
		if err != nil {
			return err
		}
		return question(ctx, s)
	})
}

// question opens the graph, as articles have it, for one question.
func (a *app) question(ctx context.Context, question func(context.Context, *graph.Store) error) error {
	s, err := a.read(ctx)
	if err != nil {
		return err
	}
	defer s.Close() // it was only read
	a.noteNames(ctx, s)
	return s.View(ctx, func(s *graph.Store) error { return question(ctx, s) })
}

// about lists who is talked about most.
func (a *app) about() *cobra.Command {
	return a.list("about", "Whom and what is talked about most", func(ctx context.Context, s *graph.Store, limit int) (*table.Table, error) {
		return a.noted(ctx, s, limit, queries.About)
	})
}

// noted lists what counts all claims, and says how many are left out.
func (a *app) noted(
	ctx context.Context, s *graph.Store, limit int, find func(context.Context, *graph.Store, int) (*table.Table, error),
) (*table.Table, error) {
	notes, err := queries.LeftOut(ctx, s, graph.Filter{})
	if err != nil {
		return nil, err
	}
	a.noteAll(notes)
	return find(ctx, s, limit)
}

func (a *app) list(name, short string, find func(context.Context, *graph.Store, int) (*table.Table, error)) *cobra.Command {
	var o outputFlags
	var limit int
	cmd := &cobra.Command{
		Use:     name,
		Short:   short,
		Example: "  hearsay " + name + "\n  hearsay " + name + " --limit 0 --format csv",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				t, err := find(ctx, s, limit)
				if err != nil {
					return err
				}
				return out.write(ctx, func(w io.Writer) error { return t.Write(w, out.Style) })
			})
		},
	}
	a.reviewFlags(cmd)
	cmd.Flags().Var(whole(&limit, 20, 0), "limit", "at most so many, 0 for all")
	o.flags(cmd)
	return cmd
}
