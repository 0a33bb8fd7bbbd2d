package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A Tally counts the claims that a question finds, by what they have.
type Tally struct {
	Ask
	By     []string // of Dimensions, at least one
	Share  bool     // a column with the share of the claims that a row has
	Words  bool     // columns with the words of the articles, and the claims for a thousand of them
	Copies bool     // claims that stand word for word in another article count there too
	Most   int      // rows; 0 for all
}

// A row of a tally is the values that it has in common, and its claims.
type tallyRow struct {
	values []value
	claims int
	place  int // among the rows, by the first claim
}

// Find counts. It gives the table, and notes on how names were understood and on what
// is not counted.
func (t *Tally) Find(ctx context.Context, s *graph.Store) (*table.Table, []string, error) {
	by, err := t.dimensions()
	if err != nil {
		return nil, nil, err
	}
	t.Ask.Sort, t.Ask.Limit = string(graph.Oldest), 0
	answer, err := t.Ask.Find(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	claims, notes := answer.Claims, answer.Notes
	if !t.Copies {
		var left int
		if claims, left = first(claims); left > 0 {
			notes = append(notes, table.Count(left, "claim")+" not counted: they stand word for word in an earlier article (--copies counts them)")
		}
	}
	known, err := newTallier(ctx, s, claims, by)
	if err != nil {
		return nil, nil, err
	}
	rows := known.tally(claims, by)
	out := &table.Table{Columns: append(slices.Clone(t.By), "claims")}
	var words map[string]int
	if t.Words {
		if words, err = t.words(ctx, s, claims, by, known); err != nil {
			return nil, nil, err
		}
		out.Columns = append(out.Columns, "words", "per_thousand_words")
	}
	if t.Share {
		out.Columns = append(out.Columns, "share")
	}
	totals := totals(rows)
	if left := len(rows) - t.Most; t.Most > 0 && left > 0 {
		notes = append(notes, fmt.Sprintf("showing %d of %d rows (--limit 0 for all)", t.Most, len(rows)))
		rows = rows[:t.Most]
	}
	for _, r := range rows {
		var row []any
		for _, v := range r.values {
			row = append(row, v.text)
		}
		row = append(row, r.claims)
		if t.Words {
			n := words[articleKey(by, r.values)]
			row = append(row, n, rate(1000*r.claims, n))
		}
		if t.Share {
			row = append(row, rate(r.claims, totals[keyOf(r.values[:len(r.values)-1])]))
		}
		out.Rows = append(out.Rows, row)
	}
	return out, notes, nil
}

// dimensions are those that the tally names.
func (t *Tally) dimensions() ([]dimension, error) {
	var by []dimension
	for i, name := range t.By {
		at := slices.IndexFunc(dimensions[:], func(d dimension) bool { return d.name == name })
		switch {
		case at < 0:
			return nil, fmt.Errorf("count: nothing is counted by %q; there are %s", name, strings.Join(Dimensions(), ", "))
		case slices.Contains(t.By[:i], name):
			return nil, fmt.Errorf("count: %q is there twice", name)
		}
		by = append(by, dimensions[at])
	}
	if len(by) == 0 {
		return nil, fmt.Errorf("count: say by what with --by; there are %s", strings.Join(Dimensions(), ", "))
	}
	return by, nil
}

// first leaves of claims that are the same word for word, by the same sources, in
// several articles the first, and says how many it left out. Claims are the oldest first.
func first(claims []graph.Claim) (kept []graph.Claim, left int) {
	articles := map[string]string{}
	for _, c := range claims {
		key := strings.Join(append([]string{graph.Fold(c.Content), graph.Fold(c.Sentence), c.Cue}, table.IDs(c.Sources)...), "\x00")
		if article, ok := articles[key]; ok && article != c.Article.ID {
			left++
			continue
		}
		articles[key] = c.Article.ID
		kept = append(kept, c)
	}
	return kept, left
}

// tally counts each claim once in each row that it belongs to: a claim of two sources
// in two rows by source. The rows with most claims come first, or those of a dimension
// that has an order in that.
func (t *tallier) tally(claims []graph.Claim, by []dimension) []*tallyRow {
	at := map[string]*tallyRow{}
	var rows []*tallyRow
	for i := range claims {
		seen := map[string]bool{}
		for _, values := range combinations(t, &claims[i], by) {
			key := keyOf(values)
			if seen[key] {
				continue
			}
			seen[key] = true
			r := at[key]
			if r == nil {
				r = &tallyRow{values: values, place: len(rows)}
				at[key] = r
				rows = append(rows, r)
			}
			r.claims++
		}
	}
	weight := map[string]int{} // of all rows that begin with the same values
	for _, r := range rows {
		for k := range r.values {
			weight[keyOf(r.values[:k+1])] += r.claims
		}
	}
	slices.SortFunc(rows, func(a, b *tallyRow) int {
		for k, d := range by {
			va, vb := a.values[k], b.values[k]
			order := strings.Compare(va.key, vb.key)
			if !d.ordered {
				order = cmp.Or(cmp.Compare(weight[keyOf(b.values[:k+1])], weight[keyOf(a.values[:k+1])]), strings.Compare(va.text, vb.text), order)
			}
			if order != 0 {
				return order
			}
		}
		return cmp.Compare(a.place, b.place)
	})
	return rows
}

// combinations are the rows of a claim: every value of the first dimension with every
// one of the next, and so on.
func combinations(t *tallier, c *graph.Claim, by []dimension) [][]value {
	all := [][]value{nil}
	for _, d := range by {
		var more [][]value
		for _, row := range all {
			for _, v := range d.of(t, c) {
				more = append(more, append(slices.Clip(row), v))
			}
		}
		all = more
	}
	return all
}

func keyOf(values []value) string {
	var b strings.Builder
	for _, v := range values {
		b.WriteString(v.key + "\x00")
	}
	return b.String()
}

// totals are the claims of the rows that have all values but the last in common; of
// rows of one value, all claims.
func totals(rows []*tallyRow) map[string]int {
	sums := map[string]int{}
	for _, r := range rows {
		sums[keyOf(r.values[:len(r.values)-1])] += r.claims
	}
	return sums
}

// words counts the words of the articles in which the claims stand: of those that are
// alike in what the dimensions say of an article.
func (t *Tally) words(ctx context.Context, s *graph.Store, claims []graph.Claim, by []dimension, known *tallier) (map[string]int, error) {
	sums, seen := map[string]int{}, map[string]bool{}
	for i := range claims {
		c := &claims[i]
		if seen[c.Article.ID] {
			continue
		}
		seen[c.Article.ID] = true
		d, err := s.Document(ctx, c.Article.ID)
		if err != nil {
			return nil, fmt.Errorf("count: %w", err)
		}
		sums[articleKey(by, combinations(known, c, by)[0])] += len(strings.Fields(d.Article.Text))
	}
	return sums, nil
}

// articleKey is what values say of the article.
func articleKey(by []dimension, values []value) string {
	var of []value
	for k, d := range by {
		if d.article {
			of = append(of, values[k])
		}
	}
	return keyOf(of)
}

// rate is a quotient with three digits behind the point; 0 of nothing.
func rate(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return table.Round(float64(n) / float64(of))
}
