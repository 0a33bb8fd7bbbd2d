package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

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
	articles := 0
	err := buffered(b.out, func(w io.Writer) error {
		return b.reader.Walk(paths, func(i read.Item) error {
			if i.Skip != "" {
				b.skipped++
				b.note("skipped %s: %s", i.Path, i.Skip)
				if b.strict {
					return fmt.Errorf("read %s: %s", i.Path, i.Skip)
				}
				return nil
			}
			b.notes(i)
			articles++
			_, err := fmt.Fprintf(w, "%s\t%s\t%s\n", table.Visible(i.Path), table.Visible(i.Article.Published), table.Visible(i.Article.Title))
			return err
		})
	})
	switch {
	case err != nil:
		return err
	case articles == 0:
		return fmt.Errorf("no article in what was given: %w", queries.ErrNothing)
	case b.skipped > 0:
		return &partialError{b.skipped}
	}
	return nil
}

// sizeOf is how many bytes the files of paths have; 0 where one is an address or a pipe.
func sizeOf(paths []string) int64 {
	total := int64(0)
	for _, p := range paths {
		err := filepath.WalkDir(p, func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
			return err
		})
		if err != nil {
			return 0
		}
	}
	return total
}

// timeLeft says how long what has not been read will take, if it takes as long as what
// has been.
func timeLeft(took time.Duration, done, total int64) string {
	if done <= 0 || done >= total || took < time.Second {
		return ""
	}
	left := time.Duration(float64(took) / float64(done) * float64(total-done))
	if left > time.Minute {
		return fmt.Sprintf(", %.0f min left", left.Minutes())
	}
	return fmt.Sprintf(", %.0f s left", left.Seconds())
}
