package layout

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"
)

// leastCommunity is how many nodes a community has at least.
const leastCommunity = 3

// Communities gives each node the number of its community: of those that more edges join
// with each other than with others (Blondel et al., J. Stat. Mech. 2008, "Louvain"), by
// the weights of edges. Communities are numbered from 1 by their size, of equal ones by
// their first node; a node of a smaller one than three has 0.
func Communities(n int, edges []Edge, weights []int) []int {
	g := simple.NewWeightedUndirectedGraph(0, 0)
	for i := range n {
		g.AddNode(simple.Node(i))
	}
	sums := map[[2]int]int{}
	for k, e := range edges {
		if e.From != e.To {
			sums[[2]int{min(e.From, e.To), max(e.From, e.To)}] += weights[k]
		}
	}
	for ends, weight := range sums {
		g.SetWeightedEdge(g.NewWeightedEdge(simple.Node(ends[0]), simple.Node(ends[1]), float64(weight)))
	}
	out := make([]int, n)
	if len(sums) == 0 {
		return out
	}
	var all [][]int
	for _, nodes := range community.Modularize(g, 1, rand.NewPCG(seed, uint64(n))).Communities() {
		var some []int
		for _, node := range nodes {
			some = append(some, int(node.ID()))
		}
		slices.Sort(some)
		if len(some) >= leastCommunity {
			all = append(all, some)
		}
	}
	slices.SortFunc(all, func(a, b []int) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0], b[0])) })
	for k, nodes := range all {
		for _, i := range nodes {
			out[i] = k + 1
		}
	}
	return out
}
