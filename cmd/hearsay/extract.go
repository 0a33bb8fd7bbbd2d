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
	e := &extractor{app: a, reader: read.Reader{Stdin: a.in}}
	cmd := &cobra.Command{
		Use:   "extract PATH…",
		Short: "Print what is found in articles, without a graph",
		Long: `extract prints each article with its entities and claims as JSON: one object for
one article, an array for several, or one a line (--format jsonl). With --explain it
prints what the model makes of each word: the probability of its labels and links.

By itself - is a pipe: an article in JSON on each line of standard input, its document
on a line of standard output, in the same order and as soon as it is there; a line that
is no article gives {"error": …, "line": …} in its place. load puts documents into a
graph.

--ask-model URL asks a language model that you run, over http on this machine or over
https: of a claim whose source extract is less than 0.8 sure of it is shown the sentence,
what is said and the mentions beside it, and of these it chooses. Any other answer is not
taken, and a server that is slow or fails leaves claims as they are (status 3). What it
decided says so: "decided_by". Without the flag nothing is sent anywhere.`,
		Example: `  hearsay extract article.txt
  hearsay extract --format jsonl articles/ > documents.jsonl
  hearsay extract - < articles.jsonl | hearsay load -
  hearsay extract --shard 3/16 --format jsonl articles/ > documents-3.jsonl
  hearsay extract --ask-model http://127.0.0.1:8080/v1 article.txt
  hearsay extract --explain article.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e.pipe = slices.Equal(args, []string{"-"}) && (e.format == "" || e.format == "jsonl")
			return e.run(cmd.Context(), args)
		},
	}
	e.outputFlags.flags(cmd)
	cmd.Flags().Lookup("format").Usage = "json or jsonl (default: json; jsonl for a pipe)"
	cmd.Flags().StringVar(&e.model, "model", "", "use the model in this `file`")
	readerFlags(cmd, &e.reader)
	optionFlags(cmd, &e.options)
	e.asked.flags(cmd)
	cmd.Flags().Var(&e.shard, "shard", "take one `part` of the articles alone: 3/16 is each sixteenth from the third on")
	cmd.Flags().BoolVar(&e.reader.Lines, "lines", false, "standard input is articles in JSON, one a line, whatever its first lines look like; it may be empty")
	cmd.Flags().BoolVar(&e.explain, "explain", false, "print what the model makes of each word")
	return cmd
}

// An extractor is one run of extract.
type extractor struct {
	*app
	outputFlags
	model   string
	explain bool
	shard   shard
	options extract.Options
	asked   asked
	reader  read.Reader
	pipe    bool // lines come and go one by one
	wrong   int  // lines that are no article
}

func (e *extractor) run(ctx context.Context, paths []string) error {
	switch {
	case e.format == "" && e.pipe:
		e.format = "jsonl"
	case e.format == "":
		e.format = "json"
	case e.format != "json" && e.format != "jsonl":
		return fmt.Errorf("extract: no format %q; there are json, jsonl", e.format)
	}
	if e.reader.Lines && !e.pipe {
		return errors.New("extract: --lines is for standard input (-) alone, and documents one a line")
	}
	if e.explain && e.asked.options.URL != "" {
		return errors.New("extract: --explain is of the program's own model; leave --ask-model out")
	}
	out, err := e.open(e.app, slices.Concat(paths, []string{e.model})...)
	if err != nil {
		return err
	}
	m, err := extract.Open(e.model)
	if err != nil {
		return err
	}
	if err := e.asked.open(ctx); err != nil {
		return err
	}
	limitHeap()
	skipped := 0
	err = out.write(ctx, func(w io.Writer) error {
		skipped, err = e.each(w, e.format == "jsonl", func(visit func(read.Item, any) error) error {
			return e.extracted(ctx, m, paths, visit)
		})
		return err
	})
	if e.reader.Lines && errors.Is(err, queries.ErrNothing) {
		err = nil // no line, no document
	}
	if skipped += e.wrong + e.asked.report(e.app); err == nil && skipped > 0 { // after what there is has been written
		err = &partialError{skipped}
	}
	return err
}

// explained is what --explain prints of an article.
type explained struct {
	Title string                `json:"title"`
	Words []extract.Explanation `json:"words"`
}

// extracted hands on what is found in each article in paths, and in a pipe what is
// wrong with a line in its place.
func (e *extractor) extracted(ctx context.Context, m *extract.Model, paths []string, visit func(read.Item, any) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	whole := e.asked.extract(ctx)
	one := func(m *extract.Model, article news.Article) any { return whole(m, article) }
	if e.explain {
		one = func(m *extract.Model, article news.Article) any {
			return explained{article.Title, extract.Explain(m, article.Text)}
		}
	}
	walk := func(visit func(read.Item) error) error { return e.reader.Walk(paths, e.shard.of(visit)) }
	for result := range extract.All(ctx, m, walk, e.options, one) {
		if result.Err != nil {
			return result.Err
		}
		i, value := result.Item, result.Value
		if e.pipe && i.Skip != "" && i.Line > 0 {
			e.wrong++
			e.note("line %d: %s", i.Line, i.Skip)
			i, value = read.Item{}, lineError{i.Skip, i.Line}
		}
		if err := visit(i, value); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// each prints the values that walk hands on of articles, as they come, and counts
// the inputs that are none. Values on lines leave the program at once.
func (a *app) each(w io.Writer, lines bool, walk func(visit func(read.Item, any) error) error) (skipped int, err error) {
	var first any // kept until it is known whether there are more
	n := 0
	err = walk(func(i read.Item, value any) error {
		if i.Skip != "" {
			skipped++
			a.note("skipped %s: %s", named(i.Path), i.Skip)
			return nil
		}
		a.notes(i)
		n++
		switch {
		case lines:
			return errors.Join(table.WriteJSON(w, value), flush(w))
		case n == 1:
			first = value
			return nil
		case n == 2:
			if _, err := io.WriteString(w, "["); err != nil {
				return err
			}
			if err := table.WriteJSON(w, first); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, ","); err != nil {
			return err
		}
		return table.WriteJSON(w, value)
	})
	switch {
	case err != nil:
	case n == 0:
		err = fmt.Errorf("no article in what was given: %w", queries.ErrNothing)
	case lines:
	case n == 1:
		err = table.WriteJSON(w, first)
	default:
		_, err = io.WriteString(w, "]\n")
	}
	return skipped, err
}

// show prints an article of the graph, or of a file, with its claims marked.
func (a *app) show() *cobra.Command {
	var o outputFlags
	var of string
	cmd := &cobra.Command{
		Use:   "show ARTICLE | FILE",
		Short: "Print an article with its claims marked",
		Long: `show prints an article of the graph, by its id, the beginning of its id or words of
its title, or one in a file, with the source [S], the cue [Q] and the content [C] of
each claim marked and numbered.`,
		Example: "  hearsay show 5d41402abc4b2a76b971\n  hearsay show \"harbour vote\" --of \"Mara Rell\"\n  hearsay show article.txt",
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
			var who *news.Entity
			if of != "" {
				at := slices.IndexFunc(d.Entities, func(e news.Entity) bool {
					names := append([]string{e.ID, e.Name}, e.Aliases...)
					return slices.ContainsFunc(names, func(s string) bool { return graph.Fold(s) == graph.Fold(of) })
				})
				if at < 0 {
					return fmt.Errorf("show: the article names nobody %q: %w", of, queries.ErrNothing)
				}
				who = &d.Entities[at]
			}
			return out.write(cmd.Context(), func(w io.Writer) error { return queries.Show(w, &d, who, out.Style) })
		},
	}
	cmd.Flags().StringVar(&of, "of", "", "mark the words that stand for this `name` too, pronouns among them: [M he]")
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
	err = a.question(ctx, func(ctx context.Context, s *graph.Store) error {
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
	reader := read.Reader{Stdin: a.in, Apart: apart(ctx)}
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
