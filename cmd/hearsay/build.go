package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/encoder"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/graph"
	"hearsay/queries"
)

// Bounds of a commit: an article is acknowledged at the latest after commitTime.
const (
	commitArticles = 100
	commitTime     = time.Second
)

// build reads articles into the graph.
func (a *app) build() *cobra.Command {
	b := &builder{app: a, reader: read.Reader{Stdin: a.in}}
	cmd := &cobra.Command{
		Use:   "build PATH…",
		Short: "Read articles into the graph",
		Long: `build reads articles in files, in folders of them, at addresses of the web or from
standard input (-), finds who says what about whom, and puts it into the graph. What is in the graph already is
passed over; a newer version of an article takes the place of the older one. A run
that was stopped goes on where it was when it is run again.

` + formats + "\n\n" + keysHelp(),
		Example: `  hearsay build articles/
  hearsay build https://example.org/feed.xml --follow
  hearsay build --db news.db page.html dump.jsonl.gz crawl.warc.gz letters/*.txt
  curl -s https://example.org/a.json | hearsay build -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return b.run(cmd.Context(), args) },
	}
	cmd.Flags().Var(whole(&b.workers, runtime.GOMAXPROCS(0), 1), "workers", "number of articles in work at the same time")
	cmd.Flags().StringVar(&b.model, "model", "", "use the model in this `file`")
	readerFlags(cmd, &b.reader)
	cmd.Flags().BoolVar(&b.again, "again", false, "read articles anew that are in the graph already")
	cmd.Flags().StringVar(&b.report, "report", "", "write to this `file` what became of each input, as JSON Lines")
	cmd.Flags().BoolVar(&b.strict, "strict", false, "end with the first input that cannot be read")
	cmd.Flags().BoolVar(&b.dryRun, "dry-run", false, "print what would be read, and build nothing")
	return cmd
}

// A builder is one run of build.
type builder struct {
	*app
	workers int
	model   string
	again   bool
	report  string
	strict  bool
	dryRun  bool
	reader  read.Reader

	store   *graph.Store
	changes map[graph.Change]int
	skipped int
	log     reportLog
	begun   time.Time
	total   int64 // bytes of what is read, where that can be told
}

func (b *builder) run(ctx context.Context, paths []string) (err error) {
	if b.dryRun {
		return b.list(paths)
	}
	m, err := loadModel(b.model)
	if err != nil {
		return err
	}
	if err := read.Exist(paths); err != nil {
		return err // before a graph is made
	}
	if b.report != "" { // which must not be what is read or made
		if _, err := b.target(b.report, paths); err != nil {
			return err
		}
	}
	if b.store, err = graph.Open(ctx, b.db, graph.Write); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.store.Close()) }()
	if err := b.store.NewBuild(ctx); err != nil {
		return err
	}
	if err := b.log.open(b.report); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.log.close()) }()
	b.changes, b.begun = map[graph.Change]int{}, time.Now()
	if _, ok := terminal(b.err); ok {
		b.total = sizeOf(paths)
	}
	err = b.pipeline(ctx, m, paths)
	switch {
	case errors.Is(err, context.Canceled):
		return errKept
	case err != nil:
		return err
	}
	return b.summary(ctx)
}

// errKept ends a build that was stopped.
var errKept = errors.New("stopped; what was done is kept, and the same command goes on from there")

// pipeline reads in one goroutine, extracts in several, and writes in this one.
func (b *builder) pipeline(ctx context.Context, m *encoder.Model, paths []string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	articles := make(chan news.Article, b.workers)
	documents := make(chan news.Document, b.workers)
	skips := make(chan read.Item, b.workers)

	go func() {
		defer close(articles)
		err := b.reader.Walk(paths, func(i read.Item) error { return b.take(ctx, i, articles, skips) })
		if err != nil {
			cancel(err)
		}
	}()
	var workers sync.WaitGroup
	for range b.workers {
		workers.Go(func() {
			for a := range until(ctx, articles) {
				select {
				case documents <- extract.Extract(m, a):
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		workers.Wait()
		close(documents)
	}()
	if err := b.write(ctx, documents, skips); err != nil {
		if errors.Is(err, context.Canceled) {
			err = context.Cause(ctx) // what the reader met
		}
		cancel(err)
		for range documents { // the workers end
		}
		return err
	}
	return context.Cause(ctx)
}

// until gives what comes through a channel until the context ends, though whoever
// sends may wait for standard input for ever.
func until[T any](ctx context.Context, c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			select {
			case v, more := <-c:
				if !more || !yield(v) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// take hands an article on, unless the graph has it already.
func (b *builder) take(ctx context.Context, i read.Item, articles chan<- news.Article, skips chan<- read.Item) error {
	if len(i.Notes) > 0 {
		select {
		case skips <- read.Item{Path: i.Path, Notes: i.Notes}:
			i.Notes = nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if i.Skip != "" && b.strict {
		return fmt.Errorf("read %s: %s", i.Path, i.Skip)
	}
	if i.Skip == "" {
		b.log.note(i)
	}
	if i.Skip == "" && !b.again {
		has, err := b.store.HasCopy(ctx, i.Article)
		if err != nil {
			return err
		}
		if has {
			b.log.write(news.ArticleID(i.Article), "known")
			i.Article = news.Article{} // an item without text tells the writer that one was there
		}
	}
	if i.Skip != "" || i.Article.Text == "" {
		select {
		case skips <- i:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	select {
	case articles <- i.Article:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// write puts documents into the graph, many a commit, and names what is skipped.
func (b *builder) write(ctx context.Context, documents <-chan news.Document, skips <-chan read.Item) error {
	var waiting []news.Document
	tick := time.NewTicker(commitTime)
	defer tick.Stop()
	commit := func() error {
		if len(waiting) == 0 {
			return nil
		}
		outcomes, err := b.store.Put(ctx, waiting...)
		if err != nil {
			return err
		}
		waiting = waiting[:0]
		for _, o := range outcomes {
			b.changes[o.Change]++
			b.log.write(o.ID, changeWords[o.Change])
		}
		b.progress()
		return nil
	}
	for {
		select {
		case i := <-skips:
			b.skip(i)
		case d, more := <-documents:
			if !more {
				for len(skips) > 0 {
					b.skip(<-skips)
				}
				return commit()
			}
			if waiting = append(waiting, d); len(waiting) >= commitArticles {
				if err := commit(); err != nil {
					return err
				}
			}
		case <-tick.C:
			if err := commit(); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// skip counts an input that gives no article, or one that the graph has; or says
// what was noted of one.
func (b *builder) skip(i read.Item) {
	if len(i.Notes) > 0 {
		b.notes(i)
		return
	}
	if i.Skip == "" {
		b.changes[graph.Unchanged]++
		return
	}
	b.skipped++
	b.log.skipped(i)
	b.note("skipped %s: %s", i.Path, i.Skip)
}

// progress says on a terminal how many articles are done.
func (b *builder) progress() {
	if _, ok := terminal(b.err); ok {
		done := 0
		for _, n := range b.changes {
			done += n
		}
		took := time.Since(b.begun)
		fmt.Fprintf(b.err, "\r\033[K%d articles, %.0f a second%s ", done, float64(done)/max(took.Seconds(), 0.1), timeLeft(took, b.reader.Done(), b.total))
	}
}

// summary prints what the graph holds now.
func (b *builder) summary(ctx context.Context) error {
	if _, ok := terminal(b.err); ok {
		fmt.Fprint(b.err, "\r\033[K")
	}
	done := 0
	for _, n := range b.changes {
		done += n
	}
	if err := b.store.Moved(); err != nil {
		return fmt.Errorf("build %s: %w", b.db, err)
	}
	if done == 0 {
		return fmt.Errorf("no article in what was given: %w", queries.ErrNothing)
	}
	s, err := queries.Summarize(ctx, b.store)
	if err != nil {
		return err
	}
	if err := buffered(b.out, func(w io.Writer) error { return s.Write(w, b.done()) }); err != nil {
		return err
	}
	if b.skipped > 0 {
		return &partialError{b.skipped}
	}
	return nil
}

// done says in words what this run did.
func (b *builder) done() string {
	var parts []string
	for _, c := range [...]struct {
		n     int
		words string
	}{
		{b.changes[graph.Added], "new"},
		{b.changes[graph.Unchanged], "there already"},
		// Which of two versions comes first is chance; which one stays is not.
		{b.changes[graph.Replaced] + b.changes[graph.Superseded], "of which another version was there"},
	} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.words))
		}
	}
	if b.skipped > 0 {
		parts = append(parts, fmt.Sprintf("%d skipped", b.skipped))
	}
	return "Read: " + strings.Join(parts, ", ") + "."
}

// loadModel reads the model in a file, or the one that the program comes with.
func loadModel(file string) (*encoder.Model, error) {
	if file == "" {
		return encoder.Read(model.English())
	}
	info, err := os.Stat(file)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file", file) // a device is read, and a pipe waited for, for ever
	}
	if err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	m, err := encoder.Read(data)
	if err != nil {
		return nil, fmt.Errorf("read the model %s: %w", file, err)
	}
	return m, nil
}
