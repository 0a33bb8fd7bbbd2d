package gizmo

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A request is what the parent writes to a child, in one line of JSON.
type request struct {
	DB     []byte // a path need not be UTF-8, as strings of JSON are
	Query  Query
	Limits Limits
}

// A message is a line that a child writes: a row with the columns that it adds to
// those before, or its last word. Its cells are values where the child writes them
// and JSON where the parent reads them.
type message[Cell any] struct {
	Columns []string `json:",omitempty"`
	Row     []Cell   `json:",omitempty"`
	Last    *last    `json:",omitempty"`
}

// last is how a query ended.
type last struct {
	More   bool   `json:",omitempty"` // there were more rows
	Query  string `json:",omitempty"` // what is wrong with the query
	Failed string `json:",omitempty"` // what else went wrong
}

// run starts a child, gives it the request, reads its rows and sees it to its end,
// with which done is called.
func (r *Runner) run(ctx context.Context, q request, done func()) (*Answer, error) {
	c, err := start(ctx, r.command)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		done()
		return nil, overTime(q.Limits)
	case err != nil:
		done()
		return nil, fmt.Errorf("query: start the child: %w", err)
	}
	var w *watchdog
	if r.watched {
		w = watchChild(c.Process, q.Limits.Memory)
		defer w.stop()
	}
	asked := json.NewEncoder(c.in).Encode(q)
	answer, end, err := rows(c.out, q.Limits.bytes())
	late := ctx.Err()
	if died := end == nil && err == nil && late == nil; died { // standard error says why
		err = errors.Join(c.Wait(), asked)
		done()
	} else { // it has no more to say: nobody waits until its memory is given back
		_ = c.Process.Kill()
		go func() { _ = c.Wait(); done() }()
	}
	switch {
	case errors.Is(late, context.DeadlineExceeded):
		return nil, overTime(q.Limits)
	case late != nil:
		return nil, late
	case w.killed():
		return nil, overMemory(q.Limits)
	case end == nil && answer != nil:
		return nil, death(q.Limits, c.errors.String(), err)
	case err != nil:
		return nil, err
	case end.Query != "":
		return nil, fault("%s", end.Query)
	case end.Failed != "":
		return nil, errors.New(end.Failed)
	}
	answer.More = end.More
	return answer, nil
}

// A child is a process that runs one query.
type child struct {
	*exec.Cmd
	in     io.WriteCloser // stays open: a child whose parent is gone sees its end
	out    io.ReadCloser
	errors head
}

// start starts a child that ends with ctx; then its output ends at once, however
// long the system takes to end a process that has much memory.
func start(ctx context.Context, command []string) (*child, error) {
	c := &child{Cmd: exec.CommandContext(ctx, command[0], command[1:]...)}
	ours := func(variable string) bool { return strings.HasPrefix(variable, "HEARSAY_") } // which may hold a token or a password
	c.Env = append(slices.DeleteFunc(os.Environ(), ours), "GOTRACEBACK=none", "GOGC=50")
	c.WaitDelay = 100 * time.Millisecond
	c.Stderr = &c.errors
	var err error
	if c.in, err = c.StdinPipe(); err != nil {
		return nil, err
	}
	if c.out, err = c.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = c.out.Close() })
	return c, nil
}

// rows reads what a child writes until its last word, or nil where it ends before;
// more than limit bytes are an error.
func rows(out io.Reader, limit int64) (*Answer, *last, error) {
	answer := &Answer{}
	bounded := &io.LimitedReader{R: out, N: limit}
	in := bufio.NewReader(bounded)
	for {
		line, err := in.ReadBytes('\n')
		switch {
		case err != nil && bounded.N <= 0:
			return nil, nil, fault("it answers more than %d MiB; ask for less, or for more rows", limit>>20)
		case err != nil:
			return answer, nil, nil
		}
		var m message[json.RawMessage]
		if err := json.Unmarshal(line, &m); err != nil {
			return nil, nil, fmt.Errorf("query: read a row: %w", err)
		}
		if m.Last != nil {
			answer.square()
			return answer, m.Last, nil
		}
		answer.Columns = append(answer.Columns, m.Columns...)
		row := make([]any, len(m.Row))
		for i, cell := range m.Row {
			if row[i], err = scalar(cell); err != nil {
				return nil, nil, fmt.Errorf("query: read a row: %w", err)
			}
		}
		answer.Rows = append(answer.Rows, row)
	}
}

// square gives each row as many cells as there are columns.
func (a *Answer) square() {
	for i, row := range a.Rows {
		if more := len(a.Columns) - len(row); more > 0 {
			a.Rows[i] = append(row, make([]any, more)...)
		}
	}
}

// panicLine is how Go begins to tell of a panic.
var panicLine = regexp.MustCompile(`(?m)^panic: (.*)$`)

// goWords are in a panic that says nothing to who does not know the code.
var goWords = regexp.MustCompile(`^runtime error|^interface conversion|0x[0-9a-f]{6}|\*goja\.|reflect:`)

// recovered is what Go adds to a panic that was caught on its way.
var recovered = regexp.MustCompile(` \[recovered[^\]]*\]$`)

// death says in a sentence why a child died without a last word.
func death(l Limits, stderr string, err error) error {
	switch {
	case strings.Contains(stderr, "panic while printing panic value"):
		return fault(noText)
	case strings.Contains(stderr, "stack exceeds") || strings.Contains(stderr, "stack overflow"):
		return fault("it calls itself too deeply")
	case strings.Contains(stderr, "out of memory") || strings.Contains(stderr, "cannot allocate memory") ||
		strings.Contains(stderr, "failed to create new OS thread") || strings.Contains(stderr, "pthread_create failed") || strings.Contains(stderr, "makeslice"):
		return overMemory(l)
	}
	if m := panicLine.FindStringSubmatch(stderr); m != nil {
		reason := clear(recovered.ReplaceAllString(strings.TrimSpace(m[1]), ""))
		if goWords.MatchString(reason) {
			return fault("Cayley cannot take the arguments of one of its methods")
		}
		return fault("Cayley cannot take it (%.200s); look at the arguments of its methods", reason)
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n"); first != "" {
		return fmt.Errorf("query: the child died: %.200s", first)
	}
	return fmt.Errorf("query: the child died: %w", err)
}

func overTime(l Limits) error { return fmt.Errorf("%w: it took more than %v", ErrTime, l.Time) }

func overMemory(l Limits) error {
	return fmt.Errorf("%w: it used more than %d MiB", ErrMemory, l.Memory>>20)
}

// A head keeps the first 16 KiB of what is written to it.
type head struct{ bytes.Buffer }

func (t *head) Write(p []byte) (int, error) {
	if room := 16<<10 - t.Len(); room > 0 {
		t.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
