package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
)

// A Compare sets two outlets side by side by what stands in their articles, or two
// others by what they say. Names are as people type them.
type Compare struct {
	A, B         string
	About        []string // only claims about one of these
	Since, Until string
	Most         int // entries of each list; 0 is all
}

// A Comparison is what both have. It does not say which of the two is right.
type Comparison struct {
	Outlets bool // both are outlets of articles
	Sides   [2]Side
	About   []graph.EntityRef
	Lists   []List // who is quoted, on what, …
	Same    []Same // the same claim in both
	Notes   []string
}

// A Side is one of the two.
type Side struct {
	Of     []graph.EntityRef
	Filter graph.Filter
	Total  int
	Facets census.Facets
	Claims []graph.Claim // the newest
}

// A List counts the claims of both by one thing that they have.
type List struct {
	What  string // "stance", "source", "target" or "second hand"
	Both  []Row  // those that both have, by the smaller number
	Alone [2][]Row
}

// A Row is a value with the claims that each side has.
type Row struct {
	Entity graph.EntityRef `json:"entity"` // of stances only a name
	Claims [2]int          `json:"claims"`
}

// Same is a claim that stands in both, with what each has alone.
type Same struct {
	A, B     graph.Claim
	InA, InB []Stretch
	Share    float64 // of the words of both that are in both
}

// Find compares.
func (q Compare) Find(ctx context.Context, s *graph.Store, c *census.Census) (*Comparison, error) {
	out := &Comparison{}
	var ids, outlets [2][]string
	var notes, outletNotes [2]string
	for i, name := range [...]string{q.A, q.B} {
		var err error
		if ids[i], notes[i], err = Resolve(ctx, s, name); err != nil {
			return nil, err
		}
		// A name of an outlet is often that of a company that is talked about more.
		if outlets[i], outletNotes[i], err = ResolveOutlet(ctx, s, name); err != nil && !errors.Is(err, ErrNothing) {
			return nil, err
		}
		outlets[i] = publishing(c, outlets[i])
	}
	if out.Outlets = len(outlets[0]) > 0 && len(outlets[1]) > 0; out.Outlets {
		ids, notes = outlets, outletNotes
	}
	for _, note := range notes {
		if note != "" {
			out.Notes = append(out.Notes, note)
		}
	}
	rest, more, err := Ask{About: q.About, Since: q.Since, Until: q.Until, Limit: q.Most}.Filter(ctx, s)
	if err != nil {
		return nil, err
	}
	out.Notes, out.About = append(out.Notes, more...), refsOf(c, rest.About)
	var found, second [2]*census.Found
	wrong := 0
	for i := range out.Sides {
		f := rest
		passed := rest
		if out.Outlets {
			f.Publisher = ids[i]
			passed.Publisher, passed.Chains = ids[i], chainsOver1
		} else {
			f.Who = ids[i]
			passed.Via = ids[i]
		}
		if found[i], err = c.Find(ctx, f, 0); err != nil {
			return nil, err
		}
		if second[i], err = c.Find(ctx, passed, 0); err != nil {
			return nil, err
		}
		n, err := s.LeftOut(ctx, f)
		if err != nil {
			return nil, err
		}
		wrong += n
		side := &out.Sides[i]
		side.Of = refsOf(c, ids[i])
		side.Filter, side.Total, side.Facets = f, found[i].Total, found[i].Facets
		if side.Claims, err = found[i].Claims(ctx); err != nil {
			return nil, err
		}
	}
	if note := leftOutNote(wrong); note != "" {
		out.Notes = append(out.Notes, note)
	}
	if out.Sides[0].Total+out.Sides[1].Total == 0 {
		return out, fmt.Errorf("no claim of either: %w", ErrNothing)
	}
	out.lists(found, second, q.Most)
	return out, out.findSame(ctx, found, q.Most)
}

// publishing are those entities that are outlets of articles.
func publishing(c *census.Census, ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !c.Publishes(id) })
}

// chainsOver1 are the lengths of chains of claims that came through another source.
var chainsOver1 = []int{2, 3, 4, 5, 6, 7, 8}

func refsOf(c *census.Census, ids []string) (out []graph.EntityRef) {
	for _, id := range ids {
		if e, ok := c.Entity(id); ok {
			out = append(out, e)
		}
	}
	return out
}

// lists counts by what claims have: sources of outlets only, those of others are
// themselves.
func (out *Comparison) lists(found, second [2]*census.Found, most int) {
	add := func(what string, a, b []graph.Count) {
		if l := listOf(what, a, b, most); len(l.Both)+len(l.Alone[0])+len(l.Alone[1]) > 0 {
			out.Lists = append(out.Lists, l)
		}
	}
	a, b := &found[0].Facets, &found[1].Facets
	if out.Outlets {
		add("source", a.Who, b.Who)
	}
	add("target", a.About, b.About)
	add("stance", tallied(a.Stances), tallied(b.Stances))
	add("second hand", second[0].Facets.Who, second[1].Facets.Who)
}

// tallied are values as entities without an id.
func tallied(all []census.Tally) (out []graph.Count) {
	for _, t := range all {
		out = append(out, graph.Count{Entity: graph.EntityRef{Name: t.Value}, Claims: t.Claims})
	}
	return out
}

func listOf(what string, a, b []graph.Count, most int) List {
	l := List{What: what}
	key := func(e graph.EntityRef) string { return cmp.Or(e.ID, e.Name) }
	of := map[string]int{}
	for _, n := range b {
		of[key(n.Entity)] = n.Claims
	}
	for _, n := range a {
		if m := of[key(n.Entity)]; m > 0 {
			l.Both = append(l.Both, Row{n.Entity, [2]int{n.Claims, m}})
			delete(of, key(n.Entity))
		} else {
			l.Alone[0] = append(l.Alone[0], Row{n.Entity, [2]int{n.Claims, 0}})
		}
	}
	for _, n := range b {
		if of[key(n.Entity)] > 0 {
			l.Alone[1] = append(l.Alone[1], Row{n.Entity, [2]int{0, n.Claims}})
		}
	}
	if what != "stance" { // which have an order of their own
		slices.SortStableFunc(l.Both, func(x, y Row) int {
			return cmp.Or(cmp.Compare(min(y.Claims[0], y.Claims[1]), min(x.Claims[0], x.Claims[1])), cmp.Compare(y.Claims[0]+y.Claims[1], x.Claims[0]+x.Claims[1]))
		})
	}
	if most > 0 {
		for _, rows := range [...]*[]Row{&l.Both, &l.Alone[0], &l.Alone[1]} {
			*rows = (*rows)[:min(most, len(*rows))]
		}
	}
	return l
}

// How many pairs of claims are looked at for the same claim in both, and what they must
// have in common: half of all words, and three of those that say something.
const (
	fewPairs  = 60
	manyPairs = 4000
	leastSame = 0.5
	leastTell = 3
)

// findSame looks for claims that stand in both.
func (out *Comparison) findSame(ctx context.Context, found [2]*census.Found, most int) error {
	n := manyPairs
	if most > 0 {
		n = fewPairs
	}
	pairs, err := found[0].Pairs(ctx, found[1], out.Outlets, n)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		s := Same{A: p.A, B: p.B}
		s.InA, s.InB, s.Share = Differences(table.OneLine(p.A.Content), table.OneLine(p.B.Content))
		if s.Share >= leastSame && telling(s.InA) >= leastTell {
			out.Same = append(out.Same, s)
		}
	}
	slices.SortStableFunc(out.Same, func(a, b Same) int { return cmp.Compare(b.Share, a.Share) })
	seen := map[string]bool{} // each claim once, with what it has most in common with
	out.Same = slices.DeleteFunc(out.Same, func(s Same) bool {
		twice := seen[s.A.ID] || seen[s.B.ID]
		if !twice {
			seen[s.A.ID], seen[s.B.ID] = true, true
		}
		return twice
	})
	if most > 0 {
		out.Same = out.Same[:min(most, len(out.Same))]
	}
	return nil
}

// Names are those of the two sides.
func (out *Comparison) Names() (names [2]string) {
	for i := range out.Sides {
		for k, e := range out.Sides[i].Of {
			if k > 0 {
				names[i] += " or "
			}
			names[i] += e.Name
		}
	}
	return names
}

// Table is the numbers of both, a row a value.
func (out *Comparison) Table() *table.Table {
	names := out.Names()
	t := &table.Table{Columns: []string{"what", "value", names[0], names[1], "id"}}
	t.Rows = append(t.Rows, []any{"claims", "all", out.Sides[0].Total, out.Sides[1].Total, ""})
	for _, l := range out.Lists {
		for _, rows := range [...][]Row{l.Both, l.Alone[0], l.Alone[1]} {
			for _, r := range rows {
				t.Rows = append(t.Rows, []any{l.What, r.Entity.Name, r.Claims[0], r.Claims[1], r.Entity.ID})
			}
		}
	}
	t.Rows = append(t.Rows, []any{"same claim", "in both", len(out.Same), len(out.Same), ""})
	return t
}

// SameTable is the claims that stand in both, a row a pair.
func (out *Comparison) SameTable() *table.Table {
	names := out.Names()
	t := &table.Table{Columns: []string{"share", "source", names[0], names[1], "date a", "date b", "claim a", "claim b"}}
	for i := range out.Same {
		s := &out.Same[i]
		t.Rows = append(t.Rows, []any{table.Round(s.Share), sources(&s.A), table.OneLine(s.A.Content), table.OneLine(s.B.Content), s.A.Day(), s.B.Day(), s.A.ID, s.B.ID})
	}
	return t
}

// JSON is the comparison with all that it found.
func (out *Comparison) JSON() any {
	sides, lists, same := []any{}, map[string]any{}, []any{}
	for i := range out.Sides {
		s := &out.Sides[i]
		sides = append(sides, map[string]any{"of": orNone(s.Of), "total": s.Total, "months": orNone(s.Facets.Months), "claims": orNone(s.Claims)})
	}
	for _, l := range out.Lists {
		lists[l.What] = map[string]any{"both": orNone(l.Both), "a_alone": orNone(l.Alone[0]), "b_alone": orNone(l.Alone[1])}
	}
	for i := range out.Same {
		s := &out.Same[i]
		same = append(same, map[string]any{"share": table.Round(s.Share), "a": s.A, "b": s.B, "in_a": s.InA, "in_b": s.InB})
	}
	by := "source"
	if out.Outlets {
		by = "outlet"
	}
	return map[string]any{"by": by, "about": orNone(out.About), "sides": sides, "lists": lists, "same": same}
}

// Write prints the comparison in the style's format.
func (out *Comparison) Write(w io.Writer, style table.Style) error {
	if style.Format != "json" {
		return out.Table().Write(w, style)
	}
	return table.WriteJSON(w, out.JSON())
}

// Command is the command line that compares the same.
func (q Compare) Command() string {
	text := "hearsay compare " + ShellWord(q.A) + " " + ShellWord(q.B)
	for _, a := range q.About {
		text += " --about " + ShellWord(a)
	}
	return text
}
