package layout

import (
	"math"
	"runtime"
	"slices"
	"sync"
)

// whole is the greatest number of nodes that have springs to all others; in a
// larger part, to their neighbours and to that many pivots.
const (
	whole  = 1000
	pivots = 100
)

// springs are those of the part: each weighs what the square of its length is in
// inverse, as usual.
func (p *part) springs() []spring {
	n := len(p.beside)
	if n > whole {
		return p.sparse()
	}
	all := make([]spring, n*(n-1)/2)
	var rows sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		rows.Go(func() {
			for a := first; a < n; a += workers {
				row := all[a*(a-1)/2:]
				for b, d := range p.distances(a)[:a] {
					row[b] = spring{int32(a), int32(b), d, 1 / float64(d*d)}
				}
			}
		})
	}
	rows.Wait()
	return all
}

// sparse are the springs of a large part. A spring to a pivot stands for those to
// all nodes near the pivot: for a node at distance d it weighs as much as there are
// nodes in the pivot's region within d/2 of the pivot (Ortmann et al., section 3.2).
// A pivot does not heed such springs, its own are those to the other pivots.
func (p *part) sparse() []spring {
	var all []spring
	for a := range p.beside {
		for _, b := range p.beside[a] {
			if b < a {
				d := p.length(a, b)
				all = append(all, spring{int32(a), int32(b), d, 1 / float64(d*d)})
			}
		}
	}
	chosen, distance := p.choosePivots()
	region := make([][]float64, len(chosen)) // distances of the nodes nearest to each pivot
	for i := range p.beside {
		nearest := 0
		for k := range chosen {
			if distance[k][i] < distance[nearest][i] {
				nearest = k
			}
		}
		region[nearest] = append(region[nearest], distance[nearest][i])
	}
	for k, pivot := range chosen {
		slices.Sort(region[k])
		for i, d := range distance[k] {
			if i == pivot || slices.Contains(p.beside[i], pivot) {
				continue
			}
			near, _ := slices.BinarySearch(region[k], math.Nextafter(d/2, math.Inf(1)))
			all = append(all, spring{int32(i), int32(pivot), d, -float64(max(near, 1)) / float64(d*d)})
		}
	}
	return all
}

// choosePivots takes nodes that are far from each other (Gonzalez, 1985), the
// first node first, and gives the distances of all nodes to each.
func (p *part) choosePivots() (chosen []int, distance [][]float64) {
	nearest := make([]float64, len(p.beside))
	for i := range nearest {
		nearest[i] = math.Inf(1)
	}
	next := 0
	for range pivots {
		chosen = append(chosen, next)
		d := p.distances(next)
		distance = append(distance, d)
		for i := range nearest {
			nearest[i] = min(nearest[i], d[i])
		}
		for i := range nearest {
			if nearest[i] > nearest[next] {
				next = i
			}
		}
	}
	return chosen, distance
}
