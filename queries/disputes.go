package queries

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/schema"
)

// Disputes asks where sources may disagree: of the claims that Ask picks, which have
// another to which they are opposed. The zero value asks for all.
type Disputes struct {
	Ask
	Shifts  bool     // a source against its own earlier words, instead of others'
	Reasons []string // of dispute.Reasons, any of which fits; none picks all
}

// Reasons are why claims may disagree.
var Reasons = [...]string{"denial", "negation", "number"}

// A Dispute is two claims that may disagree. It says not which is right.
type Dispute struct {
	Claim, Against graph.Claim // the later, or the one that denies; the other
	Reason         string
	Confidence     float64 // that they speak of the same matter, 0 to 1
	Times          int     // how many pairs of claims say the same, by these sources
}

// A DisputeAnswer is the disputes that were found, the surest first.
type DisputeAnswer struct {
	Disputes []Dispute
	Notes    []string
	shifts   bool
}

// Find asks the graph. No dispute at all is an error that wraps [ErrNothing].
func (q Disputes) Find(ctx context.Context, s *graph.Store) (*DisputeAnswer, error) {
	for _, r := range q.Reasons {
		if !slices.Contains(Reasons[:], r) {
			return nil, fmt.Errorf("no reason %q; there are %s", r, strings.Join(Reasons[:], ", "))
		}
	}
	answer := &DisputeAnswer{shifts: q.Shifts}
	most, sure := q.Limit, q.MinConfidence
	q.Limit, q.MinConfidence = 0, 0 // of disputes, not of claims
	picked, notes, err := q.picked(ctx, s)
	answer.Notes = notes
	if err != nil {
		return answer, err
	}
	links, err := s.Links(ctx, "dispute", picked...)
	if err != nil {
		return answer, err
	}
	wanted := schema.Disputes
	if q.Shifts {
		wanted = schema.Shifts
	}
	left := map[string]bool{}
	for _, l := range links {
		if l.Predicate != wanted || l.Confidence < sure || len(q.Reasons) > 0 && !slices.Contains(q.Reasons, l.Reason) {
			continue
		}
		if s.LeavesOut(l.From) || s.LeavesOut(l.To) {
			for _, id := range [...]string{l.From, l.To} {
				if s.LeavesOut(id) {
					left[id] = true
				}
			}
			continue
		}
		d := Dispute{Reason: l.Reason, Confidence: l.Confidence, Times: 1}
		if d.Claim, err = s.Claim(ctx, l.From); err != nil {
			return answer, err
		}
		if d.Against, err = s.Claim(ctx, l.To); err != nil {
			return answer, err
		}
		answer.Disputes = append(answer.Disputes, d)
	}
	if note := leftOutNote(len(left)); note != "" && !s.Checked() {
		answer.Notes = append(answer.Notes, note)
	}
	if err := answer.once(ctx, s); err != nil {
		return answer, err
	}
	if len(answer.Disputes) == 0 {
		what := "sources may disagree"
		if q.Shifts {
			what = "a source speaks against its earlier words"
		}
		return answer, fmt.Errorf("nothing where %s: %s: %w", what, q.Ask, ErrNothing)
	}
	if left := len(answer.Disputes) - most; most > 0 && left > 0 {
		answer.Notes = append(answer.Notes, fmt.Sprintf("showing %d of %d (--limit 0 for all)", most, len(answer.Disputes)))
		answer.Disputes = answer.Disputes[:most]
	}
	return answer, nil
}

// picked are the ids of the claims that the question picks; none where it picks all.
func (q *Disputes) picked(ctx context.Context, s *graph.Store) (ids, notes []string, err error) {
	f, notes, err := q.Filter(ctx, s)
	if err != nil || q.all() {
		return nil, notes, err
	}
	claims, _, err := s.Claims(ctx, f)
	if err != nil {
		return nil, notes, err
	}
	if len(claims) == 0 {
		return nil, notes, fmt.Errorf("no claim: %s: %w", q.Ask, ErrNothing)
	}
	for i := range claims {
		ids = append(ids, claims[i].ID)
	}
	return ids, notes, nil
}

// all says whether the question picks every claim.
func (a *Ask) all() bool {
	return len(a.Who)+len(a.About)+len(a.Via)+len(a.Publisher)+len(a.Articles)+len(a.Kinds)+len(a.Stances)+len(a.Chains) == 0 &&
		a.Since == "" && a.Until == "" && a.Said == "" && a.Like == "" && a.MinConfidence == 0
}

// once leaves of the disputes between the same statements of the same sources the surest,
// and puts all in order.
func (a *DisputeAnswer) once(ctx context.Context, s *graph.Store) error {
	slices.SortFunc(a.Disputes, func(x, y Dispute) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), strings.Compare(y.Claim.Day(), x.Claim.Day()),
			strings.Compare(x.Claim.ID, y.Claim.ID), strings.Compare(x.Against.ID, y.Against.ID))
	})
	var ids []string
	for i := range a.Disputes {
		ids = append(ids, a.Disputes[i].Claim.ID, a.Disputes[i].Against.ID)
	}
	states, err := statements(ctx, s, ids)
	if err != nil {
		return err
	}
	at := map[string]int{}
	kept := a.Disputes[:0]
	for _, d := range a.Disputes {
		one, other := said(states, &d.Claim), said(states, &d.Against)
		key := min(one, other) + "\x00" + max(one, other)
		if k, ok := at[key]; ok {
			kept[k].Times++
			continue
		}
		at[key] = len(kept)
		kept = append(kept, d)
	}
	a.Disputes = kept
	return nil
}

// statements gives the statements that claims are told to be, by the claims' ids.
func statements(ctx context.Context, s *graph.Store, claims []string) (map[string]string, error) {
	out := map[string]string{}
	if len(claims) == 0 {
		return out, nil
	}
	links, err := s.Links(ctx, "statement", claims...)
	for _, l := range links {
		if l.Predicate == "states" {
			out[l.From] = l.To
		}
	}
	return out, err
}

// said is what tells what a claim says, and whose it is.
func said(states map[string]string, c *graph.Claim) string {
	return cmp.Or(states[c.ID], graph.Fold(c.Content)) + "\x01" + strings.Join(table.IDs(c.Sources), " ")
}

// disputeColumns are the columns of disputes in every table.
var disputeColumns = []string{
	"reason", "confidence", "pairs", "date", "source", "stance", "content", "publisher", "url",
	"against_date", "against_source", "against_stance", "against_content", "against_publisher", "against_url", "claim", "against_claim",
}

// Write prints the disputes in the style's format.
func (a *DisputeAnswer) Write(w io.Writer, s table.Style) error {
	switch s.Format {
	case "table":
		return a.read(w, s)
	case "json", "jsonl":
		return table.Values(w, s.Format, len(a.Disputes), func(i int) ([]byte, error) { return table.JSON(&a.Disputes[i]) })
	}
	t := &table.Table{Columns: disputeColumns}
	for i := range a.Disputes {
		d := &a.Disputes[i]
		row := []any{d.Reason, table.Round(d.Confidence), d.Times}
		for _, c := range [...]*graph.Claim{&d.Claim, &d.Against} {
			row = append(row, c.Day(), c.Sources, string(c.Stance), c.Content, c.Article.Publisher, c.Article.URL)
		}
		t.Rows = append(t.Rows, append(row, d.Claim.ID, d.Against.ID))
	}
	return t.Write(w, s)
}

// read prints the disputes for reading: the two claims below each other, under a line that
// says why.
func (a *DisputeAnswer) read(w io.Writer, s table.Style) error {
	what := "may disagree"
	if a.shifts {
		what = "may have changed"
	}
	for i := range a.Disputes {
		d := &a.Disputes[i]
		line := fmt.Sprintf("%s: %s", what, d.Reason)
		if d.Times > 1 {
			line += fmt.Sprintf(", %d times", d.Times)
		}
		line = s.Paint(table.Bold, line) + s.Paint(table.Dim, fmt.Sprintf("  (%.2f)", d.Confidence)) + "\n"
		if i > 0 {
			line = "\n" + line
		}
		if _, err := io.WriteString(w, line); err != nil {
			return err
		}
		if err := table.Claims(w, []graph.Claim{d.Claim, d.Against}, s); err != nil {
			return err
		}
	}
	return nil
}

// MarshalJSON writes the dispute with its claims as `hearsay ask` has them.
func (d *Dispute) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Reason     string         `json:"reason"`
		Confidence float64        `json:"confidence"`
		Pairs      int            `json:"pairs"`
		Claims     [2]graph.Claim `json:"claims"`
	}{d.Reason, table.Round(d.Confidence), d.Times, [2]graph.Claim{d.Claim, d.Against}})
}
