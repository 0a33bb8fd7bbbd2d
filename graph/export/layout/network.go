package layout

import (
	"cmp"
	"math"
	"slices"
)

// A network is a graph without loops and double edges: beside[i] are the
// neighbours of node i, ascending.
type network struct{ beside [][]int }

func newNetwork(n int, edges []Edge) network {
	beside := make([][]int, n)
	for _, e := range edges {
		if e.From != e.To {
			beside[e.From] = append(beside[e.From], e.To)
			beside[e.To] = append(beside[e.To], e.From)
		}
	}
	for i := range beside {
		slices.Sort(beside[i])
		beside[i] = slices.Compact(beside[i])
	}
	return network{beside}
}

// components are the nodes of each connected part, ascending; the part with the
// most nodes first, of equal ones that with the smallest node.
func (g network) components() [][]int {
	var all [][]int
	seen := make([]bool, len(g.beside))
	for root := range g.beside {
		if seen[root] {
			continue
		}
		seen[root] = true
		nodes := []int{root}
		for head := 0; head < len(nodes); head++ {
			for _, j := range g.beside[nodes[head]] {
				if !seen[j] {
					seen[j] = true
					nodes = append(nodes, j)
				}
			}
		}
		slices.Sort(nodes)
		all = append(all, nodes)
	}
	slices.SortStableFunc(all, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return all
}

// part is the part of the network with these nodes.
func (g network) part(nodes []int, sizes []Size) *part {
	number := make(map[int]int, len(nodes))
	for k, i := range nodes {
		number[i] = k
	}
	p := &part{network: network{make([][]int, len(nodes))}, sizes: make([]Size, len(nodes))}
	for k, i := range nodes {
		p.sizes[k] = sizes[i]
		for _, j := range g.beside[i] {
			p.beside[k] = append(p.beside[k], number[j])
		}
	}
	return p
}

// distances are the lengths of the shortest ways from a node to all others, and
// how many edges these have (Dijkstra, 1959). The part is connected, so there is a
// way to each.
func (p *part) distances(from int) []float64 {
	distance := make([]float64, len(p.beside))
	for i := range distance {
		distance[i] = math.Inf(1)
	}
	distance[from] = 0
	queue := heap{{0, from}}
	for len(queue) > 0 {
		at := queue.pop()
		if at.distance > distance[at.node] {
			continue
		}
		for _, j := range p.beside[at.node] {
			if d := at.distance + p.length(at.node, j); d < distance[j] {
				distance[j] = d
				queue.push(entry{d, j})
			}
		}
	}
	return distance
}

// An entry of a heap is a node and how far it is.
type entry struct {
	distance float64
	node     int
}

// A heap gives the nearest entry first. It is container/heap without interfaces,
// which cost most of the time here.
type heap []entry

func (h *heap) push(e entry) {
	*h = append(*h, e)
	q := *h
	for i := len(q) - 1; i > 0; {
		up := (i - 1) / 2
		if q[up].distance <= q[i].distance {
			break
		}
		q[up], q[i] = q[i], q[up]
		i = up
	}
}

func (h *heap) pop() entry {
	q := *h
	top := q[0]
	last := len(q) - 1
	q[0] = q[last]
	q = q[:last]
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			break
		}
		if down+1 < last && q[down+1].distance < q[down].distance {
			down++
		}
		if q[i].distance <= q[down].distance {
			break
		}
		q[i], q[down] = q[down], q[i]
		i = down
	}
	*h = q
	return top
}
