package export

import (
	"cmp"

	"hearsay/extract/news"
	"hearsay/graph/export/layout"
	"hearsay/graph/export/picture"
)

// Cards of a layered drawing, in pixels.
const (
	nameSize  = 14.0
	wordSize  = 12.0
	lineStep  = 1.36 // of the letters' size
	nameWidth = 200.0
	wordWidth = 310.0
	padding   = 11.0
)

// A figure is one card: an entity's name, or a claim with its cue and content.
type figure struct {
	node       *Node
	head, body []string
	box        layout.Box
}

// A chart is a view laid out as cards.
type chart struct {
	figures []figure
	boxes   []layout.Box
	arrows  []arrow
	lines   []layout.Line // the way of each arrow
}

// chart lays a view of claims out to be read from left to right: an outlet, what it
// carries, who says so, what they say, about whom. A claim within another hangs on
// the words that report it.
func (v *View) chart(text *picture.Text) chart {
	c := chart{arrows: v.arrows()}
	for i := range v.Nodes {
		f := v.figure(text, &v.Nodes[i])
		c.figures = append(c.figures, f)
		c.boxes = append(c.boxes, f.box)
	}
	for _, a := range c.arrows {
		c.lines = append(c.lines, layout.Line{From: a.from, To: a.to})
	}
	layout.Layered(c.boxes, c.lines)
	return c
}

// chains draws the cards of a view and their arrows.
func chains(v *View) *picture.Picture {
	s := sheet{text: picture.NewText(), view: v, small: true}
	c := v.chart(s.text)
	top := s.head()
	for i := range c.boxes {
		c.boxes[i].X += margin
		c.boxes[i].Y += top
		c.figures[i].box = c.boxes[i]
	}
	for i, a := range c.arrows {
		for k := range c.lines[i].Bends {
			c.lines[i].Bends[k].X += margin
			c.lines[i].Bends[k].Y += top
		}
		s.arrow(c.boxes, c.lines[i], a.kind)
	}
	for i := range c.figures {
		s.card(&c.figures[i])
	}
	return s.finish()
}

// An arrow of a layered drawing, between nodes.
type arrow struct {
	from, to int
	kind     string
}

// arrows are the lines of the layered drawing: what carries or reports a claim
// points at who makes it, so that chains read aloud, and at the claim itself where
// nobody is named.
func (v *View) arrows() []arrow {
	sources := map[int][]int{}
	for _, e := range v.Edges {
		if e.Kind == Says {
			sources[e.To] = append(sources[e.To], e.From)
		}
	}
	var all []arrow
	seen := map[[2]int]bool{}
	add := func(from, to int, kind string) {
		if from != to && !seen[[2]int{from, to}] {
			seen[[2]int{from, to}] = true
			all = append(all, arrow{from, to, kind})
		}
	}
	for _, kind := range [...]string{Carries, Says, Reports, About} { // the chain before what hangs on it
		for _, e := range v.Edges {
			switch {
			case e.Kind != kind:
			case kind == Says || kind == About || len(sources[e.To]) == 0:
				add(e.From, e.To, kind)
			default:
				for _, source := range sources[e.To] {
					add(e.From, source, kind)
				}
			}
		}
	}
	return all
}

// figure sets the words of a card and its size.
func (v *View) figure(text *picture.Text, n *Node) figure {
	f := figure{node: n}
	if n.Claim == noClaim {
		f.head = text.Wrap(shorten(n.Name, 90), nameSize, nameWidth, true)
	} else {
		c := &v.Claims[n.Claim]
		head := shorten(cmp.Or(c.Cue, "—"), 60)
		if c.Stance != news.Asserts {
			head += "  [" + string(c.Stance) + "]"
		}
		f.head = text.Wrap(head, nameSize, wordWidth, true)
		f.body = text.Wrap(shorten(c.Said(), 260), wordSize, wordWidth, false)
	}
	for _, l := range f.head {
		f.box.W = max(f.box.W, text.Width(l, nameSize, true))
	}
	for _, l := range f.body {
		f.box.W = max(f.box.W, text.Width(l, wordSize, false))
	}
	f.box.W += 2 * padding
	f.box.H = 2*padding - 3 + float64(float64(len(f.head))*nameSize*lineStep) + float64(float64(len(f.body))*wordSize*lineStep)
	return f
}

// card draws one figure.
func (s *sheet) card(f *figure) {
	b := f.box
	s.reach(b.X+b.W, b.Y+b.H)
	s.note(f.node.Type)
	shape := picture.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H, Round: 15, Paint: picture.Paint{Fill: typeTints[f.node.Type], Stroke: typeColours[f.node.Type], Width: 1.3}}
	if f.node.Claim != noClaim {
		shape.Round, shape.Paint = 5, picture.Paint{Fill: card, Stroke: cardLine, Width: 1}
	}
	g := picture.Group{ID: f.node.ID, Title: s.view.nodeTitle(f.node), Shapes: []picture.Shape{shape}}
	y := b.Y + padding - 5
	for _, l := range f.head {
		y += nameSize * lineStep
		g.Shapes = append(g.Shapes, picture.Label{X: b.X + padding, Y: y, Size: nameSize, Bold: true, Text: l, Colour: ink})
	}
	for _, l := range f.body {
		y += wordSize * lineStep
		g.Shapes = append(g.Shapes, picture.Label{X: b.X + padding, Y: y, Size: wordSize, Text: l, Colour: ink})
	}
	s.add(g)
}

// arrow draws a line as smooth curves through its bends, with a tip.
func (s *sheet) arrow(boxes []layout.Box, l layout.Line, kind string) {
	const tip = 9.0
	from, to := boxes[l.From], boxes[l.To]
	start := picture.Point{X: from.X + from.W, Y: from.Y + from.H/2}
	end := picture.Point{X: to.X - 1, Y: to.Y + to.H/2}
	turn, back := 42.0, tip
	if to.X < from.X { // against the direction of reading
		start.X, end.X = from.X, to.X+to.W+1
		turn, back = -turn, -back
	}
	neck := picture.Point{X: end.X - back, Y: end.Y}
	points := []picture.Point{start}
	at := start
	for _, p := range append(l.Bends, layout.Point(neck)) {
		points = append(points, picture.Point{X: at.X + turn, Y: at.Y}, picture.Point{X: p.X - turn, Y: p.Y}, picture.Point(p))
		at = picture.Point(p)
	}
	paint := picture.Paint{Stroke: edgeColours[kind], Width: 1.6}
	if kind == About {
		paint.Dash = 5
	}
	s.add(picture.Curve{Points: points, Paint: paint}, arrowhead(neck, end, 3.8, picture.Paint{Fill: edgeColours[kind]}))
}
