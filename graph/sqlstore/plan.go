package sqlstore

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/statement"
)

// A plan is the order in which a relation's sources are joined, and how many
// answers it expects. SQLite joins in the order that it is given: it knows nothing
// of how many quads a node has, from one to all that there are, and we can ask.
type plan struct {
	relation *relation
	class    map[column]column  // a column, and that which stands for all that are equal to it
	ids      map[column][]int64 // the ids that such a column may hold
	none     bool               // no ids are left for one: there is no answer
	order    []int              // of the sources that must have a row
	answers  float64            // how many there will be, roughly

	sizes      map[ref]float64
	predicates []int64
}

// plan looks at the sizes of what a relation joins, and chooses: always the source
// next that multiplies the rows least.
func (r *relation) plan(ctx context.Context) (*plan, error) {
	p := &plan{relation: r, class: map[column]column{}, ids: map[column][]int64{}, answers: 1, sizes: map[ref]float64{}}
	for _, e := range r.equal {
		if a, b := p.of(e[0]), p.of(e[1]); a != b {
			p.class[b] = a
		}
	}
	for _, m := range r.members {
		c := p.of(m.column)
		ids, known := p.ids[c]
		if known {
			ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !slices.Contains(m.ids, id) })
		} else {
			ids = m.ids
		}
		p.ids[c] = ids
		p.none = p.none || len(ids) == 0
	}
	bound := map[column]bool{}
	left := map[int]bool{}
	for i, s := range r.sources {
		if s.optional == nil {
			left[i] = true
		}
	}
	for len(left) > 0 {
		best, size := -1, math.Inf(1)
		for i := range r.sources {
			if !left[i] {
				continue
			}
			n, err := p.size(ctx, i, bound)
			if err != nil {
				return nil, err
			}
			if n < size {
				best, size = i, n
			}
		}
		delete(left, best)
		p.order = append(p.order, best)
		p.answers = min(p.answers*size, 1e12)
		for f := range r.width(best) {
			bound[p.of(column{best, f})] = true
		}
	}
	return p, nil
}

// of is the column that stands for all that are equal to c.
func (p *plan) of(c column) column {
	for {
		up, ok := p.class[c]
		if !ok {
			return c
		}
		c = up
	}
}

// width is the number of a source's columns.
func (r *relation) width(i int) int {
	switch s := r.sources[i]; s.kind {
	case quadSource:
		return 4
	case querySource:
		return 1 + len(s.query.tags)
	}
	return 1
}

// How many rows a join meets where they are not counted: the quads of a subject,
// those of them with one predicate, those of an object that a row gives, the same
// without a predicate, and those of a label.
const (
	ofSubject   = 12
	ofBoth      = 1.5
	ofObject    = 25
	ofAnyObject = 60
	ofLabel     = 300
)

// size is how many rows of a source there are for one row of those that are bound.
func (p *plan) size(ctx context.Context, i int, bound map[column]bool) (float64, error) {
	s := p.relation.sources[i]
	first := p.of(column{i, 0})
	switch {
	case s.kind == quadSource:
		return p.quadSize(ctx, i, bound)
	case bound[first]:
		return 1, nil
	case len(p.ids[first]) > 0:
		return float64(len(p.ids[first])), nil
	case s.kind == valueSource:
		st, err := p.relation.store.Stats(ctx, true)
		return float64(st.Nodes.Size), err
	}
	return s.query.size(ctx)
}

func (q *subquery) size(ctx context.Context) (float64, error) {
	sum := 0.
	for _, r := range q.parts {
		p, err := r.plan(ctx)
		if err != nil {
			return 0, err
		}
		sum += p.answers
	}
	if q.limit > 0 {
		sum = min(sum, float64(q.limit))
	}
	return max(1, sum), nil
}

func (p *plan) quadSize(ctx context.Context, i int, bound map[column]bool) (float64, error) {
	var fixed ref      // what has one given id
	var joined [4]bool // what a row gives
	several := 1.      // of the ids that others may have
	for _, d := range quad.Directions {
		c := p.of(column{i, fieldOf(d)})
		switch ids := p.ids[c]; {
		case len(ids) == 1:
			fixed.set(d, ids[0])
		case bound[c]:
			joined[fieldOf(d)] = true
		case len(ids) > 1:
			joined[fieldOf(d)] = true
			several *= float64(len(ids))
		}
	}
	known := func(d quad.Direction) bool { return fixed.get(d) != 0 || joined[fieldOf(d)] }
	switch {
	case known(quad.Subject) && known(quad.Object):
		return several, nil
	case known(quad.Subject) && known(quad.Predicate):
		return ofBoth * several, nil
	case known(quad.Subject):
		return ofSubject * several, nil
	case joined[fieldOf(quad.Object)] && known(quad.Predicate):
		return ofObject * several, nil
	case joined[fieldOf(quad.Object)]:
		return ofAnyObject * several, nil
	case joined[fieldOf(quad.Label)] && fixed.o == 0:
		return ofLabel * several, nil
	}
	n, ok := p.sizes[fixed]
	if !ok {
		size, err := (&quads{store: p.relation.store, fixed: fixed}).size(ctx)
		if err != nil {
			return 0, err
		}
		n = float64(size.Size)
		p.sizes[fixed] = n
	}
	return n * several, nil
}

// statement writes the plan as a SELECT of some columns, under the names r, t1, t2,
// … for the first and those behind it.
func (p *plan) statement(ctx context.Context, columns ...column) (string, error) {
	w := &selection{plan: p, ctx: ctx, named: map[column]string{}}
	if p.none {
		w.where = append(w.where, "FALSE")
	}
	for _, i := range p.order {
		if err := w.source(i); err != nil {
			return "", err
		}
	}
	for i, s := range p.relation.sources {
		if s.optional != nil {
			w.optional(i, s.optional)
		}
	}
	list := make([]string, len(columns))
	for i, c := range columns {
		name := w.called(c)
		if p.relation.sources[c.source].optional != nil {
			name = "COALESCE(" + name + ", 0)"
		}
		list[i] = name + " AS r"
		if i > 0 {
			list[i] = name + " AS t" + strconv.Itoa(i)
		}
	}
	return "SELECT " + strings.Join(list, ", ") + w.body(), nil
}

// results writes the plan as a SELECT of the results, each once, under the name r.
// What a join has gone over is forgotten where nothing later asks for it: the
// people whom a thousand claims are about are fewer than these, and the claims that
// they make are looked for once.
func (p *plan) results(ctx context.Context) (string, error) {
	w := &selection{plan: p, ctx: ctx, named: map[column]string{}}
	if p.none {
		w.where = append(w.where, "FALSE")
	}
	for k, i := range p.order {
		if err := w.source(i); err != nil {
			return "", err
		}
		if k > 0 && k+1 < len(p.order) {
			w.narrow(k, p.order[k+1:])
		}
	}
	return "SELECT DISTINCT " + w.named[p.of(p.relation.result)] + " AS r" + w.body(), nil
}

// name is a column's name in a statement.
func (r *relation) name(c column) string {
	alias := "j" + strconv.Itoa(c.source) + "."
	switch r.sources[c.source].kind {
	case quadSource:
		return alias + "spol"[c.field:c.field+1]
	case valueSource:
		return alias + "id"
	}
	if c.field == 0 {
		return alias + "r"
	}
	return alias + "t" + strconv.Itoa(c.field)
}

// A selection is a statement while it is written.
type selection struct {
	*plan
	ctx   context.Context
	from  strings.Builder
	where []string
	named map[column]string // what a class of columns is called, once one of them is there
}

// called is what a column, or one that is equal to it, is called.
func (w *selection) called(c column) string {
	if name, ok := w.named[w.of(c)]; ok {
		return name
	}
	return w.relation.name(c)
}

// body is what comes after the columns.
func (w *selection) body() string {
	if len(w.where) == 0 {
		return " FROM " + w.from.String()
	}
	return " FROM " + w.from.String() + " WHERE " + strings.Join(w.where, " AND ")
}

// narrow makes what is joined so far a subquery of those columns that the sources
// to come, or the result, ask for, each combination once; if these are few.
func (w *selection) narrow(k int, rest []int) {
	wanted := []column{w.of(w.relation.result)}
	for _, i := range rest {
		for f := range w.relation.width(i) {
			wanted = append(wanted, w.of(column{i, f}))
		}
	}
	var live []column
	for _, c := range wanted {
		if w.named[c] != "" && !slices.Contains(live, c) {
			live = append(live, c)
		}
	}
	if len(live) == 0 || len(live) > 2 {
		return
	}
	list := make([]string, len(live))
	named := make(map[column]string, len(live))
	for i, c := range live {
		list[i] = fmt.Sprintf("%s AS c%d", w.named[c], i)
		named[c] = fmt.Sprintf("w%d.c%d", k, i)
	}
	query := fmt.Sprintf("(SELECT DISTINCT %s%s) AS w%d", strings.Join(list, ", "), w.body(), k)
	w.from.Reset()
	w.from.WriteString(query)
	w.where, w.named = nil, named
}

// source adds a source that must have a row, and its conditions.
func (w *selection) source(i int) error {
	if name, ok := w.named[w.of(column{i, 0})]; ok && w.relation.sources[i].isSet() {
		// A join with a subquery would read all of it for every row. The sign keeps
		// SQLite from going the other way round, from each of the set to the rows.
		query, err := w.relation.sources[i].query.statement(w.ctx, w.relation.store.dialect)
		if err != nil {
			return err
		}
		w.where = append(w.where, "+"+name+" IN ("+query+")")
		return w.conditions(i)
	}
	if w.from.Len() > 0 {
		w.from.WriteString(" CROSS JOIN ")
	}
	alias := "j" + strconv.Itoa(i)
	switch s := w.relation.sources[i]; s.kind {
	case quadSource:
		if err := w.index(i, alias); err != nil {
			return err
		}
		w.from.WriteString("quad AS " + alias)
	case valueSource:
		w.from.WriteString("value AS " + alias)
	case querySource:
		query, err := s.query.statement(w.ctx, w.relation.store.dialect)
		if err != nil {
			return err
		}
		w.from.WriteString("(" + query + ") AS " + alias)
	}
	for f := range w.relation.width(i) {
		c := column{i, f}
		class, name := w.of(c), w.relation.name(c)
		ids := w.ids[class]
		known, joined := w.named[class]
		if !joined {
			w.named[class] = name
		}
		switch {
		case len(ids) == 1 || len(ids) > 1 && !joined:
			w.where = append(w.where, isIn(name, ids))
		case joined:
			w.where = append(w.where, name+" = "+known)
		}
	}
	return w.conditions(i)
}

func isIn(name string, ids []int64) string {
	if len(ids) == 1 {
		return name + " = " + strconv.FormatInt(ids[0], 10)
	}
	return name + " IN (" + statement.List(ids) + ")"
}

// index adds what finds quads by an index where neither subject nor predicate is
// known: of an object those of each predicate, of a label those of its subjects.
func (w *selection) index(i int, alias string) error {
	known := func(d quad.Direction) bool {
		c := w.of(column{i, fieldOf(d)})
		_, named := w.named[c]
		return named || len(w.ids[c]) > 0
	}
	switch {
	case known(quad.Subject) || known(quad.Predicate):
	case known(quad.Object):
		if w.predicates == nil {
			rows, err := w.relation.store.QueryContext(w.ctx, predicates+" SELECT p FROM predicate WHERE p IS NOT NULL")
			if err != nil {
				return fmt.Errorf("list predicates: %w", w.relation.store.wrap(err))
			}
			if w.predicates, err = statement.Column[int64](rows); err != nil {
				return fmt.Errorf("list predicates: %w", w.relation.store.wrap(err))
			}
		}
		if len(w.predicates) > 0 {
			w.where = append(w.where, isIn(alias+".p", w.predicates))
		}
	case known(quad.Label):
		c := w.of(column{i, labelField})
		list := "m" + strconv.Itoa(i)
		w.from.WriteString("labelled AS " + list + " CROSS JOIN ")
		w.where = append(w.where, list+".s = "+alias+".s", list+".l = "+alias+".l")
		if ids := w.ids[c]; len(ids) > 0 {
			w.where = append(w.where, isIn(list+".l", ids))
		}
		if name, ok := w.named[c]; ok {
			w.where = append(w.where, list+".l = "+name)
		}
	}
	return nil
}

// optional adds a quad that may be missing.
func (w *selection) optional(i int, o *optional) {
	on := []string{w.relation.name(column{i, o.field}) + " = " + w.called(o.equal)}
	for _, m := range o.members {
		on = append(on, isIn(w.relation.name(column{i, m.column.field}), m.ids))
	}
	for _, f := range o.labels {
		on = append(on, w.relation.name(column{i, f})+" <> 0")
	}
	fmt.Fprintf(&w.from, " LEFT JOIN quad AS j%d ON %s", i, strings.Join(on, " AND "))
}

// conditions adds those on a source's columns that are not of the join.
func (w *selection) conditions(i int) error {
	r := w.relation
	for _, c := range r.labels {
		if c.source == i {
			w.where = append(w.where, w.called(c)+" <> 0")
		}
	}
	for _, b := range r.bounds {
		if d := r.store.dialect; b.column.source == i {
			w.where = append(w.where, fmt.Sprintf("EXISTS (SELECT 1 FROM value WHERE value.id = %s AND value.data >= %s AND value.data < %s)", w.called(b.column), d.blob(b.low), d.blob(b.high)))
		}
	}
	for _, e := range r.except {
		if e.column.source != i {
			continue
		}
		list := statement.List(e.ids)
		if e.from != nil {
			var err error
			if list, err = e.from.once(w.ctx); err != nil {
				return err
			}
		}
		w.where = append(w.where, w.called(e.column)+" NOT IN ("+list+")")
	}
	return nil
}

// statement writes a subquery, its result under the name r, its tags as t1, t2, …;
// a tag that an answer does not have is 0.
func (q *subquery) statement(ctx context.Context, d Dialect) (string, error) {
	parts := make([]string, len(q.parts))
	for i, r := range q.parts {
		var err error
		if q.unique && len(q.tags) == 0 {
			parts[i], err = r.once(ctx)
		} else {
			parts[i], err = r.selected(ctx, q.tags)
		}
		if err != nil {
			return "", err
		}
	}
	query := strings.Join(parts, " UNION ALL ")
	switch {
	case q.unique && len(q.tags) == 0 && len(parts) == 1:
	case q.unique && len(q.tags) == 0:
		query = "SELECT DISTINCT r FROM (" + query + ") AS every"
	case q.unique && d == SQLite:
		query = "SELECT * FROM (" + query + ") AS every GROUP BY r" // the other columns are of one row of the group
	case q.unique:
		query = "SELECT DISTINCT ON (r) * FROM (" + query + ") AS every"
	}
	if q.skip == 0 && q.limit == 0 {
		return query, nil
	}
	query = "SELECT * FROM (" + query + ") AS every"
	switch {
	case q.limit > 0:
		query += fmt.Sprintf(" LIMIT %d", q.limit)
	case d == SQLite:
		query += " LIMIT -1"
	}
	if q.skip > 0 {
		query += fmt.Sprintf(" OFFSET %d", q.skip)
	}
	return query, nil
}

// selected writes the statement of a relation's results with tags of these names.
func (r *relation) selected(ctx context.Context, tags []string) (string, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return "", err
	}
	if slices.Equal(tags, names(r)) {
		return p.statement(ctx, r.columns()...)
	}
	query, err := p.statement(ctx, r.columns()...)
	if err != nil {
		return "", err
	}
	list := "r"
	for i, name := range tags {
		of := "0"
		if at := slices.Index(names(r), name); at >= 0 {
			of = "t" + strconv.Itoa(at+1)
		}
		list += fmt.Sprintf(", %s AS t%d", of, i+1)
	}
	return "SELECT " + list + " FROM (" + query + ") AS part", nil
}

// once writes the statement of a relation's results, each once.
func (r *relation) once(ctx context.Context) (string, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return "", err
	}
	return p.results(ctx)
}

// columns are the result and the tags.
func (r *relation) columns() []column {
	out := []column{r.result}
	for _, t := range r.tags {
		out = append(out, t.column)
	}
	return out
}

// count counts a relation's answers.
func (r *relation) count(ctx context.Context) (int64, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return 0, err
	}
	query, err := p.statement(ctx, r.result)
	if err != nil {
		return 0, err
	}
	var n int64
	if err := r.store.QueryRowContext(ctx, "SELECT COUNT(*) FROM ("+query+") AS every").Scan(&n); err != nil {
		return 0, fmt.Errorf("count answers: %w", r.store.wrap(err))
	}
	return n, nil
}
