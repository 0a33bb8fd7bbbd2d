package layout

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// web is a random network of n nodes with names of different lengths: a few nodes
// have many edges, some none, and there are small parts apart.
func web(n int) ([]Size, []Edge) {
	random := rand.New(rand.NewPCG(3, uint64(n)))
	sizes := make([]Size, n)
	var edges []Edge
	for i := range sizes {
		sizes[i] = Size{20 + float64(130*random.Float64()), 24 + float64(40*random.Float64())}
		if i%9 != 0 {
			x := random.Float64()
			edges = append(edges, Edge{i, int(x * x * float64(n))}, Edge{i, i})
		}
	}
	return sizes, edges
}

// TestForceSeparates places networks of all sizes: no two nodes lie on each other,
// and all lie in the quadrant that begins at 0, 0.
func TestForceSeparates(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 30, 300, 1000} {
		sizes, edges := web(n)
		places := Force(sizes, edges)
		if len(places) != n {
			t.Fatalf("%d places of %d nodes", len(places), n)
		}
		for i, a := range places {
			if math.IsNaN(a.X+a.Y) || a.X < sizes[i].W/2-0.01 || a.Y < sizes[i].H/2-0.01 {
				t.Fatalf("n=%d: node %d is at %v", n, i, a)
			}
			for j, b := range places[:i] {
				if math.Abs(a.X-b.X) < (sizes[i].W+sizes[j].W)/2 && math.Abs(a.Y-b.Y) < (sizes[i].H+sizes[j].H)/2 {
					t.Errorf("n=%d: nodes %d and %d lie on each other", n, i, j)
				}
			}
		}
	}
}

// TestForceIsStable places the same network twice, and once with its edges in
// another order and turned around.
func TestForceIsStable(t *testing.T) {
	sizes, edges := web(200)
	want := Force(sizes, edges)
	if got := Force(sizes, edges); !slices.Equal(got, want) {
		t.Error("the same network got other places")
	}
	slices.Reverse(edges)
	for i, e := range edges {
		edges[i] = Edge{e.To, e.From}
	}
	if got := Force(sizes, edges); !slices.Equal(got, want) {
		t.Error("the order of edges moves nodes")
	}
}

// TestForceKeepsDistances places a long path and a grid: the farther apart nodes are
// in the network, the farther apart they are on the plane. Stress is the mean of
// the squared relative errors; a random placement has about 0.3.
func TestForceKeepsDistances(t *testing.T) {
	const side = 9
	sizes := make([]Size, side*side)
	var edges []Edge
	for i := range sizes {
		sizes[i] = Size{4, 4}
		if i%side > 0 {
			edges = append(edges, Edge{i - 1, i})
		}
		if i >= side {
			edges = append(edges, Edge{i - side, i})
		}
	}
	places := Force(sizes, edges)
	p := newNetwork(len(sizes), edges).part(newNetwork(len(sizes), edges).components()[0], sizes)
	stress, pairs := 0.0, 0.0
	for i := range places {
		for j, d := range p.distances(i)[:i] {
			err := math.Hypot(places[i].X-places[j].X, places[i].Y-places[j].Y)/d - 1
			stress += err * err
			pairs++
		}
	}
	if stress /= pairs; stress > 0.05 {
		t.Errorf("the stress of a grid is %.3f, want at most 0.05", stress)
	}
}

// TestForceOfMany places more nodes than have springs to all others: neighbours
// are nearer to each other than others are.
func TestForceOfMany(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of nodes take long with the race detector")
	}
	sizes, edges := web(2500)
	places := Force(sizes, edges)
	near, far := 0.0, 0.0
	for k, e := range edges {
		other := edges[(k*7+13)%len(edges)]
		near += math.Hypot(places[e.From].X-places[e.To].X, places[e.From].Y-places[e.To].Y)
		far += math.Hypot(places[e.From].X-places[other.To].X, places[e.From].Y-places[other.To].Y)
	}
	if near > far/2 {
		t.Errorf("neighbours are %.0f apart in all, others %.0f; want less than half", near, far)
	}
}

// TestLayered draws many graphs, cycles and all: no two boxes lie on each other.
func TestLayered(t *testing.T) {
	for n := 1; n <= 60; n += 7 {
		boxes := make([]Box, n)
		for i := range boxes {
			boxes[i].Size = Size{float64(40 + i*13%90), float64(20 + i*7%50)}
		}
		var lines []Line
		for i := range 2 * n {
			lines = append(lines, Line{From: i * i % n, To: (i*7 + 3) % n})
		}
		width, height := Layered(boxes, lines)
		for i, a := range boxes {
			if a.X < 0 || a.Y < 0 || a.X+a.W > width+0.01 || a.Y+a.H > height+0.01 {
				t.Errorf("n=%d: box %d is outside the drawing: %+v", n, i, a)
			}
			for j, b := range boxes[:i] {
				if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H-0.01 && b.Y < a.Y+a.H-0.01 {
					t.Errorf("n=%d: boxes %d and %d lie on each other", n, i, j)
				}
			}
		}
	}
}

// TestLayeredBegins puts what no line leads to on the left, though a cycle leads
// back: outlet → speaker → claim → speaker.
func TestLayeredBegins(t *testing.T) {
	boxes := make([]Box, 3)
	for i := range boxes {
		boxes[i].Size = Size{50, 20}
	}
	const claim, speaker, outlet = 0, 1, 2
	Layered(boxes, []Line{{From: claim, To: speaker}, {From: speaker, To: claim}, {From: outlet, To: speaker}})
	if !(boxes[outlet].X < boxes[speaker].X && boxes[speaker].X < boxes[claim].X) {
		t.Errorf("outlet, speaker, claim are at %.0f, %.0f, %.0f", boxes[outlet].X, boxes[speaker].X, boxes[claim].X)
	}
}

func BenchmarkForce(b *testing.B) {
	for _, n := range []int{300, 1000} {
		b.Run(map[int]string{300: "300", 1000: "1000"}[n], func(b *testing.B) {
			sizes, edges := web(n)
			for b.Loop() {
				Force(sizes, edges)
			}
		})
	}
}
