package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/queries"
)

// searchRows is how many names, claims and articles a search lists if nobody says
// otherwise.
const searchRows = 10

// search finds names, claims and articles by what one would type into a search box.
func (a *app) search() *cobra.Command {
	var o outputFlags
	var limit int
	cmd := &cobra.Command{
		Use:   "search WORDS…",
		Short: "Find names, claims and articles",
		Long: `search looks for words in names, claims and the titles of articles. An article is found
by its title, or by the claims in it.

  vaccine passport      both words, in any form of theirs (passports)
  "too early"           words as they stand
  vaccin*               all words that begin so
  -trial  -"in court"   without these
  ryan about who        what the one said about the other

and, beside or without words, these conditions (names in quotes where they have blanks):
  ` + strings.Join(queries.Keys[:], ":  ") + `:

before: ends with the day before a date, until: with the date; after: and since: begin
with it. A date is 2021, 2021-03 or 2021-03-10.`,
		Example: `  hearsay search vaccine passport
  hearsay search 'vaccin* -trial who:"Michael Ryan" after:2021-03'
  hearsay search '"too early" outlet:courier' --format csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			search, err := queries.ReadSearch(strings.Join(args, " "))
			if err != nil {
				return err
			}
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				c, err := census.Take(ctx, s)
				if err != nil {
					return err
				}
				found, err := search.Find(ctx, s, c, limit)
				if found != nil {
					a.noteAll(found.Lines())
				}
				if err != nil {
					return err
				}
				return out.write(ctx, func(w io.Writer) error { return found.Write(w, out.Style) })
			})
		},
	}
	cmd.Flags().Var(whole(&limit, searchRows, 0), "limit", "at most so many names, claims and articles each, 0 for all")
	a.reviewFlags(cmd)
	o.flags(cmd)
	return cmd
}
