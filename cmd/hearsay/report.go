package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// A reportLog writes what became of each input of a build, a line of JSON each.
type reportLog struct {
	mu   sync.Mutex
	file *os.File
	err  error
}

// reported is a line of a report.
type reported struct {
	Input   string `json:"input"`
	Article string `json:"article,omitempty"` // its id
	Outcome string `json:"outcome"`
	Reason  string `json:"reason,omitempty"`
}

// changeWords are what a report says of a change.
var changeWords = map[graph.Change]string{graph.Added: "new", graph.Unchanged: "known", graph.Replaced: "newer", graph.Superseded: "older"}

// open begins a report; none where it has no name.
func (l *reportLog) open(name string) (err error) {
	if name == "" {
		return nil
	}
	if l.file, err = os.Create(name); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// known says that the graph has an article, which is given its id for that alone.
func (l *reportLog) known(i read.Item) {
	if l.file != nil {
		l.write(reported{Input: i.Path, Article: news.ArticleID(i.Article), Outcome: changeWords[graph.Unchanged]})
	}
}

// write says what became of an input.
func (l *reportLog) write(r reported) {
	if l.file == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	data, err := json.Marshal(r)
	if err == nil {
		_, err = l.file.Write(append(data, '\n'))
	}
	l.err = errors.Join(l.err, err)
}

// close ends the report.
func (l *reportLog) close() error {
	if l.file == nil {
		return nil
	}
	if err := errors.Join(l.err, l.file.Close()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// list prints what would be read.
func (b *builder) list(paths []string) error {
	limitHeap()
	articles := 0
	b.reasons = map[read.Reason]int{}
	err := buffered(b.out, func(w io.Writer) error {
		return b.reader.Walk(paths, func(i read.Item) error {
			switch {
			case i.Skip != "" && b.strict:
				return fmt.Errorf("read %s: %s", named(i.Path), i.Skip)
			case i.Skip != "":
				b.skipped++
				b.reasons[i.Reason]++
				b.note("skipped %s: %s", named(i.Path), i.Skip)
				return nil
			}
			b.notes(i)
			articles++
			_, err := fmt.Fprintf(w, "%s\t%s\t%s\n", table.Visible(named(i.Path)), table.OneLine(i.Article.Published), table.OneLine(i.Article.Title))
			return err
		})
	})
	switch {
	case err != nil:
		return err
	case articles == 0:
		return fmt.Errorf("no article in what was given: %w", queries.ErrNothing)
	case b.skipped > 0:
		b.note("%s would be read, %d skipped (%s)", table.Count(articles, "article"), b.skipped, why(b.reasons))
		return &partialError{b.skipped}
	}
	b.note("%s would be read", table.Count(articles, "article"))
	return nil
}
