package picture

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Pixels of a PNG: two for each of the picture's, fewer where it would have more
// than most.
const (
	density = 2.0
	most    = 12e6
)

// tile is the greatest width and height that is painted at once. A long thin line
// crosses few of the tiles around it, and only these take time; from 512 on the
// rasterizer counts in floating point, and not alike on all processors.
const tile = 32

// WritePNG paints the picture (https://www.w3.org/TR/png-3/).
func (p *Picture) WritePNG(w io.Writer, t Theme) error {
	scale := float64(density * cmp.Or(p.Scale, 1))
	if area := float64(p.Width * p.Height); float64(area*float64(scale*scale)) > most {
		scale = math.Sqrt(most / area)
	}
	b := brush{
		canvas: image.NewRGBA(image.Rect(0, 0, int(math.Ceil(float64(p.Width*scale))), int(math.Ceil(float64(p.Height*scale))))),
		scale:  scale, theme: t, text: NewText(),
	}
	draw.Draw(b.canvas, b.canvas.Bounds(), image.NewUniform(b.colour(p.Page, 1)), image.Point{}, draw.Src)
	for _, s := range p.Shapes {
		b.shape(s)
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed} // a tenth larger, in half the time
	var out bytes.Buffer
	err := encoder.Encode(&out, b.canvas)
	if err == nil {
		head := out.Next(pngHead)
		_, err = w.Write(slices.Concat(head, software(p.Program), out.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("write a picture: %w", err)
	}
	return nil
}

// pngHead is the size of the signature and of the header, behind which texts may stand.
const pngHead = 8 + 25

// software is a chunk of text that says which program made the image, nil for none
// (https://www.w3.org/TR/png-3/, section 11.3.3.2).
func software(program string) []byte {
	if program == "" {
		return nil
	}
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len("Software\x00")+len(program)))
	chunk = append(chunk, "tEXtSoftware\x00"+program...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}

// A brush paints shapes on a canvas.
type brush struct {
	canvas *image.RGBA
	scale  float64 // pixels of the canvas for one of the picture
	theme  Theme
	text   *Text
	raster vector.Rasterizer
}

// colour is a colour as painted.
func (b *brush) colour(c Colour, opacity float64) color.RGBA {
	v := c.in(b.theme)
	n := color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), uint8(float64(opacity*255) + 0.5)}
	return color.RGBAModel.Convert(n).(color.RGBA)
}

func (b *brush) shape(s Shape) {
	switch s := s.(type) {
	case Group:
		for _, inner := range s.Shapes {
			b.shape(inner)
		}
	case Rect:
		b.closed(roundRect(s), s.Paint)
	case Circle:
		b.closed(roundRect(Rect{X: s.X - s.R, Y: s.Y - s.R, W: 2 * s.R, H: 2 * s.R, Round: s.R}), s.Paint)
	case Polygon:
		b.closed(append(append(outline{}, s.Points...), s.Points[0]), s.Paint)
	case Curve:
		b.stroke([]outline{flatten(s.Points)}, s.Paint)
	case Label:
		b.label(s)
	}
}

// closed fills an outline and strokes it.
func (b *brush) closed(o outline, p Paint) {
	if !p.Fill.none() {
		b.fill([]outline{o}, p.Fill, opacity(p))
	}
	if !p.Stroke.none() {
		b.stroke([]outline{o}, p)
	}
}

func opacity(p Paint) float64 {
	if p.Opacity == 0 {
		return 1
	}
	return p.Opacity
}

// stroke paints along outlines.
func (b *brush) stroke(outlines []outline, p Paint) {
	var pieces []outline
	for _, o := range outlines {
		for _, d := range o.dashes(p.Dash) {
			pieces = append(pieces, d.thick(p.Width/2)...)
		}
	}
	b.fill(pieces, p.Stroke, opacity(p))
}

// fill paints the inside of outlines, tile by tile. Where outlines that turn the
// same way overlap it is painted once.
func (b *brush) fill(outlines []outline, c Colour, opacity float64) {
	areas := make([]image.Rectangle, len(outlines))
	var area image.Rectangle
	for i, o := range outlines {
		areas[i] = b.bounds(o)
		area = area.Union(areas[i])
	}
	area = area.Intersect(b.canvas.Bounds())
	source := image.NewUniform(b.colour(c, opacity))
	for y := area.Min.Y; y < area.Max.Y; y += tile {
		for x := area.Min.X; x < area.Max.X; x += tile {
			r := image.Rect(x, y, min(x+tile, area.Max.X), min(y+tile, area.Max.Y))
			painted := false
			for i, o := range outlines {
				if !areas[i].Overlaps(r) {
					continue
				}
				if !painted {
					b.raster.Reset(r.Dx(), r.Dy())
				}
				painted = true
				b.trace(o, r.Min)
			}
			if painted {
				b.raster.Draw(b.canvas, r, source, image.Point{})
			}
		}
	}
}

// bounds are the pixels that an outline touches.
func (b *brush) bounds(o outline) image.Rectangle {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, p := range o {
		low = Point{min(low.X, p.X), min(low.Y, p.Y)}
		high = Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	if !(low.X <= high.X) {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(float64(low.X*b.scale))), int(math.Floor(float64(low.Y*b.scale))),
		int(math.Ceil(float64(high.X*b.scale))), int(math.Ceil(float64(high.Y*b.scale))))
}

// trace hands an outline to the rasterizer, whose origin is at a pixel.
func (b *brush) trace(o outline, at image.Point) {
	for i, p := range o {
		x, y := float32(float64(p.X*b.scale)-float64(at.X)), float32(float64(p.Y*b.scale)-float64(at.Y))
		if i == 0 {
			b.raster.MoveTo(x, y)
		} else {
			b.raster.LineTo(x, y)
		}
	}
	b.raster.ClosePath()
}

// label paints a text, its halo first.
func (b *brush) label(l Label) {
	x := l.X
	if l.Middle {
		x -= b.text.Width(l.Text, l.Size, l.Bold) / 2
	}
	glyphs := b.text.outlines(l.Text, x, l.Y, l.Size, l.Bold)
	if !l.Halo.none() {
		b.stroke(glyphs, Paint{Stroke: l.Halo, Width: haloWidth})
	}
	b.fill(glyphs, l.Colour, 1)
}

// outlines are those of the letters of a text that begins at x, y. A rune that the
// fonts lack is an empty box.
func (t *Text) outlines(s string, x, y, size float64, bold bool) []outline {
	f := t.face(bold)
	em := float64(f.font.UnitsPerEm())
	unit := size / em
	var all []outline
	for _, r := range s {
		g := f.index(r, &t.buffer)
		segments, err := f.font.LoadGlyph(&t.buffer, g, fixed.Int26_6(em)<<6, nil)
		if w := f.width(r, &t.buffer); g == 0 || err != nil {
			if w > 0 {
				all = append(all, roundRect(Rect{X: x + float64(unit*float64(w)*0.1), Y: y - float64(size*0.7), W: float64(unit * float64(w) * 0.8), H: float64(size * 0.7)}))
			}
		} else {
			all = append(all, letter(segments, x, y, unit/64)...)
		}
		x += float64(unit * float64(f.width(r, &t.buffer)))
	}
	return all
}

// letter turns the segments of a glyph into outlines.
func letter(segments sfnt.Segments, x, y, unit float64) []outline {
	at := func(p fixed.Point26_6) Point {
		return Point{x + float64(unit*float64(p.X)), y + float64(unit*float64(p.Y))}
	}
	var all []outline
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			all = append(all, outline{at(s.Args[0])})
		case sfnt.SegmentOpLineTo:
			all[len(all)-1] = append(all[len(all)-1], at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			all[len(all)-1] = all[len(all)-1].quadratic(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			all[len(all)-1] = all[len(all)-1].cubic(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	for i, o := range all {
		all[i] = append(o, o[0])
	}
	return all
}
