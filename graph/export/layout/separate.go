package layout

import (
	"cmp"
	"math"
	"slices"
)

// Separating nodes: how far they may fill the area around them before they are
// moved one by one; after how many rounds in which some still overlap the whole is
// stretched a little; and how many rounds there are at most.
const (
	fill        = 0.42
	patience    = 60
	relief      = 1.02
	separations = 40 * patience
)

// separate moves nodes until no two of their sizes overlap. The whole is stretched
// first where it is crowded, so that its form stays; then overlapping neighbours
// share the way that they need, along the axis on which it is shorter.
func separate(places []Point, sizes []Size) {
	stretch(places, sizes)
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	for round := range separations {
		if !pushApart(places, sizes, order) {
			return
		}
		if round%patience == patience-1 {
			scale(places, relief)
		}
	}
}

// stretch scales places up until the sizes fill no more than their share of the
// area.
func stretch(places []Point, sizes []Size) {
	need := 0.0
	for _, s := range sizes {
		need += float64((s.W + nodeGap) * (s.H + nodeGap))
	}
	low, high := bounds(places, sizes)
	area := float64((high.X - low.X) * (high.Y - low.Y))
	if by := math.Sqrt(need / fill / area); by > 1 {
		scale(places, by)
	}
}

// scale moves places away from 0, 0.
func scale(places []Point, by float64) {
	for i, p := range places {
		places[i] = Point{float64(p.X * by), float64(p.Y * by)}
	}
}

// pushApart moves every overlapping pair once, and says whether there was one. Nodes
// are visited from the top down, each with those that begin before it ends: sizes
// are wider than high, so that these are few.
func pushApart(places []Point, sizes []Size, order []int) (moved bool) {
	top := func(i int) float64 { return places[i].Y - sizes[i].H/2 }
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(top(a), top(b)), a-b) })
	highest := 0.0
	for _, s := range sizes {
		highest = max(highest, s.H)
	}
	for k, i := range order {
		for _, j := range order[k+1:] {
			if places[j].Y-places[i].Y > (sizes[i].H+highest)/2+nodeGap {
				break
			}
			moved = pushPair(&places[i], &places[j], sizes[i], sizes[j]) || moved
		}
	}
	return moved
}

// pushPair moves two nodes apart if their sizes overlap by more than a trifle.
func pushPair(a, b *Point, sa, sb Size) bool {
	dx, dy := b.X-a.X, b.Y-a.Y
	overX := (sa.W+sb.W)/2 + nodeGap - math.Abs(dx)
	overY := (sa.H+sb.H)/2 + nodeGap - math.Abs(dy)
	if overX <= 0.05 || overY <= 0.05 {
		return false
	}
	if overX < overY {
		way := math.Copysign(overX/2, dx)
		a.X -= way
		b.X += way
		return true
	}
	way := math.Copysign(overY/2, dy)
	a.Y -= way
	b.Y += way
	return true
}

// bounds are the corners of the smallest rectangle around all sizes.
func bounds(places []Point, sizes []Size) (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for i, p := range places {
		low = Point{min(low.X, p.X-sizes[i].W/2), min(low.Y, p.Y-sizes[i].H/2)}
		high = Point{max(high.X, p.X+sizes[i].W/2), max(high.Y, p.Y+sizes[i].H/2)}
	}
	return low, high
}
