package export

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
)

// Measures of a timeline, in pixels: how high its columns are, how far apart the words
// on its axis at least, and how many columns there are at most.
const (
	columnsHeight = 240.0
	axisStep      = 110.0
	mostColumns   = 800
)

// layouts are the dates of the columns of which a timeline can be.
var layouts = map[string]string{"year": "2006", "month": "2006-01", "day": "2006-01-02"}

// spread gives a column for every year, month or day from the first to the last, those
// without a claim too, and says how many claims have no date or lie too far back.
func (c *Chart) spread() (columns []bar, without int) {
	layout := layouts[c.time]
	known := map[string]bar{}
	first, last := time.Time{}, time.Time{}
	for _, b := range c.bars {
		at, err := time.Parse(layout, b.label)
		if err != nil {
			continue
		}
		known[b.label] = b
		if len(known) == 1 || at.Before(first) {
			first = at
		}
		if at.After(last) {
			last = at
		}
	}
	without = c.all
	for at := last; len(known) > 0 && !at.Before(first) && len(columns) < mostColumns; {
		b := known[at.Format(layout)]
		b.label = at.Format(layout)
		columns = append(columns, b)
		without -= b.total
		switch c.time {
		case "year":
			at = at.AddDate(-1, 0, 0)
		case "month":
			at = at.AddDate(0, -1, 0)
		default:
			at = at.AddDate(0, 0, -1)
		}
	}
	slices.Reverse(columns)
	return columns, without
}

// timeline draws columns over an axis of time from y down, and gives where it ends.
func (c *Chart) timeline(p *picture.Picture, text *picture.Text, columns []bar, y float64) float64 {
	most := 1
	for _, b := range columns {
		most = max(most, b.total)
	}
	step := niceStep(most)
	top := (most + step - 1) / step * step
	scale := float64(text.Width(strconv.Itoa(top), noteSize, false))
	left, right := margin+scale+8, p.Width-margin
	bottom := y + columnsHeight
	for n := 0; n <= top; n += step {
		at := hundredths(bottom - float64(columnsHeight*float64(n))/float64(top))
		words := strconv.Itoa(n)
		p.Shapes = append(p.Shapes,
			picture.Rect{X: left, Y: at - 0.5, W: right - left, H: 1, Paint: picture.Paint{Fill: faint}},
			picture.Label{X: left - 8 - text.Width(words, noteSize, false), Y: at + 4.5, Size: noteSize, Text: words, Colour: soft})
	}
	width := (right - left) / float64(len(columns))
	gap := min(4, float64(width*0.2))
	every := max(1, int(math.Ceil(axisStep/width)))
	for i, b := range columns {
		x := left + float64(width*float64(i))
		at := bottom
		g := picture.Group{Title: fmt.Sprintf("%s: %s", b.label, table.Count(b.total, "claim"))}
		for k, part := range c.parts {
			if n := b.parts[part]; n > 0 {
				h := float64(columnsHeight*float64(n)) / float64(top)
				at -= h
				g.Shapes = append(g.Shapes, picture.Rect{
					X: hundredths(x + gap/2), Y: hundredths(at), W: hundredths(max(width-gap, 0.5)), H: hundredths(h),
					Paint: picture.Paint{Fill: partColours[k]},
				})
			}
		}
		if len(g.Shapes) > 0 {
			p.Shapes = append(p.Shapes, g)
		}
		if half := text.Width(b.label, noteSize, false) / 2; i%every == 0 {
			middle := min(max(x+width/2, left+half), right-half)
			p.Shapes = append(p.Shapes, picture.Label{X: hundredths(middle), Y: bottom + 18, Size: noteSize, Text: b.label, Middle: true, Colour: soft})
		}
	}
	return bottom + 26
}

// niceStep is a step of 1, 2 or 5 times a power of ten by which an axis up to most has
// at most five steps.
func niceStep(most int) int {
	for power := 1; ; power *= 10 {
		for _, n := range [...]int{1, 2, 5} {
			if most <= 5*n*power {
				return n * power
			}
		}
	}
}
