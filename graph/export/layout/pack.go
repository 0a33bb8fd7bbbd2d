package layout

import (
	"cmp"
	"math"
	"slices"
)

// format is the width of a whole layout by its height, about.
const format = 1.5

// An island is a placed part: its nodes, their places with the part's upper left
// corner at 0, 0, and how wide and high it is.
type island struct {
	nodes         []int
	places        []Point
	width, height float64
}

// island gives the part its own origin.
func (p *part) island(nodes []int) island {
	low, high := bounds(p.places, p.sizes)
	for i := range p.places {
		p.places[i].X -= low.X
		p.places[i].Y -= low.Y
	}
	return island{nodes, p.places, high.X - low.X, high.Y - low.Y}
}

// pack sets islands in rows, the first alone where it is wide, the others by their
// height, and writes the places of all nodes.
func pack(islands []island, places []Point) {
	if len(islands) == 0 {
		return
	}
	area := 0.0
	for _, s := range islands {
		area += float64((s.width + islandGap) * (s.height + islandGap))
	}
	room := max(islands[0].width, math.Sqrt(float64(area*format)))
	slices.SortStableFunc(islands[1:], func(a, b island) int {
		return cmp.Or(cmp.Compare(min(2, len(b.nodes)), min(2, len(a.nodes))), cmp.Compare(b.height, a.height))
	})
	x, y, row := 0.0, 0.0, 0.0
	for _, s := range islands {
		if x > 0 && x+s.width > room {
			x, y, row = 0, y+row+islandGap, 0
		}
		for k, i := range s.nodes {
			places[i] = Point{x + s.places[k].X, y + s.places[k].Y}
		}
		x += s.width + islandGap
		row = max(row, s.height)
	}
}
