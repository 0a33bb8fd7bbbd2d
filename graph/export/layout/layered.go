package layout

import "slices"

// A Box is a node of a layered drawing: its size is given, the place is computed.
// X and Y are the upper left corner, in pixels.
type Box struct {
	Size
	X, Y  float64
	layer int
	order float64
}

// A Line is an arrow of a layered drawing between two boxes, by their indices;
// Bends are the points it passes on its way, end points left out: two for each
// column that it crosses.
type Line struct {
	From, To int
	Bends    []Point
}

// Distances of a layered drawing, in pixels, and the number of times that
// the layers are sorted by their neighbours.
const (
	layerGap = 90.0
	boxGap   = 18.0
	sweeps   = 12
)

// Layered places boxes in columns so that arrows run from left to right: the
// method of Sugiyama, Tagawa and Toda (IEEE Trans. SMC, 1981), with the longest
// path for layers and barycentres for the order within one. An arrow that
// closes a cycle runs backwards. Same boxes and lines, same places. It
// returns the drawing's width and height.
func Layered(boxes []Box, lines []Line) (width, height float64) {
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
// a line back to a box that is being visited is turned around. Boxes that no line
// leads to are visited first, so that they stay on the left. Lines from a box to
// itself are left out: from is -1.
func acyclic(n int, lines []Line) [][2]int {
	out, entries := make([][]int, n), make([]int, n)
	pairs := make([][2]int, len(lines))
	for i, l := range lines {
		pairs[i] = [2]int{l.From, l.To}
		if l.From == l.To {
			pairs[i] = [2]int{-1, -1}
			continue
		}
		out[l.From] = append(out[l.From], i)
		entries[l.To]++
	}
	roots := make([]int, n)
	for i := range roots {
		roots[i] = i
	}
	slices.SortStableFunc(roots, func(a, b int) int { return min(1, entries[a]) - min(1, entries[b]) })
	const fresh, open, done = 0, 1, 2
	state := make([]int8, n)
	type frame struct{ box, next int }
	for _, root := range roots {
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
func layers(boxes []Box, forward [][2]int) {
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
func withDummies(boxes []Box, lines []Line, forward [][2]int) (all []Box, links [][]int) {
	all = slices.Clone(boxes)
	links = make([][]int, len(lines))
	for i, p := range forward {
		if p[0] < 0 {
			continue
		}
		way := []int{p[0]}
		for l := all[p[0]].layer + 1; l < all[p[1]].layer; l++ {
			way = append(way, len(all))
			all = append(all, Box{Size: Size{H: 2}, layer: l})
		}
		links[i] = append(way, p[1])
	}
	return all, links
}
