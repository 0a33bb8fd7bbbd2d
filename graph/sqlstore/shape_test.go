package sqlstore

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

// An evaluation of shapes by the definition of a relation, on a few quads: every
// combination that meets the conditions is one answer. It is slow and short.
type definition []quad.Quad

// A row is a node, or a quad, with its tags.
type row struct {
	node quad.Value
	quad quad.Quad
	tags map[string]quad.Value
}

func (r row) with(tags map[string]quad.Value) row {
	r.tags = maps.Clone(r.tags)
	if r.tags == nil {
		r.tags = map[string]quad.Value{}
	}
	maps.Copy(r.tags, tags)
	return r
}

// rows gives a shape's answers; false if it is none of those that are defined here.
func (g definition) rows(s shape.Shape) ([]row, bool) {
	switch s := s.(type) {
	case nil, shape.Null:
		return nil, true
	case shape.AllNodes:
		return g.all(), true
	case shape.QuadsAction:
		return g.rows(s.Simplify())
	case shape.Lookup:
		return slices.DeleteFunc(g.all(), func(r row) bool { return !slices.Contains(s, r.node) }), true
	case shape.Save:
		return g.each(s.From, func(r row) []row {
			for _, t := range s.Tags {
				r = r.with(map[string]quad.Value{t: r.node})
			}
			return []row{r}
		})
	case shape.NodesFrom:
		return g.each(s.Quads, func(r row) []row {
			if r.node = r.quad.Get(s.Dir); r.node == nil {
				return nil
			}
			return []row{r}
		})
	case shape.Quads:
		return g.quads(s)
	case shape.Intersect:
		return g.join(g.all(), s, false)
	case shape.IntersectOpt:
		rows, ok := g.join(g.all(), s.Sub, false)
		if !ok {
			return nil, false
		}
		return g.join(rows, s.Opt, true)
	case shape.Union:
		var out []row
		for _, part := range s {
			rows, ok := g.rows(part)
			if !ok {
				return nil, false
			}
			out = append(out, rows...)
		}
		return out, true
	case shape.Unique:
		seen := map[quad.Value]bool{}
		return g.each(s.From, func(r row) []row {
			if seen[r.node] {
				return nil
			}
			seen[r.node] = true
			return []row{r}
		})
	case shape.Filter:
		return g.each(s.From, func(r row) []row {
			for _, f := range s.Filters {
				if !passes(f, r.node) {
					return nil
				}
			}
			return []row{r}
		})
	case shape.Except:
		not, ok := g.rows(s.Exclude)
		if !ok {
			return nil, false
		}
		return g.each(s.From, func(r row) []row {
			if slices.ContainsFunc(not, func(n row) bool { return n.node == r.node }) {
				return nil
			}
			return []row{r}
		})
	}
	return nil, false
}

// passes says whether a value fulfils a filter, by Cayley's iterator on it alone.
func passes(f shape.ValueFilter, v quad.Value) bool {
	qs := memstore.New(quad.Quad{Subject: v, Predicate: v, Object: v})
	return f.BuildIterator(qs, iterator.NewFixed(qs.ValueOf(v))).Next(context.Background())
}

func (g definition) all() []row {
	var out []row
	seen := map[quad.Value]bool{}
	for _, q := range g {
		for _, d := range quad.Directions {
			if v := q.Get(d); v != nil && !seen[v] {
				seen[v] = true
				out = append(out, row{node: v})
			}
		}
	}
	return out
}

func (g definition) each(s shape.Shape, f func(row) []row) ([]row, bool) {
	rows, ok := g.rows(s)
	var out []row
	for _, r := range rows {
		out = append(out, f(r)...)
	}
	return out, ok
}

// combine joins rows with those of a shape on a key.
func (g definition) combine(rows []row, s shape.Shape, key func(row) quad.Value, keep bool) ([]row, bool) {
	others, ok := g.rows(s)
	by := map[quad.Value][]row{}
	for _, o := range others {
		by[o.node] = append(by[o.node], o)
	}
	var out []row
	for _, r := range rows {
		found := by[key(r)]
		for _, o := range found {
			out = append(out, r.with(o.tags))
		}
		if keep && len(found) == 0 {
			out = append(out, r)
		}
	}
	return out, ok && len(out) < 5000
}

func (g definition) join(rows []row, parts []shape.Shape, keep bool) ([]row, bool) {
	ok := true
	for _, p := range parts {
		if rows, ok = g.combine(rows, p, func(r row) quad.Value { return r.node }, keep); !ok {
			return nil, false
		}
	}
	return rows, true
}

func (g definition) quads(filters shape.Quads) ([]row, bool) {
	var rows []row
	for _, q := range g {
		rows = append(rows, row{quad: q})
	}
	ok := true
	for _, f := range filters {
		if rows, ok = g.combine(rows, f.Values, func(r row) quad.Value { return r.quad.Get(f.Dir) }, false); !ok {
			return nil, false
		}
	}
	return rows, true
}

// lines writes answers for comparison, sorted: the node and its tags.
func lines(rows []row) []string {
	var out []string
	for _, r := range rows {
		line := fmt.Sprint(r.node)
		for _, name := range slices.Sorted(maps.Keys(r.tags)) {
			line += fmt.Sprintf(" %s=%v", name, r.tags[name])
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

// ask runs a shape on a store. Cayley's optimizers panic now and then: on what is
// taken away from nodes and is not there, on sizes that are guessed below 0.
func ask(t *testing.T, qs graph.QuadStore, s shape.Shape) (out []row, panicked bool) {
	t.Helper()
	defer func() { panicked = recover() != nil }()
	err := shape.Iterate(t.Context(), qs, shape.Save{From: s, Tags: []string{"$"}}).TagEach(func(tags map[string]graph.Ref) {
		r := row{tags: map[string]quad.Value{}}
		for name, v := range tags {
			if name == "$" {
				r.node = qs.NameOf(v)
			} else {
				r.tags[name] = qs.NameOf(v)
			}
		}
		if r.node != nil { // Cayley gives the missing label of a quad as a node
			out = append(out, r)
		}
	})
	if err != nil {
		t.Errorf("%#v: %v", s, err)
	}
	return out, false
}

// A walk makes random graphs and paths in them.
type walk struct {
	*rand.Rand
	tags   int
	simple bool // nothing but what has a definition
	bare   bool // nothing that tags
	stale  bool // a step of the path is one that Cayley answers with tags of another node, or of none
}

var (
	walkNodes  = []quad.Value{quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), quad.IRI("d"), quad.IRI("e"), quad.String("a"), quad.String("z"), quad.Int(-3), quad.Int(7), quad.Int(300)}
	walkVias   = []quad.Value{quad.IRI("p"), quad.IRI("q"), quad.IRI("r")}
	walkLabels = []quad.Value{nil, quad.IRI("l"), quad.IRI("m")}
)

func one(w *walk, of []quad.Value) quad.Value { return of[w.IntN(len(of))] }

func (w *walk) graph() definition {
	seen := map[quad.Quad]bool{}
	var out definition
	for range 12 + w.IntN(20) {
		q := quad.Quad{Subject: one(w, walkNodes[:5]), Predicate: one(w, walkVias), Object: one(w, walkNodes), Label: one(w, walkLabels)}
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	return out
}

func (w *walk) tag() string { w.tags++; return fmt.Sprintf("t%d", w.tags) }

func (w *walk) start() *path.Path {
	switch w.IntN(3) {
	case 0:
		return path.StartMorphism()
	case 1:
		return path.StartMorphism(one(w, walkNodes))
	}
	at := w.IntN(len(walkNodes) - 2)
	return path.StartMorphism(walkNodes[at : at+3]...)
}

func (w *walk) path(steps int) *path.Path {
	p := w.start()
	for range steps {
		p = w.step(p, steps)
	}
	return p
}

func (w *walk) via() any {
	if w.IntN(4) == 0 {
		return []quad.Value{walkVias[0], walkVias[1]}
	}
	return one(w, walkVias)
}

func (w *walk) step(p *path.Path, left int) *path.Path {
	n := 26
	if w.simple {
		n = 22
	}
	kind := w.IntN(n)
	if w.tags > 0 && (kind == 18 || kind >= 24) { // each node once, of whose tags some stay, by chance
		return p
	}
	if w.bare && (kind == 6 || kind >= 10 && kind <= 14 || kind == 20) {
		kind = 0
	}
	w.stale = w.stale || kind == 4 || kind >= 12 && kind <= 13 || kind >= 16 && kind <= 17 || kind == 19 || kind >= 22
	switch kind {
	case 0, 1:
		return p.Out(w.via())
	case 2, 3:
		return p.In(w.via())
	case 4:
		return p.Both(w.via())
	case 5:
		return p.Out()
	case 6:
		return p.OutWithTags([]string{w.tag()}, w.via())
	case 7:
		return p.Has(w.via(), one(w, walkNodes))
	case 8:
		return p.Has(w.via())
	case 9:
		return p.HasReverse(w.via(), one(w, walkNodes))
	case 10:
		return p.Save(w.via(), w.tag())
	case 11:
		return p.SaveReverse(w.via(), w.tag())
	case 12, 13:
		return p.SaveOptional(w.via(), w.tag())
	case 14:
		return p.Tag(w.tag())
	case 15:
		return p.And(w.path(left / 2))
	case 16:
		return p.Or(w.path(left / 2))
	case 17:
		defer func(was bool) { w.bare = was }(w.bare)
		w.bare = true
		return p.Except(w.path(left / 2))
	case 18:
		return p.Unique()
	case 19:
		return p.Filter(iterator.Operator(w.IntN(4)), one(w, walkNodes))
	case 20:
		return p.SavePredicates(w.IntN(2) == 0, w.tag())
	case 21:
		if w.IntN(2) == 0 {
			return p.LabelContext()
		}
		return p.LabelContext(walkLabels[1])
	case 22:
		return p.FollowRecursive(one(w, walkVias), 3, nil)
	case 23:
		return p.RegexWithRefs(regexp.MustCompile("[a-c]"))
	case 24:
		return p.Labels()
	}
	return p.OutPredicates()
}

// TestPaths compares random paths in random graphs with their definition, and with
// what Cayley's iterators give in memory. A path is defined by the shape that Cayley
// simplifies it to, which loses some optional parts. Of two parts of a path that both
// have several answers for a node Cayley gives each answer of one with one of the
// other, not all combinations: its answers are some of ours, of the same nodes.
func TestPaths(t *testing.T) {
	graphs := 20
	if os.Getenv("HEARSAY_LONG") == "1" {
		graphs = 200
	}
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			w := &walk{Rand: rand.New(rand.NewPCG(1, 2))}
			compared, graphs := 0, graphs
			if b.name != "SQLite" {
				graphs /= 4 // of which each is a schema that is made and dropped
			}
			for n := range graphs {
				w.simple = n%2 == 0
				compared += comparePaths(t, w, open(t, b.fresh(t)))
				if t.Failed() {
					return
				}
			}
			if compared < 10*graphs {
				t.Errorf("only %d paths compared", compared)
			}
		})
	}
}

// comparePaths puts a random graph into a store, and asks it by random paths. It
// gives how many were compared with their definition.
func comparePaths(t *testing.T, w *walk, s *Store) (compared int) {
	defer s.Close()
	g := w.graph()
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.Add(t.Context(), g) }); err != nil {
		t.Fatal(err)
	}
	memory := memstore.New(g...)
	panics := 0
	for range 50 {
		w.tags, w.stale = 0, false
		was := compared
		p := w.path(1 + w.IntN(5))
		cayley, panicked := ask(t, memory, p.Shape())
		if panicked {
			continue
		}
		general, _ := shape.Optimize(p.Shape(), nil)
		wanted, defined := g.rows(general)
		got, panicked := ask(t, s, p.Shape())
		if panicked {
			panics++
			continue
		}
		if whole, _ := shape.Optimize(p.Shape(), s); defined && isRelation(whole) {
			compared++
			if got, want := lines(got), lines(wanted); !slices.Equal(got, want) {
				t.Fatalf("in %v\n%#v\n got %q\nwant %q", g, p.Shape(), got, want)
			}
		}
		if got, want := nodesOf(got), nodesOf(cayley); !slices.Equal(got, want) {
			t.Fatalf("in %v\n%#v\n   got nodes %q\nCayley gives %q", g, p.Shape(), got, want)
		}
		ours := lines(got)
		for _, line := range lines(cayley) {
			if _, ok := slices.BinarySearch(ours, line); !ok && compared == was+1 && !w.stale {
				t.Fatalf("in %v\n%#v\n  got %q\nnot %q, as Cayley gives", g, p.Shape(), ours, line)
			}
		}
	}
	if panics > 2 {
		t.Errorf("in %v Cayley panics %d times where it does not in memory", g, panics)
	}
	return compared
}

// isRelation says whether a shape is one statement.
func isRelation(s shape.Shape) bool {
	switch s.(type) {
	case nil, shape.Null, shape.Fixed, shape.AllNodes, *relation:
		return true
	}
	return false
}

// nodesOf are the nodes of answers, each once.
func nodesOf(rows []row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprint(r.node))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
