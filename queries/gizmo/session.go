package gizmo

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	engine "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"

	"hearsay/graph/sqlstore"
)

// answer opens the graph, runs the prelude and the script and writes the rows.
// More says that there were more than the limit.
func answer(ctx context.Context, q request, w *writer) (more bool, err error) {
	qs, err := open(ctx, string(q.DB))
	if err != nil {
		return false, err
	}
	// What is left of the address space is for the script.
	if err := limitMemory(q.Limits.Memory); err != nil {
		return false, fmt.Errorf("query: limit its memory: %w", err)
	}
	if more, err = run(ctx, qs, q, w); err == nil {
		err = qs.Err() // of a value that could not be read
	}
	return more, err
}

// wrapper runs the script of a query, and gives an array whatever the script itself
// ends with: that it ended is told from a panic of Cayley, which ends the results
// just as quietly before it ends the process. GetLimit takes back a limit that the
// script has set, which would keep the array from coming through.
const wrapper = `var $run = (function () {
  var graph = g, run = eval;
  return function (script) {
    var value = run(script);
    graph.V("<>").GetLimit(-1);
    return [value];
  };
})();`

// deathTime is how long a process may take from a panic to its end.
const deathTime = 5 * time.Second

// run runs a query on a store. The store stays open: a script that ran out of
// time may still use it.
func run(ctx context.Context, qs cayley.QuadStore, q request, w *writer) (more bool, err error) {
	args, err := json.Marshal(append([]string{}, q.Query.Args...))
	if err != nil {
		return false, fmt.Errorf("query: %w", err)
	}
	counts, err := countsFor(ctx, qs, q)
	if err != nil {
		return false, err
	}
	session := engine.NewSession(qs)
	for _, script := range []string{Prelude, "var args = " + string(args) + ", counts = " + counts + ";", wrapper} {
		it, err := session.Execute(ctx, script, query.Options{Collation: query.Raw, Limit: -1})
		if err != nil {
			return false, fmt.Errorf("query: compile the prelude: %w", err)
		}
		for it.Next(ctx) {
		}
		if err := it.Err(); err != nil {
			return false, fmt.Errorf("query: run the prelude: %w", err)
		}
		// Closing it would interrupt the script that comes next.
	}
	// Compiled by itself first, so that errors of syntax have its lines.
	if _, err := session.Execute(ctx, q.Query.Script, query.Options{Collation: query.Raw, Limit: -1}); err != nil {
		return false, scriptError(err)
	}
	text, err := json.Marshal(strings.ToValidUTF8(q.Query.Script, "\uFFFD"))
	if err != nil {
		return false, fmt.Errorf("query: %w", err)
	}
	it, err := session.Execute(ctx, "$run("+string(text)+")", query.Options{Collation: query.Raw, Limit: -1})
	if err != nil {
		return false, scriptError(err)
	}
	return collect(ctx, it, &collector{qs: qs, w: w, limit: q.Limits.Rows})
}

// counted is a call in a script whose answer the graph gives.
var counted = regexp.MustCompile(`\bcounted\("<([^<>"\\]+)>"\)`)

// countsFor gives what the calls of counted in a script answer, by the predicates, as
// JSON: of each one more than the rows that may be answered, so that it is known that
// there are more. A store of another kind answers none; the prelude does then.
func countsFor(ctx context.Context, qs cayley.QuadStore, q request) (string, error) {
	counts := map[string][][2]any{}
	if s, ok := qs.(*sqlstore.Store); ok {
		for _, call := range counted.FindAllStringSubmatch(q.Query.Script, -1) {
			objects, err := s.Objects(ctx, quad.IRI(call[1]), q.Limits.Rows+1)
			if err != nil {
				return "", fmt.Errorf("query: count the objects of <%s>: %w", call[1], err)
			}
			if rows := countRows(objects); rows != nil {
				counts["<"+call[1]+">"] = rows
			}
		}
	}
	data, err := json.Marshal(counts)
	return string(data), err
}

// countRows are counts as a script sees them; nil where an object is neither a node nor
// a text, of which Gizmo makes something else.
func countRows(objects []sqlstore.Count) [][2]any {
	rows := make([][2]any, len(objects))
	for i, o := range objects {
		switch v := o.Value.(type) {
		case quad.IRI:
			rows[i] = [2]any{v.String(), o.Times}
		case quad.String:
			rows[i] = [2]any{string(v), o.Times}
		default:
			return nil
		}
	}
	return rows
}

// collect writes what a script answers, until it ends or reaches the limit.
func collect(ctx context.Context, it query.Iterator, c *collector) (more bool, err error) {
	ended := false
	for it.Next(ctx) {
		r, ok := it.Result().(*engine.Result)
		if !ok {
			continue
		}
		ended = ended || r.Meta
		if c.count == c.limit && !r.Meta {
			return true, c.flush(ctx)
		}
		if err := c.add(ctx, r); err != nil {
			return false, err
		}
	}
	if err := it.Err(); err != nil {
		return false, scriptError(err)
	}
	if !ended {
		time.Sleep(deathTime)
		return false, fault("it ended without a word")
	}
	return false, c.flush(ctx)
}

// failure is how goja says where a script went wrong: "message at function
// (<eval>:line:column(…", without a function at the top of the script.
var failure = regexp.MustCompile(`(?s)^(.*?) at (\S+ \()?<eval>:(\d+:\d+)`)

// scriptError says what a script did wrong, in one line. A place in a function is
// left out: it may be one of the prelude.
func scriptError(err error) error {
	text := strings.Replace(strings.TrimSpace(words(err)), "(anonymous): Line ", "line ", 1)
	switch m := failure.FindStringSubmatch(text); {
	case m == nil:
		return fault("%.300s", clear(text))
	case m[2] != "":
		return fault("%.300s", clear(m[1]))
	default:
		return fault("line %s: %.300s", m[3], clear(m[1]))
	}
}

// noText is said of a script that throws what has no words.
const noText = "it throws a value that cannot be shown as a text"

// words is what an error says. That of goja asks the value that was thrown, which
// may throw in its turn.
func words(err error) (text string) {
	defer func() {
		if recover() != nil {
			text = noText
		}
	}()
	return err.Error()
}

// A collector gathers results so that the values of many nodes are looked up at once.
type collector struct {
	qs      cayley.QuadStore
	w       *writer
	limit   int
	waiting []map[string]cayley.Ref
	count   int // of the rows taken, written or waiting
}

// add takes one result. What the script itself ends with is a row only where it
// is a plain value and the only one.
func (c *collector) add(ctx context.Context, r *engine.Result) error {
	value := r.Val
	switch {
	case r.Meta:
		last, ok := r.Val.([]any)
		if c.count > 0 || !ok || len(last) != 1 || !plain(last[0]) {
			return nil
		}
		value = last[0]
	case r.Tags != nil:
		c.count++
		if c.waiting = append(c.waiting, r.Tags); len(c.waiting) < 256 {
			return nil
		}
		return c.flush(ctx)
	}
	err := c.flush(ctx)
	if err != nil {
		return err
	}
	c.count++
	names, values := emitted(value)
	for i := range values {
		if values[i], err = plainValue(values[i], 0); err != nil {
			return err
		}
	}
	return c.w.row(names, values)
}

// plain says whether a value is a number, a text or a truth value.
func plain(v any) bool {
	switch v.(type) {
	case string, bool, int, int64, float64:
		return true
	}
	return false
}

// flush writes the rows that wait: the node itself, then its tags by name.
func (c *collector) flush(ctx context.Context) error {
	var refs []cayley.Ref
	for _, tags := range c.waiting {
		for _, name := range order(tags) {
			refs = append(refs, tags[name])
		}
	}
	values, err := cayley.ValuesOf(ctx, c.qs, refs)
	if err != nil {
		return fmt.Errorf("query: read values: %w", err)
	}
	for _, tags := range c.waiting {
		var names []string
		var cells []any
		for _, name := range order(tags) {
			if v := native(values[0]); v != nil {
				names, cells = append(names, name), append(cells, v)
			}
			values = values[1:]
		}
		if err := c.w.row(names, cells); err != nil {
			return err
		}
	}
	c.waiting = c.waiting[:0]
	return nil
}

// order is the names of tags sorted, the node itself first.
func order(tags map[string]cayley.Ref) []string {
	return slices.SortedFunc(maps.Keys(tags), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

func rank(name string) int {
	if name == engine.TopResultTag {
		return 0
	}
	return 1
}

// native is a value as JSON has it: an IRI as "<…>", so that it can be put into
// the next query; a text as it is; numbers, truth values, times (RFC 3339).
func native(v quad.Value) any {
	switch v := v.(type) {
	case nil:
		return nil
	case quad.String:
		return string(v)
	case quad.IRI:
		return v.String()
	case quad.Int:
		return int64(v)
	case quad.Float:
		return float64(v)
	case quad.Bool:
		return bool(v)
	case quad.Time:
		return time.Time(v).UTC().Format(time.RFC3339)
	}
	return quad.StringOf(v)
}

// emitted is what a script emits as a row: the columns of emit in the prelude in
// their order, those of another object sorted, else one column.
func emitted(v any) (names []string, values []any) {
	object, ok := v.(map[string]any)
	if !ok {
		return []string{"value"}, []any{v}
	}
	columns, ok1 := object["$columns"].([]any)
	values, ok2 := object["$values"].([]any)
	if ok1 && ok2 && len(columns) == len(values) && len(object) == 2 {
		for _, c := range columns {
			names = append(names, fmt.Sprint(c))
		}
		return names, values
	}
	names = slices.Sorted(maps.Keys(object))
	values = nil
	for _, name := range names {
		values = append(values, object[name])
	}
	return names, values
}

// plainValue turns values of the graph that a script hands back into plain ones,
// those in lists and objects too, which must end somewhere.
func plainValue(v any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fault("it answers lists or objects more than %d deep within each other", maxDepth)
	}
	var err error
	switch v := v.(type) {
	case quad.Value:
		return native(v), nil
	case []any:
		for i := range v {
			if v[i], err = plainValue(v[i], depth+1); err != nil {
				return nil, err
			}
		}
	case [][2]any: // a Map
		for i := range v {
			if _, err = plainValue(v[i][:], depth+1); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for key := range v {
			if v[key], err = plainValue(v[key], depth+1); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}
