// Package statement has what statements of SQL are put together from, and what reads
// the rows that they give.
package statement

import (
	"cmp"
	"database/sql"
	"slices"
	"strconv"
	"strings"
)

// Places are n question marks, the places of arguments in a list.
func Places(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// List is numbers as they stand in a list, "1,2,3".
func List(numbers []int64) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(n, 10))
	}
	return b.String()
}

// Arguments gives a list as arguments of a statement.
func Arguments[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// Texts gives values of an enumeration as arguments of a statement.
func Texts[T ~string](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// Padded gives a list, which is not empty, as n arguments or more, the last one again
// and again, so that one prepared statement serves all lengths.
func Padded[T any](list []T, n int) []any {
	out := Arguments(list)
	for len(out) < n {
		out = append(out, list[len(list)-1])
	}
	return out
}

// A Scan reads the columns of a row.
type Scan = func(...any) error

// EachRow visits rows to their end and closes them.
func EachRow(rows *sql.Rows, visit func(Scan) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Column reads rows of one column, and closes them.
func Column[T any](rows *sql.Rows) (out []T, err error) {
	err = EachRow(rows, func(scan Scan) error {
		var v T
		err := scan(&v)
		out = append(out, v)
		return err
	})
	return out, err
}

// SortRows sorts rows of so many columns, numbers (int64) or texts, since rows in the
// order of an index are written faster.
func SortRows(values []any, width int) {
	rows := slices.Collect(slices.Chunk(slices.Clone(values), width))
	slices.SortFunc(rows, func(a, b []any) int {
		for i := range a {
			if c := compare(a[i], b[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	for i, r := range rows {
		copy(values[i*width:], r)
	}
}

func compare(a, b any) int {
	switch a := a.(type) {
	case int64:
		return cmp.Compare(a, b.(int64))
	case string:
		return cmp.Compare(a, b.(string))
	}
	return 0
}
