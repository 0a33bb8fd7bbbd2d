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
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Child is what a child of [Runner.Run] does: it reads a request, runs it and
// writes rows. It ends the process itself when its parent is gone or the query
// uses too much memory.
func Child(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	line, err := lines.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("query: read the request: %w", err)
	}
	var q request
	if err := json.Unmarshal(line, &q); err != nil {
		return fmt.Errorf("query: read the request: %w", err)
	}
	go func() { // the parent writes nothing more: this returns when it is gone
		_, _ = lines.ReadByte()
		os.Exit(3)
	}()
	w := &writer{out: bufio.NewWriterSize(out, 1<<16)}
	debug.SetMaxStack(256 << 20)
	debug.SetMemoryLimit(q.Limits.Memory * 3 / 4)
	go watch(q.Limits.Memory)

	ctx, cancel := context.WithTimeout(context.Background(), q.Limits.Time)
	defer cancel()
	m := message{Done: true}
	more, err := answer(ctx, q, w)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		m = message{Late: true}
	case errors.Is(err, ErrQuery):
		m = message{Query: sentence(err)}
	case err != nil:
		m = message{Failed: err.Error()}
	default:
		m.More = more
	}
	if err := w.write(m); err != nil {
		return err
	}
	return w.out.Flush()
}

// sentence is an ErrQuery without its name in front.
func sentence(err error) string { return err.Error()[len(ErrQuery.Error())+2:] }

// A writer writes messages, one a line.
type writer struct{ out *bufio.Writer }

func (w *writer) write(m message) error {
	if m.Row != nil && len(m.Row.Columns) > maxColumns {
		return fault("a row has %d columns; at most %d are answered", len(m.Row.Columns), maxColumns)
	}
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false) // an id is "<…>"
	if err := encoder.Encode(m); err != nil {
		return fault("a row cannot be written as JSON: %s", trimJSON(err))
	}
	if _, err := w.out.Write(line.Bytes()); err != nil {
		return fmt.Errorf("query: write a row: %w", err)
	}
	return nil
}

// trimJSON is what an error of encoding/json says, without where in our code.
func trimJSON(err error) string {
	var m *json.MarshalerError
	if errors.As(err, &m) {
		err = m.Unwrap()
	}
	var t *json.UnsupportedTypeError
	if errors.As(err, &t) {
		return "it holds a function or another thing of the script"
	}
	return err.Error()
}

// watch ends the process when Go has taken more than this many bytes from the
// system, in the words by which the parent knows it.
func watch(limit int64) {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for {
		metrics.Read(sample)
		if used := sample[0].Value.Uint64() - sample[1].Value.Uint64(); used > uint64(limit) {
			fmt.Fprintln(os.Stderr, "out of memory")
			os.Exit(4)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
