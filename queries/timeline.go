package queries

import (
	"context"
	"fmt"
	"slices"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/schema"
)

// A Moment is one statement of a timeline: the first claim that makes it, and the outlets
// that have it.
type Moment struct {
	graph.Claim
	Outlets  []string // in the order of time
	Claims   int      // that make the statement
	Disputed int      // claims that may disagree with one of these
}

// Timeline gives what the claims that a question picks say, the oldest first: what is told
// again by the same sources stands once, with who told it first. A claim without a day
// comes before all others.
func Timeline(ctx context.Context, s *graph.Store, q Ask) ([]Moment, []string, error) {
	most := q.Limit
	q.Sort, q.Limit = string(graph.Oldest), 0
	answer, err := q.Find(ctx, s)
	if err != nil {
		if answer != nil {
			return nil, answer.Notes, err
		}
		return nil, nil, err
	}
	ids := make([]string, len(answer.Claims))
	for i := range answer.Claims {
		ids[i] = answer.Claims[i].ID
	}
	states, err := statements(ctx, s, ids)
	if err != nil {
		return nil, answer.Notes, err
	}
	disputes, err := s.Links(ctx, "dispute", ids...)
	if err != nil {
		return nil, answer.Notes, err
	}
	against := map[string]int{}
	for _, l := range disputes {
		if l.Predicate == schema.Disputes && !s.LeavesOut(l.From) && !s.LeavesOut(l.To) {
			against[l.From]++
			against[l.To]++
		}
	}
	at := map[string]int{}
	var out []Moment
	for _, c := range answer.Claims {
		key := said(states, &c)
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, Moment{Claim: c})
		}
		m := &out[k]
		m.Claims++
		m.Disputed += against[c.ID]
		if p := c.Article.Publisher; p != "" && !slices.Contains(m.Outlets, p) {
			m.Outlets = append(m.Outlets, p)
		}
	}
	if left := len(out) - most; most > 0 && left > 0 {
		answer.Notes = append(answer.Notes, fmt.Sprintf("showing %d of %d (--limit 0 for all)", most, len(out)))
		out = out[:most]
	}
	return out, answer.Notes, nil
}

// TimelineTable is a timeline as a table.
func TimelineTable(moments []Moment) *table.Table {
	t := &table.Table{Columns: []string{"date", "source", "content", "outlets", "claims", "disputed", "stance", "cue", "title", "url", "claim"}}
	for i := range moments {
		m := &moments[i]
		t.Rows = append(t.Rows, []any{
			m.Day(), m.Sources, m.Said(), m.Outlets, m.Claims, m.Disputed, string(m.Stance), m.Cue, m.Article.Title, m.Article.URL, m.ID,
		})
	}
	return t
}
