package queries

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/link"
	"hearsay/graph/link/statement"
	"hearsay/graph/schema"
)

// A Path is the way of a statement through outlets and time.
type Path struct {
	Statement string // its id; "" where one article alone has it
	Outlets   int
	Steps     []Step // the earliest article first
}

// A Step is a claim that makes the statement.
type Step struct {
	Claim      graph.Claim
	How        string           // "first", or how its words stand to those of the likest other claim
	Confidence float64          // that it states the same
	Edits      []statement.Edit // from the first one's words to these; nil where it is in other words
	CopyOf     string           // id of the article that its article repeats
}

// Trace gives the path of what a claim states, named by its id, or by words that it has,
// or nearly. Nothing is an error that wraps [ErrNothing] or [graph.ErrNotFound].
func Trace(ctx context.Context, s *graph.Store, what string) (*Path, error) {
	claim, err := claimFor(ctx, s, what)
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	p := &Path{}
	steps := []Step{{Claim: claim}}
	if p.Statement, err = statementOf(ctx, s, claim.ID); err == nil && p.Statement != "" {
		steps, err = members(ctx, s, p.Statement)
	}
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	steps = slices.DeleteFunc(steps, func(st Step) bool { return st.Claim.ID != claim.ID && s.LeavesOut(st.Claim.ID) })
	slices.SortFunc(steps, func(a, b Step) int { return earlier(&a.Claim, &b.Claim) })
	outlets := map[string]bool{}
	for i := range steps {
		st := &steps[i]
		outlets[cmp.Or(st.Claim.Article.Publisher, st.Claim.Article.ID)] = true
		switch {
		case i == 0:
			st.How = "first"
		case st.How != statement.OtherWords:
			st.Edits = statement.Compare(steps[0].Claim.Content, st.Claim.Content)
		}
		if st.CopyOf, err = copyOf(ctx, s, st.Claim.Article.ID); err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
	}
	p.Steps, p.Outlets = steps, len(outlets)
	return p, nil
}

// claimFor is the claim with an id, or the nearest and earliest with some words.
func claimFor(ctx context.Context, s *graph.Store, what string) (graph.Claim, error) {
	if id := strings.Trim(what, "<>"); strings.HasPrefix(id, "claim/") {
		return s.Claim(ctx, id)
	}
	found, _, err := (&Check{Words: what, Limit: 1}).Find(ctx, s)
	if err != nil {
		return graph.Claim{}, err
	}
	return found[0].Claim, nil
}

// statementOf is the id of the statement that a claim makes; "" where no other article has it.
func statementOf(ctx context.Context, s *graph.Store, claim string) (string, error) {
	links, err := s.Links(ctx, "statement", claim)
	for _, l := range links {
		if l.Predicate == schema.States && l.From == claim {
			return l.To, err
		}
	}
	return "", err
}

// members are the claims that make a statement.
func members(ctx context.Context, s *graph.Store, id string) (steps []Step, err error) {
	links, err := s.Links(ctx, "statement", id)
	for _, l := range links {
		if err != nil {
			return nil, err
		}
		if l.Predicate != schema.States {
			continue
		}
		var c graph.Claim
		c, err = s.Claim(ctx, l.From)
		steps = append(steps, Step{Claim: c, How: l.Reason, Confidence: l.Confidence})
	}
	return steps, err
}

// copyOf is the id of the article that one repeats; "" where it is none.
func copyOf(ctx context.Context, s *graph.Store, article string) (string, error) {
	links, err := s.Links(ctx, "copy", "article/"+article)
	at := slices.IndexFunc(links, func(l link.Link) bool { return l.Predicate == schema.CopyOf && l.From == "article/"+article })
	if at < 0 {
		return "", err
	}
	return strings.TrimPrefix(links[at].To, "article/"), err
}

// through are the names of a claim's chain, the outermost first, behind its outlet.
func through(c *graph.Claim) string {
	var parts []string
	if c.Article.Publisher != "" {
		parts = append(parts, c.Article.Publisher)
	}
	for _, l := range c.Chain {
		parts = append(parts, cmp.Or(table.Names(l.Source), "somebody"))
	}
	return strings.Join(parts, " > ")
}

// Write prints the path, a step a row: when and where, through whom, which words, and
// what changed on the way from those of the first.
func (p *Path) Write(w io.Writer, s table.Style) error {
	t := table.Table{Columns: []string{"published", "outlet", "through", "how", "words", "changed", "copy_of", "confidence", "claim"}}
	for i := range p.Steps {
		st := &p.Steps[i]
		row := []any{st.Claim.Article.Published, st.Claim.Article.Publisher, through(&st.Claim), st.How, st.Claim.Content, nil, nil, nil, st.Claim.ID}
		if slices.ContainsFunc(st.Edits, func(e statement.Edit) bool { return e.Op != statement.Kept }) {
			row[5] = Marked(st.Edits)
		}
		if st.CopyOf != "" {
			row[6] = st.CopyOf
		}
		if st.Confidence > 0 {
			row[7] = st.Confidence
		}
		t.Rows = append(t.Rows, row)
	}
	return t.Write(w, s)
}
