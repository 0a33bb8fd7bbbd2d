package table

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// writeTSV writes a header and a line a row, cells apart by tabs; line ends and
// tabs in them are blanks.
func (r rows) writeTSV(w io.Writer, s Style) error {
	b := bufio.NewWriter(w)
	err := r.lines(s, OneLine, func(cells []string) error {
		_, err := b.WriteString(strings.Join(cells, "\t") + "\n")
		return err
	})
	if err != nil {
		return err
	}
	return b.Flush()
}

// writeCSV writes the table as in RFC 4180; line ends in cells stay.
func (r rows) writeCSV(w io.Writer, s Style) error {
	out := csv.NewWriter(w)
	text := func(cell string) string { return Visible(strings.ReplaceAll(cell, "\r\n", "\n")) }
	if err := r.lines(s, text, out.Write); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// lines hands the header and the rows to line, the texts of their cells made by text.
func (r rows) lines(s Style, text func(string) string, line func(cells []string) error) error {
	header := make([]string, len(r.columns))
	for c, name := range r.columns {
		header[c] = s.Safe(text(name))
	}
	if err := line(header); err != nil {
		return err
	}
	for i := range r.n {
		row := r.row(i)
		cells := make([]string, len(row))
		for c, v := range row {
			if cells[c] = text(cell(v)); !number(v) {
				cells[c] = s.Safe(cells[c])
			}
		}
		if err := line(cells); err != nil {
			return err
		}
	}
	return nil
}

// Safe puts an apostrophe before a cell that a spreadsheet might run as a formula
// (OWASP, CSV Injection): one that begins with = + - or @, in any of their widths,
// or with a tab or a line end; behind blanks, quotation marks and what is not seen
// as well, which some programs take off first.
func (s Style) Safe(cell string) string {
	if s.Raw || cell == "" {
		return cell
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(cell, unseen))
	if strings.ContainsRune("\t\r\n", rune(cell[0])) || strings.ContainsAny(norm.NFKC.String(string(first)), "=+-@") {
		return "'" + cell
	}
	return cell
}

// unseen says whether a rune before a formula does not keep it from being one:
// white space, quotation marks, and what takes no room (UAX #44).
func unseen(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("\"'\u2800", r) ||
		unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Z, unicode.Other_Default_Ignorable_Code_Point)
}
