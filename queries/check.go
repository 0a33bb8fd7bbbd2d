package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/link/statement"
)

// A Check asks whether somebody is quoted with some words, or with nearly these.
type Check struct {
	Words string
	Limit int // the most quotations to give; 0 for all

	LeftOut int // quotations found but left out since people found them wrong; Find counts them
}

// A Quotation is a claim that has the words of a check, or nearly these.
type Quotation struct {
	Claim  graph.Claim
	Kept   float64          // share of the words that stand in it, in their order
	Stands string           // the stretch of the claim in which they stand
	Edits  []statement.Edit // from what stands there to the words of the check
}

// Match says how the words stand to the quotation: as they are, with words left out, or
// altered.
func (q *Quotation) Match() string {
	match := "word for word"
	for _, e := range q.Edits {
		switch e.Op {
		case statement.Cut:
			match = "cut"
		case statement.Added:
			return "altered"
		}
	}
	return match
}

const (
	nearQuotation = .6 // share of the words from which on a claim has nearly these
	mostTerms     = 10 // words that claims are looked up by
	fewTerms      = 3  // words of which a claim may have one alone
	perTerms      = 60 // claims that are compared for two of them
)

// Find gives the quotations, the nearest first, of equally near ones the earliest. None
// is an error that wraps [ErrNothing].
func (c *Check) Find(ctx context.Context, s *graph.Store) (found []Quotation, total int, err error) {
	candidates, err := withWords(ctx, s.WithWrong(), c.Words)
	if err != nil {
		return nil, 0, fmt.Errorf("check: %w", err)
	}
	for _, claim := range candidates {
		switch q := quotation(c.Words, claim); {
		case q.Kept < nearQuotation:
		case !s.LeavesOut(claim.ID):
			found = append(found, q)
		case claim.Review != nil && claim.Review.Verdict.Wrong() && !s.Checked():
			c.LeftOut++
		}
	}
	if len(found) == 0 {
		return nil, 0, fmt.Errorf("nobody is quoted with “%s”, or with nearly these words: %w", table.OneLine(c.Words), ErrNothing)
	}
	slices.SortStableFunc(found, func(a, b Quotation) int {
		return cmp.Or(cmp.Compare(b.nearness(), a.nearness()), earlier(&a.Claim, &b.Claim))
	})
	total = len(found)
	if c.Limit > 0 && total > c.Limit {
		found = found[:c.Limit]
	}
	return found, total, nil
}

// nearness orders quotations: all the words and none besides come first.
func (q *Quotation) nearness() float64 {
	others := 0
	for _, e := range q.Edits {
		if e.Op == statement.Cut {
			others += len(strings.Fields(e.Text))
		}
	}
	return q.Kept - float64(others)/100
}

// quotation compares the words with a claim, as it stands in its sentence where more of
// them are there than in its content.
func quotation(words string, c graph.Claim) Quotation {
	q := Quotation{Claim: c}
	for _, text := range []string{c.Content, c.Sentence} {
		if kept, at := statement.In(words, text); kept > q.Kept {
			q.Kept, q.Stands = kept, text[at.Start:at.End]
		}
	}
	q.Kept = table.Round(q.Kept)
	q.Edits = statement.Compare(q.Stands, words)
	return q
}

// earlier orders claims by the dates of their articles, then by id.
func earlier(a, b *graph.Claim) int {
	undated := func(c *graph.Claim) int {
		if c.Article.Published == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(undated(a)-undated(b), news.Later(a.Article.Published, b.Article.Published), cmp.Compare(a.ID, b.ID))
}

// withWords gives the claims that may have nearly some words: of those that are no
// function words they have two that follow each other, but for one between them, or one
// where there are few.
func withWords(ctx context.Context, s *graph.Store, words string) ([]graph.Claim, error) {
	terms := statement.Terms(words)
	terms = terms[:min(len(terms), mostTerms)]
	var asked []string
	for i, t := range terms {
		for _, other := range terms[i+1 : min(len(terms), i+3)] {
			asked = append(asked, `"`+t+`" "`+other+`"`)
		}
		if len(terms) <= fewTerms {
			asked = append(asked, `"`+t+`"`)
		}
	}
	if len(asked) == 0 {
		return nil, fmt.Errorf("“%s” has no word to look for", table.OneLine(words))
	}
	var out []graph.Claim
	seen := map[string]bool{}
	for _, said := range asked {
		claims, _, err := s.Claims(ctx, graph.Filter{Said: said, Sort: graph.Oldest, Limit: perTerms})
		if err != nil && !errors.Is(err, ErrNothing) {
			return nil, err
		}
		for _, c := range claims {
			if !seen[c.ID] {
				seen[c.ID] = true
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// Note says how many quotations are left out; "" for none.
func (c *Check) Note() string { return leftOutNote(c.LeftOut) }

// WriteQuotations prints quotations: how near each is, and what stands in it, the words
// that the check leaves out as [-these-], those that it adds as {+these+}.
func WriteQuotations(w io.Writer, found []Quotation, s table.Style) error {
	t := table.Table{Columns: []string{"match", "kept", "difference", "source", "date", "outlet", "title", "claim"}}
	for i := range found {
		q := &found[i]
		t.Rows = append(t.Rows, []any{q.Match(), q.Kept, Marked(q.Edits), table.Names(q.Claim.Sources), q.Claim.Day(), q.Claim.Article.Publisher, q.Claim.Article.Title, q.Claim.ID})
	}
	return t.Write(w, s)
}

// Marked is a difference as text: [-what was cut-], {+what was added+}.
func Marked(edits []statement.Edit) string {
	parts := make([]string, len(edits))
	for i, e := range edits {
		switch e.Op {
		case statement.Cut:
			parts[i] = "[-" + e.Text + "-]"
		case statement.Added:
			parts[i] = "{+" + e.Text + "+}"
		default:
			parts[i] = e.Text
		}
	}
	return strings.Join(parts, " ")
}
