package export

import (
	"fmt"
	"math"

	"hearsay/extract/news"
	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
)

// margin is around every picture, in pixels.
const margin = 36.0

// overview draws a placed view as a map: circles with their names below, as large
// as they have claims, and arrows that grow with the claims behind them.
func overview(v *View) *picture.Picture {
	all := len(v.Nodes)
	v = v.linked()
	s := sheet{text: picture.NewText(), view: v, alone: all - len(v.Nodes)}
	v.shift(s.head())
	s.bundle()
	for i := range v.Edges {
		s.edge(&v.Edges[i])
	}
	for i := range v.Nodes {
		s.circle(&v.Nodes[i])
	}
	return s.finish()
}

// shift moves a map so that it begins at the margin, y below the page's top.
func (v *View) shift(y float64) {
	left, top := math.Inf(1), math.Inf(1)
	text := picture.NewText()
	for i := range v.Nodes {
		n := &v.Nodes[i]
		left = min(left, n.X-max(n.R, text.Width(n.label(), labelSize(n.R), false)/2))
		top = min(top, n.Y-n.R)
	}
	for i := range v.Nodes {
		v.Nodes[i].X += margin - left
		v.Nodes[i].Y += y - top
	}
}

// Edges of a map of more than fewBundled nodes that lead from one community to another
// run side by side on the way between the middles of both, so much as bundling says (0 not
// at all, 1 through the middles): of hundreds of lines one sees who is tied to whom
// (Holten, IEEE TVCG 2006, with one level of communities).
const (
	fewBundled = 40
	bundling   = 0.55
	mostAside  = 0.35 // of an edge's length
)

// toLeft is how far an edge bends to the left of its way, of its length.
const toLeft = 0.12

// bundle finds the middles of the communities of a large map.
func (s *sheet) bundle() {
	if len(s.view.Nodes) <= fewBundled {
		return
	}
	count := map[int]float64{}
	s.middles = map[int]picture.Point{}
	for i := range s.view.Nodes {
		n := &s.view.Nodes[i]
		if n.Community > 0 {
			m := s.middles[n.Community]
			s.middles[n.Community] = picture.Point{X: m.X + n.X, Y: m.Y + n.Y}
			count[n.Community]++
		}
	}
	for c, m := range s.middles {
		s.middles[c] = picture.Point{X: m.X / count[c], Y: m.Y / count[c]}
	}
}

// bends are the points to which an edge is drawn on its way, near its beginning and near
// its end: to the left, so that one there and one back are two, or into its bundle.
func (s *sheet) bends(a, b *Node) (first, last picture.Point) {
	dx, dy := b.X-a.X, b.Y-a.Y
	from, in := s.middles[a.Community]
	to, out := s.middles[b.Community]
	if !in || !out || a.Community == b.Community {
		bend := picture.Point{X: (a.X+b.X)/2 + float64(dy*toLeft), Y: (a.Y+b.Y)/2 - float64(dx*toLeft)}
		return bend, bend
	}
	length := float64(dx*dx) + float64(dy*dy) // squared
	pulled := func(share float64, middle picture.Point) picture.Point {
		x, y := a.X+float64(share*dx), a.Y+float64(share*dy)
		if length == 0 {
			return picture.Point{X: x, Y: y}
		}
		// Aside alone, or a line would go back behind its own beginning.
		aside := float64(bundling*(float64((middle.Y-y)*dx)-float64((middle.X-x)*dy))) / length
		aside = max(-mostAside, min(mostAside, aside)) - toLeft/2
		return picture.Point{X: x - float64(aside*dy), Y: y + float64(aside*dx)}
	}
	return pulled(1.0/3, from), pulled(2.0/3, to)
}

// edge draws an arrow from circle to circle.
func (s *sheet) edge(e *Edge) {
	a, b := &s.view.Nodes[e.From], &s.view.Nodes[e.To]
	first, last := s.bends(a, b)
	width := min(5, 0.7+float64(0.45*math.Sqrt(float64(e.Weight))))
	tip := 4 + float64(1.6*width)
	start := towards(a, first, a.R)
	end := towards(b, last, b.R+1)
	neck := towards(b, last, b.R+1+tip)
	way := []picture.Point{start, first, last, neck}
	if first == last {
		way = quadratic(start, first, neck)
	}
	colour := edgeColours[e.Kind]
	s.add(picture.Group{Title: s.view.edgeTitle(e), Shapes: []picture.Shape{
		picture.Curve{Points: way, Paint: picture.Paint{Stroke: colour, Width: width, Opacity: s.fade(e)}},
		arrowhead(neck, end, float64(tip*0.42), picture.Paint{Fill: colour, Opacity: min(1, s.fade(e)+0.2)}),
	}})
}

// fade is the opacity of an edge: the more there are, the less each; heavy ones show.
func (s *sheet) fade(e *Edge) float64 {
	base := 0.85
	if n := len(s.view.Edges); n > 60 {
		base = max(0.4, float64(0.85*math.Sqrt(60/float64(n))))
	}
	return hundredths(min(0.9, base+float64(0.06*float64(e.Weight-1))))
}

// towards is the point at a distance from a node's centre in the direction of a
// point, at most half way.
func towards(n *Node, p picture.Point, distance float64) picture.Point {
	dx, dy := p.X-n.X, p.Y-n.Y
	length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
	if length == 0 {
		return p
	}
	distance = min(distance, float64(0.9*length))
	return picture.Point{X: n.X + float64(dx*distance)/length, Y: n.Y + float64(dy*distance)/length}
}

// quadratic is a quadratic Bézier curve as a cubic one.
func quadratic(a, control, b picture.Point) []picture.Point {
	third := func(p picture.Point) picture.Point {
		return picture.Point{X: p.X + (control.X-p.X)*2/3, Y: p.Y + (control.Y-p.Y)*2/3}
	}
	return []picture.Point{a, third(a), third(b), b}
}

// arrowhead is a triangle from the neck of an arrow to its end, half as wide on
// each side.
func arrowhead(neck, end picture.Point, half float64, p picture.Paint) picture.Polygon {
	dx, dy := end.X-neck.X, end.Y-neck.Y
	length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
	if length == 0 {
		length = 1
	}
	sx, sy := float64(dy*half)/length, -float64(dx*half)/length
	return picture.Polygon{Points: []picture.Point{end, {X: neck.X + sx, Y: neck.Y + sy}, {X: neck.X - sx, Y: neck.Y - sy}}, Paint: p}
}

// circle draws a node with its name.
func (s *sheet) circle(n *Node) {
	size := labelSize(n.R)
	name := n.label()
	half := max(n.R, s.text.Width(name, size, false)/2)
	s.reach(n.X+half, n.Y+n.R+float64(size*labelStep))
	s.note(n.Type)
	s.add(picture.Group{ID: n.ID, Title: s.view.nodeTitle(n), Shapes: []picture.Shape{
		picture.Circle{X: n.X, Y: n.Y, R: n.R, Paint: picture.Paint{Fill: typeColours[n.Type], Stroke: paper, Width: 1.2}},
		picture.Label{X: n.X, Y: n.Y + n.R + float64(size*0.98), Size: size, Text: name, Middle: true, Colour: ink, Halo: paper},
	}})
}

// nodeTitle says what a node is.
func (v *View) nodeTitle(n *Node) string {
	if n.Claim != noClaim {
		return v.Claims[n.Claim].Sentence
	}
	return fmt.Sprintf("%s (%s): makes %s, %d about it", n.Name, typeWord(n.Type), table.Count(n.Said, "claim"), n.About)
}

// edgeTitle says what an edge is.
func (v *View) edgeTitle(e *Edge) string {
	words := map[string]string{About: "about", Reports: "reporting", Says: "says", Carries: "carries"}
	text := fmt.Sprintf("%s → %s: %s %s", v.Nodes[e.From].label(), v.Nodes[e.To].label(), table.Count(e.Weight, "claim"), words[e.Kind])
	return text + between(e.First, e.Last)
}

// between writes a time: ", 2031-03-04 to 2031-03-09".
func between(first, last string) string {
	switch {
	case first == "":
		return ""
	case first == last:
		return ", " + first
	}
	return ", " + first + " to " + last
}

func typeWord(t news.Type) string {
	if t == "" {
		return "claim"
	}
	return string(t)
}
