package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
	"hearsay/queries/gizmo"
)

// childCommand is the hidden command that runs one query in its own process.
const childCommand = "gizmo-child"

// query runs Gizmo.
func (a *app) query() *cobra.Command {
	var o outputFlags
	var limits gizmo.Limits
	var list bool
	var memory int
	cmd := &cobra.Command{
		Use:   "query SCRIPT | FILE.js | NAME | - [ARG…]",
		Short: "Ask the graph in Gizmo, Cayley's query language",
		Long: `query runs a script in Gizmo, of Cayley: given as it is, in a file, under the name
of a saved query, or from standard input. Nodes are IRIs (<person/jane-doe>), and
beside Gizmo there are said(name), about(name), via(name), published(outlet),
chain(claim), claims(), articles() and more. The script runs in a process of its own that can only
read, with limits on time, rows and memory.`,
		Example: `  hearsay query --list
  hearsay query about "vaccine passport"
  hearsay query 'said("Michael Ryan").Save("<content>", "what").All()'
  hearsay query --format csv mine.js > rows.csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !list {
				return errors.New("query: no script; see: hearsay query --help")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := o.answer(a, args...)
			if err != nil {
				return err
			}
			if list {
				return a.listSaved(cmd.Context(), out)
			}
			q, saved, err := a.script(args)
			if err != nil {
				return err
			}
			limits.Memory = int64(memory) << 20
			return a.runQuery(cmd.Context(), q, saved, limits, out)
		},
	}
	cmd.Flags().BoolVar(&list, "list", false, "list the saved queries")
	cmd.Flags().Var(stretch(&limits.Time, 10*time.Second, time.Millisecond), "timeout", "how long it may run")
	cmd.Flags().Var(whole(&limits.Rows, 1000, 1), "rows", "how many rows it may answer")
	cmd.Flags().Var(whole(&memory, 512, 1), "memory", "how many MiB it may use")
	o.flags(cmd)
	return cmd
}

// script finds the script that the first argument names or is; saved says that it
// comes with the program.
func (a *app) script(args []string) (q gizmo.Query, saved bool, err error) {
	q.Args = args[1:]
	found, err := queries.FindSaved(args[0], q.Args)
	if err != nil {
		return q, false, err
	}
	var data []byte
	switch {
	case found != nil:
		q.Script = found.Script
		return q, true, nil
	case args[0] == "-":
		data, err = io.ReadAll(io.LimitReader(a.in, gizmo.MaxSource+1))
	case filepath.Ext(args[0]) == ".js":
		data, err = os.ReadFile(args[0])
	case !strings.ContainsAny(args[0], "(.;"):
		return q, false, fmt.Errorf("no saved query %q; hearsay query --list names them", args[0])
	default:
		data = []byte(args[0])
	}
	if err != nil {
		return q, false, fmt.Errorf("query: %w", err)
	}
	q.Script = string(data)
	return q, false, nil
}

// runQuery runs a script in a child and prints its rows. The arguments of a saved
// query are names, looked up as those of ask are.
func (a *app) runQuery(ctx context.Context, q gizmo.Query, saved bool, limits gizmo.Limits, out *output) error {
	err := a.question(ctx, func(ctx context.Context, s *graph.Store) error { // says in its own words what is wrong with the file
		if !saved {
			return nil
		}
		ids, notes, err := queries.ResolveAll(ctx, s, q.Args)
		a.noteAll(notes)
		q.Args = ids
		return err
	})
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("query: %w", err)
	}
	answer, err := gizmo.NewRunner(self, childCommand).Run(ctx, a.db, q, limits)
	if err != nil {
		return err
	}
	if answer.More {
		a.note("showing the first %d rows (--rows N for more)", len(answer.Rows))
	}
	if len(answer.Rows) == 0 {
		return fmt.Errorf("the query has no answer: %w", queries.ErrNothing)
	}
	t := &table.Table{}
	t.Columns, t.Rows = answer.Columns, answer.Rows
	return out.write(ctx, func(w io.Writer) error { return t.Write(w, out.Style) })
}

// listSaved lists the saved queries.
func (a *app) listSaved(ctx context.Context, out *output) error {
	saved, err := queries.SavedQueries()
	if err != nil {
		return err
	}
	t := &table.Table{Columns: []string{"name", "arguments", "answers"}}
	for _, s := range saved {
		t.Rows = append(t.Rows, []any{s.Name, s.Usage, s.Heading})
	}
	return out.write(ctx, func(w io.Writer) error { return t.Write(w, out.Style) })
}

// child is what a query runs in.
func (a *app) child() *cobra.Command {
	return &cobra.Command{
		Use:    childCommand,
		Short:  "Run one query from standard input, for hearsay query",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE:   func(*cobra.Command, []string) error { return gizmo.Child(a.in, a.stdout) },
	}
}
