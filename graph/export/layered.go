package export

import (
	"cmp"
	"slices"
)

// A box is a node of a drawing: Width and Height are given, the place is
// computed. X and Y are the upper left corner, in pixels.
type box struct {
	Width, Height float64
	X, Y          float64
	layer         int
	order         float64
}

// A line is an arrow of a drawing between two boxes, by their indices; Bends
// are the points it passes on its way, end points left out.
type line struct {
	From, To int
	Bends    [][2]float64
}

// Distances of a layered drawing, in pixels, and the number of times that
// the layers are sorted by their neighbours.
const (
	layerGap = 90.0
	boxGap   = 18.0
	sweeps   = 12
)

// layered places boxes in columns so that arrows run from left to right: the
// method of Sugiyama, Tagawa and Toda (IEEE Trans. SMC, 1981), with the longest
// path for layers and barycentres for the order within one. An arrow that
// closes a cycle runs backwards. Same boxes and lines, same places. It
// returns the drawing's width and height.
func layered(boxes []box, lines []line) (width, height float64) {
	forward := acyclic(len(boxes), lines)
	layers(boxes, forward)
	all, links := withDummies(boxes, lines, forward)
	columns := sortColumns(all, links)
	width, height = place(all, columns, links)
	copy(boxes, all)
	bends(all, len(boxes), lines, links)
	return width, height
}

// acyclic gives each line as a pair (from, to) such that there is no cycle:
// a line back to a box that is being visited is turned around. Lines from a box
// to itself are left out: from is -1.
func acyclic(n int, lines []line) [][2]int {
	out := make([][]int, n)
	pairs := make([][2]int, len(lines))
	for i, l := range lines {
		pairs[i] = [2]int{l.From, l.To}
		if l.From == l.To {
			pairs[i] = [2]int{-1, -1}
			continue
		}
		out[l.From] = append(out[l.From], i)
	}
	const fresh, open, done = 0, 1, 2
	state := make([]int8, n)
	type frame struct{ box, next int }
	for root := range n {
		if state[root] != fresh {
			continue
		}
		state[root] = open
		for stack := []frame{{root, 0}}; len(stack) > 0; {
			top := &stack[len(stack)-1]
			if top.next == len(out[top.box]) {
				state[top.box] = done
				stack = stack[:len(stack)-1]
				continue
			}
			i := out[top.box][top.next]
			top.next++
			switch to := lines[i].To; state[to] {
			case fresh:
				state[to] = open
				stack = append(stack, frame{to, 0})
			case open:
				pairs[i] = [2]int{to, top.box}
			}
		}
	}
	return pairs
}

// layers sets the layer of each box to the length of the longest path to it,
// then draws boxes that nothing leads to close to what they lead to.
func layers(boxes []box, forward [][2]int) {
	n := len(boxes)
	in, out := make([]int, n), make([][]int, n)
	for _, p := range forward {
		if p[0] >= 0 {
			in[p[1]]++
			out[p[0]] = append(out[p[0]], p[1])
		}
	}
	entries := slices.Clone(in)
	var queue []int
	for i := range boxes {
		if in[i] == 0 {
			queue = append(queue, i)
		}
	}
	for head := 0; head < len(queue); head++ {
		for _, to := range out[queue[head]] {
			boxes[to].layer = max(boxes[to].layer, boxes[queue[head]].layer+1)
			if in[to]--; in[to] == 0 {
				queue = append(queue, to)
			}
		}
	}
	for i := range boxes {
		if entries[i] > 0 || len(out[i]) == 0 {
			continue
		}
		nearest := boxes[out[i][0]].layer
		for _, to := range out[i] {
			nearest = min(nearest, boxes[to].layer)
		}
		boxes[i].layer = nearest - 1
	}
}

// withDummies adds, for each line over several layers, a point in each layer
// between. links[i] is the way of line i, from the left to the right, as
// indices into all; nil for a line from a box to itself.
func withDummies(boxes []box, lines []line, forward [][2]int) (all []box, links [][]int) {
	all = slices.Clone(boxes)
	links = make([][]int, len(lines))
	for i, p := range forward {
		if p[0] < 0 {
			continue
		}
		way := []int{p[0]}
		for l := all[p[0]].layer + 1; l < all[p[1]].layer; l++ {
			way = append(way, len(all))
			all = append(all, box{layer: l, Height: 2})
		}
		links[i] = append(way, p[1])
	}
	return all, links
}

// sortColumns gives the boxes of each layer, ordered so that few lines cross.
func sortColumns(all []box, links [][]int) [][]int {
	last := 0
	for _, b := range all {
		last = max(last, b.layer)
	}
	columns := make([][]int, last+1)
	for i, b := range all {
		columns[b.layer] = append(columns[b.layer], i)
	}
	left, right := neighbours(len(all), links)
	number := func(column []int) {
		for k, i := range column {
			all[i].order = float64(k)
		}
	}
	for _, c := range columns {
		number(c)
	}
	sortBy := func(column []int, beside [][]int) {
		centre := make(map[int]float64, len(column))
		for _, i := range column {
			centre[i] = all[i].order
			if len(beside[i]) > 0 {
				sum := 0.0
				for _, j := range beside[i] {
					sum += all[j].order
				}
				centre[i] = sum / float64(len(beside[i]))
			}
		}
		slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(centre[a], centre[b]) })
		number(column)
	}
	for range sweeps {
		for _, c := range columns[1:] {
			sortBy(c, left)
		}
		for l := len(columns) - 2; l >= 0; l-- {
			sortBy(columns[l], right)
		}
	}
	return columns
}

// neighbours gives what lies before and behind each box on the lines.
func neighbours(n int, links [][]int) (left, right [][]int) {
	left, right = make([][]int, n), make([][]int, n)
	for _, way := range links {
		for k := 1; k < len(way); k++ {
			left[way[k]] = append(left[way[k]], way[k-1])
			right[way[k-1]] = append(right[way[k-1]], way[k])
		}
	}
	return left, right
}

// place sets the coordinates: columns beside each other, in each the boxes in
// their order, pulled towards the middle of their neighbours as far as the order
// allows.
func place(all []box, columns [][]int, links [][]int) (width, height float64) {
	x := 0.0
	for _, c := range columns {
		w := 0.0
		for _, i := range c {
			w = max(w, all[i].Width)
		}
		y := 0.0
		for _, i := range c {
			all[i].X = x + (w-all[i].Width)/2
			all[i].Y = y
			y += all[i].Height + boxGap
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
	top, bottom := 0.0, 0.0
	for _, b := range all {
		top = min(top, b.Y)
	}
	for i := range all {
		all[i].Y -= top
		bottom = max(bottom, all[i].Y+all[i].Height)
	}
	return x - layerGap, bottom
}

// pull moves the boxes of a column towards the mean height of what lies beside
// them. Where wishes overlap, the boxes concerned share the mean of their wishes:
// isotonic regression by pooling adjacent violators (Ayer et al., 1955).
func pull(all []box, column []int, beside [][]int) {
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
				sum += all[j].Y + all[j].Height/2
			}
			wish = sum/float64(len(beside[i])) - all[i].Height/2
		}
		pools = append(pools, pool{sum: wish - base, n: 1, offset: wish - base})
		for len(pools) > 1 && pools[len(pools)-2].offset > pools[len(pools)-1].offset {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			m := pool{sum: a.sum + b.sum, n: a.n + b.n}
			m.offset = m.sum / float64(m.n)
			pools = append(pools[:len(pools)-2], m)
		}
		base += all[i].Height + boxGap
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
func bends(all []box, n int, lines []line, links [][]int) {
	for i, way := range links {
		for _, j := range way {
			if j >= n {
				lines[i].Bends = append(lines[i].Bends, [2]float64{all[j].X + all[j].Width/2, all[j].Y + all[j].Height/2})
			}
		}
		if len(way) > 0 && way[0] != lines[i].From {
			slices.Reverse(lines[i].Bends)
		}
	}
}
