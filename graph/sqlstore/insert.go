package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/statement"
)

// An entry is a value as the dictionary holds it.
type entry struct {
	id, hash int64
	data     []byte
}

// queued is how many quads wait at most in a transaction before they are written.
const queued = 100_000

// Add adds quads; those that are there already stay as they are. They are written
// together before the transaction ends: in the order of an index rows cost
// half of what they cost as they come.
func (t *Tx) Add(ctx context.Context, quads []quad.Quad) error {
	rows, err := t.intern(ctx, quads)
	if err != nil {
		return t.fail(err)
	}
	t.quads = slices.Grow(t.quads, len(rows))
	for _, r := range rows {
		t.queue(r)
	}
	if len(t.quads) >= queued {
		_, err = t.flush(ctx)
	}
	return err
}

func (t *Tx) queue(r ref) {
	last := len(t.quads) - 1
	if r.l != 0 && (last < 0 || t.quads[last].l != r.l || t.quads[last].s != r.s) {
		t.subjects[[2]int64{r.l, r.s}] = true
	}
	t.quads = append(t.quads, r)
}

// flush writes the values and quads that wait, and gives how many of the quads
// were new.
func (t *Tx) flush(ctx context.Context) (int, error) {
	if err := t.writeValues(ctx); err != nil {
		return 0, fmt.Errorf("add values: %w", t.store.wrap(err))
	}
	added, err := t.writeQuads(ctx)
	if err != nil {
		return added, fmt.Errorf("add quads: %w", t.store.wrap(err))
	}
	return added, nil
}

func (t *Tx) writeValues(ctx context.Context) error {
	if len(t.values) == 0 {
		return nil
	}
	rows := make([]any, 0, 2*len(t.values))
	for _, e := range t.values {
		rows = append(rows, e.id, e.data)
	}
	if _, err := t.Insert(ctx, "value (id, data)", "", rows); err != nil {
		return err
	}
	slices.SortFunc(t.values, func(a, b entry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.id, b.id)) })
	rows = rows[:0]
	for _, e := range t.values {
		rows = append(rows, e.hash, e.id)
	}
	if _, err := t.Insert(ctx, "value_hash (hash, id)", "", rows); err != nil {
		return err
	}
	t.nodes += len(t.values)
	t.values = t.values[:0]
	return nil
}

func (t *Tx) writeQuads(ctx context.Context) (int, error) {
	if len(t.quads) == 0 {
		return 0, nil
	}
	slices.SortFunc(t.quads, compare)
	rows := make([]any, 0, 4*len(t.quads))
	var last ref
	for _, r := range slices.Compact(t.quads) {
		for i, v := range r.ids() {
			if n := len(rows); n >= 4 && v == last.ids()[i] {
				rows = append(rows, rows[n-4]) // an interface takes memory
			} else {
				rows = append(rows, v)
			}
		}
		last = r
	}
	added, err := t.Insert(ctx, "quad (s, p, o, l)", " ON CONFLICT DO NOTHING", rows)
	t.count += added
	if err != nil {
		return added, err
	}
	labelled := slices.Collect(maps.Keys(t.subjects))
	slices.SortFunc(labelled, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	rows = rows[:0]
	for _, pair := range labelled {
		rows = append(rows, pair[0], pair[1])
	}
	_, err = t.Insert(ctx, "labelled (l, s)", " ON CONFLICT DO NOTHING", rows)
	t.quads = t.quads[:0]
	clear(t.subjects)
	return added, err
}

// The number of rows that one statement inserts: each size of a statement has a
// price, so there are three. A server is given lists, where it can be.
const (
	rowsAtOnce        = 64
	serverRowsAtOnce  = 10_000
	serverFindsAtOnce = 1000
)

// Insert inserts rows into a table, named with its columns: "quad (s, p, o, l)".
// Their values, one row after the other, are int64, float64, string or []byte.
// onConflict, which may be empty, is what the statement says of rows that are there.
// It gives how many were written. After an error the transaction cannot be committed.
func (t *Tx) Insert(ctx context.Context, into, onConflict string, values []any) (written int, err error) {
	width := strings.Count(into, ",") + 1
	if t.store.writer != nil {
		written, err = t.insertIntoFile(ctx, into, onConflict, width, values)
	} else {
		written, err = t.insertIntoServer(ctx, into, onConflict, width, values)
	}
	return written, t.fail(err)
}

// fail notes an error after which the transaction cannot be committed.
func (t *Tx) fail(err error) error {
	if t.failed == nil {
		t.failed = err
	}
	return err
}

func (t *Tx) insertIntoFile(ctx context.Context, into, onConflict string, width int, values []any) (written int, err error) {
	for size := rowsAtOnce; size > 0; size /= 8 {
		// Without OR FAIL a copy is kept of each page, to take half a statement back;
		// here the whole transaction is taken back.
		query := "INSERT OR FAIL INTO " + into + " VALUES " + tuples(size, width) + onConflict
		for len(values) >= size*width {
			if err := ctx.Err(); err != nil {
				return written, err
			}
			rows, err := t.store.writer.insert(t.quiet(ctx), query, values[:size*width])
			if err != nil {
				return written, t.store.wrap(err)
			}
			written += int(rows)
			values = values[size*width:]
		}
	}
	return written, nil
}

// insertIntoServer is Insert for a server. Rows that cannot be there already are copied
// (COPY), which costs a server least; of others numbers and bytes go as one list for each
// column, and rows with texts, which may be meant for a column of another type, by way of
// a temporary table.
func (t *Tx) insertIntoServer(ctx context.Context, into, onConflict string, width int, values []any) (written int, err error) {
	texts := len(values) > 0 && slices.ContainsFunc(values[:width], func(v any) bool { _, text := v.(string); return text })
	if n := len(values) / width; n >= leastCopied && (texts || onConflict == "") {
		return t.copyIn(ctx, into, onConflict, values)
	}
	for len(values) > 0 {
		n := min(len(values)/width, serverRowsAtOnce)
		arguments, from := values[:n*width], ""
		if texts {
			from = "VALUES " + tuples(n, width) // fewer than leastCopied
		} else {
			arguments, from = columns(values[:n*width], width)
		}
		result, err := t.ExecContext(ctx, "INSERT INTO "+into+" "+from+onConflict, arguments...)
		if err != nil {
			return written, err
		}
		rows, err := result.RowsAffected()
		if err != nil {
			return written, err
		}
		written += int(rows)
		values = values[n*width:]
	}
	return written, nil
}

// columns gives rows as one list for each column, and the query that makes rows of
// these.
func columns(values []any, width int) (lists []any, query string) {
	types := ""
	for c := range width {
		switch values[c].(type) {
		case int64:
			lists, types = append(lists, listOf[int64](values, c, width)), types+",?::bigint[]"
		case float64:
			lists, types = append(lists, listOf[float64](values, c, width)), types+",?::float8[]"
		case []byte:
			lists, types = append(lists, listOf[[]byte](values, c, width)), types+",?::bytea[]"
		}
	}
	return lists, "SELECT * FROM unnest(" + types[1:] + ")"
}

func listOf[T any](values []any, c, width int) []T {
	out := make([]T, 0, len(values)/width)
	for ; c < len(values); c += width {
		out = append(out, values[c].(T))
	}
	return out
}

// intern gives the ids of quads' values, new ones for those not yet there.
func (t *Tx) intern(ctx context.Context, quads []quad.Quad) ([]ref, error) {
	if t.failed != nil { // some ids are none
		return nil, t.failed
	}
	rows := make([]ref, len(quads))
	var unknown []quad.Value // those with the ids -1, -2, …, until they are resolved
	for i, q := range quads {
		for _, d := range quad.Directions {
			v := q.Get(d)
			if v == nil && d != quad.Label {
				return nil, fmt.Errorf("add a quad without %s", d)
			}
			if v == nil {
				continue
			}
			if i > 0 && v == quads[i-1].Get(d) { // as most subjects and labels
				rows[i].set(d, rows[i-1].get(d))
				continue
			}
			id := t.ids[v]
			if id == 0 {
				if id = t.store.writer.id(v); id == 0 {
					unknown = append(unknown, v)
					id = -int64(len(unknown))
				}
				t.ids[v] = id
			}
			rows[i].set(d, id)
		}
	}
	ids, err := t.resolve(ctx, unknown)
	if err != nil {
		return nil, err
	}
	for i, v := range unknown {
		t.ids[v] = ids[i]
	}
	known := func(id *int64) {
		if *id < 0 {
			*id = ids[-*id-1]
		}
	}
	for i := range rows {
		known(&rows[i].s)
		known(&rows[i].p)
		known(&rows[i].o)
		known(&rows[i].l)
	}
	return rows, nil
}

// resolve finds the ids of values, and gives new ones to those that have none.
func (t *Tx) resolve(ctx context.Context, values []quad.Value) ([]int64, error) {
	entries := make([]entry, len(values))
	byHash := make([]*entry, len(values))
	for i, v := range values {
		data, err := encode(v)
		if err != nil {
			return nil, err
		}
		entries[i] = entry{hash: hashOf(data), data: data}
		byHash[i] = &entries[i]
	}
	// In the order of the index, so that each of its pages is visited once.
	slices.SortFunc(byHash, func(a, b *entry) int { return cmp.Compare(a.hash, b.hash) })
	atOnce := rowsAtOnce
	if t.store.dialect == Postgres {
		atOnce = serverFindsAtOnce
	}
	for chunk := range slices.Chunk(byHash, atOnce) {
		if err := find(ctx, t, chunk); err != nil {
			return nil, fmt.Errorf("look up values: %w", t.store.wrap(err))
		}
	}
	ids := make([]int64, len(values))
	for i, v := range values {
		e := &entries[i]
		if e.id == 0 {
			id, err := t.newID(ctx)
			if err != nil {
				return nil, err
			}
			e.id = id
			t.values = append(t.values, *e)
		} else if len(e.data) <= shortValue {
			t.found = append(t.found, v)
		}
		ids[i] = e.id
	}
	return ids, nil
}

// newID gives the next id.
func (t *Tx) newID(ctx context.Context) (int64, error) {
	if t.next == 0 {
		if err := t.QueryRowContext(ctx, "SELECT next FROM total").Scan(&t.next); err != nil {
			return 0, fmt.Errorf("add a value: %w", t.store.wrap(err))
		}
		t.first = t.next
	}
	t.next++
	return t.next - 1, nil
}

// find sets the ids of those entries that the dictionary has.
func find(ctx context.Context, q querier, entries []*entry) error {
	if len(entries) == 0 {
		return nil
	}
	arguments := make([]any, len(entries))
	byHash := make(map[int64][]int, len(entries))
	for i, e := range entries {
		arguments[i] = e.hash
		byHash[e.hash] = append(byHash[e.hash], i)
	}
	const query = "SELECT value_hash.hash, value.id, value.data FROM value_hash JOIN value ON value.id = value_hash.id WHERE value_hash.hash IN ("
	rows, err := q.QueryContext(ctx, query+statement.Places(len(entries))+")", arguments...)
	if err != nil {
		return err
	}
	return statement.EachRow(rows, func(scan statement.Scan) error {
		var hash, id int64
		var data []byte
		if err := scan(&hash, &id, &data); err != nil {
			return err
		}
		for _, i := range byHash[hash] {
			if slices.Equal(data, entries[i].data) {
				entries[i].id = id
			}
		}
		return nil
	})
}
