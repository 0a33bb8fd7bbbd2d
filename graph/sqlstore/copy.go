package sqlstore

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// leastCopied is from how many rows on they are copied: below that a statement of its
// own costs less.
const leastCopied = 8

// copyIn inserts rows into a table of a server by COPY, those that may be there already
// by way of a temporary table of the connection.
func (t *Tx) copyIn(ctx context.Context, into, onConflict string, values []any) (int, error) {
	table, columns, _ := strings.Cut(into, " ")
	if onConflict == "" {
		return t.copyTo(ctx, table, columns, values)
	}
	incoming := "incoming_" + table
	if _, err := t.tx.ExecContext(ctx, "CREATE TEMPORARY TABLE IF NOT EXISTS "+incoming+" (LIKE "+table+") ON COMMIT DELETE ROWS"); err != nil {
		return 0, err
	}
	if _, err := t.copyTo(ctx, incoming, columns, values); err != nil {
		return 0, err
	}
	list := strings.Trim(columns, "()")
	result, err := t.tx.ExecContext(ctx, "INSERT INTO "+into+" SELECT "+list+" FROM "+incoming+onConflict)
	if err != nil {
		return 0, err
	}
	written, err := result.RowsAffected()
	if err != nil {
		return 0, err
	}
	_, err = t.tx.ExecContext(ctx, "DELETE FROM "+incoming)
	return int(written), err
}

// copyTo copies rows into a table.
func (t *Tx) copyTo(ctx context.Context, table, columns string, values []any) (written int, err error) {
	width := strings.Count(columns, ",") + 1
	var rows bytes.Buffer
	for i, v := range values {
		writeField(&rows, v)
		if (i+1)%width == 0 {
			rows.WriteByte('\n')
		} else {
			rows.WriteByte('\t')
		}
	}
	err = t.conn.Raw(func(c any) error {
		tag, err := c.(*stdlib.Conn).Conn().PgConn().CopyFrom(ctx, &rows, "COPY "+table+" "+columns+" FROM STDIN")
		written = int(tag.RowsAffected())
		return err
	})
	return written, err
}

// fields are what stands otherwise in COPY's text format
// (https://www.postgresql.org/docs/current/sql-copy.html).
var fields = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// writeField writes a value of a row.
func writeField(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case int64:
		b.Write(strconv.AppendInt(b.AvailableBuffer(), v, 10))
	case float64:
		b.Write(strconv.AppendFloat(b.AvailableBuffer(), v, 'g', -1, 64))
	case []byte:
		b.WriteString(`\\x`)
		b.Write(hex.AppendEncode(b.AvailableBuffer(), v))
	case string:
		_, _ = fields.WriteString(b, v)
	default:
		panic(fmt.Sprintf("a row holds a value of type %T", v))
	}
}
