package census

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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
	width         int     // columns of cells
	cells         []int32 // of the first rows, row by row
	sums          []int   // of all cells of a row
}

// At is how many claims a row has in a column, of those that were counted; 0 is the only
// column where counted is by one thing.
func (p *Pivot) At(row, column int) int { return int(p.cells[row*p.width+column]) }

// Sum is how many claims the cells of a row have together.
func (p *Pivot) Sum(row int) int { return p.sums[row] }

// Dimensions are the names of what Pivot counts by.
var Dimensions = [...]string{"outlet", "source", "target", "type", "named", "stance", "kind", "year", "month", "day", "chain", "confidence"}

// A dimension gives the values of a claim as numbers, at least one, from -1 to below its
// size, and says what one means.
type dimension struct {
	ordered bool
	size    int
	of      func(i int, into []int32) []int32
	label   func(v int32) Label
}

// mostCells is how many cells a pivot has at most.
const mostCells = 1 << 24

// Pivot counts the claims that a filter picks. by names one or two dimensions. Cells are
// counted of so many rows and columns, 0 is all.
func (c *Census) Pivot(ctx context.Context, f graph.Filter, by []string, rows, columns int) (*Pivot, error) {
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
	p := &Pivot{Total: found.Total, width: 1}
	var rank [2][]int32 // of a value among the rows or columns, -1 of one that is not counted
	for k, d := range dims {
		claims := make([]int32, d.size+1)
		var values []int32
		for _, i := range found.all {
			values = distinct(d.of(int(i), values[:0]))
			for _, v := range values {
				claims[v+1]++
			}
		}
		order, labels := d.inOrder(claims)
		most := rows
		if k == 0 {
			p.Rows = labels
		} else {
			p.Columns, most = labels, columns
		}
		if most == 0 {
			most = len(order)
		}
		rank[k] = make([]int32, d.size+1)
		for v := range rank[k] {
			rank[k][v] = -1
		}
		for at, v := range order[:min(most, len(order))] {
			rank[k][v+1] = int32(at)
		}
	}
	return p, p.count(found.all, dims, rank)
}

// count counts the cells.
func (p *Pivot) count(places []int32, dims []dimension, rank [2][]int32) error {
	height := 1 + int(slices.Max(rank[0]))
	if len(dims) == 2 {
		p.width = 1 + int(slices.Max(rank[1]))
	}
	if height*p.width > mostCells {
		return fmt.Errorf("that gives %d rows of %d columns, more than %d cells; count by something that has fewer values", height, p.width, mostCells)
	}
	p.cells, p.sums = make([]int32, height*p.width), make([]int, height)
	as, bs := []int32{}, []int32{0}
	for _, i := range places {
		as = distinct(dims[0].of(int(i), as[:0]))
		if len(dims) == 2 {
			bs = distinct(dims[1].of(int(i), bs[:0]))
		}
		for _, a := range as {
			row := rank[0][a+1]
			if row < 0 {
				continue
			}
			p.sums[row] += len(bs)
			for _, b := range bs {
				column := int32(0)
				if len(dims) == 2 {
					column = rank[1][b+1]
				}
				if column >= 0 {
					p.cells[int(row)*p.width+int(column)]++
				}
			}
		}
	}
	return nil
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

// inOrder gives the values that occur in their order with what they mean.
func (d *dimension) inOrder(claims []int32) (order []int32, labels []Label) {
	for v, n := range claims {
		if n > 0 {
			order = append(order, int32(v)-1)
		}
	}
	if !d.ordered {
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(claims[b+1], claims[a+1]) })
	}
	for _, v := range order {
		l := d.label(v)
		l.Claims = int(claims[v+1])
		labels = append(labels, l)
	}
	return order, labels
}

// dimension is the one of a name.
func (c *Census) dimension(name string) dimension {
	text := func(size int, of func(i int) int32, label func(v int32) string) dimension {
		return dimension{true, size, func(i int, into []int32) []int32 { return append(into, of(i)) }, func(v int32) Label { return Label{Text: label(v)} }}
	}
	entities := func(role int, none string) dimension {
		return dimension{false, len(c.entities), func(i int, into []int32) []int32 {
			for _, e := range c.parts[role].at(i) {
				into = append(into, c.namesake(e))
			}
			return orNone(into)
		}, func(v int32) Label { return c.entityLabel(v, none) }}
	}
	each := func(size int, of func(e *graph.EntityRef) int32, label func(v int32) string) dimension {
		return dimension{false, size, func(i int, into []int32) []int32 {
			for _, e := range c.parts[graph.RoleSource].at(i) {
				into = append(into, of(&c.entities[e]))
			}
			return orNone(into)
		}, func(v int32) Label { return Label{Text: label(v)} }}
	}
	switch name {
	case "outlet":
		return dimension{
			false, len(c.entities), func(i int, into []int32) []int32 { return append(into, c.articles[c.in[i]].outlet) },
			func(v int32) Label { return c.entityLabel(v, "no outlet known") },
		}
	case "source":
		return entities(graph.RoleSource, "somebody unnamed")
	case "target":
		return entities(graph.RoleTarget, "nobody named")
	case "type":
		return each(len(news.Types), func(e *graph.EntityRef) int32 { return int32(slices.Index(news.Types[:], e.Type)) }, func(v int32) string {
			if v < 0 {
				return "none"
			}
			return string(news.Types[v])
		})
	case "named":
		return each(2, func(e *graph.EntityRef) int32 {
			if graph.Named(*e) {
				return 1
			}
			return 0
		}, func(v int32) string { return [...]string{"unnamed", "unnamed", "named"}[v+1] })
	case "stance":
		d := text(256, func(i int) int32 { return int32(c.stance[i]) }, func(v int32) string { return string(news.Stances[v]) })
		d.ordered = false
		return d
	case "kind":
		d := text(256, func(i int) int32 { return int32(c.kind[i]) }, func(v int32) string { return string(news.Kinds[v]) })
		d.ordered = false
		return d
	case "chain":
		return text(256, func(i int) int32 { return int32(c.chain[i]) }, func(v int32) string { return fmt.Sprint(v) })
	case "confidence":
		return text(10, func(i int) int32 { return int32(min(9, float64(c.confidence[i])*10+1e-6)) }, func(v int32) string { return fmt.Sprintf("%.1f to %.1f", float64(v)/10, float64(v+1)/10) })
	case "year":
		return c.time(10000, func(v int32) string { return dated(v, "%04d", v) })
	case "month":
		return c.time(100, func(v int32) string { return dated(v%100, "%04d-%02d", v/100, v%100) })
	}
	return c.time(1, func(v int32) string { return dated(v%100, "%s", isoDay(v)) })
}

// time is the dimension of days, or of months or years by what a day is divided by. Days
// of which one knows no more than the month are of no day.
func (c *Census) time(by int32, label func(v int32) string) dimension {
	values := []int32{0} // those that are not known, then those that are, ascending
	at := make([]int32, len(c.days))
	for k, day := range c.days {
		v := day / by
		if label(v) == unknown {
			continue
		}
		if values[len(values)-1] != v {
			values = append(values, v)
		}
		at[k] = int32(len(values) - 1)
	}
	return dimension{true, len(values), func(i int, into []int32) []int32 { return append(into, at[c.dayAt[i]]) }, func(v int32) Label { return Label{Text: label(values[v])} }}
}

// unknown is said of a day that is not known.
const unknown = "not known"

// dated is a date, where its last part is known.
func dated(last int32, format string, parts ...any) string {
	if last == 0 {
		return unknown
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
