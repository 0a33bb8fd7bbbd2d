package sqlstore

import (
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

// A relation is the shape of nodes that one statement gives: a join of quads (and
// of what other statements give) with conditions on their columns. One of the
// columns is the result; others are tags. Every combination of rows that meets the
// conditions is one answer, as in SPARQL's basic graph patterns.
//
// A relation is made anew for every change, and not changed once it is a shape.
type relation struct {
	store   *Store
	sources []source
	equal   [][2]column
	members []member
	bounds  []bound
	except  []exclusion
	labels  []column // which are not 0
	result  column
	tags    []tag
	depth   int // of subqueries in subqueries
}

// A column is one of a source's: of a quad its directions as in "spol", of a value
// its id, of a subquery its result and then its tags.
type column struct{ source, field int }

func (c column) moved(by int) column { return column{c.source + by, c.field} }

// A source is a table of a join: the quads, the values, or a subquery. A source
// that is optional adds a row without values where it has none.
type source struct {
	kind     sourceKind
	query    *subquery // of a subquery
	optional *optional // nil for one that must have a row
}

// isSet says whether a source is a subquery of nodes, each once, and nothing more.
func (s *source) isSet() bool {
	return s.kind == querySource && s.query.unique && len(s.query.tags) == 0
}

type sourceKind int

const (
	quadSource sourceKind = iota
	valueSource
	querySource
)

// An optional is the condition on a quad that may be missing: one of its columns
// is equal to a column of another source, others have given values.
type optional struct {
	field   int
	equal   column
	members []member // whose columns' sources do not count
	labels  []int    // fields that are not 0
}

// A member says that a column holds one of some ids.
type member struct {
	column column
	ids    []int64
}

// A bound says that a column's value lies between two others, by their bytes: at
// least low, and less than high.
type bound struct {
	column    column
	low, high []byte
}

// An exclusion says that a column holds none of some ids, or of the results of a
// relation.
type exclusion struct {
	column column
	ids    []int64
	from   *relation
}

type tag struct {
	name   string
	column column
}

// A subquery is what one statement, or the union of several, gives: all its
// answers, one for each result, or a page of them.
type subquery struct {
	parts       []*relation
	tags        []string
	unique      bool
	skip, limit int64 // limit 0 is all
}

// fieldOf is a direction's column of a quad.
func fieldOf(d quad.Direction) int { return int(d - quad.Subject) }

const labelField = 3

func (s *Store) newRelation(sources ...source) *relation {
	return &relation{store: s, sources: sources}
}

func (r *relation) clone() *relation {
	c := *r
	c.sources, c.equal, c.members, c.bounds = slices.Clone(r.sources), slices.Clone(r.equal), slices.Clone(r.members), slices.Clone(r.bounds)
	c.except, c.labels, c.tags = slices.Clone(r.except), slices.Clone(r.labels), slices.Clone(r.tags)
	return &c
}

// What one statement joins, and how deep it nests, at most: SQLite's bounds are
// 64 tables and a hundred or so.
const (
	maxSources = 40
	maxDepth   = 16
)

// absorb takes another relation's sources, conditions and tags in, and gives how
// far its sources have moved.
func (r *relation) absorb(in *relation) int {
	by := len(r.sources)
	r.depth = max(r.depth, in.depth)
	for _, s := range in.sources {
		if s.optional != nil {
			o := *s.optional
			o.equal = o.equal.moved(by)
			s.optional = &o
		}
		r.sources = append(r.sources, s)
	}
	for _, e := range in.equal {
		r.equal = append(r.equal, [2]column{e[0].moved(by), e[1].moved(by)})
	}
	for _, m := range in.members {
		r.members = append(r.members, member{m.column.moved(by), m.ids})
	}
	for _, b := range in.bounds {
		r.bounds = append(r.bounds, bound{b.column.moved(by), b.low, b.high})
	}
	for _, e := range in.except {
		r.except = append(r.except, exclusion{e.column.moved(by), e.ids, e.from})
	}
	for _, c := range in.labels {
		r.labels = append(r.labels, c.moved(by))
	}
	for _, t := range in.tags {
		r.tags = append(r.tags, tag{t.name, t.column.moved(by)})
	}
	return by
}

// restrict adds the condition that a column holds one of the nodes of a shape,
// with the tags of these. It says whether it could; if not, the relation is spoilt.
func (r *relation) restrict(c column, nodes shape.Shape) bool {
	switch nodes := nodes.(type) {
	case shape.AllNodes:
		if r.sources[c.source].kind == quadSource && c.field == labelField {
			r.labels = append(r.labels, c)
		}
		return true
	case shape.Fixed:
		ids, ok := idsOf(nodes)
		r.members = append(r.members, member{c, ids})
		return ok
	case shape.Save:
		return r.restrict(c, nodes.From) && r.tag(c, nodes.Tags...)
	case shape.Filter:
		return r.restrict(c, nodes.From) && r.compare(c, nodes.Filters)
	case shape.Except:
		return (nodes.From == nil || r.restrict(c, nodes.From)) && r.exclude(c, nodes.Exclude)
	case *relation:
		if len(r.sources)+len(nodes.sources) > maxSources || nodes.tagsIn(r) {
			return false
		}
		if len(nodes.sources) == 1 && nodes.sources[0].kind == valueSource {
			return r.restrict(c, shape.AllNodes{}) && r.inherit(c, nodes)
		}
		by := r.absorb(nodes)
		r.equal = append(r.equal, [2]column{c, nodes.result.moved(by)})
		return true
	}
	return false
}

// inherit takes over the conditions and tags of a relation that has the values for
// its one source: what holds for a value there holds for one in a column here.
func (r *relation) inherit(c column, values *relation) bool {
	for _, m := range values.members {
		r.members = append(r.members, member{c, m.ids})
	}
	for _, b := range values.bounds {
		r.bounds = append(r.bounds, bound{c, b.low, b.high})
	}
	for _, e := range values.except {
		r.except = append(r.except, exclusion{c, e.ids, e.from})
	}
	for _, t := range values.tags {
		r.tags = append(r.tags, tag{t.name, c})
	}
	return true
}

// idsOf are the ids of fixed nodes. A node that stands twice gives its answers
// twice, or once, as Cayley's order of doing things has it; that is left to Cayley.
func idsOf(nodes shape.Fixed) ([]int64, bool) {
	if len(nodes) > maxIDs {
		return nil, false
	}
	ids := make([]int64, 0, len(nodes))
	for _, v := range nodes {
		n, ok := v.(node)
		if !ok {
			return nil, false
		}
		ids = append(ids, int64(n))
	}
	slices.Sort(ids)
	return ids, len(slices.Compact(slices.Clone(ids))) == len(ids)
}

// maxIDs is how many nodes are written into a statement at most.
const maxIDs = 20_000

// tagsIn says whether a tag of r is one of in too.
func (r *relation) tagsIn(in *relation) bool {
	return slices.ContainsFunc(r.tags, func(t tag) bool { return in.tagged(t.name) })
}

func (r *relation) tagged(name string) bool {
	return slices.ContainsFunc(r.tags, func(t tag) bool { return t.name == name })
}

// tag tags a column; it cannot where the name is taken, since which of two Cayley
// would answer is chance.
func (r *relation) tag(c column, names ...string) bool {
	for _, n := range names {
		if r.tagged(n) {
			return false
		}
		r.tags = append(r.tags, tag{n, c})
	}
	return true
}

// exclude adds the condition that a column holds none of the nodes of a shape.
func (r *relation) exclude(c column, nodes shape.Shape) bool {
	switch nodes := nodes.(type) {
	case shape.Save:
		return r.exclude(c, nodes.From)
	case shape.Fixed:
		ids, ok := idsOf(nodes)
		r.except = append(r.except, exclusion{column: c, ids: ids})
		return ok
	case *relation:
		r.except = append(r.except, exclusion{column: c, from: nodes})
		return true
	}
	return shape.IsNull(nodes)
}

// compare adds the conditions of comparisons, such as > "2021", which hold for
// values of one kind alone. What is no comparison it cannot add.
func (r *relation) compare(c column, filters []shape.ValueFilter) bool {
	for _, f := range filters {
		comparison, ok := f.(shape.Comparison)
		if !ok {
			return false
		}
		b, ok := boundOf(comparison)
		if !ok {
			return false
		}
		b.column = c
		r.bounds = append(r.bounds, b)
	}
	return true
}

// boundOf is a comparison as a range of bytes.
func boundOf(c shape.Comparison) (b bound, ok bool) {
	switch v := c.Val.(type) {
	case quad.IRI, quad.BNode, quad.String, quad.Int, quad.Time:
	case quad.Float:
		if v == 0 || v != v { // zeros of both signs are equal, and no number is greater or less than none
			return b, false
		}
	default: // Cayley compares others as texts
		return b, false
	}
	data, err := encode(c.Val)
	if err != nil {
		return b, false
	}
	first, last := []byte{data[0]}, []byte{data[0] + 1}
	if _, isFloat := c.Val.(quad.Float); isFloat {
		first, last = floatRange()
	}
	behind := append(slices.Clone(data), 0) // the bytes that come next after data
	switch c.Op {
	case iterator.CompareLT:
		return bound{low: first, high: data}, true
	case iterator.CompareLTE:
		return bound{low: first, high: behind}, true
	case iterator.CompareGT:
		return bound{low: behind, high: last}, true
	case iterator.CompareGTE:
		return bound{low: data, high: last}, true
	}
	return b, false
}

// quadsRelation is the shape of quads that one statement gives: those of one of a
// relation's sources.
type quadsRelation struct {
	*relation
	quad int
}

// fixed gives the ids that the quads have, if these are all that is asked of them.
func (q quadsRelation) fixed() (f ref, ok bool) {
	r := q.relation
	if len(r.sources) != 1 || len(r.equal)+len(r.bounds)+len(r.except)+len(r.labels)+len(r.tags) > 0 {
		return f, false
	}
	for _, m := range r.members {
		d := quad.Directions[m.column.field]
		if len(m.ids) != 1 || f.get(d) != 0 {
			return f, false
		}
		f.set(d, m.ids[0])
	}
	return f, true
}

// Optimize leaves the shape as it is.
func (r *relation) Optimize(shape.Optimizer) (shape.Shape, bool) { return r, false }

// Optimize leaves the shape as it is.
func (q quadsRelation) Optimize(shape.Optimizer) (shape.Shape, bool) { return q, false }

// BuildIterator makes the iterator, of the store that the shape was made for.
func (r *relation) BuildIterator(graph.QuadStore) graph.Iterator {
	return graph.AsLegacy(&answers{relation: r, quad: -1})
}

// BuildIterator makes the iterator, of the store that the shape was made for.
func (q quadsRelation) BuildIterator(graph.QuadStore) graph.Iterator {
	if f, ok := q.fixed(); ok {
		return graph.AsLegacy(&quads{store: q.store, fixed: f})
	}
	return graph.AsLegacy(&answers{relation: q.relation, quad: q.quad})
}
