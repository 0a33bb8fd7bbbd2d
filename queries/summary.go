package queries

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A Summary is a graph at a glance: how much it holds, who is quoted most, whom
// it is most about, and the longest chain.
type Summary struct {
	Info      graph.Info
	Quoted    []graph.Count
	Discussed []graph.Count
	Deepest   *graph.Claim // nil where no claim is within another
}

// summaryNames is how many names a summary lists.
const summaryNames = 5

// Summarize looks at the whole graph.
func Summarize(ctx context.Context, s *graph.Store) (*Summary, error) {
	var sum Summary
	var err error
	if sum.Info, err = s.Info(ctx); err != nil {
		return nil, err
	}
	if sum.Quoted, err = s.Quoted(ctx, summaryNames); err != nil {
		return nil, err
	}
	if sum.Discussed, err = s.Discussed(ctx, summaryNames); err != nil {
		return nil, err
	}
	deepest, err := s.Deepest(ctx)
	switch {
	case err == nil:
		sum.Deepest = &deepest
	case !errors.Is(err, graph.ErrNotFound):
		return nil, err
	}
	return &sum, nil
}

// Write prints the summary in words, after a line that says what was done.
func (s *Summary) Write(w io.Writer, done string) error {
	var b strings.Builder
	if done != "" {
		fmt.Fprintln(&b, done)
	}
	from := ""
	if s.Info.Outlets > 0 {
		from = " from " + table.Count(s.Info.Outlets, "outlet")
	}
	if s.Info.First != "" {
		from += ", " + s.Info.First
		if s.Info.Last != s.Info.First {
			from += " to " + s.Info.Last
		}
	}
	fmt.Fprintf(&b, "The graph holds %s%s: %s, %d of them passed on by another source.\n",
		table.Count(s.Info.Articles, "article"), from, table.Count(s.Info.Claims, "claim"), s.Info.Nested)
	writeCounts(&b, "Quoted most:      ", s.Quoted)
	writeCounts(&b, "Talked about most:", s.Discussed)
	if s.Deepest != nil {
		fmt.Fprintf(&b, "Longest chain:     %s: %s\n", table.OneLine(table.Chain(s.Deepest)), table.Cut(table.OneLine(s.Deepest.Content), 90))
	}
	if len(s.Quoted) > 0 {
		fmt.Fprintf(&b, "Try: hearsay ask --who %q\n", table.OneLine(s.Quoted[0].Entity.Name))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeCounts(b *strings.Builder, label string, counts []graph.Count) {
	if len(counts) == 0 {
		return
	}
	all := make([]string, len(counts))
	for i, c := range counts {
		all[i] = fmt.Sprintf("%s (%d)", table.OneLine(c.Entity.Name), c.Claims)
	}
	fmt.Fprintf(b, "%s %s\n", label, strings.Join(all, ", "))
}
