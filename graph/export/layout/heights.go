package layout

import (
	"math"
	"slices"
)

// place sets the coordinates: columns beside each other, in each the boxes in
// their order, pulled towards the middle of their neighbours as far as the order
// allows.
func place(all []Box, columns [][]int, links [][]int) (width, height float64) {
	x := 0.0
	for _, c := range columns {
		w := 0.0
		for _, i := range c {
			w = max(w, all[i].W)
		}
		y := 0.0
		for _, i := range c {
			if all[i].W == 0 { // a line passes here: straight through the whole column
				all[i].W = w
			}
			all[i].X = x + (w-all[i].W)/2
			all[i].Y = y
			y += all[i].H + boxGap
		}
		x += w + layerGap
	}
	left, right := neighbours(len(all), links)
	for range sweeps {
		for _, c := range columns {
			pull(all, c, left)
		}
		for l := len(columns) - 1; l >= 0; l-- {
			pull(all, columns[l], right)
		}
	}
	top, bottom := math.Inf(1), 0.0
	for _, b := range all {
		top = min(top, b.Y)
	}
	for i := range all {
		all[i].Y -= top
		bottom = max(bottom, all[i].Y+all[i].H)
	}
	return x - layerGap, bottom
}

// pull moves the boxes of a column towards the mean height of what lies beside
// them. Where wishes overlap, the boxes concerned share the mean of their wishes:
// isotonic regression by pooling adjacent violators (Ayer et al., 1955).
func pull(all []Box, column []int, beside [][]int) {
	type pool struct {
		sum    float64 // of wished offsets
		n      int
		offset float64
	}
	var pools []pool
	bases := make([]float64, len(column)) // where each box would stand if all were packed from 0
	base := 0.0
	for k, i := range column {
		bases[k] = base
		wish := all[i].Y
		if len(beside[i]) > 0 {
			sum := 0.0
			for _, j := range beside[i] {
				sum += all[j].Y + all[j].H/2
			}
			wish = sum/float64(len(beside[i])) - all[i].H/2
		}
		pools = append(pools, pool{sum: wish - base, n: 1, offset: wish - base})
		for len(pools) > 1 && pools[len(pools)-2].offset > pools[len(pools)-1].offset {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			m := pool{sum: a.sum + b.sum, n: a.n + b.n}
			m.offset = m.sum / float64(m.n)
			pools = append(pools[:len(pools)-2], m)
		}
		base += all[i].H + boxGap
	}
	k := 0
	for _, p := range pools {
		for range p.n {
			all[column[k]].Y = bases[k] + p.offset
			k++
		}
	}
}

// bends notes on each line the points it passes between its boxes.
func bends(all []Box, n int, lines []Line, links [][]int) {
	for i, way := range links {
		for _, j := range way {
			if j >= n {
				y := all[j].Y + all[j].H/2
				lines[i].Bends = append(lines[i].Bends, Point{all[j].X, y}, Point{all[j].X + all[j].W, y})
			}
		}
		if len(way) > 0 && way[0] != lines[i].From {
			slices.Reverse(lines[i].Bends)
		}
	}
}
