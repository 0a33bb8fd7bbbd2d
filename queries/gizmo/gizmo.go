// Package gizmo answers one query in Gizmo, Cayley's query language
// (https://cayley.gitbook.io/cayley/query-languages/gizmoapi), on a graph that it
// opens for reading alone.
//
// A script of a stranger can end the process that runs it: an odd argument
// panics in a goroutine of Cayley, a regular expression backtracks for ever, one
// call takes all memory. So [Runner.Run] starts the same program again as a
// child, which runs [Child], and keeps it to its [Limits]; the parent only
// reads rows. prelude.js has what a script can use beyond Gizmo itself.
package gizmo

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Prelude is the script that runs before each query: the morphisms of the domain.
//
//go:embed prelude.js
var Prelude string

// MaxSource is the size in bytes of the longest script that is run.
const MaxSource = 64 << 10

// rowBytes is how many bytes of rows the parent takes from a child for each row
// that may be answered, so that what a script can make the parent hold follows
// from what its user asked for; maxColumns is how many columns a row may have.
const (
	rowBytes   = 16 << 10
	maxColumns = 1000
)

// grace is how long after its time a child may still answer before it is killed.
const grace = 400 * time.Millisecond

// Limits are what a query may use. A value that is not above zero is the default.
type Limits struct {
	Time   time.Duration // on the clock; 10 s
	Rows   int           // that are answered; 1,000
	Memory int64         // bytes; 512 MiB
}

// orDefault fills in what is not set.
func (l Limits) orDefault() Limits {
	if l.Time <= 0 {
		l.Time = 10 * time.Second
	}
	if l.Rows <= 0 {
		l.Rows = 1000
	}
	if l.Memory <= 0 {
		l.Memory = 512 << 20
	}
	return l
}

// A Query is a script and what the array args holds in it.
type Query struct {
	Script string
	Args   []string
}

// A Row is one answer: its values by the names of Columns, in their order.
type Row struct {
	Columns []string
	Values  []any // string, int64, float64, bool, nil; lists and objects as json.RawMessage
}

// UnmarshalJSON reads a row. Lists and objects stay as they are written: as Go
// values they would take twenty times as much memory.
func (r *Row) UnmarshalJSON(data []byte) error {
	var raw struct {
		Columns []string
		Values  []json.RawMessage
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	r.Columns, r.Values = raw.Columns, make([]any, len(raw.Values))
	for i, v := range raw.Values {
		value, err := scalar(v)
		if err != nil {
			return err
		}
		r.Values[i] = value
	}
	return nil
}

// scalar is a JSON value as a Go value, or as it is written where it is none of one.
func scalar(data json.RawMessage) (any, error) {
	if len(data) == 0 || data[0] == '[' || data[0] == '{' {
		return data, nil
	}
	if n, err := strconv.ParseInt(string(data), 10, 64); err == nil {
		return n, nil
	}
	var v any
	err := json.Unmarshal(data, &v)
	return v, err
}

// An Answer is what a query gave.
type Answer struct {
	Rows []Row
	More bool // there were more rows than the limit
}

// Columns are the names of the columns of all rows, in the order in which they
// come up.
func (a *Answer) Columns() []string {
	var names []string
	seen := map[string]bool{}
	for _, r := range a.Rows {
		for _, c := range r.Columns {
			if !seen[c] {
				seen[c] = true
				names = append(names, c)
			}
		}
	}
	return names
}

// Table gives the answer as rows of cells, one for each of [Answer.Columns].
func (a *Answer) Table() (columns []string, rows [][]any) {
	columns = a.Columns()
	for _, r := range a.Rows {
		cells := make([]any, len(columns))
		for i, c := range columns {
			cells[i] = r.Value(c)
		}
		rows = append(rows, cells)
	}
	return columns, rows
}

// Value is the row's value in a column, nil where it has none.
func (r Row) Value(column string) any {
	for i, c := range r.Columns {
		if c == column {
			return r.Values[i]
		}
	}
	return nil
}

// ErrQuery is what went wrong in the query itself: its syntax, its arguments, or
// a limit that it reached. Every other error is one of the program or the store.
var ErrQuery = errors.New("query")

// ErrTime and ErrMemory are an ErrQuery by which of its limits it is; their text is
// its own, to be followed by the sentence.
var (
	ErrTime   = fmt.Errorf("%w", ErrQuery)
	ErrMemory = fmt.Errorf("%w", ErrQuery)
)

// fault is an ErrQuery with its one sentence.
func fault(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrQuery, fmt.Sprintf(format, args...))
}

// check refuses a query before anything is started.
func (q Query) check() error {
	if len(q.Script) > MaxSource {
		return fault("the script has %d bytes; at most %d are run", len(q.Script), MaxSource)
	}
	if n := len(strings.Join(q.Args, "")); n > MaxSource {
		return fault("its arguments have %d bytes; at most %d are taken", n, MaxSource)
	}
	return nil
}

// A Runner runs queries in children of one program, a few at a time. It is safe
// for several goroutines.
type Runner struct {
	command []string
	slots   chan struct{}
	watched bool // the parent looks how much memory a child has
}

// AtOnce is how many queries a Runner lets run at the same time.
const AtOnce = 4

// NewRunner gives a runner whose children are started by command, the program's
// path and its arguments; it has to call [Child].
func NewRunner(command ...string) *Runner {
	return &Runner{command: command, slots: make(chan struct{}, AtOnce), watched: !limited}
}

// Run answers a query on the graph at db. It returns an ErrQuery where the query
// is at fault, at most half a second after the time that it may take; waiting
// for one of the other queries to end counts in that time.
func (r *Runner) Run(ctx context.Context, db string, q Query, l Limits) (*Answer, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	l = l.orDefault()
	ctx, cancel := context.WithTimeout(ctx, l.Time+grace)
	defer cancel()
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return nil, fault("%d other queries run already; try again", AtOnce)
	}
	return r.run(ctx, request{DB: []byte(db), Query: q, Limits: l})
}
