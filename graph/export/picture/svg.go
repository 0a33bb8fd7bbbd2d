package picture

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteSVG writes the picture as SVG 1.1 (https://www.w3.org/TR/SVG11/): text as
// text, nothing loaded from elsewhere, no script. With Auto it is light or dark as
// the reader's system is.
func (p *Picture) WriteSVG(w io.Writer, t Theme) error {
	out := svg{Writer: bufio.NewWriter(w), theme: t}
	width, height := number(p.Width), number(p.Height)
	shown := cmp.Or(p.Scale, 1)
	out.put(`<svg xmlns="http://www.w3.org/2000/svg" width="`, number(float64(p.Width*shown)), `" height="`, number(float64(p.Height*shown)),
		`" viewBox="0 0 `, width, ` `, height, `" font-family="Go, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif" role="img">`, "\n",
		"<title>", escape(p.Title), "</title>\n<desc>", escape(p.Description), "</desc>\n")
	if p.Program != "" {
		out.put("<metadata>", escape(p.Program), "</metadata>\n")
	}
	out.style(p)
	out.put(`<rect class="f-`, p.Page.Name, `" width="100%" height="100%"/>`, "\n")
	for _, s := range p.Shapes {
		out.shape(s)
		out.put("\n")
	}
	out.put("</svg>\n")
	return out.Flush()
}

// An svg is an SVG file in the making. Its writer keeps the first error.
type svg struct {
	*bufio.Writer
	theme Theme
}

func (o *svg) put(parts ...string) {
	for _, s := range parts {
		_, _ = o.WriteString(s) // Flush tells of an error
	}
}

// style writes a class for each colour: f- to fill with it, s- to outline, h- for
// a halo of it.
func (o *svg) style(p *Picture) {
	colours := []Colour{p.Page}
	uses := map[string]bool{"f-" + p.Page.Name: true}
	collect(p.Shapes, uses, &colours)
	rules := func(t Theme) {
		for _, c := range colours {
			value := fmt.Sprintf("#%06x", c.in(t))
			for _, use := range [...][2]string{{"f-", "fill"}, {"s-", "stroke"}, {"h-", "stroke"}} {
				if uses[use[0]+c.Name] {
					o.put(".", use[0], c.Name, "{", use[1], ":", value, "}")
				}
			}
		}
	}
	o.put("<style>\npath,.n{fill:none}.h{paint-order:stroke;stroke-width:", number(haloWidth), "px;stroke-linejoin:round}.m{text-anchor:middle}.b{font-weight:bold}\n")
	rules(map[Theme]Theme{Auto: Light, Light: Light, Dark: Dark}[o.theme])
	if o.theme == Auto {
		o.put("\n@media (prefers-color-scheme:dark){\n")
		rules(Dark)
		o.put("\n}")
	}
	o.put("\n</style>\n")
}

// collect lists the colours of shapes in the order of their first use, and notes
// what each is used for.
func collect(shapes []Shape, uses map[string]bool, colours *[]Colour) {
	use := func(prefix string, c Colour) {
		if c.none() {
			return
		}
		if !uses["f-"+c.Name] && !uses["s-"+c.Name] && !uses["h-"+c.Name] {
			*colours = append(*colours, c)
		}
		uses[prefix+c.Name] = true
	}
	for _, s := range shapes {
		switch s := s.(type) {
		case Group:
			collect(s.Shapes, uses, colours)
		case Label:
			use("f-", s.Colour)
			use("h-", s.Halo)
		case Rect:
			use("f-", s.Fill)
			use("s-", s.Stroke)
		case Circle:
			use("f-", s.Fill)
			use("s-", s.Stroke)
		case Curve:
			use("s-", s.Stroke)
		case Polygon:
			use("f-", s.Fill)
		}
	}
}

func (o *svg) shape(s Shape) {
	switch s := s.(type) {
	case Group:
		o.put("<g")
		o.attribute("id", s.ID)
		o.put(">")
		if s.Title != "" {
			o.put("<title>", escape(s.Title), "</title>")
		}
		for _, inner := range s.Shapes {
			o.shape(inner)
		}
		o.put("</g>")
	case Rect:
		o.put(`<rect x="`, number(s.X), `" y="`, number(s.Y), `" width="`, number(s.W), `" height="`, number(s.H), `"`)
		if s.Round > 0 {
			o.put(` rx="`, number(s.Round), `"`)
		}
		o.paint(s.Paint)
		o.put("/>")
	case Circle:
		o.put(`<circle cx="`, number(s.X), `" cy="`, number(s.Y), `" r="`, number(s.R), `"`)
		o.paint(s.Paint)
		o.put("/>")
	case Curve:
		o.put(`<path d="M`, pair(s.Points[0]))
		for i := 1; i+2 < len(s.Points); i += 3 {
			o.put("C", pair(s.Points[i]), " ", pair(s.Points[i+1]), " ", pair(s.Points[i+2]))
		}
		o.put(`"`)
		o.paint(s.Paint)
		o.put("/>")
	case Polygon:
		o.put(`<polygon points="`)
		for i, p := range s.Points {
			if i > 0 {
				o.put(" ")
			}
			o.put(pair(p))
		}
		o.put(`"`)
		o.paint(s.Paint)
		o.put("/>")
	case Label:
		o.label(s)
	}
}

func (o *svg) label(l Label) {
	classes := "f-" + l.Colour.Name
	if l.Middle {
		classes += " m"
	}
	if l.Bold {
		classes += " b"
	}
	if !l.Halo.none() {
		classes += " h h-" + l.Halo.Name
	}
	o.put(`<text class="`, classes, `" x="`, number(l.X), `" y="`, number(l.Y), `" font-size="`, number(l.Size), `">`, escape(l.Text), "</text>")
}

func (o *svg) paint(p Paint) {
	var classes []string
	if !p.Fill.none() {
		classes = append(classes, "f-"+p.Fill.Name)
	} else {
		classes = append(classes, "n")
	}
	if !p.Stroke.none() {
		classes = append(classes, "s-"+p.Stroke.Name)
		o.put(` stroke-width="`, number(p.Width), `"`)
	}
	o.attribute("class", strings.Join(classes, " "))
	if p.Opacity > 0 && p.Opacity < 1 {
		o.put(` opacity="`, number(p.Opacity), `"`)
	}
	if p.Dash > 0 {
		o.put(` stroke-dasharray="`, number(p.Dash), `"`)
	}
}

func (o *svg) attribute(name, value string) {
	if value != "" {
		o.put(" ", name, `="`, escape(value), `"`)
	}
}

// number writes a number with at most two digits behind the point.
func number(x float64) string {
	return strconv.FormatFloat(math.Floor(float64(x*100)+0.5)/100, 'f', -1, 64)
}

func pair(p Point) string { return number(p.X) + "," + number(p.Y) }

// escape makes a text fit to stand in XML, in an element or an attribute.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(Printable(s))) // a strings.Builder does not fail
	return b.String()
}

// Printable is a text without what XML 1.0 does not allow: control characters
// become U+FFFD, but for tab and line ends, and so does invalid UTF-8.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff:
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
