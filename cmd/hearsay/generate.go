package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/synthetic"
)

// generate makes graphs of any size, of a news world that does not exist, to learn
// what this many articles take before one has them. It is hidden: its articles
// are of no use to anybody who reads.
func (a *app) generate() *cobra.Command {
	g := &generator{app: a}
	var o outputFlags
	cmd := &cobra.Command{
		Use:   "generate N",
		Short: "Make a graph of N generated articles, or print their documents",
		Long: `generate puts N generated articles into the graph, each with 20 claims and 15
entities that are in the news as often as Zipf's law has it, and says what that took.
With --documents it prints their documents, one a line, as extract --format jsonl does.
The same N and seed give the same articles.`,
		Example: `  hearsay generate --db big.db 10000
  hearsay generate --documents -o documents.jsonl 100`,
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil || n < 1 {
				return fmt.Errorf("generate: %q is no number of articles", args[0])
			}
			if g.articles = n; g.documents {
				out, err := o.open(a)
				if err != nil {
					return err
				}
				return out.write(cmd.Context(), g.print)
			}
			return g.put(cmd.Context())
		},
	}
	cmd.Flags().Uint64Var(&g.seed, "seed", 1, "another seed, other articles")
	cmd.Flags().BoolVar(&g.documents, "documents", false, "print the documents; make no graph")
	o.format = "jsonl"
	o.fileFlag(cmd)
	return cmd
}

// A generator is one run of generate.
type generator struct {
	*app
	articles  int
	seed      uint64
	documents bool
}

// print writes the documents, one a line.
func (g *generator) print(w io.Writer) error {
	for d := range synthetic.Documents(g.articles, g.seed) {
		if err := table.WriteJSON(w, d); err != nil {
			return err
		}
	}
	return nil
}

// put puts the articles into the graph, as many a commit as load does, and says
// what it took.
func (g *generator) put(ctx context.Context) (err error) {
	s, err := graph.Open(ctx, g.db, graph.Write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	begun := time.Now()
	var waiting []news.Document
	for d := range synthetic.Documents(g.articles, g.seed) {
		if waiting = append(waiting, d); len(waiting) < commitDocuments {
			continue
		}
		if _, err := s.Put(ctx, waiting...); err != nil {
			return err
		}
		waiting = waiting[:0]
	}
	if _, err := s.Put(ctx, waiting...); err != nil {
		return err
	}
	if err := s.Link(ctx); err != nil {
		return err
	}
	took := time.Since(begun)
	i, err := s.Info(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(g.out, "The graph holds %d articles: %d claims, %d entities, %d quads, %d bytes.\n", i.Articles, i.Claims, i.Entities, i.Quads, i.Bytes)
	g.note("%d articles were put in within %.1f s", g.articles, took.Seconds())
	return err
}
