package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/names"
	"hearsay/graph/sqlstore"
)

// namesFlag adds the flag that names the file in which people decide who is one.
func (a *app) namesFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.names, "names", "", "the `file` in which people decide who is one (default: GRAPH.names.csv beside the graph's file, if it is there)")
}

// namesPath is where decisions stand; "" for a graph on a server of which no file is named.
func (a *app) namesPath() string {
	if a.names == "" && !sqlstore.IsURL(a.db) {
		return a.db + ".names.csv"
	}
	return a.names
}

// decisions reads the file of decisions; nil where there is none and none is named.
func (a *app) decisions() (*names.File, error) {
	path := a.namesPath()
	if path == "" {
		return nil, nil
	}
	if _, err := os.Stat(path); err != nil {
		if a.names == "" && errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		return nil, fmt.Errorf("read names: %w", err)
	}
	return a.checked(names.Load(path))
}

// checked says what is wrong with a file, a line each.
func (a *app) checked(f *names.File, err error) (*names.File, error) {
	if err := a.eachLine("names", err); err != nil {
		return nil, err
	}
	return f, nil
}

// write opens the graph for writing, and hands it what people decided: [app.link] takes
// it. A file that is wrong is an error before anything is opened.
func (a *app) write(ctx context.Context) (*graph.Store, error) {
	f, err := a.decisions()
	if err != nil {
		return nil, err
	}
	s, err := graph.Open(ctx, a.db, graph.Write)
	if err != nil {
		return nil, err
	}
	if f != nil {
		err = s.Decide(ctx, f.Decisions)
	} else if have, failed := s.Decisions(ctx); failed == nil && len(have) > 0 {
		a.note("%s of a file that is not here stay (--names FILE takes others, an empty file none)", table.Count(len(have), "decision"))
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// link links the articles, and says which decisions have no effect.
func (a *app) link(ctx context.Context, s *graph.Store) error {
	err := s.Link(ctx)
	a.noteAll(s.Warnings())
	return err
}

// noteNames says that the file of decisions is another one than the graph was told of.
func (a *app) noteNames(ctx context.Context, s *graph.Store) {
	path := a.namesPath()
	if path == "" {
		return
	}
	if _, err := os.Stat(path); err != nil {
		return
	}
	f, err := names.Load(path)
	if err != nil {
		a.note("%s is not what the graph follows: it cannot be taken; see: hearsay names --check", path)
		return
	}
	if have, err := s.Decisions(ctx); err == nil && !slices.Equal(have, f.Decisions) {
		a.note("%s has changed since it was taken; the next build takes it, or: hearsay names --apply", path)
	}
}

// decide shows what people may decide of names, and takes what they decided.
func (a *app) decide() *cobra.Command {
	var o outputFlags
	var suggest, check, apply bool
	var limit int
	cmd := &cobra.Command{
		Use:   "names {--suggest | --check [FILE] | --apply}",
		Short: "People decide who is one: doubtful names, and what a file of decisions changes",
		Long: `names helps people to decide who is one. What they decide stands in a table in CSV beside
the graph's file, GRAPH.names.csv, or in the one that --names names, and is taken by every
build, load and remove before what evidence says; a row that is taken away again is undone.

  form,type,entity,name,article,note
  Tarrant,person,person/bill-tarrant,,,            the form is this entity, in all articles
  Tarrant,person,person/ann-tarrant,,8a1f0c22d4b6e8f01357,   in this article another one
  Rell,person,person/rell,,,                       whoever is called so is one of their own
  Carl Harrow,person,apart,,,                      joined to nothing
  critics,group,hide,,,                            not shown: its claims stay, without it
  HHB,organization,rename,Halden Harbour Board,,   is called so

A form is a name as articles write it, or its id. Lines that begin with # are comments. A
row whose entity is empty is not decided yet.

--suggest writes the doubtful joins, and the forms doubtfully left apart, those of most
claims first: copy the suggestion into the column entity, or write apart, and save. --check
says what the file, or FILE, would change. --apply takes the file now.`,
		Example: `  hearsay names --suggest -o doubtful.csv
  hearsay names --check doubtful.csv                   what it would change
  mv doubtful.csv hearsay.db.names.csv && hearsay names --apply
  hearsay who "Halden Harbour Board" --why             which decision or evidence joined what`,
		Args: func(cmd *cobra.Command, args []string) error {
			if check {
				return cobra.MaximumNArgs(1)(cmd, args)
			}
			return cobra.NoArgs(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				a.names = args[0]
			}
			if apply {
				return a.apply(cmd.Context())
			}
			if suggest && o.format == "" {
				o.format = "csv"
			}
			out, err := o.answer(a, a.namesPath())
			if err != nil {
				return err
			}
			find := func(ctx context.Context, s *graph.Store) (*table.Table, error) { return doubts(ctx, s, limit) }
			if check {
				f, err := a.decisions()
				if err != nil {
					return err
				}
				if f == nil {
					return fmt.Errorf("names: there is no file %s; name one", cmp.Or(a.namesPath(), "of decisions"))
				}
				find = func(ctx context.Context, s *graph.Store) (*table.Table, error) { return a.changes(ctx, s, f) }
			}
			s, err := a.read(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close() // it was only read
			t, err := find(cmd.Context(), s)
			if err != nil || t == nil {
				return err
			}
			return out.write(cmd.Context(), func(w io.Writer) error { return t.Write(w, out.Style) })
		},
	}
	cmd.Flags().BoolVar(&suggest, "suggest", false, "write what is doubtful, for people to decide")
	cmd.Flags().BoolVar(&check, "check", false, "say what the file would change, and change nothing")
	cmd.Flags().BoolVar(&apply, "apply", false, "take the file now")
	cmd.Flags().Var(whole(&limit, 100, 0), "limit", "--suggest: at most so many, 0 for all")
	cmd.MarkFlagsMutuallyExclusive("suggest", "check", "apply")
	cmd.MarkFlagsOneRequired("suggest", "check", "apply")
	a.namesFlag(cmd)
	o.flags(cmd)
	return cmd
}

// apply takes the file of decisions.
func (a *app) apply(ctx context.Context) (err error) {
	r, err := a.read(ctx) // nothing is made where there is no graph
	if err != nil {
		return err
	}
	if err := r.Close(); err != nil {
		return err
	}
	s, err := a.write(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := a.link(ctx, s); err != nil {
		return err
	}
	all, err := s.Decisions(ctx)
	if err == nil {
		_, err = fmt.Fprintf(a.out, "The graph follows %s.\n", table.Count(len(all), "decision"))
	}
	return err
}

// changes is what a file would change.
func (a *app) changes(ctx context.Context, s *graph.Store, f *names.File) (*table.Table, error) {
	changes, warnings, err := s.Changes(ctx, f.Decisions)
	if err != nil {
		return nil, err
	}
	a.noteAll(warnings)
	if f.Open > 0 {
		a.note("%s not decided yet", table.Count(f.Open, "row"))
	}
	if len(changes) == 0 {
		a.note("nothing would change")
		return nil, nil
	}
	t := &table.Table{Columns: []string{"form", "from", "to", "articles", "reason"}}
	for _, c := range changes {
		var articles any
		if c.Articles > 0 {
			articles = c.Articles
			c.To = cmp.Or(c.To, "hidden")
		}
		t.Rows = append(t.Rows, []any{c.Form, c.From, c.To, articles, c.Reason})
	}
	return t, nil
}

// doubts are what people may decide, as rows of the file that are not decided yet.
func doubts(ctx context.Context, s *graph.Store, limit int) (*table.Table, error) {
	all, err := s.Doubts(ctx)
	if err != nil {
		return nil, err
	}
	t := &table.Table{Columns: []string{"form", "type", "entity", "article", "suggestion", "evidence"}}
	for _, d := range all {
		if limit > 0 && len(t.Rows) == limit {
			break
		}
		form := d.Name
		if news.EntityID(d.Type, d.Name) != d.Form {
			form = d.Form
		}
		is := "left apart"
		if d.Joined {
			is = "joined"
		}
		evidence := []string{fmt.Sprintf("%s, %.2f: %s", is, d.Confidence, d.Reason), table.Count(d.Claims, "claim") + " in " + table.Count(d.Articles, "article")}
		if len(d.Shared) > 0 {
			evidence = append(evidence, "beside both: "+strings.Join(d.Shared, ", "))
		}
		if len(d.Roles) > 0 {
			evidence = append(evidence, "roles: "+strings.Join(d.Roles, ", "))
		}
		t.Rows = append(t.Rows, []any{form, string(d.Type), "", d.Article, d.Entity, strings.Join(evidence, "; ")})
	}
	return t, nil
}
