package sqlstore

import (
	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

var (
	_ shape.Optimizer      = (*Store)(nil)
	_ graph.BatchQuadStore = (*Store)(nil)
)

// OptimizeShape turns quads that are fixed in several directions, such as all
// claims of one source, into one scan of an index, where Cayley would read the
// quads of one direction and test the others.
func (s *Store) OptimizeShape(in shape.Shape) (shape.Shape, bool) {
	switch in := in.(type) {
	case shape.QuadsAction:
		if f, ok := fixed(in.Filter); ok && len(in.Filter) > 0 {
			return in.SimplifyFrom(scan{s, f}), true
		}
	case shape.Quads:
		return s.merge(in)
	}
	return in, false
}

// fixed reads the references of a filter.
func fixed(filter map[quad.Direction]graph.Ref) (f ref, ok bool) {
	for d, v := range filter {
		n, ok := v.(node)
		if !ok {
			return f, false
		}
		f.set(d, int64(n))
	}
	return f, true
}

// merge makes one scan of those filters that fix one value each; what else there
// is to filter is done on its quads.
func (s *Store) merge(in shape.Quads) (shape.Shape, bool) {
	var f ref
	var rest shape.Quads
	merged := 0
	for _, filter := range in {
		v, _ := shape.One(filter.Values)
		if n, ok := v.(node); ok && f.get(filter.Dir) == 0 {
			f.set(filter.Dir, int64(n))
			merged++
			continue
		}
		rest = append(rest, filter)
	}
	if merged < 2 {
		return in, false
	}
	if len(rest) == 0 {
		return scan{s, f}, true
	}
	return shape.IntersectShapes(scan{s, f}, rest), true
}

// scan is the shape of quads with some directions fixed.
type scan struct {
	store *Store
	fixed ref
}

// BuildIterator makes the iterator, of the store that the shape was made for.
func (s scan) BuildIterator(graph.QuadStore) graph.Iterator {
	return graph.AsLegacy(&quads{store: s.store, fixed: s.fixed})
}

// Optimize leaves the shape as it is.
func (s scan) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }
