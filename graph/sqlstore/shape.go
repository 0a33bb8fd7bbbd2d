package sqlstore

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

var (
	_ shape.Optimizer      = (*Store)(nil)
	_ graph.BatchQuadStore = (*Store)(nil)
)

// OptimizeShape turns a shape whose parts are relations, or can be conditions of
// one, into a relation. Cayley calls it from the leaves of a query up, so that of a
// query that is no single statement the parts are that can be. Its other shapes
// (recursion, regular expressions, sorting) go over their answers.
func (s *Store) OptimizeShape(in shape.Shape) (shape.Shape, bool) {
	var out shape.Shape
	switch in := in.(type) {
	case shape.QuadsAction:
		out = s.action(in)
	case shape.Quads:
		out = s.quads(in)
	case shape.NodesFrom:
		out = s.nodesFrom(in)
	case shape.Intersect:
		out = s.intersect(in)
	case shape.IntersectOpt:
		out = s.intersectOptional(in)
	case shape.Union:
		out = s.union(in)
	case shape.Save:
		out = s.save(in)
	case shape.Filter:
		if r, ok := s.nodes(in.From); ok && r.compare(r.result, in.Filters) {
			out = r
		}
	case shape.Except:
		if r, ok := s.nodes(in); ok {
			out = r
		}
	case shape.Unique:
		switch from := in.From.(type) {
		case *relation:
			out = s.fromQuery(&subquery{parts: []*relation{from}, tags: names(from), unique: true})
		case shape.Fixed:
			out = distinct(from)
		}
	case shape.Page:
		if r, ok := in.From.(*relation); ok {
			out = s.fromQuery(&subquery{parts: []*relation{r}, tags: names(r), skip: max(0, in.Skip), limit: max(0, in.Limit)})
		}
	case shape.Count:
		if r, ok := in.Values.(*relation); ok {
			out = count{r}
		}
	}
	if out == nil {
		return in, false
	}
	return out, true
}

// nodes is a relation of the nodes of a shape, a new one; false where it can be none.
func (s *Store) nodes(in shape.Shape) (*relation, bool) {
	switch in := in.(type) {
	case *relation:
		return in.clone(), true
	case shape.AllNodes, shape.Fixed, shape.Filter, shape.Except:
		r := s.newRelation(source{kind: valueSource})
		return r, r.restrict(r.result, in)
	case shape.Save:
		r, ok := s.nodes(in.From)
		return r, ok && r.tag(r.result, in.Tags...)
	}
	return nil, false
}

// fromQuery is a relation of what a subquery gives; nil if it nests too deep.
func (s *Store) fromQuery(q *subquery) shape.Shape {
	r := s.newRelation(source{kind: querySource, query: q})
	for _, part := range q.parts {
		r.depth = max(r.depth, part.depth+1)
	}
	if r.depth > maxDepth {
		return nil
	}
	for i, name := range q.tags {
		r.tags = append(r.tags, tag{name, column{0, i + 1}})
	}
	return r
}

// distinct leaves out the nodes that are double.
func distinct(nodes shape.Fixed) shape.Shape {
	var out shape.Fixed
	seen := map[any]bool{}
	for _, n := range nodes {
		if !seen[n.Key()] {
			seen[n.Key()] = true
			out = append(out, n)
		}
	}
	return out
}

func names(r *relation) []string {
	var out []string
	for _, t := range r.tags {
		out = append(out, t.name)
	}
	return out
}

// action is a scan of quads with fixed directions, of which some are tagged and
// one is the result.
func (s *Store) action(in shape.QuadsAction) shape.Shape {
	r := s.newRelation(source{kind: quadSource})
	for _, d := range quad.Directions {
		c := column{0, fieldOf(d)}
		if v, ok := in.Filter[d]; ok && !r.restrict(c, shape.Fixed{v}) {
			return nil
		}
		if tags, ok := in.Save[d]; ok && !r.restrict(c, shape.Save{From: shape.AllNodes{}, Tags: tags}) {
			return nil
		}
	}
	return r.resulting(column{0, fieldOf(in.Result)})
}

// resulting makes a column the result.
func (r *relation) resulting(c column) *relation {
	r.result = c
	if c.field == labelField {
		r.labels = append(r.labels, c)
	}
	return r
}

// quads makes one statement of those filters that it can; what else there is to
// filter is done on its quads.
func (s *Store) quads(in shape.Quads) shape.Shape {
	r := s.newRelation(source{kind: quadSource})
	var rest shape.Quads
	for _, filter := range in {
		with := r.clone()
		if filter.Dir == quad.Any || !with.restrict(column{0, fieldOf(filter.Dir)}, filter.Values) {
			rest = append(rest, filter)
			continue
		}
		r = with
	}
	switch {
	case len(rest) == 0:
		return quadsRelation{r, 0}
	case len(rest) == len(in):
		return nil
	}
	return shape.IntersectShapes(quadsRelation{r, 0}, rest)
}

func (s *Store) nodesFrom(in shape.NodesFrom) shape.Shape {
	switch quads := in.Quads.(type) {
	case quadsRelation:
		return quads.clone().resulting(column{quads.quad, fieldOf(in.Dir)})
	case shape.Quads:
		if len(quads) == 0 {
			return s.newRelation(source{kind: quadSource}).resulting(column{0, fieldOf(in.Dir)})
		}
	case shape.Union:
		var parts shape.Union
		for _, part := range quads {
			r := s.nodesFrom(shape.NodesFrom{Dir: in.Dir, Quads: part})
			if r == nil {
				return nil
			}
			parts = append(parts, r)
		}
		return s.union(parts)
	}
	return nil
}

// intersect joins those parts that it can on their results.
func (s *Store) intersect(in shape.Intersect) shape.Shape {
	var r *relation
	first := -1
	for i, part := range in {
		if _, ok := part.(*relation); ok {
			r, first = part.(*relation).clone(), i
			break
		}
	}
	if r == nil { // nodes that are given, of which others are taken away
		var ok bool
		if first = 0; len(in) == 0 {
			return nil
		}
		if r, ok = s.nodes(in[0]); !ok {
			return nil
		}
	}
	var rest shape.Intersect
	for i, part := range in {
		if i == first {
			continue
		}
		with := r.clone()
		if !with.restrict(with.result, part) {
			rest = append(rest, part)
			continue
		}
		r = with
	}
	switch {
	case len(rest) == 0:
		return r
	case len(rest) == len(in)-1:
		return nil
	}
	return append(shape.Intersect{r}, rest...)
}

// intersectOptional joins those optional parts that are one quad, if what they
// are optional to is a relation.
func (s *Store) intersectOptional(in shape.IntersectOpt) shape.Shape {
	var r *relation
	if len(in.Sub) == 1 {
		if nodes, ok := s.nodes(in.Sub[0]); ok {
			r = nodes
		}
	} else if joined, ok := s.intersect(in.Sub).(*relation); ok {
		r = joined
	}
	if r == nil {
		return nil
	}
	var rest []shape.Shape
	for _, part := range in.Opt {
		o, ok := part.(*relation)
		if !ok || !r.join(o) {
			rest = append(rest, part)
		}
	}
	if len(rest) == 0 {
		return r
	}
	return shape.IntersectOpt{Sub: shape.Intersect{r}, Opt: rest}
}

// join adds the one quad of another relation where there is one whose result is
// that of r. It says whether it could; if not, r is as it was.
func (r *relation) join(in *relation) bool {
	if len(in.sources) != 1 || in.sources[0].kind != quadSource || len(in.equal)+len(in.bounds)+len(in.except) > 0 {
		return false
	}
	if len(r.sources) == maxSources || in.tagsIn(r) {
		return false
	}
	o := &optional{field: in.result.field, equal: r.result, members: in.members}
	for _, c := range in.labels {
		o.labels = append(o.labels, c.field)
	}
	at := len(r.sources)
	r.sources = append(r.sources, source{kind: quadSource, optional: o})
	for _, t := range in.tags {
		r.tags = append(r.tags, tag{t.name, column{at, t.column.field}})
	}
	return true
}

func (s *Store) union(in shape.Union) shape.Shape {
	q := &subquery{}
	seen := map[string]bool{}
	for _, part := range in {
		if shape.IsNull(part) {
			continue
		}
		r, ok := s.nodes(part)
		if !ok {
			return nil
		}
		q.parts = append(q.parts, r)
		for _, t := range r.tags {
			if !seen[t.name] {
				seen[t.name] = true
				q.tags = append(q.tags, t.name)
			}
		}
	}
	switch len(q.parts) {
	case 0:
		return shape.Null{}
	case 1:
		return q.parts[0]
	}
	return s.fromQuery(q)
}

// save tags the result of a relation. A tag of the same name inside is forgotten,
// as Cayley does.
func (s *Store) save(in shape.Save) shape.Shape {
	from, ok := in.From.(*relation)
	if !ok {
		return nil
	}
	r := from.clone()
	for _, name := range in.Tags {
		for i := range r.tags {
			if r.tags[i].name == name {
				r.tags = append(r.tags[:i], r.tags[i+1:]...)
				break
			}
		}
		r.tags = append(r.tags, tag{name, r.result})
	}
	return r
}

// count is the shape of the number of a relation's answers.
type count struct{ of *relation }

// Optimize leaves the shape as it is.
func (c count) Optimize(shape.Optimizer) (shape.Shape, bool) { return c, false }

// BuildIterator counts, and makes the iterator of the one number.
func (c count) BuildIterator(graph.QuadStore) graph.Iterator {
	n, err := c.of.count(context.Background())
	if err != nil {
		return iterator.NewError(err)
	}
	return iterator.NewFixed(graph.PreFetched(quad.Int(n)))
}
