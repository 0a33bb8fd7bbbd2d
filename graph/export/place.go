package export

import (
	"math"
	"strings"

	"hearsay/graph/export/layout"
	"hearsay/graph/export/picture"
)

// Circles of a map, in pixels: the smallest, how they grow with the root of their
// weight, and the greatest.
const (
	leastRadius = 4.0
	growth      = 2.6
	mostRadius  = 36.0
)

// mostCards is the greatest number of nodes that are drawn as cards.
const mostCards = 120

// layered says whether the view is drawn as cards in layers, not as a map.
func (v *View) layered() bool {
	return v.Name == "claims" && v.Cut == 0 && len(v.Nodes) <= mostCards
}

// Place gives every node its circle: the same view, the same places, in each
// format. On a map no circle and no label lies on another; a small view of claims is
// laid out in layers, from left to right. It returns the view.
func (v *View) Place() *View {
	if len(v.Nodes) == 0 {
		return v
	}
	grow := min(growth, (mostRadius-leastRadius)/math.Sqrt(float64(max(1, v.Nodes[0].Weight))))
	for i := range v.Nodes {
		n := &v.Nodes[i]
		n.R = hundredths(leastRadius + float64(grow*math.Sqrt(float64(n.Weight))))
	}
	text := picture.NewText()
	if v.layered() {
		for i, b := range v.chart(text).boxes {
			v.Nodes[i].X, v.Nodes[i].Y = hundredths(b.X+b.W/2), hundredths(b.Y+b.H/2)
		}
		return v
	}
	v.placeMap(text)
	return v
}

// placeMap places the nodes of a map, with room for their names below.
func (v *View) placeMap(text *picture.Text) {
	sizes := make([]layout.Size, len(v.Nodes))
	for i := range v.Nodes {
		n := &v.Nodes[i]
		label := labelSize(n.R)
		sizes[i] = layout.Size{
			W: max(2*n.R, text.Width(n.label(), label, false)) + 4,
			H: 2*n.R + float64(label*labelStep),
		}
	}
	edges, weights := make([]layout.Edge, len(v.Edges)), make([]int, len(v.Edges))
	for i, e := range v.Edges {
		edges[i], weights[i] = layout.Edge{From: e.From, To: e.To}, e.Weight
	}
	if v.Name == "people" {
		for i, c := range layout.Communities(len(v.Nodes), edges, weights) {
			v.Nodes[i].Community = c
		}
	}
	for i, p := range layout.Force(sizes, edges) {
		n := &v.Nodes[i]
		n.X, n.Y = p.X, hundredths(p.Y-sizes[i].H/2+n.R)
	}
}

// Labels stand below their circle, larger where this is larger.
const labelStep = 1.3 // of the label's size

func labelSize(radius float64) float64 { return hundredths(10 + float64(radius*0.25)) }

// label is what stands below the node's circle.
func (n *Node) label() string {
	if n.Claim != noClaim {
		return "“" + shorten(n.Name, maxLabel) + "”"
	}
	return shorten(strings.TrimSpace(n.Name), maxLabel)
}

// hundredths keeps two digits, which is what every format writes.
func hundredths(x float64) float64 { return math.Floor(float64(x*100)+0.5) / 100 }
