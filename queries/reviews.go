package queries

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/reviews"
)

// leftOutNote says how many claims an answer leaves out since people found them wrong; ""
// for none.
func leftOutNote(n int) string {
	if n == 0 {
		return ""
	}
	return table.Count(n, "claim") + " that people found wrong left out (--with-wrong shows them)"
}

// LeftOut is a note on the claims that a filter picks and that are left out since people
// found them wrong; none where there are none.
func LeftOut(ctx context.Context, s *graph.Store, f graph.Filter) ([]string, error) {
	n, err := s.LeftOut(ctx, f)
	if err != nil || n == 0 {
		return nil, err
	}
	return []string{leftOutNote(n)}, nil
}

// A Checked is a claim that people reviewed: the confidence that the program gave it, and
// whether they found it right.
type Checked struct {
	Confidence float64
	Right      bool
}

// Rates counts what people found of the claims of a graph, by kind and of all, and lists
// these. Claims are found wrong too, whatever the store shows else.
func Rates(ctx context.Context, s *graph.Store) (*table.Table, []Checked, error) {
	found, _ := s.Reviews()
	counts := map[news.Kind]map[reviews.Verdict]int{}
	var out []Checked
	for _, id := range slices.Sorted(maps.Keys(found)) {
		c, err := s.Claim(ctx, id)
		if err != nil {
			return nil, nil, fmt.Errorf("rate reviews: %w", err)
		}
		out = append(out, Checked{c.Confidence, found[id].Verdict == reviews.Right})
		for _, k := range [...]news.Kind{"", c.Kind} {
			if counts[k] == nil {
				counts[k] = map[reviews.Verdict]int{}
			}
			counts[k][found[id].Verdict]++
		}
	}
	t := &table.Table{Columns: []string{"kind", "reviewed", "right", "wrong source", "wrong words", "no claim", "share right"}}
	for _, k := range append(slices.Clone(news.Kinds[:]), "") {
		of := counts[k]
		n := of[reviews.Right] + of[reviews.Source] + of[reviews.Words] + of[reviews.None]
		if n == 0 {
			continue
		}
		name := string(k)
		if k == "" {
			name = "all"
		}
		t.Rows = append(t.Rows, []any{name, n, of[reviews.Right], of[reviews.Source], of[reviews.Words], of[reviews.None], rate(of[reviews.Right], n)})
	}
	return t, out, nil
}
