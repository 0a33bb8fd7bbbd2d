package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/graph"
	linkscore "hearsay/graph/link/score"
	"hearsay/graph/schema"
)

// evaluateLinks measures what is found between articles.
func (a *app) evaluateLinks(modelFile *string) *cobra.Command {
	var wrong bool
	cmd := &cobra.Command{
		Use:   "links FOLDER",
		Short: "What is found between articles, against " + linkscore.File + " in the folder",
		Long: `links reads the articles of a folder into a graph of their own, in a temporary place, and
compares what the graph finds between them with what people marked: entities by B-cubed
over the forms of each article, statements by pairs of claims, disputes and shifts by
their two sides, copies by pairs of articles, credits by outlets. PRESENT is the share of
what is marked that the articles' documents have at all; P and R of joins and statements are of that.`,
		Example: "  hearsay evaluate links testdata/world\n  hearsay evaluate links testdata/world/open --errors",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			parts, err := scoreLinks(cmd.Context(), args[0], *modelFile)
			if err != nil {
				return fmt.Errorf("evaluate links: %w", err)
			}
			return buffered(a.out, func(w io.Writer) error { return linkscore.Write(w, parts, wrong) })
		},
	}
	cmd.Flags().BoolVar(&wrong, "errors", false, "list what is wrong and what is missed")
	return cmd
}

// scoreLinks reads the articles of a folder into a graph and compares its links.
func scoreLinks(ctx context.Context, folder, modelFile string) (parts []linkscore.Part, err error) {
	gold, err := linkscore.Read(folder)
	if err != nil {
		return nil, err
	}
	m, err := extract.Open(modelFile)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "hearsay-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := graph.Open(ctx, filepath.Join(dir, "links.db"), graph.Write)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	ids := map[string]string{} // of articles, by the names of their files
	reader := read.Reader{}
	walk := func(visit func(read.Item) error) error { return reader.Walk([]string{folder}, visit) }
	for r := range extract.All(ctx, m, walk, extract.Options{}, extract.Extract) {
		switch {
		case r.Err != nil:
			return nil, r.Err
		case r.Item.Skip != "":
			return nil, fmt.Errorf("read %s: %s", r.Item.Path, r.Item.Skip)
		}
		if _, err := s.Put(ctx, r.Value); err != nil {
			return nil, err
		}
		ids[strings.TrimSuffix(filepath.Base(r.Item.Path), ".txt")] = r.Value.Article.ID
	}
	if err := s.Link(ctx); err != nil {
		return nil, err
	}
	found, err := linksOf(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	return linkscore.Of(gold, found), nil
}

// linksOf reads what the graph found between some articles.
func linksOf(ctx context.Context, s *graph.Store, ids map[string]string) (*linkscore.Found, error) {
	f := &linkscore.Found{Documents: map[string]*news.Document{}, Statements: map[string]string{}}
	for name, id := range ids {
		d, err := s.Joined(ctx, id)
		if err != nil {
			return nil, err
		}
		f.Documents[name] = &d
	}
	for _, kind := range [...]string{"statement", "dispute", "copy", "credit"} {
		links, err := s.Links(ctx, kind)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			pair := [2]string{strings.TrimPrefix(l.From, "article/"), strings.TrimPrefix(l.To, "article/")}
			switch {
			case l.Predicate == "states":
				f.Statements[l.From] = l.To
			case l.Predicate == schema.Disputes:
				f.Disputes = append(f.Disputes, pair)
			case l.Predicate == schema.Shifts:
				f.Shifts = append(f.Shifts, pair)
			case l.Predicate == "copyOf":
				f.Copies = append(f.Copies, pair)
			case l.Predicate == schema.Credits && strings.HasPrefix(l.From, "article/"):
				f.Credits = append(f.Credits, pair)
			}
		}
	}
	return f, nil
}
