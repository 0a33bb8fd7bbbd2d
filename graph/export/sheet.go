package export

import (
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
)

// A sheet is a picture in the making: what every picture has around its figures,
// the title, the question's answer in numbers, and the legend.
type sheet struct {
	text          *picture.Text
	view          *View
	alone         int // nodes that are left out because no edge reaches them
	shapes        []picture.Shape
	right, bottom float64 // how far the figures reach
	types         []news.Type
	small         bool                  // the figures are cards, not circles
	middles       map[int]picture.Point // of the communities, where edges run in bundles
}

// Sizes of the letters around the figures.
const (
	titleSize  = 21.0
	noteSize   = 12.5
	leastWidth = 640.0
)

func (s *sheet) add(shapes ...picture.Shape) { s.shapes = append(s.shapes, shapes...) }

// reach notes that a figure ends at x, y.
func (s *sheet) reach(x, y float64) { s.right, s.bottom = max(s.right, x), max(s.bottom, y) }

// note notes that the legend has to have a type.
func (s *sheet) note(t news.Type) {
	if !slices.Contains(s.types, t) {
		s.types = append(s.types, t)
	}
}

// head is where the figures begin, below the title.
func (s *sheet) head() float64 { return margin + 76 }

// finish puts the title above the figures and the legend below.
func (s *sheet) finish() *picture.Picture {
	width := max(s.right+margin, leastWidth)
	inner := width - 2*margin
	p := &picture.Picture{Width: width, Title: s.view.Title, Description: s.view.Subtitle, Page: paper}
	size := titleSize
	for size > 13 && s.text.Width(s.view.Title, size, true) > inner {
		size--
	}
	lines := s.text.Wrap(s.view.Title, size, inner, true)
	if len(lines) > 2 {
		lines = append(lines[:1], shorten(lines[1], max(8, len([]rune(lines[1]))-2))+"…")
	}
	y := margin + 14
	for _, l := range lines {
		p.Shapes = append(p.Shapes, picture.Label{X: margin, Y: y, Size: size, Bold: true, Text: l, Colour: ink})
		y += float64(size * 1.25)
	}
	for _, l := range s.text.Wrap(s.view.Subtitle, noteSize, inner, false) {
		p.Shapes = append(p.Shapes, picture.Label{X: margin, Y: y + 2, Size: noteSize, Text: l, Colour: soft})
		y += noteSize * 1.35
	}
	p.Shapes = append(p.Shapes, s.shapes...)
	bottom := max(s.bottom, s.head())
	legend, height := s.legend(bottom+30, inner)
	p.Shapes = append(p.Shapes, legend...)
	p.Height = bottom + 30 + height + margin - 8
	return p
}

// An item of the legend is a sign and what it stands for.
type item struct {
	sign  func(x, y float64) []picture.Shape // 26 pixels wide, its middle at height y
	words string
}

// legend explains the colours, arrows and sizes that occur, and says what is not
// shown: rows of items below a line.
func (s *sheet) legend(top, width float64) (shapes []picture.Shape, height float64) {
	shapes = append(shapes, picture.Curve{
		Points: []picture.Point{{X: margin, Y: top - 8}, {X: margin, Y: top - 8}, {X: margin + width, Y: top - 8}, {X: margin + width, Y: top - 8}},
		Paint:  picture.Paint{Stroke: faint, Width: 1},
	})
	x, y := margin, top+14
	for _, it := range s.items() {
		w := 34 + s.text.Width(it.words, noteSize, false)
		if x > margin && x+w > margin+width {
			x, y = margin, y+21
		}
		shapes = append(shapes, it.sign(x, y-4)...)
		shapes = append(shapes, picture.Label{X: x + 34, Y: y, Size: noteSize, Text: it.words, Colour: soft})
		x += w + 20
	}
	notes := s.notes()
	for _, l := range s.text.Wrap(notes, noteSize, width, false) {
		if notes == "" {
			break
		}
		y += 21
		shapes = append(shapes, picture.Label{X: margin, Y: y, Size: noteSize, Text: l, Colour: soft})
	}
	return shapes, y - top + 8
}

// items are those of the legend: the types that occur, in their order, the claims,
// and the arrows.
func (s *sheet) items() []item {
	var all []item
	for _, t := range append(news.Types[:], "") {
		if slices.Contains(s.types, t) {
			all = append(all, item{s.sign(t), typeWord(t)})
		}
	}
	words := map[string]string{About: "speaks about", Reports: "passes on the words of"}
	if s.view.Name == "claims" {
		words = map[string]string{Says: "says", About: "about", Reports: "reports", Carries: "carries"}
	}
	for _, kind := range [...]string{Carries, Says, Reports, About} {
		if slices.ContainsFunc(s.view.Edges, func(e Edge) bool { return e.Kind == kind }) {
			all = append(all, item{arrowSign(edgeColours[kind]), words[kind]})
		}
	}
	return all
}

// sign is the legend's sign of a type.
func (s *sheet) sign(t news.Type) func(x, y float64) []picture.Shape {
	return func(x, y float64) []picture.Shape {
		switch {
		case !s.small:
			return []picture.Shape{picture.Circle{X: x + 18, Y: y, R: 7, Paint: picture.Paint{Fill: typeColours[t]}}}
		case t == "":
			return []picture.Shape{picture.Rect{X: x + 4, Y: y - 7, W: 22, H: 14, Round: 3, Paint: picture.Paint{Fill: card, Stroke: cardLine, Width: 1}}}
		}
		return []picture.Shape{picture.Rect{X: x + 4, Y: y - 7, W: 22, H: 14, Round: 7, Paint: picture.Paint{Fill: typeTints[t], Stroke: typeColours[t], Width: 1.2}}}
	}
}

func arrowSign(c picture.Colour) func(x, y float64) []picture.Shape {
	return func(x, y float64) []picture.Shape {
		return []picture.Shape{
			picture.Curve{Points: []picture.Point{{X: x, Y: y}, {X: x, Y: y}, {X: x + 20, Y: y}, {X: x + 20, Y: y}}, Paint: picture.Paint{Stroke: c, Width: 1.6}},
			arrowhead(picture.Point{X: x + 19, Y: y}, picture.Point{X: x + 27, Y: y}, 3.4, picture.Paint{Fill: c}),
		}
	}
}

// notes says how to read sizes, and what the picture leaves out.
func (s *sheet) notes() string {
	var all []string
	if !s.small {
		all = append(all, "Larger circles and thicker arrows: more claims.")
	}
	if s.alone > 0 {
		all = append(all, fmt.Sprintf("Not shown: %s that no arrow reaches.", table.Count(s.alone, "name")))
	}
	if s.view.Cut > 0 {
		which := "strongest names"
		if len(s.view.Centre) > 0 {
			which = "names nearest to whom was asked for"
		}
		all = append(all, fmt.Sprintf("Only the %d %s and what ties them; %d more are left out.", len(s.view.Nodes)+s.alone, which, s.view.Cut))
	}
	if s.view.CutEdges > 0 {
		all = append(all, fmt.Sprintf("Only the %d arrows of most claims, at least one a name; %d more are left out.", len(s.view.Edges), s.view.CutEdges))
	}
	if s.view.Note != "" {
		all = append(all, s.view.Note)
	}
	return strings.Join(all, " ")
}
