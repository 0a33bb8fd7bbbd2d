package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export"
	"hearsay/queries"
)

// export writes the graph, or what a question picks of it, for other programs.
func (a *app) export() *cobra.Command {
	var q queries.Ask
	var o outputFlags
	var options export.Options
	formats := "nquads, " + strings.Join(export.Formats[:], ", ")
	cmd := &cobra.Command{
		Use:   "export --format FORMAT",
		Short: "Write the graph, or a part of it, for other programs, or as a picture",
		Long: `export writes the whole graph, or the claims that the flags of ask pick with what
they are about, their sources and their chains.

Formats: ` + formats + `.
nquads is the whole graph as it is stored, sorted; it takes none of the flags of ask.`,
		Example: `  hearsay export --format svg --about "Harbour Board" -o board.svg
  hearsay export --format csv --table edges -o edges.csv
  hearsay export --format nquads | gzip > graph.nq.gz`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options.Raw = o.raw
			if o.format != "nquads" && !export.Known(o.format) {
				return fmt.Errorf("export: no format %q; there are %s", o.format, formats)
			}
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				if o.format == "nquads" {
					return o.write(a.out, func(w io.Writer) error { return s.WriteQuads(ctx, w) })
				}
				set, err := queries.Select(ctx, s, q)
				if err != nil {
					return err
				}
				return o.write(a.out, func(w io.Writer) error {
					notes, err := export.Write(w, o.format, &export.Set{Title: set.Title, Claims: set.Claims, Entities: set.Entities}, options)
					for _, n := range notes {
						a.note("%s", n)
					}
					return err
				})
			})
		},
	}
	askFlags(cmd, &q)
	o.flags(cmd)
	cmd.Flags().Lookup("format").Usage = formats
	cmd.Flags().StringVar(&options.Table, "table", "claims", "csv and tsv: "+strings.Join(export.Tables[:], ", "))
	return cmd
}
