package table

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"hearsay/graph"
)

// TestParquet writes tables and reads them: the columns in their order, each of its kind,
// and the same bytes again.
func TestParquet(t *testing.T) {
	people := []graph.EntityRef{{ID: "person/a", Name: "Ann; Lee"}, {ID: "person/b", Name: "Bo"}}
	tables := &Table{Columns: []string{"said", "n", "sure", "named", "who", "roles"}}
	for i := range rowsOfGroup + 2 {
		row := []any{fmt.Sprintf("=“%d”\n", i), i, float64(i) / 4, i%2 == 0, people[:i%3], []string(nil)}
		if i%3 == 2 {
			row[5] = []string{"mayor", ""}
		}
		tables.Rows = append(tables.Rows, row)
	}
	var first, again bytes.Buffer
	style := Style{Format: "parquet", Program: "hearsay v1"}
	if err := tables.Write(&first, style); err != nil {
		t.Fatal(err)
	}
	if err := tables.Write(&again, style); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Errorf("written again it is other bytes: %v", err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if by, ok := f.Lookup("creator"); by != "hearsay v1" || !ok || f.NumRows() != rowsOfGroup+2 || len(f.RowGroups()) != 2 {
		t.Errorf("%d rows in %d groups, made by %q", f.NumRows(), len(f.RowGroups()), by)
	}
	var columns []string
	for _, path := range f.Schema().Columns() {
		columns = append(columns, strings.Join(path, "."))
	}
	if got, want := strings.Join(columns, " "), "said n sure named who.list.element roles.list.element"; got != want {
		t.Errorf("columns %s, want %s", got, want)
	}
	type row struct {
		Said  string   `parquet:"said"`
		N     int64    `parquet:"n"`
		Sure  float64  `parquet:"sure"`
		Named bool     `parquet:"named"`
		Who   []string `parquet:"who,list"`
		Roles []string `parquet:"roles,list"`
	}
	rows, err := parquet.Read[row](bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		who, roles := []string{"Ann; Lee", "Bo"}[:i%3], ""
		if i%3 == 2 {
			roles = "mayor|"
		}
		if got, want := fmt.Sprint(r.Said, r.N, r.Sure, r.Named, strings.Join(r.Who, "|"), strings.Join(r.Roles, "|")),
			fmt.Sprint(fmt.Sprintf("=“%d”\n", i), int64(i), float64(i)/4, i%2 == 0, strings.Join(who, "|"), roles); got != want {
			t.Fatalf("row %d is %q, want %q", i, got, want)
		}
	}
}
