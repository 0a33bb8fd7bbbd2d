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
	"strings"
	"time"
)

// A request is what the parent writes to a child, in one line of JSON.
type request struct {
	DB     []byte // a path need not be UTF-8, as strings of JSON are
	Query  Query
	Limits Limits
}

// A message is a line that a child writes: a row, or its last word.
type message struct {
	Row    *Row   `json:",omitempty"`
	Done   bool   `json:",omitempty"` // all rows have been written
	More   bool   `json:",omitempty"` // with Done: there were more
	Query  string `json:",omitempty"` // what is wrong with the query
	Late   bool   `json:",omitempty"` // it took more than its time
	Failed string `json:",omitempty"` // what else went wrong
}

// run starts a child, gives it the request, reads its rows and sees it to its end.
func (r *Runner) run(ctx context.Context, q request) (*Answer, error) {
	line, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("query: write the request: %w", err)
	}
	cmd := exec.CommandContext(ctx, r.command[0], r.command[1:]...)
	cmd.Env = append(os.Environ(), "GOTRACEBACK=none", "GOGC=50")
	cmd.WaitDelay = 100 * time.Millisecond
	var stderr head
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe() // stays open: a child whose parent is gone sees its end
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("query: start the child: %w", err)
	}
	var w *guard
	if r.watched {
		w = watchChild(cmd.Process, q.Limits.Memory)
		defer w.stop()
	}
	_, werr := in.Write(append(line, '\n'))
	answer, last, rerr := rows(out, q.Limits.output())
	if rerr != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, rerr
	}
	if last == nil {
		waitErr := cmd.Wait()
		if w.killed() {
			return nil, overMemory(q.Limits)
		}
		return nil, death(ctx, q.Limits, stderr.String(), errors.Join(waitErr, werr))
	}
	_ = in.Close()
	_ = cmd.Process.Kill() // it has said its last word; how it ends is all the same
	_ = cmd.Wait()
	switch {
	case last.Late:
		return nil, overTime(q.Limits)
	case last.Query != "":
		return nil, fault("%s", last.Query)
	case last.Failed != "":
		return nil, errors.New(last.Failed)
	}
	answer.More = last.More
	return answer, nil
}

// output is how many bytes of rows are taken.
func (l Limits) output() int64 { return int64(min(max(l.Rows, 1000), 1<<24)) * rowBytes }

// rows reads what a child writes until its last word, or nil where it dies before;
// more than limit bytes are an error.
func rows(out io.Reader, limit int64) (*Answer, *message, error) {
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
		var m message
		if err := json.Unmarshal(line, &m); err != nil {
			return nil, nil, fmt.Errorf("query: read a row: %w", err)
		}
		if m.Row == nil {
			return answer, &m, nil
		}
		answer.Rows = append(answer.Rows, *m.Row)
	}
}

// panicLine is how Go begins to tell of a panic.
var panicLine = regexp.MustCompile(`(?m)^panic: (.*)$`)

// goWords are in a panic that says nothing to who does not know the code.
var goWords = regexp.MustCompile(`^runtime error|^interface conversion|0x[0-9a-f]{6}|\*goja\.|reflect:`)

// recovered is what Go adds to a panic that was caught on its way.
var recovered = regexp.MustCompile(` \[recovered[^\]]*\]$`)

// death says in a sentence why a child died without a last word.
func death(ctx context.Context, l Limits, stderr string, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return overTime(l)
	case ctx.Err() != nil:
		return ctx.Err()
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
