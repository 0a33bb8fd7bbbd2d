package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
)

// A Chart is counts as bars: a bar for each value of a table's first column, cut into
// parts by its second where it has one; of years, months or days, columns over time.
type Chart struct {
	Caption
	Width float64 // 0 is chartWidth
	Share bool    // bars show the shares of their parts, or of all where they have none
	time  string  // "year", "month" or "day" where the bars are these
	bars  []bar
	parts []string // names of the parts, the greatest first
	all   int      // claims, of the bars that are left out too
	left  int      // bars that are left out
}

// A bar is a row of the chart.
type bar struct {
	label string
	total int
	parts map[string]int
}

// Measures of a chart, in pixels.
const (
	chartWidth = 760.0
	barHeight  = 18.0
	barStep    = 27.0
	mostLabel  = 230.0
	mostBars   = 60
	mostParts  = 7
	otherParts = "\x00" // no name of a part
)

// NewChart draws a table of counts: its first column are the bars, its second, if n is
// 2, their parts, and the column "claims" how many. Parts beyond the greatest are
// one, and of many bars the first are shown: most, or mostBars.
func NewChart(t *table.Table, n, most int) (*Chart, error) {
	counts := slices.Index(t.Columns, "claims")
	if counts < 0 || n < 1 || n > 2 || n > counts {
		return nil, fmt.Errorf("export: a chart is of one or two things that are counted, not of %d", n)
	}
	c := &Chart{}
	if _, ok := layouts[t.Columns[0]]; ok {
		c.time = t.Columns[0]
	}
	at, sums := map[string]int{}, map[string]int{}
	for _, row := range t.Rows {
		label, part, claims := fmt.Sprint(row[0]), "", row[counts].(int)
		if n == 2 {
			part = fmt.Sprint(row[1])
		}
		i, ok := at[label]
		if !ok {
			i = len(c.bars)
			at[label] = i
			c.bars = append(c.bars, bar{label: label, parts: map[string]int{}})
		}
		c.bars[i].parts[part] += claims
		c.bars[i].total += claims
		c.all += claims
		if sums[part] == 0 {
			c.parts = append(c.parts, part)
		}
		sums[part] += claims
	}
	slices.SortStableFunc(c.parts, func(a, b string) int { return sums[b] - sums[a] })
	if len(c.parts) > mostParts+1 {
		for _, b := range c.bars {
			for _, p := range c.parts[mostParts:] {
				b.parts[otherParts] += b.parts[p]
			}
		}
		c.parts = append(c.parts[:mostParts], otherParts)
	}
	if most = cmp.Or(most, mostBars); c.time == "" && len(c.bars) > most {
		c.left, c.bars = len(c.bars)-most, c.bars[:most]
	}
	return c, nil
}

// ChartFormats are the names of the formats of charts.
var ChartFormats = [...]string{"svg", "png"}

// Write draws the chart in one of ChartFormats.
func (c *Chart) Write(w io.Writer, format string, theme picture.Theme) error {
	p, theme := c.picture(), cmp.Or(theme, picture.Auto)
	switch format {
	case "svg":
		return p.WriteSVG(w, theme)
	case "png":
		return p.WritePNG(w, theme)
	}
	return fmt.Errorf("export: no chart as %q; there are %s", format, strings.Join(ChartFormats[:], ", "))
}

// partColours are those of the parts of bars, in their order. Neighbours differ in
// brightness too, for those who do not tell colours and for print in grey.
var partColours = [...]picture.Colour{
	{Name: "part-1", Light: 0x2f6cb8, Dark: 0x6ea8ee},
	{Name: "part-2", Light: 0xf0b45c, Dark: 0xc98a2c},
	{Name: "part-3", Light: 0x2b7f5c, Dark: 0x57c596},
	{Name: "part-4", Light: 0xe58a80, Dark: 0xb8473c},
	{Name: "part-5", Light: 0x6a49ab, Dark: 0xb498ec},
	{Name: "part-6", Light: 0x8fd0d6, Dark: 0x2a7a82},
	{Name: "part-7", Light: 0x7d6620, Dark: 0xcdb264},
	{Name: "part-8", Light: 0xb9c0ca, Dark: 0x4d5663},
}

// picture lays the chart out: title, bars with their labels and numbers, legend, note.
func (c *Chart) picture() *picture.Picture {
	text := picture.NewText()
	p := &picture.Picture{Width: c.Width, Title: c.Title, Description: c.Subtitle, Page: paper}
	if p.Width <= 0 {
		p.Width = chartWidth
	}
	inner := p.Width - 2*margin
	y := margin + 14
	words := func(s string, size, step float64, bold bool, colour picture.Colour) {
		if s == "" {
			return
		}
		for _, line := range text.Wrap(s, size, inner, bold) {
			p.Shapes = append(p.Shapes, picture.Label{X: margin, Y: y, Size: size, Bold: bold, Text: line, Colour: colour})
			y += step
		}
	}
	words(c.Title, titleSize, 26, true, ink)
	words(c.Subtitle, noteSize, 17, false, soft)
	y += 10
	p.Shapes = append(p.Shapes, c.legend(text, &y, inner)...)
	left := ""
	if c.time != "" {
		columns, without := c.spread()
		y = c.timeline(p, text, columns, y)
		if without > 0 {
			left = fmt.Sprintf("Not shown: %s without a date, or too far back.", table.Count(without, "claim"))
		}
	} else {
		y = c.rows(p, text, y)
		if c.left > 0 {
			left = fmt.Sprintf("%d more are not shown.", c.left)
		}
	}
	if left != "" {
		y += 12
		words(left, noteSize, 17, false, soft)
	}
	if c.Note != "" {
		y += 14
		words(c.Note, noteSize, 17, false, soft)
	}
	p.Height = y + margin - 14
	return p
}

// rows draws the bars from y down, and gives where they end.
func (c *Chart) rows(p *picture.Picture, text *picture.Text, y float64) float64 {
	inner := p.Width - 2*margin
	label, number, most := 0.0, 0.0, 1
	ends := make([]string, len(c.bars)) // what stands behind each bar
	for i, b := range c.bars {
		if ends[i] = strconv.Itoa(b.total); c.Share && len(c.parts) == 1 {
			ends[i] = decimal(100*float64(b.total)/float64(c.all)) + " %"
		}
		label = max(label, min(mostLabel, inner/3, text.Width(b.label, noteSize, false)))
		number = max(number, text.Width(ends[i], noteSize, false))
		most = max(most, b.total)
	}
	left := margin + label + 10
	room := margin + inner - left - number - 6
	for i, b := range c.bars {
		unit := room / float64(most)
		if c.Share && len(c.parts) > 1 {
			unit = room / float64(max(1, b.total))
		}
		p.Shapes = append(p.Shapes, c.bar(text, b, ends[i], left, y, label, unit))
		y += barStep
	}
	return y
}

// legend explains the colours of the parts.
func (c *Chart) legend(text *picture.Text, y *float64, inner float64) (shapes []picture.Shape) {
	if len(c.parts) < 2 {
		return nil
	}
	x := margin
	for k, name := range c.parts {
		name = partName(name)
		w := 18 + text.Width(name, noteSize, false) + 16
		if x > margin && x+w > margin+inner {
			x, *y = margin, *y+20
		}
		shapes = append(shapes,
			picture.Rect{X: x, Y: *y - 10, W: 12, H: 12, Round: 2, Paint: picture.Paint{Fill: partColours[k]}},
			picture.Label{X: x + 18, Y: *y, Size: noteSize, Text: name, Colour: ink})
		x += w
	}
	*y += 20
	return shapes
}

// partName is the name of a part as the chart has it.
func partName(part string) string {
	if part == otherParts {
		return "others"
	}
	return shorten(part, maxLabel)
}

// bar draws a bar: its label on the left, its parts, its number.
func (c *Chart) bar(text *picture.Text, b bar, end string, left, top, label, unit float64) picture.Shape {
	name := b.label
	for n := len([]rune(name)); n > 4 && text.Width(name, noteSize, false) > label+0.5; n-- {
		name = shorten(b.label, n)
	}
	base := top + barHeight/2 + 4.5
	g := picture.Group{Title: fmt.Sprintf("%s: %s", b.label, table.Count(b.total, "claim")), Shapes: []picture.Shape{
		picture.Label{X: left - 10 - text.Width(name, noteSize, false), Y: base, Size: noteSize, Text: name, Colour: ink},
	}}
	x := left
	for k, part := range c.parts {
		n := b.parts[part]
		if n == 0 {
			continue
		}
		w := float64(float64(n) * unit)
		shape := picture.Rect{X: hundredths(x), Y: top, W: hundredths(max(w-1, 0.5)), H: barHeight, Paint: picture.Paint{Fill: partColours[k]}}
		if part == "" {
			g.Shapes = append(g.Shapes, shape)
		} else {
			title := fmt.Sprintf("%s, %s: %s", b.label, partName(part), table.Count(n, "claim"))
			g.Shapes = append(g.Shapes, picture.Group{Title: title, Shapes: []picture.Shape{shape}})
		}
		x += w
	}
	g.Shapes = append(g.Shapes, picture.Label{X: hundredths(x + 5), Y: base, Size: noteSize, Text: end, Colour: soft})
	return g
}
