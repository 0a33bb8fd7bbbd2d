package read

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// parquet reads a table of Apache Parquet, a row at a time: its columns are named by the
// keys that JSON has.
func (s *source) parquet() error {
	s.many = true
	done, err := s.apart("parquet", "a table of Parquet", func(row []byte) error {
		o := members(row)
		if s.TextColumn != "" {
			o["text"] = o[strings.ToLower(s.TextColumn)]
		}
		return s.emit(s.item(o, nil))
	})
	if !done && s.number == 0 {
		return s.skip(Empty.because("a table without rows"))
	}
	return err
}

// A parquetColumn is a column of values, which is a field of an article or a part of one.
type parquetColumn struct {
	key, member string // member is "" but for a field of an object
	list        bool
	kind        parquet.Node
}

// parquetRows hands on the rows of a table, as objects with the columns that may be
// fields of an article: others are not read.
func parquetRows(d Document, row func([]byte) error) error {
	f, err := parquet.OpenFile(d.In, d.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(256<<10))
	if err != nil {
		return err
	}
	columns, all, hasText := parquetColumns(f.Schema(), strings.ToLower(d.TextColumn))
	if !hasText {
		text := d.TextColumn
		if text == "" {
			text = "text"
		}
		return &fault{NoText.because("a table without a column %q; it has %s", text, cut(strings.Join(all, ", "), 100))}
	}
	for _, group := range f.RowGroups() {
		if err := groupRows(group, columns, row); err != nil {
			return err
		}
	}
	return nil
}

// parquetColumns are the columns to be read by their numbers, and the names of all.
func parquetColumns(schema *parquet.Schema, text string) (read map[int]parquetColumn, all []string, hasText bool) {
	read = map[int]parquetColumn{}
	for i, path := range schema.Columns() {
		key := strings.ToLower(path[0])
		if !slices.Contains(all, key) && len(all) < 100 {
			all = append(all, key)
		}
		if key != text && !known(key) {
			continue
		}
		hasText = hasText || key == text || text == "" && slices.Contains(textKeys, key)
		c := parquetColumn{key: key}
		var node parquet.Node = schema
		for n, name := range path {
			node = parquetField(node, name)
			if node.Repeated() {
				c.list = true
			} else if n > 0 && name != "element" && name != "item" && name != "array_element" && name != "list" && name != "bag" {
				c.member = strings.ToLower(name)
			}
		}
		c.kind = node
		read[i] = c
	}
	return read, all, hasText
}

// parquetField is a field of a group by its name.
func parquetField(group parquet.Node, name string) parquet.Node {
	for _, f := range group.Fields() {
		if f.Name() == name {
			return f
		}
	}
	return group // which a schema that is none may lead to
}

// groupRows hands on the rows of a group.
func groupRows(group parquet.RowGroup, columns map[int]parquetColumn, row func([]byte) error) error {
	var chunks []parquet.ColumnChunk
	var read []parquetColumn // by the order of their chunks
	for i, chunk := range group.ColumnChunks() {
		if c, ok := columns[i]; ok {
			chunks, read = append(chunks, chunk), append(read, c)
		}
	}
	rows := parquet.NewColumnChunkRowReader(chunks)
	defer rows.Close()
	for buffer := make([]parquet.Row, 1); ; {
		n, err := rows.ReadRows(buffer)
		if n > 0 {
			out, err := json.Marshal(parquetObject(buffer[0], chunks, read))
			if err != nil {
				return err
			}
			if err := row(out); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case n == 0:
			return errors.New("it has fewer rows than it says")
		}
	}
}

// parquetObject is a row as an object.
func parquetObject(row parquet.Row, chunks []parquet.ColumnChunk, columns []parquetColumn) map[string]any {
	out := map[string]any{}
	at := map[int]int{}
	for i, c := range chunks {
		at[c.Column()] = i
	}
	for _, v := range row {
		i, ok := at[v.Column()]
		if !ok || v.IsNull() {
			continue
		}
		c, text := columns[i], parquetText(v, columns[i].kind)
		switch {
		case c.list:
			list, _ := out[c.key].([]string)
			out[c.key] = append(list, text)
		case c.member != "":
			object, ok := out[c.key].(map[string]string)
			if !ok {
				object = map[string]string{}
				out[c.key] = object
			}
			object[c.member] = text
		default:
			out[c.key] = text
		}
	}
	return out
}

// parquetText is a value as a text: a number that stands for a time as a date.
func parquetText(v parquet.Value, node parquet.Node) string {
	logical := node.Type().LogicalType()
	switch v.Kind() {
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return strings.ToValidUTF8(string(v.ByteArray()), "\ufffd")
	case parquet.Boolean:
		return ""
	case parquet.Int32:
		if logical != nil && logical.Date != nil {
			return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
		}
		return strconv.FormatInt(int64(v.Int32()), 10)
	case parquet.Int64:
		if logical != nil && logical.Timestamp != nil {
			return timestamp(v.Int64(), logical.Timestamp.Unit.Micros != nil, logical.Timestamp.Unit.Nanos != nil)
		}
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Int96: // a day of the Julian calendar behind the nanoseconds in it
		t := v.Int96()
		seconds := (int64(t[2])-2440588)*86400 + int64(uint64(t[1])<<32|uint64(t[0]))/1e9
		return time.Unix(seconds, 0).UTC().Format(time.RFC3339)
	case parquet.Float, parquet.Double:
		return fmt.Sprint(v)
	}
	return ""
}

// timestamp is a time since 1970 in milliseconds, or what else it is in.
func timestamp(n int64, micros, nanos bool) string {
	t := time.UnixMilli(n)
	switch {
	case micros:
		t = time.UnixMicro(n)
	case nanos:
		t = time.Unix(0, n)
	}
	return t.UTC().Format(time.RFC3339)
}
