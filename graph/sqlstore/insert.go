package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"
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
		return err
	}
	for _, r := range rows {
		t.queue(r)
	}
	if len(t.quads) >= queued {
		_, err = t.flush(ctx)
	}
	return err
}

func (t *Tx) queue(r ref) {
	t.quads = append(t.quads, r)
	if r.l != 0 {
		t.subjects[[2]int64{r.l, r.s}] = true
	}
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
	ids, data, hashes := make([]int64, len(t.values)), make([][]byte, len(t.values)), make([]int64, len(t.values))
	for i, e := range t.values {
		ids[i], data[i] = e.id, e.data
	}
	if _, err := t.insert(ctx, "value", []string{"id", "data"}, len(ids), ids, data); err != nil {
		return err
	}
	slices.SortFunc(t.values, func(a, b entry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.id, b.id)) })
	for i, e := range t.values {
		hashes[i], ids[i] = e.hash, e.id
	}
	if _, err := t.insert(ctx, "value_hash", []string{"hash", "id"}, len(ids), hashes, ids); err != nil {
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
	rows := slices.Compact(t.quads)
	var columns [4][]int64
	for _, r := range rows {
		for i, v := range [...]int64{r.s, r.p, r.o, r.l} {
			columns[i] = append(columns[i], v)
		}
	}
	added, err := t.insert(ctx, "quad", []string{"s", "p", "o", "l"}, len(rows), columns[0], columns[1], columns[2], columns[3])
	t.count += added
	if err != nil {
		return added, err
	}
	labelled := make([][2]int64, 0, len(t.subjects))
	for pair := range t.subjects {
		labelled = append(labelled, pair)
	}
	slices.SortFunc(labelled, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	labels, subjects := make([]int64, len(labelled)), make([]int64, len(labelled))
	for i, pair := range labelled {
		labels[i], subjects[i] = pair[0], pair[1]
	}
	_, err = t.insert(ctx, "labelled", []string{"l", "s"}, len(labelled), labels, subjects)
	t.quads = t.quads[:0]
	clear(t.subjects)
	return added, err
}

// The number of rows that one statement inserts: into a file, where each place
// of an argument costs, and on a server, where lists are arguments.
const (
	batch       = 64
	serverBatch = 10_000
)

// insert inserts n rows into a table, given by their columns, each a []int64 or
// [][]byte; rows that are there already stay. It gives how many were not.
func (t *Tx) insert(ctx context.Context, table string, names []string, n int, columns ...any) (int, error) {
	size := batch
	if t.store.dialect == Postgres {
		size = serverBatch
	}
	added := 0
	for begin := 0; begin < n; begin += size {
		end := min(begin+size, n)
		query, arguments := insertion(t.store.dialect, table, names, begin, end, columns)
		result, err := t.ExecContext(ctx, query, arguments...)
		if err != nil {
			return added, err
		}
		rows, err := result.RowsAffected()
		if err != nil {
			return added, err
		}
		added += int(rows)
	}
	return added, nil
}

// insertion is the statement that inserts the rows from begin to end, and its
// arguments.
func insertion(d Dialect, table string, names []string, begin, end int, columns []any) (string, []any) {
	list := names[0]
	for _, n := range names[1:] {
		list += ", " + n
	}
	into := "INSERT INTO " + table + " (" + list + ") "
	if d == Postgres {
		arrays := ""
		arguments := make([]any, 0, len(columns))
		for i, c := range columns {
			if i > 0 {
				arrays += ", "
			}
			switch c := c.(type) {
			case []int64:
				arrays, arguments = arrays+"?::bigint[]", append(arguments, c[begin:end])
			case [][]byte:
				arrays, arguments = arrays+"?::bytea[]", append(arguments, c[begin:end])
			}
		}
		return into + "SELECT * FROM unnest(" + arrays + ") ON CONFLICT DO NOTHING", arguments
	}
	arguments := make([]any, 0, (end-begin)*len(columns))
	for i := begin; i < end; i++ {
		for _, c := range columns {
			switch c := c.(type) {
			case []int64:
				arguments = append(arguments, c[i])
			case [][]byte:
				arguments = append(arguments, c[i])
			}
		}
	}
	return into + "VALUES " + tuples(end-begin, len(columns)) + " ON CONFLICT DO NOTHING", arguments
}

// intern gives the ids of quads' values, new ones for those not yet there.
func (t *Tx) intern(ctx context.Context, quads []quad.Quad) ([]ref, error) {
	var unknown []quad.Value
	for _, q := range quads {
		for _, d := range quad.Directions {
			v := q.Get(d)
			if v == nil && d != quad.Label {
				return nil, fmt.Errorf("add a quad without %s", d)
			}
			if v == nil {
				continue
			}
			if _, ok := t.ids[v]; !ok {
				t.ids[v] = 0
				unknown = append(unknown, v)
			}
		}
	}
	if err := t.resolve(ctx, unknown); err != nil {
		return nil, err
	}
	rows := make([]ref, len(quads))
	for i, q := range quads {
		for _, d := range quad.Directions {
			if v := q.Get(d); v != nil {
				rows[i].set(d, t.ids[v])
			}
		}
	}
	return rows, nil
}

// resolve finds the ids of values, and gives new ones to those that have none.
func (t *Tx) resolve(ctx context.Context, values []quad.Value) error {
	for chunk := range slices.Chunk(values, batch) {
		entries := make([]entry, len(chunk))
		for i, v := range chunk {
			data, err := encode(v)
			if err != nil {
				return err
			}
			entries[i] = entry{hash: hashOf(data), data: data}
		}
		if err := find(ctx, t, entries); err != nil {
			return fmt.Errorf("look up values: %w", t.store.wrap(err))
		}
		for i, v := range chunk {
			if entries[i].id == 0 {
				id, err := t.newID(ctx)
				if err != nil {
					return err
				}
				entries[i].id = id
				t.values = append(t.values, entries[i])
			}
			t.ids[v] = entries[i].id
		}
	}
	return nil
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
func find(ctx context.Context, q querier, entries []entry) error {
	if len(entries) == 0 {
		return nil
	}
	arguments := make([]any, len(entries))
	byHash := make(map[int64][]int, len(entries))
	for i, e := range entries {
		arguments[i] = e.hash
		byHash[e.hash] = append(byHash[e.hash], i)
	}
	rows, err := q.QueryContext(ctx, "SELECT value_hash.hash, value.id, value.data FROM value_hash JOIN value ON value.id = value_hash.id WHERE value_hash.hash IN ("+places(len(entries))+")", arguments...)
	if err != nil {
		return err
	}
	return EachRow(rows, func(scan func(...any) error) error {
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
