package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// extract prints what is found in articles, without a graph.
func (a *app) extract() *cobra.Command {
	var o outputFlags
	var modelFile string
	var explain bool
	var options extract.Options
	reader := read.Reader{Stdin: a.in}
	cmd := &cobra.Command{
		Use:   "extract PATH…",
		Short: "Print what is found in articles, without a graph",
		Long: `extract prints each article with its entities and claims as JSON: one object for
one article, an array for several, or one a line (--format jsonl). With --explain it
prints what the model makes of each word: the probability of its labels and links.`,
		Example: "  hearsay extract article.txt\n  hearsay extract --format jsonl articles/ > documents.jsonl\n  hearsay extract --explain article.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.format != "json" && o.format != "jsonl" {
				return fmt.Errorf("extract: no format %q; there are json, jsonl", o.format)
			}
			out, err := o.open(a, slices.Concat(args, []string{modelFile})...)
			if err != nil {
				return err
			}
			m, err := extract.Open(modelFile)
			if err != nil {
				return err
			}
			one := func(m *extract.Model, article news.Article) any { return extract.Extract(m, article) }
			if explain {
				one = func(m *extract.Model, article news.Article) any {
					return explained{article.Title, extract.Explain(m, article.Text)}
				}
			}
			limitHeap()
			skipped := 0
			err = out.write(cmd.Context(), func(w io.Writer) error {
				skipped, err = a.each(w, o.format == "jsonl", func(visit func(read.Item, any) error) error {
					return extracted(cmd.Context(), m, &reader, args, options, one, visit)
				})
				return err
			})
			if err == nil && skipped > 0 { // after what there is has been written
				err = &partialError{skipped}
			}
			return err
		},
	}
	o.flags(cmd)
	cmd.Flags().Lookup("format").Usage = "json or jsonl"
	cmd.Flags().Lookup("format").DefValue = "json"
	o.format = "json"
	cmd.Flags().StringVar(&modelFile, "model", "", "use the model in this `file`")
	readerFlags(cmd, &reader)
	optionFlags(cmd, &options)
	cmd.Flags().BoolVar(&explain, "explain", false, "print what the model makes of each word")
	return cmd
}

// explained is what --explain prints of an article.
type explained struct {
	Title string                `json:"title"`
	Words []extract.Explanation `json:"words"`
}

// extracted hands on what one makes of each article in paths.
func extracted(
	ctx context.Context, m *extract.Model, r *read.Reader, paths []string, o extract.Options,
	one func(*extract.Model, news.Article) any, visit func(read.Item, any) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	walk := func(visit func(read.Item) error) error { return r.Walk(paths, visit) }
	for result := range extract.All(ctx, m, walk, o, one) {
		if result.Err != nil {
			return result.Err
		}
		if err := visit(result.Item, result.Value); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// each prints the values that walk hands on of articles, as they come, and counts
// the inputs that are none.
func (a *app) each(w io.Writer, lines bool, walk func(visit func(read.Item, any) error) error) (skipped int, err error) {
	var first any // kept until it is known whether there are more
	n := 0
	err = walk(func(i read.Item, value any) error {
		if i.Skip != "" {
			skipped++
			a.note("skipped %s: %s", i.Path, i.Skip)
			return nil
		}
		a.notes(i)
		n++
		switch {
		case lines:
			return encode(w, value)
		case n == 1:
			first = value
			return nil
		case n == 2:
			if _, err := io.WriteString(w, "["); err != nil {
				return err
			}
			if err := encode(w, first); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, ","); err != nil {
			return err
		}
		return encode(w, value)
	})
	switch {
	case err != nil:
	case n == 0:
		err = fmt.Errorf("no article in what was given: %w", queries.ErrNothing)
	case lines:
	case n == 1:
		err = encode(w, first)
	default:
		_, err = io.WriteString(w, "]\n")
	}
	return skipped, err
}

// encode prints a value as JSON, on a line.
func encode(w io.Writer, value any) error {
	data, err := table.JSON(value)
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// show prints an article of the graph, or of a file, with its claims marked.
func (a *app) show() *cobra.Command {
	var o outputFlags
	cmd := &cobra.Command{
		Use:   "show ARTICLE | FILE",
		Short: "Print an article with its claims marked",
		Long: `show prints an article of the graph, by its id, the beginning of its id or words of
its title, or one in a file, with the source [S], the cue [Q] and the content [C] of
each claim marked and numbered.`,
		Example: "  hearsay show 5d41402abc4b2a76b971\n  hearsay show \"harbour vote\"\n  hearsay show article.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := o.open(a, args...)
			if err != nil {
				return err
			}
			d, err := a.find(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return out.write(cmd.Context(), func(w io.Writer) error { return queries.Show(w, &d, out.Style) })
		},
	}
	o.fileFlag(cmd)
	return cmd
}

// find gives the document that a word of the command line means: a file's, or an
// article's of the graph.
func (a *app) find(ctx context.Context, what string) (news.Document, error) {
	d, err := a.inFile(ctx, what)
	if err == nil || !errors.Is(err, errNoFile) {
		return d, err
	}
	err = a.answer(ctx, func(ctx context.Context, s *graph.Store) error {
		id, err := queries.Article(ctx, s, what)
		if err == nil {
			d, err = s.Document(ctx, id)
		}
		return err
	})
	return d, err
}

// errNoFile says that a word names no file.
var errNoFile = errors.New("no such file")

// inFile extracts the first article in a file.
func (a *app) inFile(ctx context.Context, path string) (d news.Document, err error) {
	var m *extract.Model
	found := errors.New("found")
	reader := read.Reader{Stdin: a.in, PDF: func(data []byte) read.PDF { return readPDF(ctx, data) }}
	err = reader.Walk([]string{path}, func(i read.Item) error {
		if i.Skip != "" {
			return fmt.Errorf("show %s: %s", i.Path, i.Skip)
		}
		if m, err = extract.Open(""); err != nil {
			return err
		}
		d = extract.Extract(m, i.Article)
		return found
	})
	switch {
	case errors.Is(err, found):
		return d, nil
	case err == nil:
		return d, fmt.Errorf("no article in %s: %w", path, queries.ErrNothing)
	case errors.Is(err, fs.ErrNotExist):
		return d, errNoFile
	}
	return d, err
}
