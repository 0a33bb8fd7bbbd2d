package layout

import (
	"math"
	"math/rand/v2"
)

// seed is the fixed seed of every layout.
const seed = 1958

// Lengths of an overview, in pixels.
const (
	edgeGap   = 46.0 // between the figures at the ends of an edge
	crowdGap  = 13.0 // by which an edge is longer for each edge at its busier end, by the square root
	nodeGap   = 7.0  // between the sizes of any two nodes
	islandGap = 36.0 // between parts that no edge joins
)

// Force places the nodes of a network so that the distance between two nodes is
// about the length of the shortest way between them, as if springs of these
// lengths joined all pairs (Kamada and Kawai, Inf. Process. Lett. 1989), by
// stochastic gradient descent (Zheng, Pawar and Goodman, IEEE TVCG 2019). Of a
// large network each node has springs to its neighbours and to a few pivots
// (Ortmann, Klimenta and Brandes, JGAA 2017). Then nodes are pushed apart until no
// two sizes overlap, and parts that no edge joins stand in rows below the largest.
//
// It returns the centre of each node. The sizes around them begin at 0, 0. Loops and
// double edges count for nothing.
func Force(sizes []Size, edges []Edge) []Point {
	g := newNetwork(len(sizes), edges)
	places := make([]Point, len(sizes))
	var islands []island
	for _, nodes := range g.components() {
		part := g.part(nodes, sizes)
		part.place()
		islands = append(islands, part.island(nodes))
	}
	pack(islands, places)
	for i := range places {
		places[i] = Point{round(places[i].X), round(places[i].Y)}
	}
	return places
}

// round keeps hundredths of a pixel.
func round(x float64) float64 { return math.Floor(float64(x*100)+0.5) / 100 }

// A part is a connected piece of a network, its nodes numbered from 0.
type part struct {
	network
	sizes  []Size
	places []Point
}

// place finds the places of a connected part.
func (p *part) place() {
	n := len(p.sizes)
	p.places = make([]Point, n)
	if n == 1 {
		return
	}
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	spread := float64(edgeGap * math.Sqrt(float64(n)))
	for i := range p.places {
		p.places[i] = Point{float64(random.Float64() * spread), float64(random.Float64() * spread)}
	}
	descend(p.places, p.springs(), random)
	level(p.places)
	separate(p.places, p.sizes)
}

// length is the wished length of an edge: long enough for the figures at its ends,
// and longer where an end is busy, so that its neighbours have room around it.
func (p *part) length(a, b int) float64 {
	busy := math.Sqrt(float64(max(len(p.beside[a]), len(p.beside[b])) - 1))
	return edgeGap + float64(crowdGap*busy) + (p.reach(a)+p.reach(b))/2
}

// reach is the mean of half the width and half the height of a node's size.
func (p *part) reach(i int) float64 { return (p.sizes[i].W + p.sizes[i].H) / 4 }

// A spring wishes two nodes at a distance; its weight is how much both heed it. With a
// negative one only a does, by that much; b stays where it is.
type spring struct {
	a, b             int32
	distance, weight float64
}

// cooling is the share of the step that is left after each round, and rounds how
// many there are at most: until the longest spring moves its ends by less than a
// hundredth of its error. With very many springs, steps get smaller faster: about 15
// rounds, as Zheng et al. have them.
const (
	cooling  = 0.78
	rounds   = 60
	many     = 100_000
	coolFast = 0.55
	block    = 64
)

// descend moves places so that springs have their lengths, each round all springs
// in a new order, with smaller steps every time.
func descend(places []Point, springs []spring, random *rand.Rand) {
	lightest, heaviest := math.Inf(1), 0.0
	for i := range springs {
		w := math.Abs(springs[i].weight)
		lightest, heaviest = min(lightest, w), max(heaviest, w)
	}
	step, cool := 1/lightest, cooling
	if len(springs) > many {
		cool = coolFast
	}
	for round := range rounds {
		if float64(step*heaviest) < 0.05 {
			return
		}
		if len(springs) <= many || round == 0 {
			random.Shuffle(len(springs), func(i, j int) { springs[i], springs[j] = springs[j], springs[i] })
			for i := range springs {
				springs[i].pull(places, step)
			}
		} else { // in blocks: to shuffle all takes longer than to pull them
			for _, b := range random.Perm((len(springs) + block - 1) / block) {
				some := springs[b*block : min(len(springs), (b+1)*block)]
				for i := range some {
					some[i].pull(places, step)
				}
			}
		}
		step = float64(step * cool)
	}
}

// pull moves the ends of a spring towards its length.
func (s *spring) pull(places []Point, step float64) {
	a, b := &places[s.a], &places[s.b]
	dx, dy := a.X-b.X, a.Y-b.Y
	apart := math.Sqrt(float64(dx*dx) + float64(dy*dy))
	if apart < 1e-9 {
		dx, dy, apart = 1e-3, 0, 1e-3
	}
	share := (apart - s.distance) / (2 * apart)
	move := float64(min(1, float64(math.Abs(s.weight)*step)) * share)
	a.X -= float64(move * dx)
	a.Y -= float64(move * dy)
	if s.weight > 0 {
		b.X += float64(move * dx)
		b.Y += float64(move * dy)
	}
}

// level turns places so that they are widest from left to right: the axis of
// greatest variance becomes horizontal, and the heavier half, by index, comes left.
func level(places []Point) {
	var mx, my float64
	for _, p := range places {
		mx += p.X
		my += p.Y
	}
	n := float64(len(places))
	mx, my = mx/n, my/n
	var xx, xy, yy float64
	for _, p := range places {
		dx, dy := p.X-mx, p.Y-my
		xx += float64(dx * dx)
		xy += float64(dx * dy)
		yy += float64(dy * dy)
	}
	half := (xx - yy) / 2
	root := math.Sqrt(float64(half*half) + float64(xy*xy))
	ax, ay := half+root, xy // the eigenvector of the greater eigenvalue
	if half < 0 {
		ax, ay = xy, root-half
	}
	length := math.Sqrt(float64(ax*ax) + float64(ay*ay))
	if length < 1e-9 {
		return
	}
	ax, ay = ax/length, ay/length
	first := float64((places[0].X-mx)*ax) + float64((places[0].Y-my)*ay)
	if first > 0 {
		ax, ay = -ax, -ay
	}
	for i, p := range places {
		dx, dy := p.X-mx, p.Y-my
		places[i] = Point{float64(dx*ax) + float64(dy*ay), float64(dy*ax) - float64(dx*ay)}
	}
}
