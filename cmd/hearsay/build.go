package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/graph"
	"hearsay/queries"
)

// Bounds of a commit: an article is acknowledged at the latest after commitTime, unless
// writing takes longer. Documents that are there already are written many at a time,
// which takes less: each page of an index is written once for all of them.
const (
	commitArticles  = 100
	commitDocuments = 1000
	commitTime      = time.Second
)

// build reads articles into the graph.
func (a *app) build() *cobra.Command {
	b := &builder{app: a, reader: read.Reader{Stdin: a.in}, commit: commitArticles}
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
	optionFlags(cmd, &b.options)
	b.asked.flags(cmd)
	cmd.Flags().StringVar(&b.model, "model", "", "use the model in this `file`")
	readerFlags(cmd, &b.reader)
	b.namesFlag(cmd)
	cmd.Flags().BoolVar(&b.again, "again", false, "read articles anew that are in the graph already")
	cmd.Flags().StringVar(&b.report, "report", "", "write to this `file` what became of each input, as JSON Lines")
	cmd.Flags().BoolVar(&b.strict, "strict", false, "end with the first input that cannot be read")
	cmd.Flags().BoolVar(&b.dryRun, "dry-run", false, "print what would be read, and build nothing")
	return cmd
}

// A builder is one run of build.
type builder struct {
	*app
	options extract.Options
	asked   asked
	model   string
	again   bool
	report  string
	strict  bool
	dryRun  bool
	reader  read.Reader

	commit  int // documents
	store   *graph.Store
	changes map[graph.Change]int
	skipped int
	reasons map[read.Reason]int // how many were skipped
	log     reportLog
	begun   time.Time
	total   int64 // bytes of what is read, where that can be told
	shown   bool  // a bar stands in the last line of the terminal
}

func (b *builder) run(ctx context.Context, paths []string) error {
	if b.dryRun {
		return b.list(paths)
	}
	m, err := extract.Open(b.model)
	if err != nil {
		return err
	}
	if err := b.asked.open(ctx); err != nil {
		return err
	}
	limitHeap()
	err = b.fill(ctx, paths, func(ctx context.Context) error { return b.commits(ctx, b.extracted(ctx, m, paths)) })
	if left := b.asked.report(b.app); err == nil && left > 0 {
		err = &partialError{left}
	}
	return err
}

// fill opens the graph for what put puts in of paths, and says what it holds then.
func (b *builder) fill(ctx context.Context, paths []string, put func(context.Context) error) (err error) {
	if err := read.Exist(paths); err != nil {
		return err // before a graph is made
	}
	if b.report != "" { // which must not be what is read or made
		if _, err := b.target(b.report, paths); err != nil {
			return err
		}
	}
	if b.store, err = b.write(ctx); err != nil {
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
	b.changes, b.reasons, b.begun = map[graph.Change]int{}, map[read.Reason]int{}, time.Now()
	if _, ok := terminal(b.err); ok {
		b.total = sizeOf(paths)
	}
	putting, cancel := context.WithCancel(ctx)
	defer cancel() // which ends the reading too
	if err = put(putting); err == nil {
		err = b.link(ctx, b.store)
	}
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

// extracted are the documents of articles that the graph has not, read and extracted
// side by side.
func (b *builder) extracted(ctx context.Context, m *extract.Model, paths []string) <-chan extract.Result[news.Document] {
	walk := func(visit func(read.Item) error) error {
		return b.reader.Walk(paths, func(i read.Item) error {
			if i.Skip == "" && !b.again {
				has, err := b.store.HasCopy(ctx, i.Article)
				if err != nil {
					return err
				}
				if has {
					b.log.known(i)
					i.Article = news.Article{} // an item without text tells that one was there
				}
			}
			return visit(i)
		})
	}
	return extract.All(ctx, m, walk, b.options, b.asked.extract(ctx))
}

// commits writes documents in this goroutine as they come: many a commit, in their
// order.
func (b *builder) commits(ctx context.Context, results <-chan extract.Result[news.Document]) error {
	var waiting []news.Document
	var from []string // their paths
	commit := func() error {
		if len(waiting) == 0 {
			return nil
		}
		outcomes, err := b.store.Put(ctx, waiting...)
		if err != nil {
			return err
		}
		for i, o := range outcomes {
			b.changes[o.Change]++
			b.log.write(reported{Input: from[i], Article: o.ID, Outcome: changeWords[o.Change]})
		}
		waiting, from = waiting[:0], from[:0]
		return nil
	}
	tick := time.NewTicker(commitTime)
	defer tick.Stop()
	for {
		select {
		case r, more := <-results:
			switch {
			case !more && ctx.Err() != nil:
				return context.Cause(ctx)
			case !more:
				return commit()
			case r.Err != nil:
				return r.Err
			case r.Item.Skip != "" && b.strict:
				return fmt.Errorf("read %s: %s", named(r.Item.Path), r.Item.Skip)
			}
			if b.take(r.Item) {
				waiting, from = append(waiting, r.Value), append(from, r.Item.Path)
			}
			if len(waiting) < b.commit {
				continue
			}
		case <-tick.C:
		case <-ctx.Done(): // though whoever reads may wait for ever
			return context.Cause(ctx)
		}
		if err := commit(); err != nil {
			return err
		}
		b.progress()
	}
}

// take says what was noted of an input, counts one that gives no article or one
// that the graph has, and reports whether there is a document of it.
func (b *builder) take(i read.Item) bool {
	if i.Skip != "" || len(i.Notes) > 0 {
		b.hide()
	}
	switch {
	case i.Skip != "":
		b.skipped++
		b.reasons[i.Reason]++
		b.log.write(reported{Input: i.Path, Outcome: "skipped", Reason: i.Skip})
		b.note("skipped %s: %s", named(i.Path), i.Skip)
		return false
	case i.Article.Text == "":
		b.notes(i)
		b.changes[graph.Unchanged]++
		return false
	}
	b.notes(i)
	return true
}

// summary prints what the graph holds now.
func (b *builder) summary(ctx context.Context) error {
	b.hide()
	if err := b.store.Moved(); err != nil {
		return fmt.Errorf("build %s: %w", b.db, err)
	}
	if b.articles() == 0 {
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
		parts = append(parts, fmt.Sprintf("%d skipped (%s)", b.skipped, why(b.reasons)))
	}
	return "Read: " + strings.Join(parts, ", ") + "."
}

// optionFlags are the flags that say how articles are extracted.
func optionFlags(cmd *cobra.Command, o *extract.Options) {
	cmd.Flags().Var(whole(&o.Workers, runtime.GOMAXPROCS(0), 1), "workers", "number of articles in work at the same time")
	cmd.Flags().Lookup("workers").DefValue = "one a core" // the help is the same on every machine
	cmd.Flags().Var(whole(&o.Work, extract.DefaultWork, 1), "article-work",
		"skip an article of more tokens and word pieces than this; half a kilobyte of memory each")
	cmd.Flags().Var(stretch(&o.Timeout, 0, time.Millisecond), "article-timeout", "skip an article that takes longer than this, such as 1m")
}

// heapLimit is the bytes of memory beyond which the collector works harder, so that
// an article of 1 MiB does not take twice what is kept of it.
const heapLimit = 160 << 20

// limitHeap sets heapLimit, unless the environment sets another.
func limitHeap() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
}

// why says how many inputs were skipped for each kind of reason, the most first.
func why(reasons map[read.Reason]int) string {
	kinds := slices.SortedFunc(maps.Keys(reasons), func(a, b read.Reason) int {
		return cmp.Or(cmp.Compare(reasons[b], reasons[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, kind := range kinds {
		parts = append(parts, fmt.Sprintf("%d %s", reasons[kind], kind))
	}
	return strings.Join(parts, ", ")
}
