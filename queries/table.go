package queries

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/graph/export/table"
)

// A Table is an answer in rows. A cell is a text, a number, a truth value, a list
// or nil, where the row has none.
type Table struct {
	Columns []string
	Rows    [][]any
}

// Write prints the table in the style's format.
func (t *Table) Write(w io.Writer, s Style) error {
	switch s.Format {
	case "table":
		return t.writeAligned(w, s)
	case "tsv":
		return t.writeTSV(w, s)
	case "csv":
		return t.writeCSV(w, s)
	case "md":
		return t.writeMarkdown(w)
	case "json":
		return writeArray(w, len(t.Rows), t.object)
	case "jsonl":
		return writeLines(w, len(t.Rows), t.object)
	}
	return errFormat(s.Format)
}

// object is a row as a JSON object, its keys in the order of the columns.
func (t *Table) object(i int) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for c, name := range t.Columns {
		if t.Rows[i][c] == nil {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		key, err := table.JSON(name)
		if err != nil {
			return nil, err
		}
		value, err := table.JSON(t.Rows[i][c])
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// cell is a value as text.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1e15 {
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string:
		return strings.Join(v, "; ")
	case json.RawMessage:
		return string(v)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// writeTSV writes a header and a line a row, cells apart by tabs; line ends and
// tabs in them are blanks.
func (t *Table) writeTSV(w io.Writer, s Style) error {
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(s.safe(OneLine(c)))
		}
		b.WriteByte('\n')
	}
	line(t.Columns)
	for i := range t.Rows {
		line(t.texts(i))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// texts are the cells of a row as text.
func (t *Table) texts(i int) []string {
	all := make([]string, len(t.Columns))
	for c := range all {
		all[c] = cell(t.Rows[i][c])
	}
	return all
}

// writeCSV writes the table as in RFC 4180.
func (t *Table) writeCSV(w io.Writer, s Style) error {
	out := csv.NewWriter(w)
	row := func(cells []string) error {
		for i, c := range cells {
			cells[i] = s.safe(Visible(c))
		}
		return out.Write(cells)
	}
	if err := row(append([]string{}, t.Columns...)); err != nil {
		return err
	}
	for i := range t.Rows {
		if err := row(t.texts(i)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// safe puts an apostrophe before a cell that a spreadsheet would run as a formula
// (OWASP, CSV Injection; also the full-width signs, and behind blanks and quotes).
func (s Style) safe(cell string) string {
	if s.Raw || cell == "" {
		return cell
	}
	if strings.ContainsRune("\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \"'"))
	if strings.ContainsRune("=+-@＝＋－＠", first) && first != utf8.RuneError {
		return "'" + cell
	}
	return cell
}

// writeMarkdown writes a table of GitHub Flavored Markdown
// (https://github.github.com/gfm/#tables-extension-).
func (t *Table) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + markdown(c) + " ")
		}
		b.WriteString("|\n")
	}
	line(t.Columns)
	b.WriteString(strings.Repeat("| --- ", len(t.Columns)) + "|\n")
	for i := range t.Rows {
		line(t.texts(i))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown is a text on one line in which no character means anything to Markdown.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range OneLine(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~!&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// gap stands between the columns of an aligned table.
const gap = "  "

// writeAligned writes columns for the eye: numbers to the right, all cut so that
// a row fits the width.
func (t *Table) writeAligned(w io.Writer, s Style) error {
	cells := make([][]string, len(t.Rows))
	for i := range t.Rows {
		cells[i] = t.texts(i)
		for c := range cells[i] {
			cells[i][c] = OneLine(cells[i][c])
		}
	}
	widths := t.widths(cells, s.Width)
	var b strings.Builder
	for c, name := range t.Columns {
		b.WriteString(s.paint(dim, t.pad(strings.ToUpper(OneLine(name)), c, widths)))
	}
	b.WriteByte('\n')
	for _, row := range cells {
		for c := range row {
			text := t.pad(row[c], c, widths)
			if c == 0 {
				text = s.paint(bold, text)
			}
			b.WriteString(text)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// pad cuts a cell to its column and fills it with blanks; the last is not filled.
func (t *Table) pad(text string, c int, widths []int) string {
	text = cut(text, widths[c])
	fill := strings.Repeat(" ", max(0, widths[c]-columns(text)))
	last := c == len(widths)-1
	switch {
	case t.numeric(c):
		text = fill + text
	case !last:
		text += fill
	}
	if !last {
		text += gap
	}
	return text
}

// numeric says whether a column holds numbers alone.
func (t *Table) numeric(c int) bool {
	for _, row := range t.Rows {
		switch row[c].(type) {
		case int, int64, float64, nil:
		default:
			return false
		}
	}
	return len(t.Rows) > 0
}

// widths are the columns' widths: what they need, the widest narrowed until the
// row fits into the room. Room 0 narrows nothing.
func (t *Table) widths(cells [][]string, room int) []int {
	need := make([]int, len(t.Columns))
	for c, name := range t.Columns {
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
