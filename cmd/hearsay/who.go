package main

import (
	"context"
	"errors"
	"reflect"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// who lists who is quoted most, and why names in articles were taken for one of them.
func (a *app) who() *cobra.Command {
	var named, why bool
	var name string
	var q queries.Ask
	cmd := a.list("who", "Who is quoted most", func(ctx context.Context, s *graph.Store, limit int) (*table.Table, error) {
		switch {
		case why:
			t, notes, err := queries.Joins(ctx, s, name, limit)
			a.noteAll(notes)
			return t, err
		case !reflect.DeepEqual(q, queries.Ask{}):
			t, notes, err := queries.Quoted(ctx, s, q, named, limit)
			a.noteAll(notes)
			return t, err
		case named:
			return a.noted(ctx, s, limit, queries.Named)
		}
		return a.noted(ctx, s, limit, queries.Who)
	})
	cmd.Use = "who [NAME --why]"
	cmd.Long = `who lists who is quoted most, by all claims or by those that the flags of ask pick: quotations
(--kind direct), beliefs (--stance believes), plans (--stance promises), a time, an outlet. With a name and --why it lists the forms in articles that
were taken for what the name means: why, and how sure that is, from 0 to 1. A form is
written as ids are, in small letters without accents.`
	cmd.Example += `
  hearsay who --kind direct --since 2031-03 --publisher "Halden Courier"
  hearsay who Rell --why                              which forms are hers, and why`
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if !why {
			return cobra.NoArgs(cmd, args)
		}
		if err := cobra.ExactArgs(1)(cmd, args); err != nil {
			return err
		}
		name = args[0]
		return nil
	}
	cmd.ValidArgsFunction = a.begun
	cmd.Flags().BoolVar(&named, "named", false, "only who is named, no \"senior aide\" and no \"critics\"")
	cmd.Flags().BoolVar(&why, "why", false, "the forms that are joined to NAME, each with its reason")
	askFlags(cmd, &q)
	cmd.MarkFlagsMutuallyExclusive("named", "why")
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if why && !reflect.DeepEqual(q, queries.Ask{}) {
			return errors.New("who: --why is of all claims; the flags that pick claims do not go with it")
		}
		return nil
	}
	return cmd
}
