package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/statement"
)

// A Count is how often a node is the object of a predicate.
type Count struct {
	Value quad.Value
	Times int
}

// errEnough ends the reading of rows.
var errEnough = errors.New("enough")

// Objects counts the objects of a predicate: at most limit, those with the most quads
// first, ties by their text. One index has them side by side.
func (s *Store) Objects(ctx context.Context, predicate quad.Value, limit int) ([]Count, error) {
	p, known, err := lookup(ctx, s, predicate)
	if err != nil || !known || limit <= 0 {
		return nil, s.wrap(err)
	}
	rows, err := s.QueryContext(ctx, "SELECT o, COUNT(*) FROM quad WHERE p = ? GROUP BY o ORDER BY COUNT(*) DESC", p)
	if err != nil {
		return nil, fmt.Errorf("count objects: %w", s.wrap(err))
	}
	var refs []graph.Ref
	var out []Count
	err = statement.EachRow(rows, func(scan statement.Scan) error {
		var id int64
		var times int
		if err := scan(&id, &times); err != nil {
			return err
		}
		if len(out) >= limit && out[len(out)-1].Times > times {
			return errEnough
		}
		refs, out = append(refs, node(id)), append(out, Count{Times: times})
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fmt.Errorf("count objects: %w", s.wrap(err))
	}
	values, err := s.ValuesOf(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("count objects: %w", s.wrap(err))
	}
	for i := range out {
		out[i].Value = values[i]
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), strings.Compare(quad.StringOf(a.Value), quad.StringOf(b.Value)))
	})
	return out[:min(limit, len(out))], nil
}
