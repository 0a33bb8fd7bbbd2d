// Package table writes tables, and JSON, for people, spreadsheets and programs, in
// one dialect; and it is the one way to a terminal, which no text of an article may
// drive.
//
// Begin with [Table.Write] and [Claims].
package table

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"hearsay/graph"
)

// A Table is an answer in rows. A cell is a text, a number, a truth value, a list
// or nil, where the row has none.
type Table struct {
	Columns []string
	Rows    [][]any
}

// A Style is how an answer is printed.
type Style struct {
	Format string // one of Formats
	Width  int    // of a table, in columns of the terminal; 0 cuts nothing
	Colour bool   // of a table
	Raw    bool   // CSV and TSV: cells that begin like a formula stay as they are
	Mark   bool   // CSV and TSV: a byte order mark stands first, by which Excel tells UTF-8

	Program string // Parquet: what made the file; "" where that is not said
}

// Formats are the names of the formats in which answers are printed. Parquet, which is not
// for reading, is written too.
var Formats = [...]string{"table", "tsv", "csv", "json", "jsonl", "md"}

// CheckFormat refuses a format that answers are not printed in.
func CheckFormat(format string) error {
	for _, f := range Formats {
		if f == format {
			return nil
		}
	}
	return fmt.Errorf("no format %q; there are %s", format, strings.Join(Formats[:], ", "))
}

// Write prints the table in the style's format.
func (t *Table) Write(w io.Writer, s Style) error {
	return rows{t.Columns, len(t.Rows), func(i int) []any { return t.Rows[i] }}.write(w, s)
}

// rows are those of a table, each made when it is written.
type rows struct {
	columns []string
	n       int
	row     func(i int) []any
}

// byteOrderMark tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

func (r rows) write(w io.Writer, s Style) error {
	if s.Mark && (s.Format == "csv" || s.Format == "tsv") {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	switch s.Format {
	case "table":
		return r.writeAligned(w, s)
	case "tsv":
		return r.writeTSV(w, s)
	case "csv":
		return r.writeCSV(w, s)
	case "md":
		return r.writeMarkdown(w)
	case "parquet":
		return r.writeParquet(w, s)
	case "json", "jsonl":
		return Values(w, s.Format, r.n, r.object)
	}
	return CheckFormat(s.Format)
}

// object is a row as a JSON object, its keys in the order of the columns.
func (r rows) object(i int) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for c, value := range r.row(i) {
		if value == nil {
			continue
		}
		key, err := JSON(r.columns[c])
		if err != nil {
			return nil, err
		}
		data, err := JSON(value)
		if err != nil {
			return nil, err
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(data)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// texts are the cells of a row as text.
func (r rows) texts(i int) []string {
	row := r.row(i)
	all := make([]string, len(row))
	for c, v := range row {
		all[c] = cell(v)
	}
	return all
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
	case bool:
		return strconv.FormatBool(v)
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1e15 {
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string:
		return strings.Join(v, "; ")
	case []graph.EntityRef:
		return Names(v)
	case json.RawMessage:
		return string(v)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// number says whether a value is a number.
func number(v any) bool {
	switch v.(type) {
	case int, int64, float64:
		return true
	}
	return false
}
