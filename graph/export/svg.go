package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"hearsay/extract/news"
)

// Sizes of the picture, in pixels.
const (
	nameSize  = 14.0
	wordSize  = 12.0
	lineStep  = 1.35 // of the font's size
	nameWidth = 190.0
	wordWidth = 300.0
	padding   = 10.0
	margin    = 28.0
)

// typeColours are the fills of entities, light and dark.
var typeColours = map[news.Type][2]string{
	news.Person:       {"#d7e8fb", "#1d3d5f"},
	news.Organization: {"#dff2dc", "#234a25"},
	news.Publication:  {"#fbe9c9", "#5a4213"},
	news.Group:        {"#ece3f7", "#40305a"},
	news.Place:        {"#fde0d9", "#5f2b20"},
	news.Event:        {"#fbdff0", "#5a2046"},
	news.Law:          {"#e3e6ea", "#3a4250"},
	news.Work:         {"#f0ead6", "#4c452c"},
	news.System:       {"#d6f1f0", "#184a4a"},
}

// figure is one box of the picture: an entity, or a claim with its cue.
type figure struct {
	class string   // "e-person" or "claim"
	link  string   // the id of the node
	head  []string // the lines set first: a name, or cue and stance
	body  []string // the lines below: what is said
	title string   // all of it, uncut, for the pointer that rests on it
}

// size is the width and height of the figure's box.
func (f *figure) size() (w, h float64) {
	for _, l := range f.head {
		w = max(w, boldWidth(l, nameSize))
	}
	for _, l := range f.body {
		w = max(w, textWidth(l, wordSize))
	}
	h = float64(len(f.head))*nameSize*lineStep + float64(len(f.body))*wordSize*lineStep
	return w + 2*padding, h + 2*padding - 4
}

// writeSVG draws the picture: light or dark as the reader's system is, text as
// text, nothing loaded from elsewhere.
func writeSVG(w io.Writer, d *drawing) error {
	var b strings.Builder
	boxes := make([]box, len(d.figures))
	for i := range d.figures {
		boxes[i].Width, boxes[i].Height = d.figures[i].size()
	}
	width, height := 0.0, 0.0
	if len(boxes) > 0 {
		width, height = layered(boxes, d.lines)
	}
	head := 64.0
	types := d.types()
	width = max(width, 520, boldWidth(d.title, 18), legendWidth(types))
	fullWidth, fullHeight := width+2*margin, height+head+60+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif" role="img">`+"\n",
		fullWidth, fullHeight, fullWidth, fullHeight)
	fmt.Fprintf(&b, "<title>%s</title>\n", escape(d.title))
	style(&b)
	fmt.Fprintf(&b, `<rect class="page" width="100%%" height="100%%"/>`+"\n")
	fmt.Fprintf(&b, `<text class="name" x="%.0f" y="%.0f" font-size="18" font-weight="bold">%s</text>`+"\n", margin, margin+18, escape(d.title))
	fmt.Fprintf(&b, `<text class="soft" x="%.0f" y="%.0f" font-size="12">%s</text>`+"\n", margin, margin+38, escape(d.subtitle))
	fmt.Fprintf(&b, `<g transform="translate(%.1f,%.1f)">`+"\n", margin, margin+head)
	for _, l := range d.lines {
		arrow(&b, boxes, l, d.classes[[2]int{l.From, l.To}])
	}
	for i := range d.figures {
		drawFigure(&b, &d.figures[i], boxes[i])
	}
	b.WriteString("</g>\n")
	legend(&b, types, margin, margin+head+height+34)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// style writes the colours, those of a dark page behind a media query.
func style(b *strings.Builder) {
	b.WriteString("<style>\n.page{fill:#fff}.name{fill:#1a1a1a}.soft{fill:#5a5a5a}.claim rect{fill:#fff;stroke:#8a8f98}.e rect{stroke:#70757d}" +
		".says{stroke:#3b6ea5}.about{stroke:#a05a2c;stroke-dasharray:5 4}.within{stroke:#5c8a3a}path{fill:none;stroke-width:1.6}.tip{stroke:none}" +
		".tip.says{fill:#3b6ea5}.tip.about{fill:#a05a2c}.tip.within{fill:#5c8a3a}\n")
	for _, t := range news.Types {
		fmt.Fprintf(b, ".e-%s rect{fill:%s}", t, typeColours[t][0])
	}
	b.WriteString("\n@media (prefers-color-scheme:dark){.page{fill:#16181c}.name{fill:#eceef1}.soft{fill:#a9afb8}.claim rect{fill:#202329;stroke:#7b828d}.e rect{stroke:#8a919b}" +
		".says{stroke:#7fb2ea}.about{stroke:#e0a070}.within{stroke:#9ccc78}.tip{stroke:none}.tip.says{fill:#7fb2ea}.tip.about{fill:#e0a070}.tip.within{fill:#9ccc78}\n")
	for _, t := range news.Types {
		fmt.Fprintf(b, ".e-%s rect{fill:%s}", t, typeColours[t][1])
	}
	b.WriteString("}\n</style>\n")
}

// drawFigure draws one box with its lines of text.
func drawFigure(b *strings.Builder, f *figure, at box) {
	radius := 4.0
	if f.class != "claim" {
		radius = 14
	}
	class := f.class
	if class != "claim" {
		class = "e " + class
	}
	fmt.Fprintf(b, `<g class="%s" id="%s"><title>%s</title><rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.0f"/>`,
		class, escape(f.link), escape(f.title), at.X, at.Y, at.Width, at.Height, radius)
	y := at.Y + padding - 4
	for _, l := range f.head {
		y += nameSize * lineStep
		fmt.Fprintf(b, `<text class="name" x="%.1f" y="%.1f" font-size="%.0f" font-weight="bold">%s</text>`, at.X+padding, y, nameSize, escape(l))
	}
	for _, l := range f.body {
		y += wordSize * lineStep
		fmt.Fprintf(b, `<text class="name" x="%.1f" y="%.1f" font-size="%.0f">%s</text>`, at.X+padding, y, wordSize, escape(l))
	}
	b.WriteString("</g>\n")
}

// arrow draws a line as smooth curves through its bends, with a tip.
func arrow(b *strings.Builder, boxes []box, l line, class string) {
	from, to := boxes[l.From], boxes[l.To]
	x1, y1 := from.X+from.Width, from.Y+from.Height/2
	x2, y2 := to.X-8, to.Y+to.Height/2
	tip, turn := 8.0, 40.0
	if to.X < from.X { // against the direction of reading
		x1, x2 = from.X, to.X+to.Width+8
		tip, turn = -8, -40
	}
	fmt.Fprintf(b, `<path class="%s" d="M%.1f %.1f`, class, x1, y1)
	points := append(append([][2]float64{}, l.Bends...), [2]float64{x2, y2})
	px, py := x1, y1
	for _, p := range points {
		fmt.Fprintf(b, " C%.1f %.1f %.1f %.1f %.1f %.1f", px+turn, py, p[0]-turn, p[1], p[0], p[1])
		px, py = p[0], p[1]
	}
	fmt.Fprintf(b, `"/><path class="tip %s" d="M%.1f %.1f l%.1f -4 v8 z"/>`+"\n", class, x2+tip, y2, -tip)
}

// legend explains the colours of the types that occur and the three arrows.
func legend(b *strings.Builder, types []news.Type, x, y float64) {
	for _, t := range types {
		fmt.Fprintf(b, `<g class="e e-%s"><rect x="%.1f" y="%.1f" width="16" height="12" rx="5"/></g><text class="soft" x="%.1f" y="%.1f" font-size="12">%s</text>`,
			t, x, y-10, x+21, y, t)
		x += 21 + textWidth(string(t), 12) + 16
	}
	for _, k := range [...][2]string{{"says", "says"}, {"about", "about"}, {"within", "reports"}} {
		fmt.Fprintf(b, `<path class="%s" d="M%.1f %.1f h26"/><text class="soft" x="%.1f" y="%.1f" font-size="12">%s</text>`, k[0], x, y-4, x+31, y, k[1])
		x += 31 + textWidth(k[1], 12) + 16
	}
	b.WriteString("\n")
}

// legendWidth is the width of the legend of these types.
func legendWidth(types []news.Type) float64 {
	sum := 3*47 + textWidth("saysaboutreports", 12)
	for _, t := range types {
		sum += 37 + textWidth(string(t), 12)
	}
	return sum
}

// escape makes a text fit to stand in XML, in an element or an attribute.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(printable(s))) // a strings.Builder does not fail
	return b.String()
}
