// Package picture draws: shapes in the order in which they are painted, written as
// SVG ([Picture.WriteSVG]) or as PNG ([Picture.WritePNG]), alike in both, for light
// and for dark pages. It knows nothing of news or graphs.
//
// No program and no font of the machine is used, so that the same picture is the
// same bytes everywhere.
package picture

// A Picture is a drawing on a page of Width by Height pixels.
type Picture struct {
	Width, Height      float64
	Scale              float64 // by how much it is shown larger than that; 0 is 1
	Title, Description string  // for those who do not see it
	Program            string  // that drew it, which only the file says; "" for none
	Page               Colour
	Shapes             []Shape
}

// A Theme is how bright a picture is.
type Theme string

const (
	Light Theme = "light"
	Dark  Theme = "dark"
	Auto  Theme = "auto" // SVG: as the reader's system is; PNG: light
)

// Themes are all themes.
var Themes = [...]Theme{Auto, Light, Dark}

// A Colour has a name, unique in a picture, and a value on light and on dark
// pages: 0xRRGGBB.
type Colour struct {
	Name        string
	Light, Dark uint32
}

// in is the colour's value in a theme.
func (c Colour) in(t Theme) uint32 {
	if t == Dark {
		return c.Dark
	}
	return c.Light
}

// none says whether the colour is the zero Colour, which paints nothing.
func (c Colour) none() bool { return c.Name == "" }

// A Paint is how a shape is filled and outlined. The zero Colour leaves that out.
type Paint struct {
	Fill, Stroke Colour
	Width        float64 // of the outline
	Opacity      float64 // 0 to 1; 0 stands for 1
	Dash         float64 // length of dashes and gaps; 0 is a whole line
}

// A Shape is a Rect, Circle, Curve, Polygon, Label or Group.
type Shape interface{ isShape() }

// A Point is a place in a picture, in pixels from its upper left corner.
type Point struct{ X, Y float64 }

// A Rect is a rectangle with its upper left corner at X, Y.
type Rect struct {
	X, Y, W, H float64
	Round      float64 // radius of its corners
	Paint
}

// A Circle has its centre at X, Y.
type Circle struct {
	X, Y, R float64
	Paint
}

// A Curve is a row of cubic Bézier curves: Points[0] is its beginning, then come
// two control points and an end for each. It is outlined only.
type Curve struct {
	Points []Point
	Paint
}

// A Polygon is filled.
type Polygon struct {
	Points []Point
	Paint
}

// A Label is a line of text. X is its left end or its middle, Y its baseline.
type Label struct {
	X, Y, Size   float64
	Text         string
	Bold, Middle bool
	Colour       Colour
	Halo         Colour // around the letters, so that they stand out from lines; zero for none
}

// A Group is shapes that belong together: with a name for scripts and styles, and
// a text for the pointer that rests on them.
type Group struct {
	ID, Title string
	Shapes    []Shape
}

func (Rect) isShape()    {}
func (Circle) isShape()  {}
func (Curve) isShape()   {}
func (Polygon) isShape() {}
func (Label) isShape()   {}
func (Group) isShape()   {}

// haloWidth is the width of a halo around letters, in pixels.
const haloWidth = 3.0
