package table

import (
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"hearsay/graph"
)

// rowsOfGroup is how many rows a group of a Parquet file has: they are kept until it is
// full.
const rowsOfGroup = 1 << 16

// writeParquet writes the table as Apache Parquet (https://parquet.apache.org/docs/file-format/):
// the columns of CSV in their order, packed by Zstandard; numbers and truth values as such,
// lists as lists. What a column holds is told by the first row.
func (r rows) writeParquet(w io.Writer, s Style) error {
	kinds := make([]reflect.Type, len(r.columns))
	for c := range kinds {
		kinds[c] = reflect.TypeFor[string]()
	}
	if r.n > 0 {
		for c, v := range r.row(0) {
			kinds[c] = parquetKind(v)
		}
	}
	fields := make([]reflect.StructField, len(r.columns))
	for c, name := range r.columns {
		tag := name + ",zstd"
		if kinds[c].Kind() == reflect.Slice {
			tag += ",list"
		}
		fields[c] = reflect.StructField{Name: fmt.Sprint("C", c), Type: kinds[c], Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", tag))}
	}
	one := reflect.New(reflect.StructOf(fields))
	options := []parquet.WriterOption{parquet.SchemaOf(one.Interface()), parquet.MaxRowsPerRowGroup(rowsOfGroup)}
	if s.Program != "" {
		options = append(options, parquet.KeyValueMetadata("creator", s.Program))
	}
	out := parquet.NewWriter(w, options...)
	for i := range r.n {
		for c, v := range r.row(i) {
			value := reflect.ValueOf(parquetValue(v))
			if value.Type() != kinds[c] {
				return fmt.Errorf("write a row: the column %s has %s and %s", r.columns[c], kinds[c], value.Type())
			}
			one.Elem().Field(c).Set(value)
		}
		if err := out.Write(one.Interface()); err != nil {
			return fmt.Errorf("write a row: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write a table of Parquet: %w", err)
	}
	return nil
}

// parquetKind is what the column of a value holds.
func parquetKind(v any) reflect.Type { return reflect.TypeOf(parquetValue(v)) }

// parquetValue is a value as its column has it: what is no text, number, truth value or
// list of texts as the text that CSV has.
func parquetValue(v any) any {
	switch v := v.(type) {
	case bool, float64:
		return v
	case int:
		return int64(v)
	case []string:
		return v
	case []graph.EntityRef:
		return names(v)
	}
	return cell(v)
}
