package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// answers is the iterator of a relation: of its results, or of the quads of one
// of its sources.
type answers struct {
	relation *relation
	quad     int // the source whose quads they are; -1 for results
	planned  *plan
}

var _ graph.IteratorShape = (*answers)(nil)

func (it *answers) String() string { return fmt.Sprintf("SQL(%d sources)", len(it.relation.sources)) }

func (it *answers) Iterate() graph.Scanner { return &answerScan{answers: it} }
func (it *answers) Lookup() graph.Index    { return &answerIndex{answers: it} }

func (it *answers) Optimize(context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *answers) SubIterators() []graph.IteratorShape                  { return nil }

// Stats gives what the plan expects.
func (it *answers) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	p, err := it.plan(ctx)
	if err != nil {
		return graph.IteratorCosts{}, err
	}
	return graph.IteratorCosts{ContainsCost: 4, NextCost: 2, Size: graph.Size{Size: int64(p.answers) + 1}}, nil
}

func (it *answers) plan(ctx context.Context) (*plan, error) {
	if it.planned == nil {
		p, err := it.relation.plan(ctx)
		if err != nil {
			return nil, err
		}
		it.planned = p
	}
	return it.planned, nil
}

// columns are what a row of the statement holds: the result, or the four of the
// quad, then the tags.
func (it *answers) columns() []column {
	if it.quad < 0 {
		return it.relation.columns()
	}
	var out []column
	for f := range 4 {
		out = append(out, column{it.quad, f})
	}
	for _, t := range it.relation.tags {
		out = append(out, t.column)
	}
	return out
}

// An answer is a row of the statement.
type answer []int64

// result is what the answer refers to.
func (it *answers) result(a answer) graph.Ref {
	if it.quad < 0 {
		return node(a[0])
	}
	return ref{a[0], a[1], a[2], a[3]}
}

// tagged writes the tags of an answer.
func (it *answers) tagged(a answer, into map[string]graph.Ref) {
	first := 1
	if it.quad >= 0 {
		first = 4
	}
	for i, t := range it.relation.tags {
		if id := a[first+i]; id != 0 {
			into[t.name] = node(id)
		}
	}
}

// rows runs the statement.
func (it *answers) rows(ctx context.Context) (*sql.Rows, error) {
	p, err := it.plan(ctx)
	if err != nil {
		return nil, err
	}
	query, err := p.statement(ctx, it.columns()...)
	if err != nil {
		return nil, err
	}
	rows, err := it.relation.store.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", it.relation.store.wrap(err))
	}
	return rows, nil
}

// read reads up to n answers, all if n is 0; fewer are the last ones.
func (it *answers) read(rows *sql.Rows, n int) ([]answer, error) {
	width := len(it.columns())
	var out []answer
	places := make([]any, width)
	for (n == 0 || len(out) < n) && rows.Next() {
		a := make(answer, width)
		for i := range a {
			places[i] = &a[i]
		}
		if err := rows.Scan(places...); err != nil {
			return nil, fmt.Errorf("ask: %w", it.relation.store.wrap(err))
		}
		out = append(out, a)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("ask: %w", it.relation.store.wrap(err))
	}
	if it.quad < 0 {
		ids := make([]int64, 0, len(out)*width)
		for _, a := range out {
			ids = append(ids, a...)
		}
		it.relation.store.values.answered(ids)
	}
	return out, nil
}

// answerScan goes over the answers page by page. The statement stays open until
// the last.
type answerScan struct {
	*answers
	rows *sql.Rows
	page []answer
	at   int
	last bool
	err  error
}

func (it *answerScan) Next(ctx context.Context) bool {
	if it.err != nil {
		return false
	}
	if it.at+1 < len(it.page) {
		it.at++
		return true
	}
	if it.last {
		it.page = nil
		return false
	}
	if it.rows == nil {
		if it.rows, it.err = it.answers.rows(ctx); it.err != nil {
			return false
		}
	}
	it.at = 0
	it.page, it.err = it.read(it.rows, page)
	if it.last = len(it.page) < page; it.last || it.err != nil {
		it.close()
	}
	return it.err == nil && len(it.page) > 0
}

func (it *answerScan) close() {
	if it.rows != nil {
		if err := it.rows.Close(); err != nil && it.err == nil {
			it.err = it.relation.store.wrap(err)
		}
		it.rows = nil
	}
}

func (it *answerScan) Result() graph.Ref {
	if it.at >= len(it.page) {
		return nil
	}
	return it.result(it.page[it.at])
}

func (it *answerScan) TagResults(into map[string]graph.Ref) {
	if it.at < len(it.page) {
		it.tagged(it.page[it.at], into)
	}
}

// NextPath gives nothing: every answer, of the same result too, comes from Next.
func (it *answerScan) NextPath(context.Context) bool { return false }
func (it *answerScan) Err() error                    { return it.err }

func (it *answerScan) Close() error {
	it.close()
	it.page, it.last = nil, true
	return it.err
}

// answerIndex tells whether something is among the answers, by a statement for
// each at first; asked often, it reads them all.
type answerIndex struct {
	*answers
	asked int
	all   map[graph.Ref][]answer // nil until they are read
	found []answer               // for what was asked for last
	at    int
	err   error
}

// When an index reads all: asked this often, of no more answers than these.
const (
	askedOften = 32
	heldMost   = 200_000
)

func (it *answerIndex) Contains(ctx context.Context, v graph.Ref) bool {
	it.found, it.at = nil, 0
	if it.err != nil {
		return false
	}
	if it.asked++; it.asked == askedOften {
		it.err = it.readAll(ctx)
	}
	switch {
	case it.err != nil:
	case it.all != nil:
		it.found = it.all[v]
	default:
		it.found, it.err = it.only(ctx, v)
	}
	return len(it.found) > 0
}

func (it *answerIndex) readAll(ctx context.Context) error {
	p, err := it.plan(ctx)
	if err != nil || p.answers > heldMost {
		return err
	}
	rows, err := it.answers.rows(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	all, err := it.read(rows, 0)
	if err != nil {
		return err
	}
	it.all = make(map[graph.Ref][]answer, len(all))
	for _, a := range all {
		r := it.result(a)
		it.all[r] = append(it.all[r], a)
	}
	return nil
}

// only reads the answers that refer to v.
func (it *answerIndex) only(ctx context.Context, v graph.Ref) ([]answer, error) {
	with := *it.answers
	with.relation, with.planned = it.relation.clone(), nil
	r := with.relation
	switch v := v.(type) {
	case node:
		if it.quad >= 0 {
			return nil, nil
		}
		r.members = append(r.members, member{r.result, []int64{int64(v)}})
	case ref:
		if it.quad < 0 {
			return nil, nil
		}
		for _, d := range quad.Directions {
			r.members = append(r.members, member{column{it.quad, fieldOf(d)}, []int64{v.get(d)}})
		}
	default:
		return nil, nil
	}
	rows, err := with.rows(ctx)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return with.read(rows, 0)
}

func (it *answerIndex) Result() graph.Ref {
	if it.at >= len(it.found) {
		return nil
	}
	return it.result(it.found[it.at])
}

func (it *answerIndex) TagResults(into map[string]graph.Ref) {
	if it.at < len(it.found) {
		it.tagged(it.found[it.at], into)
	}
}

// NextPath gives the further answers for what was asked for last.
func (it *answerIndex) NextPath(context.Context) bool {
	if it.at+1 >= len(it.found) {
		return false
	}
	it.at++
	return true
}

func (it *answerIndex) Err() error   { return it.err }
func (it *answerIndex) Close() error { it.all, it.found = nil, nil; return it.err }
