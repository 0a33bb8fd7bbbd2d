package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/graph"
)

// load puts documents that were made elsewhere into the graph.
func (a *app) load() *cobra.Command {
	b := &builder{app: a, commit: commitDocuments}
	var most int64 = 64 << 20
	cmd := &cobra.Command{
		Use:   "load FILE…",
		Short: "Put documents that extract made into the graph",
		Long: `load puts documents in JSON, one a line as extract prints them, into the graph, from
files or from standard input (-): of the same articles it is the graph that build makes.
It takes nothing on trust. A line that is no document that extract could have made is
named and passed over: ids have to follow from what they name, spans to lie in the text,
claims to be by and about entities of the document.`,
		Example: `  hearsay extract - < articles.jsonl | hearsay load -
  hearsay load documents-*.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return b.fill(cmd.Context(), args, func(ctx context.Context) error {
				return b.commits(ctx, documents(ctx, args, a.in, most))
			})
		},
	}
	b.namesFlag(cmd)
	cmd.Flags().StringVar(&b.report, "report", "", "write to this `file` what became of each line, as JSON Lines")
	cmd.Flags().BoolVar(&b.strict, "strict", false, "end with the first line that is no document")
	cmd.Flags().Var(mebibytes{&most}, "max-line", "pass over lines of more than this many `MiB`")
	return cmd
}

// documents reads documents beside who takes them, in their order: a line's item has
// its place, "documents.jsonl:3", or says why it holds none. Whoever stops taking them
// ends the context.
func documents(ctx context.Context, paths []string, stdin io.Reader, most int64) <-chan extract.Result[news.Document] {
	results := make(chan extract.Result[news.Document], commitArticles)
	put := func(r extract.Result[news.Document]) error {
		select {
		case results <- r:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	go func() {
		defer close(results)
		for _, path := range paths {
			if err := linesOf(path, stdin, most, put); err != nil {
				_ = put(extract.Result[news.Document]{Err: err}) // or the context has ended
				return
			}
		}
	}()
	return results
}

// linesOf hands on what the lines of a file hold.
func linesOf(path string, stdin io.Reader, most int64, visit func(extract.Result[news.Document]) error) error {
	in := stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("load %s: %w", path, cause(err))
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		line, tooLong, err := readLine(lines, most)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("load %s: %w", path, cause(err))
		}
		r := extract.Result[news.Document]{Item: read.Item{Path: fmt.Sprintf("%s:%d", path, n), Line: n}}
		switch {
		case tooLong:
			r.Item.Skip = fmt.Sprintf("larger than %d MiB; --max-line reads it", most>>20)
		case len(bytes.TrimSpace(line)) > 0:
			if r.Value, err = documentOf(line); err != nil {
				r.Item.Skip = strings.ReplaceAll(err.Error(), "\n", "; ")
			}
			r.Item.Article = r.Value.Article
		case err != nil:
			return nil
		default:
			continue
		}
		if err := visit(r); err != nil {
			return err
		}
	}
}

// readLine reads a line. Of one of more than most bytes it keeps nothing.
func readLine(in *bufio.Reader, most int64) (line []byte, tooLong bool, err error) {
	for {
		piece, err := in.ReadSlice('\n')
		if tooLong = tooLong || int64(len(line)+len(piece)) > most; tooLong {
			line = nil
		} else {
			line = append(line, piece...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

// documentOf reads a line, and makes sure of what it holds.
func documentOf(line []byte) (d news.Document, err error) {
	if !utf8.Valid(line) {
		return d, errors.New("not UTF-8")
	}
	var record struct {
		news.Document
		Error string `json:"error"` // of a line that extract could not read
	}
	if err := json.Unmarshal(line, &record); err != nil {
		return d, fmt.Errorf("no document: %w", err)
	}
	if record.Error != "" && record.Article.Text == "" {
		return d, fmt.Errorf("extract could not read it: %s", record.Error)
	}
	return record.Document, graph.Check(&record.Document)
}
