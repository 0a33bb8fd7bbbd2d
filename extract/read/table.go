package read

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// tableMark is what parts the columns of a table whose first line is its header; 0 for
// what is no table of articles.
func tableMark(head []byte, named bool) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	text := strings.ToLower(strings.TrimSpace(string(line)))
	for _, mark := range []rune{'\t', ',', ';'} {
		columns := strings.Split(text, string(mark))
		hits, body := 0, false
		for _, c := range columns {
			c = strings.Trim(strings.TrimSpace(c), `"`)
			if known(c) {
				hits++
			}
			body = body || slices.Contains(textKeys, c)
		}
		if len(columns) > 1 && (body && hits > 1 || named && hits > 0) {
			return mark
		}
	}
	if named {
		if strings.Contains(text, "\t") {
			return '\t'
		}
		return ','
	}
	return 0
}

// table reads a table of articles (RFC 4180, or parted by tabs or semicolons): the
// first line names its columns by the keys that JSON has.
func (s *source) table(mark rune) error {
	s.many = true
	in := &counter{r: s.in, limit: s.limits.Line, budget: s.limits.Line}
	r := csv.NewReader(in)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = mark, true, -1, true
	header, err := r.Read()
	if err != nil {
		return s.skip(kindOf(err, Empty).because("a table without a header: %v", err))
	}
	columns := make([]string, len(header))
	for i, c := range header {
		columns[i] = strings.ToLower(strings.TrimSpace(c))
	}
	if s.TextColumn != "" && !slices.Contains(columns, strings.ToLower(s.TextColumn)) {
		return s.skip(s.noColumn(columns))
	}
	for {
		in.budget = s.limits.Line
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			if s.number == 0 {
				return s.skip(Empty.because("a table without rows"))
			}
			return nil
		case err != nil:
			return s.skip(kindOf(err, Damaged).because("a table that is damaged: %v", err))
		}
		if err := s.emit(s.row(columns, record)); err != nil {
			return err
		}
	}
}

// noColumn is why a table is not read that lacks the column of the text that was named.
func (s *source) noColumn(columns []string) why {
	return NoText.because("a table without a column %q; it has %s", s.TextColumn, cut(strings.Join(columns, ", "), 100))
}

// row makes an article of a row.
func (s *source) row(columns, record []string) Item {
	o := object{}
	var notes []string
	for i, value := range record {
		if i >= len(columns) || value == "" {
			continue
		}
		if !utf8.ValidString(value) {
			text, note, skip := toUTF8([]byte(value))
			if skip != (why{}) {
				return skip.item()
			}
			value, notes = string(text), []string{note}
		}
		data, err := json.Marshal(value)
		if err == nil && o[columns[i]] == nil {
			o[columns[i]] = data
		}
	}
	if s.TextColumn != "" {
		o["text"] = o[strings.ToLower(s.TextColumn)]
	}
	item := s.item(o, nil)
	item.Notes = append(notes, item.Notes...)
	return item
}
