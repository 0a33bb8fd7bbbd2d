package sqlstore

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// page is the number of rows that an iterator reads at once. It holds no
// statement open between two pages, so that any number may be in use.
const page = 256

// countBound is up to where the size of an iterator is counted.
const countBound = 2000

// quads lists the quads that have given values in some directions; where fixed
// is 0 any value fits.
type quads struct {
	store *Store
	fixed ref
	none  bool // lists nothing
}

var _ graph.IteratorShape = (*quads)(nil)

func (it *quads) String() string { return fmt.Sprintf("SQLQuads%v", it.fixed) }

func (it *quads) Iterate() graph.Scanner { return &quadScan{quads: it} }
func (it *quads) Lookup() graph.Index    { return &quadIndex{quads: it} }

func (it *quads) Optimize(context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *quads) SubIterators() []graph.IteratorShape                  { return nil }

func (it *quads) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	size, err := it.size(ctx)
	return graph.IteratorCosts{ContainsCost: 1, NextCost: 2, Size: size}, err
}

// where is the condition on the rows, and its arguments. Quads of an object alone
// are looked for under each of the few predicates there are.
func (it *quads) where() (string, []any) {
	condition := "TRUE"
	var arguments []any
	if it.fixed.o != 0 && it.fixed.s == 0 && it.fixed.p == 0 {
		condition = "quad.p IN (" + predicates + " SELECT p FROM predicate WHERE p IS NOT NULL)"
	}
	if it.byLabel() {
		condition = "quad.s = labelled.s AND labelled.l = ?"
		arguments = append(arguments, it.fixed.l)
	}
	for _, d := range quad.Directions {
		if id := it.fixed.get(d); id != 0 {
			condition += " AND quad." + nameOf(d) + " = ?"
			arguments = append(arguments, id)
		}
	}
	return condition, arguments
}

// from is the table that the condition is on. Those of a label are found by the
// subjects that have quads under it.
func (it *quads) from() string {
	if it.byLabel() {
		return "labelled CROSS JOIN quad"
	}
	return "quad"
}

func (it *quads) byLabel() bool {
	return it.fixed.l != 0 && it.fixed.s == 0 && it.fixed.o == 0
}

// nameOf is the name of a direction's column.
func nameOf(d quad.Direction) string { return "spol"[d-quad.Subject:][:1] }

// size counts the rows, up to countBound; of more it gives a guess.
func (it *quads) size(ctx context.Context) (graph.Size, error) {
	if it.none {
		return graph.Size{Exact: true}, nil
	}
	if it.fixed == (ref{}) {
		st, err := it.store.Stats(ctx, false)
		return st.Quads, err
	}
	where, arguments := it.where()
	var n int64
	err := it.store.QueryRowContext(ctx, fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %d) AS counted", it.from(), where, countBound), arguments...).Scan(&n)
	if err != nil {
		return graph.Size{}, fmt.Errorf("count quads: %w", it.store.wrap(err))
	}
	if n < countBound {
		return graph.Size{Size: n, Exact: true}, nil
	}
	st, err := it.store.Stats(ctx, false)
	size := st.Quads.Size / 20 // as many as have one predicate, most often
	if it.fixed.p == 0 || it.fixed.o != 0 {
		// Fewer have one object: between that and what was counted.
		size = int64(math.Sqrt(float64(n) * float64(size)))
	}
	return graph.Size{Size: max(n, size)}, err
}

// columns is the index which serves the condition, and in whose order rows come.
func (it *quads) columns() [4]string {
	if f := it.fixed; f.s == 0 && !it.byLabel() && (f.p != 0 || f.o != 0) {
		return [4]string{"p", "o", "s", "l"}
	}
	return [4]string{"s", "p", "o", "l"}
}

// place gives the values of a row in the order of the columns.
func (it *quads) place(r ref) []any {
	out := make([]any, 0, 4)
	for _, c := range it.columns() {
		switch c {
		case "s":
			out = append(out, r.s)
		case "p":
			out = append(out, r.p)
		case "o":
			out = append(out, r.o)
		case "l":
			out = append(out, r.l)
		}
	}
	return out
}

// quadScan reads the rows page by page, each beginning behind the last row of
// the one before.
type quadScan struct {
	*quads
	rows []ref
	at   int // of the current row in rows
	last bool
	err  error
}

func (it *quadScan) Next(ctx context.Context) bool {
	if it.none || it.err != nil {
		return false
	}
	if it.at+1 < len(it.rows) {
		it.at++
		return true
	}
	if it.last {
		it.rows = nil
		return false
	}
	if it.err = it.read(ctx); it.err != nil {
		return false
	}
	it.at = 0
	return len(it.rows) > 0
}

func (it *quadScan) read(ctx context.Context) error {
	where, arguments := it.where()
	columns := it.columns()
	// The quads of a subject are read backwards, what came last first: Cayley's
	// recursive iterator keeps the tags of the value that it was asked for before
	// (iterator/recursive.go, Contains), and is right where a path goes on before
	// it comes back to its start.
	direction, beyond := "", ">"
	if it.fixed.s != 0 {
		direction, beyond = " DESC", "<"
	}
	for i, c := range columns {
		columns[i] = "quad." + c
	}
	if it.byLabel() {
		columns[0] = "labelled.s" // whose order is that of the labels' index
	}
	order := strings.Join(columns[:], direction+", ") + direction
	if n := len(it.rows); n > 0 {
		place := it.place(it.rows[n-1])
		where += fmt.Sprintf(" AND %s %s= ? AND (%s) %[2]s (?, ?, ?, ?)", columns[0], beyond, strings.Join(columns[:], ", "))
		arguments = append(append(arguments, place[0]), place...)
	}
	it.rows = it.rows[:0]
	rows, err := it.store.QueryContext(ctx, fmt.Sprintf("SELECT quad.s, quad.p, quad.o, quad.l FROM %s WHERE %s ORDER BY %s LIMIT %d", it.from(), where, order, page), arguments...)
	if err != nil {
		return fmt.Errorf("read quads: %w", it.store.wrap(err))
	}
	defer rows.Close()
	for rows.Next() {
		var r ref
		if err := rows.Scan(&r.s, &r.p, &r.o, &r.l); err != nil {
			return fmt.Errorf("read quads: %w", it.store.wrap(err))
		}
		it.rows = append(it.rows, r)
	}
	it.last = len(it.rows) < page
	return it.store.wrap(rows.Err())
}

func (it *quadScan) Result() graph.Ref {
	if it.at >= len(it.rows) {
		return nil
	}
	return it.rows[it.at]
}

func (it *quadScan) Err() error                      { return it.err }
func (it *quadScan) NextPath(context.Context) bool   { return false }
func (it *quadScan) TagResults(map[string]graph.Ref) {}
func (it *quadScan) Close() error                    { it.rows, it.last = nil, true; return nil }

// quadIndex tells whether a quad is among those listed.
type quadIndex struct {
	*quads
	found graph.Ref
	err   error
}

func (it *quadIndex) Contains(ctx context.Context, v graph.Ref) bool {
	it.found = nil
	r, ok := v.(ref)
	if !ok || it.none {
		return false
	}
	for _, d := range quad.Directions {
		if id := it.fixed.get(d); id != 0 && r.get(d) != id {
			return false
		}
	}
	it.found = r
	return true
}

func (it *quadIndex) Result() graph.Ref               { return it.found }
func (it *quadIndex) Err() error                      { return it.err }
func (it *quadIndex) NextPath(context.Context) bool   { return false }
func (it *quadIndex) TagResults(map[string]graph.Ref) {}
func (it *quadIndex) Close() error                    { return nil }

// nodes lists all values.
type nodes struct{ store *Store }

var _ graph.IteratorShape = (*nodes)(nil)

func (it *nodes) String() string         { return "SQLNodes" }
func (it *nodes) Iterate() graph.Scanner { return &nodeScan{nodes: it} }
func (it *nodes) Lookup() graph.Index    { return &nodeIndex{nodes: it} }

func (it *nodes) Optimize(context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *nodes) SubIterators() []graph.IteratorShape                  { return nil }

func (it *nodes) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	st, err := it.store.Stats(ctx, false)
	return graph.IteratorCosts{ContainsCost: 1, NextCost: 2, Size: st.Nodes}, err
}

// nodeScan reads the ids page by page.
type nodeScan struct {
	*nodes
	ids  []int64
	at   int
	last bool
	err  error
}

func (it *nodeScan) Next(ctx context.Context) bool {
	if it.err != nil {
		return false
	}
	if it.at+1 < len(it.ids) {
		it.at++
		return true
	}
	if it.last {
		it.ids = nil
		return false
	}
	if it.err = it.read(ctx); it.err != nil {
		return false
	}
	it.at = 0
	return len(it.ids) > 0
}

func (it *nodeScan) read(ctx context.Context) error {
	after := int64(0)
	if n := len(it.ids); n > 0 {
		after = it.ids[n-1]
	}
	it.ids = it.ids[:0]
	rows, err := it.store.QueryContext(ctx, "SELECT id FROM value WHERE id > ? ORDER BY id LIMIT ?", after, page)
	if err != nil {
		return fmt.Errorf("read values: %w", it.store.wrap(err))
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("read values: %w", it.store.wrap(err))
		}
		it.ids = append(it.ids, id)
	}
	it.last = len(it.ids) < page
	return it.store.wrap(rows.Err())
}

func (it *nodeScan) Result() graph.Ref {
	if it.at >= len(it.ids) {
		return nil
	}
	return node(it.ids[it.at])
}

func (it *nodeScan) Err() error                      { return it.err }
func (it *nodeScan) NextPath(context.Context) bool   { return false }
func (it *nodeScan) TagResults(map[string]graph.Ref) {}
func (it *nodeScan) Close() error                    { it.ids, it.last = nil, true; return nil }

// nodeIndex tells whether a reference is one to a value.
type nodeIndex struct {
	*nodes
	found graph.Ref
}

func (it *nodeIndex) Contains(_ context.Context, v graph.Ref) bool {
	it.found = nil
	if _, ok := v.(node); !ok {
		return false
	}
	it.found = v
	return true
}

func (it *nodeIndex) Result() graph.Ref               { return it.found }
func (it *nodeIndex) Err() error                      { return nil }
func (it *nodeIndex) NextPath(context.Context) bool   { return false }
func (it *nodeIndex) TagResults(map[string]graph.Ref) {}
func (it *nodeIndex) Close() error                    { return nil }
