package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/statement"
)

// A node is Cayley's reference to a value: its id in the dictionary.
type node int64

// Key makes the node comparable for Cayley.
func (n node) Key() interface{} { return n }

// A ref is Cayley's reference to a quad: the ids of its four values, 0 for no
// label.
type ref struct{ s, p, o, l int64 }

// Key makes the ref comparable for Cayley.
func (r ref) Key() interface{} { return r }

func (r ref) get(d quad.Direction) int64 {
	switch d {
	case quad.Subject:
		return r.s
	case quad.Predicate:
		return r.p
	case quad.Object:
		return r.o
	case quad.Label:
		return r.l
	}
	return 0
}

func (r *ref) set(d quad.Direction, id int64) {
	switch d {
	case quad.Subject:
		r.s = id
	case quad.Predicate:
		r.p = id
	case quad.Object:
		r.o = id
	case quad.Label:
		r.l = id
	}
}

// ids are those of the subject, the predicate, the object and the label.
func (r ref) ids() [4]int64 { return [...]int64{r.s, r.p, r.o, r.l} }

func compare(a, b ref) int {
	switch {
	case a.s != b.s:
		return cmp.Compare(a.s, b.s)
	case a.p != b.p:
		return cmp.Compare(a.p, b.p)
	case a.o != b.o:
		return cmp.Compare(a.o, b.o)
	}
	return cmp.Compare(a.l, b.l)
}

// querier is what a store and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// predicates lists the distinct predicates, by jumping from one to the next in
// the index: as many steps as there are predicates, however many quads.
const predicates = `WITH RECURSIVE predicate (p) AS (
	SELECT MIN(p) FROM quad UNION ALL SELECT (SELECT MIN(quad.p) FROM quad WHERE quad.p > predicate.p) FROM predicate WHERE predicate.p IS NOT NULL)`

// lookup finds the id of a value in the dictionary.
func lookup(ctx context.Context, q querier, v quad.Value) (int64, bool, error) {
	data, err := encode(v)
	if err != nil {
		return 0, false, nil // what cannot be stored is not there
	}
	found := entry{hash: hashOf(data), data: data}
	if err := find(ctx, q, []*entry{&found}); err != nil {
		return 0, false, fmt.Errorf("look up a value: %w", err)
	}
	return found.id, found.id != 0, nil
}

// ValueOf gives the reference to a value, nil where the store has none.
func (s *Store) ValueOf(v quad.Value) graph.Ref {
	r, err := s.refOf(context.Background(), v)
	if err != nil {
		s.failed(err)
	}
	return r
}

// refOf is ValueOf, with its error.
func (s *Store) refOf(ctx context.Context, v quad.Value) (graph.Ref, error) {
	if v == nil {
		return nil, nil
	}
	if id, ok := s.values.id(v); ok {
		return node(id), nil
	}
	id, ok, err := lookup(ctx, s, v)
	if err != nil || !ok {
		return nil, s.wrap(err)
	}
	s.values.put(id, v, 32)
	return node(id), nil
}

// NameOf gives the value of a reference, nil where there is none. Cayley asks for
// one value at a time; those of a whole page of answers are fetched at once.
func (s *Store) NameOf(r graph.Ref) quad.Value {
	ctx := context.Background()
	if n, ok := r.(node); ok {
		if v, ok := s.values.value(int64(n)); ok {
			return v
		}
		var found quad.Value
		for chunk := range slices.Chunk(s.values.beside(int64(n)), fetched) {
			if err := s.fetch(ctx, chunk, func(id int64, v quad.Value) {
				if id == int64(n) {
					found = v
				}
			}); err != nil {
				s.failed(err)
				return nil
			}
		}
		if found != nil {
			return found
		}
	}
	values, err := s.ValuesOf(ctx, []graph.Ref{r})
	if err != nil {
		s.failed(err)
		return nil
	}
	return values[0]
}

// ValuesOf gives the values of references in few statements; nil for those that
// have none.
func (s *Store) ValuesOf(ctx context.Context, refs []graph.Ref) ([]quad.Value, error) {
	out := make([]quad.Value, len(refs))
	wanted := map[int64][]int{}
	var ids []int64
	for i, r := range refs {
		switch r := r.(type) {
		case nil:
		case graph.PreFetchedValue:
			out[i] = r.NameOf()
		case node:
			if v, ok := s.values.value(int64(r)); ok {
				out[i] = v
				continue
			}
			if wanted[int64(r)] == nil {
				ids = append(ids, int64(r))
			}
			wanted[int64(r)] = append(wanted[int64(r)], i)
		default:
			return nil, fmt.Errorf("values: a reference of type %T is none of this store", r)
		}
	}
	for chunk := range slices.Chunk(ids, fetched) {
		if err := s.fetch(ctx, chunk, func(id int64, v quad.Value) {
			for _, i := range wanted[id] {
				out[i] = v
			}
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fetched is how many values one statement fetches at most.
const fetched = 1000

// fetch reads values by their ids.
func (s *Store) fetch(ctx context.Context, ids []int64, visit func(int64, quad.Value)) error {
	rows, err := s.QueryContext(ctx, "SELECT id, data FROM value WHERE id IN ("+statement.List(ids)+")")
	if err != nil {
		return fmt.Errorf("read values: %w", s.wrap(err))
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var data []byte
		if err := rows.Scan(&id, &data); err != nil {
			return fmt.Errorf("read values: %w", s.wrap(err))
		}
		v, err := decode(data)
		if err != nil {
			return err
		}
		s.values.put(id, v, len(data))
		visit(id, v)
	}
	return s.wrap(rows.Err())
}

// RefsOf gives the references to values; one that the store does not have is an
// error.
func (s *Store) RefsOf(ctx context.Context, values []quad.Value) ([]graph.Ref, error) {
	out := make([]graph.Ref, len(values))
	for i, v := range values {
		r, err := s.refOf(ctx, v)
		if err != nil {
			return nil, err
		}
		if r == nil {
			return nil, fmt.Errorf("not found: %v", v)
		}
		out[i] = r
	}
	return out, nil
}

// Quad gives the quad of a reference.
func (s *Store) Quad(r graph.Ref) quad.Quad {
	q, err := s.QuadOf(context.Background(), r)
	if err != nil {
		s.failed(err)
	}
	return q
}

// QuadOf is Quad, with its error: a quad whose values are not there is ErrDamaged.
func (s *Store) QuadOf(ctx context.Context, r graph.Ref) (quad.Quad, error) {
	q, ok := r.(ref)
	if !ok {
		return quad.Quad{}, fmt.Errorf("a reference of type %T is none to a quad", r)
	}
	refs := []graph.Ref{node(q.s), node(q.p), node(q.o)}
	if q.l != 0 {
		refs = append(refs, node(q.l))
	}
	values, err := s.ValuesOf(ctx, refs)
	if err != nil {
		return quad.Quad{}, err
	}
	if slices.Contains(values, nil) {
		return quad.Quad{}, fmt.Errorf("a quad without its values: %w", ErrDamaged)
	}
	out := quad.Quad{Subject: values[0], Predicate: values[1], Object: values[2]}
	if q.l != 0 {
		out.Label = values[3]
	}
	return out, nil
}

// QuadDirection gives one of a quad's values, nil where it has no label.
func (s *Store) QuadDirection(r graph.Ref, d quad.Direction) graph.Ref {
	q, ok := r.(ref)
	if !ok || q.get(d) == 0 {
		return nil
	}
	return node(q.get(d))
}

// QuadIterator lists the quads that have a value in a direction.
func (s *Store) QuadIterator(d quad.Direction, r graph.Ref) graph.Iterator {
	n, ok := r.(node)
	if !ok {
		return graph.AsLegacy(&quads{store: s, none: true})
	}
	it := &quads{store: s}
	it.fixed.set(d, int64(n))
	return graph.AsLegacy(it)
}

// QuadIteratorSize is the number of quads that QuadIterator lists: exact up to a
// bound, an estimate above it.
func (s *Store) QuadIteratorSize(ctx context.Context, d quad.Direction, r graph.Ref) (graph.Size, error) {
	n, ok := r.(node)
	if !ok {
		return graph.Size{Exact: true}, nil
	}
	it := &quads{store: s}
	it.fixed.set(d, int64(n))
	return it.size(ctx)
}

// NodesAllIterator lists every value.
func (s *Store) NodesAllIterator() graph.Iterator { return graph.AsLegacy(&nodes{store: s}) }

// QuadsAllIterator lists every quad.
func (s *Store) QuadsAllIterator() graph.Iterator { return graph.AsLegacy(&quads{store: s}) }

// Stats gives the number of values and quads, exactly: the store keeps count.
func (s *Store) Stats(ctx context.Context, _ bool) (graph.Stats, error) {
	st := graph.Stats{Nodes: graph.Size{Exact: true}, Quads: graph.Size{Exact: true}}
	if err := s.QueryRowContext(ctx, "SELECT nodes, quads FROM total").Scan(&st.Nodes.Size, &st.Quads.Size); err != nil {
		return st, fmt.Errorf("count: %w", s.wrap(err))
	}
	return st, nil
}
