package table

import (
	"io"
	"strings"
)

// gap stands between the columns of an aligned table.
const gap = "  "

// mostPadded is the width up to which the cells of a column are filled: one cell of
// megabytes must not make all others as long.
const mostPadded = 1000

// writeAligned writes columns for the eye: numbers to the right, all cut so that
// a row fits the width.
func (r rows) writeAligned(w io.Writer, s Style) error {
	cells, numeric := make([][]string, r.n), make([]bool, len(r.columns))
	for c := range numeric {
		numeric[c] = r.n > 0
	}
	for i := range r.n {
		cells[i] = make([]string, len(r.columns))
		for c, v := range r.row(i) {
			cells[i][c] = OneLine(cell(v))
			numeric[c] = numeric[c] && (v == nil || number(v))
		}
	}
	widths := r.widths(cells, s.Width)
	var b strings.Builder
	for c, name := range r.columns {
		b.WriteString(s.Paint(Dim, pad(strings.ToUpper(OneLine(name)), widths, c, numeric[c])))
	}
	b.WriteByte('\n')
	for _, row := range cells {
		for c := range row {
			text := pad(row[c], widths, c, numeric[c])
			if c == 0 {
				text = s.Paint(Bold, text)
			}
			b.WriteString(text)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// pad cuts a cell to its column and fills it with blanks; the last is not filled.
// Numbers stand to the right.
func pad(text string, widths []int, c int, numeric bool) string {
	text = Cut(text, widths[c])
	fill := strings.Repeat(" ", max(0, min(widths[c], mostPadded)-columns(text)))
	last := c == len(widths)-1
	switch {
	case numeric:
		text = fill + text
	case !last:
		text += fill
	}
	if !last {
		text += gap
	}
	return text
}

// widths are the columns' widths: what they need, the widest narrowed until the
// row fits into the room. Room 0 narrows nothing.
func (r rows) widths(cells [][]string, room int) []int {
	need := make([]int, len(r.columns))
	for c, name := range r.columns {
		need[c] = columns(OneLine(name))
		for _, row := range cells {
			need[c] = max(need[c], columns(row[c]))
		}
	}
	if room <= 0 {
		return need
	}
	room -= len(gap) * (len(need) - 1)
	for {
		sum, widest := 0, 0
		for c, n := range need {
			if sum += n; n > need[widest] {
				widest = c
			}
		}
		if sum <= room || need[widest] <= 8 {
			return need
		}
		need[widest] -= min(sum-room, need[widest]-8, max(1, need[widest]/8))
	}
}
