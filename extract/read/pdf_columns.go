package read

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"
)

// segments puts letters into pieces of lines, parted where a gutter may be.
func segments(letters []pdf.Text) []pdfLine {
	slices.SortStableFunc(letters, func(a, b pdf.Text) int {
		if math.Abs(a.Y-b.Y) > min(a.FontSize, b.FontSize)*0.4 {
			return cmp.Compare(b.Y, a.Y)
		}
		return 0
	})
	var out []pdfLine
	for i := 0; i < len(letters); {
		j := i + 1
		for j < len(letters) && math.Abs(letters[j].Y-letters[i].Y) <= max(letters[i].FontSize, 1)*0.4 {
			j++
		}
		row := letters[i:j]
		slices.SortStableFunc(row, func(a, b pdf.Text) int { return cmp.Compare(a.X, b.X) })
		out = append(out, pieces(row)...)
		i = j
	}
	return out
}

// pieces puts the letters of a row into pieces.
func pieces(row []pdf.Text) []pdfLine {
	var out []pdfLine
	var b strings.Builder
	var now pdfLine
	end := func() {
		if now.Text = strings.Join(strings.Fields(b.String()), " "); now.Text != "" {
			out = append(out, now)
		}
		b.Reset()
	}
	for i, t := range row {
		size := max(t.FontSize, 1)
		gap := t.X - now.End
		switch {
		case i == 0:
			now = pdfLine{X: t.X, Y: t.Y, Size: size}
		case gap > 1.4*size && strings.TrimSpace(t.S) != "":
			end()
			now = pdfLine{X: t.X, Y: t.Y, Size: size}
		case gap > 0.18*size:
			b.WriteByte(' ')
		}
		b.WriteString(t.S)
		if strings.TrimSpace(t.S) != "" || i == 0 {
			now.End = t.X + t.W
			now.Size = max(now.Size, size)
		}
	}
	end()
	return out
}

// columns puts pieces into the order in which they are read: where a gutter runs down
// the page, what is left of it before what is right of it, between those that cross it.
func columns(lines []pdfLine, depth int) []pdfLine {
	at, ok := gutter(lines)
	if !ok || depth > 3 {
		return joinRows(lines)
	}
	var out, left, right []pdfLine
	number := 0 // of the column, those within it before the next
	flush := func() {
		for _, side := range [...][]pdfLine{left, right} {
			number += 8
			for _, l := range columns(side, depth+1) {
				l.Column += number
				out = append(out, l)
			}
		}
		left, right = nil, nil
	}
	for _, l := range lines {
		switch {
		case l.End <= at:
			left = append(left, l)
		case l.X >= at:
			right = append(right, l)
		default:
			flush()
			out = append(out, l)
		}
	}
	flush()
	return out
}

// gutter is where columns part: most lines on both sides, few across.
func gutter(lines []pdfLine) (at float64, ok bool) {
	var begins, ends, wide []float64 // of all lines; the ends of those that are words, which numbers and indents of a list are not
	for _, l := range lines {
		begins, ends = append(begins, l.X), append(ends, l.End)
		if len(l.Text) > 12 {
			wide = append(wide, l.End)
		}
	}
	slices.Sort(begins)
	slices.Sort(ends)
	slices.Sort(wide)
	best := 0
	for _, candidate := range lines {
		x := candidate.X - 0.5
		left, right := upTo(ends, x), len(begins)-below(begins, x)
		across := len(lines) - left - right
		if few := min(left, right); few >= 4 && across*3 <= left+right && few > best && upTo(wide, x) >= 4 {
			best, at, ok = few, x, true
		}
	}
	return at, ok
}

// below is how many of sorted places lie before a place.
func below(places []float64, x float64) int {
	n, _ := slices.BinarySearch(places, x)
	return n
}

// upTo is how many of sorted places lie at a place or before it.
func upTo(places []float64, x float64) int { return below(places, math.Nextafter(x, math.Inf(1))) }

// joinRows joins pieces of one height that no gutter parts.
func joinRows(lines []pdfLine) []pdfLine {
	var out []pdfLine
	var row []string // the texts of the last one
	end := func() {
		if len(out) > 0 {
			out[len(out)-1].Text = strings.Join(row, " ")
		}
		row = nil
	}
	for _, l := range lines {
		if last := len(out) - 1; last >= 0 && math.Abs(out[last].Y-l.Y) <= l.Size*0.4 {
			out[last].End = max(out[last].End, l.End)
		} else {
			end()
			out = append(out, l)
		}
		row = append(row, l.Text)
	}
	end()
	return out
}
