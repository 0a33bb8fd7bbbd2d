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
	"strings"
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
	w := newWriter(out, q.Limits)
	debug.SetMaxStack(256 << 20)
	debug.SetMemoryLimit(q.Limits.Memory * 3 / 4)
	go watch(q.Limits.Memory)

	end := &last{}
	if end.More, err = answer(context.Background(), q, w); errors.Is(err, ErrQuery) {
		end.Query = sentence(err)
	} else if err != nil {
		end.Failed = err.Error()
	}
	if err := w.write(message[any]{Last: end}); err != nil {
		return err
	}
	return w.out.Flush()
}

// sentence is an ErrQuery without its name in front.
func sentence(err error) string { return err.Error()[len(ErrQuery.Error())+2:] }

// A writer writes messages, one a line, and keeps the answer to its limits.
type writer struct {
	out     *bufio.Writer
	columns map[string]int // their places
	rows    int
	cells   int64 // that there may be
}

func newWriter(out io.Writer, l Limits) *writer {
	return &writer{out: bufio.NewWriterSize(out, 1<<16), columns: map[string]int{}, cells: l.cells()}
}

// row writes a row of values by the names of their columns.
func (w *writer) row(names []string, values []any) error {
	m := message[any]{Row: make([]any, len(w.columns))}
	for i, name := range names {
		at, ok := w.columns[name]
		if !ok {
			if len(name) > maxName {
				return fault("the name of a column has %d bytes; at most %d are answered", len(name), maxName)
			}
			at = len(w.columns)
			w.columns[name] = at
			m.Columns, m.Row = append(m.Columns, name), append(m.Row, nil)
		}
		m.Row[at] = values[i]
	}
	w.rows++
	switch columns := len(w.columns); {
	case columns > maxColumns:
		return fault("its rows have more than %d columns together; give the values of each row the same names", maxColumns)
	case int64(w.rows)*int64(columns) > w.cells:
		return fault("its rows have %d columns together, and more than %d cells; give the values of each row the same names, or ask for less", columns, w.cells)
	}
	return w.write(m)
}

func (w *writer) write(m message[any]) error {
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
	return strings.TrimPrefix(err.Error(), "json: ")
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
