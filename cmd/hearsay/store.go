package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// remove takes articles out of the graph.
func (a *app) remove() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "remove ARTICLE…",
		Short:   "Take articles, and all that was found in them, out of the graph",
		Example: "  hearsay remove 5d41402abc4b2a76b971",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := a.read(cmd.Context()) // nothing is made where there is no graph
			if err != nil {
				return err
			}
			if err := s.Close(); err != nil {
				return err
			}
			if s, err = a.write(cmd.Context()); err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			for _, id := range args {
				if err := s.Remove(cmd.Context(), id); err != nil {
					return err
				}
				if _, err := fmt.Fprintf(a.out, "removed %s\n", table.Visible(id)); err != nil {
					return err
				}
			}
			return a.link(cmd.Context(), s)
		},
	}
	a.namesFlag(cmd)
	return cmd
}

// info says what the graph holds.
func (a *app) info() *cobra.Command {
	var o outputFlags
	cmd := &cobra.Command{
		Use:     "info",
		Short:   "What the graph holds",
		Example: "  hearsay info\n  hearsay info --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out, err := o.answer(a)
			if err != nil {
				return err
			}
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				i, err := s.Info(ctx)
				if err != nil {
					return err
				}
				t := &table.Table{Columns: []string{"what", "value"}, Rows: [][]any{
					{"file", i.Path},
					{"format", i.Format},
					{"bytes", i.Bytes},
					{"articles", i.Articles},
					{"articles that repeat another", i.Copies},
					{"outlets", i.Outlets},
					{"first published", i.First},
					{"last published", i.Last},
					{"claims", i.Claims},
					{"claims within another", i.Nested},
					{"claims left out", i.LeftOut},
					{"entities", i.Entities},
					{"quads", i.Quads},
				}}
				return out.write(ctx, func(w io.Writer) error { return t.Write(w, out.Style) })
			})
		},
	}
	a.reviewFlags(cmd)
	o.flags(cmd)
	return cmd
}

// verify checks the whole file.
func (a *app) verify() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check the graph's file: its pages, its documents, every quad",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.question(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				faults, err := s.Verify(ctx)
				if err != nil {
					return err
				}
				for _, f := range faults {
					a.note("%s", f)
				}
				if len(faults) > 0 {
					return fmt.Errorf("verify %s: %d faults: %w", graph.Redacted(a.db), len(faults), graph.ErrDamaged)
				}
				_, err = fmt.Fprintf(a.out, "%s is sound\n", table.Visible(graph.Redacted(a.db)))
				return err
			})
		},
	}
}

// backup copies the graph.
func (a *app) backup() *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Copy the graph as of this moment to a new file, while others use it",
		Example: "  hearsay backup hearsay-2031-04-09.db",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.question(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				return s.Backup(ctx, args[0])
			})
		},
	}
}

// restore makes the graph from a copy.
func (a *app) restore() *cobra.Command {
	return &cobra.Command{
		Use:     "restore FILE",
		Short:   "Make the graph from a backup; the graph's file must not be there",
		Example: "  hearsay restore --db again.db hearsay-2031-04-09.db",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return graph.Restore(cmd.Context(), args[0], a.db) },
	}
}
