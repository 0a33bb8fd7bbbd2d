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

// What an answer may be, whatever a script emits, so that what the parent holds and
// does follows from what its user asked for. Rows below 1,000 count as 1,000, and
// the memory of the query bounds bytes and cells as well.
const (
	rowBytes   = 16 << 10 // for each row that may be answered
	rowCells   = 64       // for each row that may be answered, those that are empty among them
	cellBytes  = 64       // that a cell takes in the parent beside its text
	maxColumns = 1000     // of all rows together
	maxName    = 256      // bytes of the name of a column
	maxDepth   = 100      // lists and objects within each other
)

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

// bytes is how many bytes of rows the parent takes.
func (l Limits) bytes() int64 { return min(l.mostRows()*rowBytes, l.Memory) }

// cells is how many cells an answer may have.
func (l Limits) cells() int64 { return min(l.mostRows()*rowCells, l.Memory/cellBytes) }

func (l Limits) mostRows() int64 { return int64(min(max(l.Rows, 1000), 1<<24)) }

// A Query is a script and what the array args holds in it.
type Query struct {
	Script string
	Args   []string
}

// An Answer is what a query gave, as a table. A cell is a string, int64, float64 or
// bool, nil where its row has nothing in the column, and a list or an object as
// json.RawMessage.
type Answer struct {
	Columns []string // in the order in which they come up
	Rows    [][]any  // a cell for each of Columns
	More    bool     // there were more rows than the limit
}

// scalar is a JSON value as a Go value. Lists and objects stay as they are written:
// as Go values they would take twenty times as much memory.
func scalar(data json.RawMessage) (any, error) {
	if data[0] == '[' || data[0] == '{' {
		return data, nil
	}
	if n, err := strconv.ParseInt(string(data), 10, 64); err == nil {
		return n, nil
	}
	var v any
	err := json.Unmarshal(data, &v)
	return v, err
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
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	select {
	case r.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fault("%d other queries run already; try again", AtOnce)
	}
	return r.run(ctx, request{DB: []byte(db), Query: q, Limits: l}, func() { <-r.slots })
}
