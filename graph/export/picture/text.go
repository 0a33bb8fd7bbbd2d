package picture

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Text measures text as it is drawn: in Go Regular and Go Bold (Bigelow and
// Holmes, 2016), which have Latin, Greek and Cyrillic letters. They are wider than
// Helvetica and Arial, so that what fits in them fits in what a reader of an SVG
// has. Of scripts that they lack, widths are estimates. It is for one goroutine.
type Text struct {
	regular, bold face
	buffer        sfnt.Buffer
}

// A face is a font with the widths of the runes met so far, in its units.
type face struct {
	font   *sfnt.Font
	glyph  map[rune]sfnt.GlyphIndex
	widths map[rune]int
}

// NewText reads the fonts.
func NewText() *Text {
	return &Text{regular: newFace(goregular.TTF), bold: newFace(gobold.TTF)}
}

// newFace reads a font that is part of the program: it cannot be damaged.
func newFace(data []byte) face {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic("picture: an embedded font: " + err.Error())
	}
	return face{f, map[rune]sfnt.GlyphIndex{}, map[rune]int{}}
}

func (t *Text) face(bold bool) *face {
	if bold {
		return &t.bold
	}
	return &t.regular
}

// Width is the width of a text on one line, at a size, in the size's unit.
func (t *Text) Width(s string, size float64, bold bool) float64 {
	f := t.face(bold)
	units := 0
	for _, r := range s {
		units += f.width(r, &t.buffer)
	}
	return float64(float64(units)*size) / float64(f.font.UnitsPerEm())
}

// width is the width of a rune in the font's units.
func (f *face) width(r rune, buffer *sfnt.Buffer) int {
	if w, ok := f.widths[r]; ok {
		return w
	}
	em := f.font.UnitsPerEm()
	w := foreign(r) * int(em) / 100
	if g := f.index(r, buffer); g != 0 {
		advance, err := f.font.GlyphAdvance(buffer, g, fixed.Int26_6(em)<<6, font.HintingNone)
		if err == nil {
			w = advance.Round()
		}
	}
	f.widths[r] = w
	return w
}

// index is the glyph of a rune; 0 where the font has none.
func (f *face) index(r rune, buffer *sfnt.Buffer) sfnt.GlyphIndex {
	g, ok := f.glyph[r]
	if !ok {
		g, _ = f.font.GlyphIndex(buffer, r) // an error is a rune that it lacks
		f.glyph[r] = g
	}
	return g
}

// foreign is the width of a rune that the fonts lack, in hundredths of the size:
// marks have none, the letters of East Asia are square.
func foreign(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff, r >= 0xff00 && r <= 0xff60, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000:
		return 105
	}
	return 70
}

// Wrap breaks a text at blanks into lines of at most width, and within a word
// where the word alone is wider. Nothing is left out; runs of blanks become one.
func (t *Text) Wrap(s string, size, width float64, bold bool) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		for t.Width(word, size, bold) > width {
			head, tail := t.split(word, size, width, bold)
			if line != "" {
				lines, line = append(lines, line), ""
			}
			lines = append(lines, head)
			word = tail
		}
		switch {
		case line == "":
			line = word
		case t.Width(line+" "+word, size, bold) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word after the last rune that fits in width; at least one rune stays
// before the cut.
func (t *Text) split(word string, size, width float64, bold bool) (head, tail string) {
	for i, r := range word {
		if i > 0 && t.Width(word[:i+utf8.RuneLen(r)], size, bold) > width {
			return word[:i], word[i:]
		}
	}
	return word, ""
}
