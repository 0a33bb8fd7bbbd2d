package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export"
	"hearsay/graph/export/picture"
	"hearsay/queries"
)

// count counts claims by what they have.
func (a *app) count() *cobra.Command {
	var t queries.Tally
	var o outputFlags
	var caption export.Caption
	var theme string
	var width int
	cmd := &cobra.Command{
		Use:   "count --by WHAT[,WHAT…]",
		Short: "Count claims by outlet, source, stance, month and more",
		Long: `count counts the claims that the flags of ask pick, by one or more of
  ` + strings.Join(queries.Dimensions(), ", ") + `

A claim of two sources counts once for each. named says whether the source is named or
only described ("a senior aide"), official whether its role or name is one of public
office, body whom it speaks for, chain through how many sources the claim came. A claim
that stands word for word in several articles counts once, with the first, unless
--copies. --share adds each row's share of the rows that are alike but in the last thing
counted by (of all rows, if there is only one); --words adds how many words the articles
with these claims have, by outlet where that is counted by, and the claims for a thousand.

Beside tables there are charts of one or two things, svg and png: bars, with --share of the
shares; of years, months or days a timeline.`,
		Example: `  hearsay count --by outlet,stance --share
  hearsay count --by outlet,named --format svg -o named.svg --title "Named and unnamed sources"
  hearsay count --by month --about "Harbour Board" --format csv
  hearsay count --by source --words --limit 10`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			drawn := slices.Contains(export.ChartFormats[:], o.format)
			open := o.answer
			if drawn {
				open = o.open
			}
			out, err := open(a)
			switch {
			case out == nil:
				return err
			case err != nil: // which names the formats of answers
				return fmt.Errorf("%w, %s", err, strings.Join(export.ChartFormats[:], ", "))
			case drawn && len(t.By) > 2:
				return fmt.Errorf("count: a chart is of one or two things, not of %d", len(t.By))
			case drawn && !slices.Contains(picture.Themes[:], picture.Theme(theme)):
				return fmt.Errorf("count: no theme %q; there are auto, light and dark", theme)
			case out.terminal && o.format == "png":
				return errors.New("count: png is no text; name a file with -o")
			case out.terminal && !cmd.Flags().Changed("limit"):
				t.Most = limitRead
			}
			bars := t.Most
			if drawn { // which has parts in each bar
				t.Most = 0
			}
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				rows, notes, err := t.Find(ctx, s)
				a.noteAll(notes)
				if err != nil {
					return err
				}
				if !drawn {
					return out.write(ctx, func(w io.Writer) error { return rows.Write(w, out.Style) })
				}
				c, err := export.NewChart(rows, len(t.By), bars)
				if err != nil {
					return err
				}
				c.Caption, c.Width, c.Share = caption, float64(width), t.Share
				c.Title = cmp.Or(c.Title, "Claims by "+strings.Join(t.By, " and "))
				c.Subtitle = cmp.Or(c.Subtitle, "Counted: "+t.Ask.String()+". Claims are counted as made, not as true.")
				return out.write(ctx, func(w io.Writer) error { return c.Write(w, o.format, picture.Theme(theme)) })
			})
		},
	}
	askFlags(cmd, &t.Ask)
	a.reviewFlags(cmd)
	o.flags(cmd)
	f := cmd.Flags()
	f.Lookup("format").Usage = "table, tsv, csv, json, jsonl, md, svg or png (default: table on a terminal, else tsv)"
	f.StringSliceVar(&t.By, "by", nil, "count by these `things`, apart by commas")
	f.BoolVar(&t.Share, "share", false, "add each row's share")
	f.BoolVar(&t.Words, "words", false, "add the words of the articles, and the claims for a thousand of them")
	f.BoolVar(&t.Copies, "copies", false, "count a claim that stands word for word in several articles in each")
	f.Var(whole(&t.Most, 0, 0), "limit", "at most so many rows, 0 for all (default 50 on a terminal, else all)")
	captionFlags(cmd, "charts", &caption)
	f.Var(whole(&width, 760, 320), "width", "charts: width in `pixels`; a png has two for each")
	f.StringVar(&theme, "theme", "auto", "charts: light, dark, or auto (svg: as the reader's system is)")
	return cmd
}
