package census

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph"
)

// A Label is one value of a dimension: an entity, or a text.
type Label struct {
	IDs    []string `json:"ids"` // of an entity, and of others of its name; none of a text
	Text   string   `json:"text"`
	Claims int      `json:"claims"`
}

// A Pivot counts claims by one or two of Dimensions. Each claim counts once in each cell
// that it belongs to: one of two sources in two rows by source.
type Pivot struct {
	Rows, Columns []Label // most claims first, or in the order that the values have
	Total         int     // of claims
	order         [2][]int32
	cells         map[[2]int32]int32
	sums          map[int32]int // of the cells of a row
}

// At is how many claims a row has in a column; 0 is the only column where counted is by
// one thing.
func (p *Pivot) At(row, column int) int {
	return int(p.cells[[2]int32{p.order[0][row], p.order[1][column]}])
}

// Sum is how many claims the cells of a row have together.
func (p *Pivot) Sum(row int) int { return p.sums[p.order[0][row]] }

// Dimensions are the names of what Pivot counts by.
var Dimensions = [...]string{"outlet", "source", "target", "type", "named", "stance", "kind", "year", "month", "day", "chain", "confidence"}

// A dimension gives the values of a claim as numbers, at least one, and says what one means.
type dimension struct {
	ordered bool
	of      func(i int, into []int32) []int32
	label   func(v int32) Label
}

// Pivot counts the claims that a filter picks. by names one or two dimensions.
func (c *Census) Pivot(ctx context.Context, f graph.Filter, by []string) (*Pivot, error) {
	var dims []dimension
	for _, name := range by {
		if !slices.Contains(Dimensions[:], name) {
			return nil, fmt.Errorf("nothing is counted by %q; there are %s", name, strings.Join(Dimensions[:], ", "))
		}
		dims = append(dims, c.dimension(name))
	}
	if len(dims) == 0 || len(dims) > 2 {
		return nil, fmt.Errorf("counted is by one or two of %s", strings.Join(Dimensions[:], ", "))
	}
	f.Limit, f.Offset = 1, 0
	found, err := c.Find(ctx, f, 1)
	if err != nil {
		return nil, err
	}
	p := &Pivot{Total: found.Total, cells: map[[2]int32]int32{}, sums: map[int32]int{}}
	var sums [2]map[int32]int
	var values [2][]int32
	for k := range sums {
		sums[k] = map[int32]int{}
		values[k] = []int32{0}
	}
	for _, i := range found.all {
		for k, d := range dims {
			values[k] = distinct(d.of(int(i), values[k][:0]))
			for _, v := range values[k] {
				sums[k][v]++
			}
		}
		for _, a := range values[0] {
			for _, b := range values[1] {
				p.cells[[2]int32{a, b}]++
			}
			p.sums[a] += len(values[1])
		}
	}
	p.order[0], p.Rows = dims[0].inOrder(sums[0])
	if p.order[1] = []int32{0}; len(dims) == 2 {
		p.order[1], p.Columns = dims[1].inOrder(sums[1])
	}
	return p, nil
}

// distinct leaves out values that stand twice; there are few.
func distinct(values []int32) []int32 {
	out := values[:0]
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// inOrder gives values in their order with what they mean.
func (d *dimension) inOrder(claims map[int32]int) (order []int32, labels []Label) {
	for v := range claims {
		order = append(order, v)
	}
	slices.Sort(order)
	if !d.ordered {
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(claims[b], claims[a]) })
	}
	for _, v := range order {
		l := d.label(v)
		l.Claims = claims[v]
		labels = append(labels, l)
	}
	return order, labels
}

// dimension is the one of a name.
func (c *Census) dimension(name string) dimension {
	text := func(of func(i int) int32, label func(v int32) string) dimension {
		return dimension{true, func(i int, into []int32) []int32 { return append(into, of(i)) }, func(v int32) Label { return Label{Text: label(v)} }}
	}
	entities := func(role int, none string) dimension {
		return dimension{false, func(i int, into []int32) []int32 {
			for _, e := range c.parts[role].at(i) {
				into = append(into, c.namesake(e))
			}
			return orNone(into)
		}, func(v int32) Label { return c.entityLabel(v, none) }}
	}
	each := func(of func(e *graph.EntityRef) int32, label func(v int32) string) dimension {
		return dimension{false, func(i int, into []int32) []int32 {
			for _, e := range c.parts[graph.RoleSource].at(i) {
				into = append(into, of(&c.entities[e]))
			}
			return orNone(into)
		}, func(v int32) Label { return Label{Text: label(v)} }}
	}
	switch name {
	case "outlet":
		return dimension{false, func(i int, into []int32) []int32 { return append(into, c.articles[c.in[i]].outlet) }, func(v int32) Label { return c.entityLabel(v, "no outlet known") }}
	case "source":
		return entities(graph.RoleSource, "somebody unnamed")
	case "target":
		return entities(graph.RoleTarget, "nobody named")
	case "type":
		return each(func(e *graph.EntityRef) int32 { return int32(slices.Index(news.Types[:], e.Type)) }, func(v int32) string {
			if v < 0 {
				return "none"
			}
			return string(news.Types[v])
		})
	case "named":
		return each(func(e *graph.EntityRef) int32 { return isNamed(e) }, func(v int32) string { return [...]string{"unnamed", "unnamed", "named"}[v+1] })
	case "stance":
		d := text(func(i int) int32 { return int32(c.stance[i]) }, func(v int32) string { return string(news.Stances[v]) })
		d.ordered = false
		return d
	case "kind":
		d := text(func(i int) int32 { return int32(c.kind[i]) }, func(v int32) string { return string(news.Kinds[v]) })
		d.ordered = false
		return d
	case "chain":
		return text(func(i int) int32 { return int32(c.chain[i]) }, func(v int32) string { return fmt.Sprint(v) })
	case "confidence":
		return text(func(i int) int32 { return int32(min(9, float64(c.confidence[i])*10+1e-6)) }, func(v int32) string { return fmt.Sprintf("%.1f to %.1f", float64(v)/10, float64(v+1)/10) })
	case "year":
		return text(func(i int) int32 { return c.date[i] / 10000 }, func(v int32) string { return dated(v, "%04d", v) })
	case "month":
		return text(func(i int) int32 { return c.date[i] / 100 }, func(v int32) string { return dated(v%100, "%04d-%02d", v/100, v%100) })
	}
	return text(func(i int) int32 { return c.date[i] }, func(v int32) string { return dated(v%100, "%s", isoDay(v)) })
}

// dated is a date, where its last part is known.
func dated(last int32, format string, parts ...any) string {
	if last == 0 {
		return "not known"
	}
	return fmt.Sprintf(format, parts...)
}

func orNone(values []int32) []int32 {
	if len(values) == 0 {
		return append(values, -1)
	}
	return values
}

func (c *Census) entityLabel(v int32, none string) Label {
	if v < 0 {
		return Label{Text: none}
	}
	l := Label{IDs: []string{c.entities[v].ID}, Text: c.entities[v].Name}
	for _, e := range c.others[v] {
		l.IDs = append(l.IDs, c.entities[e].ID)
	}
	return l
}

// namesake is the entity of most claims that has the same name: those are counted as
// one.
func (c *Census) namesake(e int32) int32 {
	c.namesOnce.Do(func() {
		order := make([]int32, len(c.entities))
		for i := range order {
			order[i] = int32(i)
		}
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(c.said[b]+c.about[b], c.said[a]+c.about[a]) })
		first := make(map[string]int32, len(order))
		c.namesakes, c.others = make([]int32, len(order)), map[int32][]int32{}
		for _, i := range order {
			at, ok := first[c.entities[i].Name]
			if ok {
				c.others[at] = append(c.others[at], i)
			} else {
				at = i
				first[c.entities[i].Name] = at
			}
			c.namesakes[i] = at
		}
	})
	return c.namesakes[e]
}

// Named says whether an entity is called by a name, not described: "Ada Low", not "a
// senior aide" or "residents".
func Named(e graph.EntityRef) bool { return isNamed(&e) == 1 }

func isNamed(e *graph.EntityRef) int32 {
	if e.Type != news.Group && strings.IndexFunc(e.Name, unicode.IsUpper) >= 0 {
		return 1
	}
	return 0
}
