package sqlstore

import "database/sql"

// EachRow visits rows to their end and closes them. scan reads the columns of the
// row that is visited.
func EachRow(rows *sql.Rows, visit func(scan func(...any) error) error) error {
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
	err = EachRow(rows, func(scan func(...any) error) error {
		var v T
		err := scan(&v)
		out = append(out, v)
		return err
	})
	return out, err
}
