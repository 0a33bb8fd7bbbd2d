package queries

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/link/meaning"
)

// Ask is a question: which claims are there that meet every condition set? The
// zero Ask asks for all. Of several names one is enough.
type Ask struct {
	Who           []string // a source of the claim itself
	For           bool     // or one who speaks for it
	About         []string // whom or what it is about
	Via           []string // a source further out in its chain, or an outlet that the article credits with it
	Publisher     []string
	Articles      []string // ids
	Since, Until  string   // ISO dates, or years, or months; of the claim, else of its article; both days count
	Kinds         []string
	Stances       []string
	Said          string  // words of its content or sentence: each in any form, "as they stand", begin*, or -left -out
	Like          string  // words that mean what its content does; the nearest claims come first
	MinConfidence float64 // 0 to 1
	Chains        []int   // numbers of sources on its chain, itself included
	Named         string  // "yes": a source is called by a name; "no": none is; "": either
	Sort          string  // one of graph.Orders; "newest" is the same as ""
	Limit         int     // the most claims to give; 0 for all
}

// An Answer is the claims that were found, in their order.
type Answer struct {
	Question string // in words: `what "Michael Ryan" said`
	Claims   []graph.Claim
	Total    int          // how many there are without the limit
	Notes    []string     // how names were understood, for the reader
	Filter   graph.Filter // the question as the graph understands it
}

// Find asks the graph. A name that it does not know is an [UnknownError]; no claim
// at all is an error that wraps [ErrNothing].
func (a Ask) Find(ctx context.Context, s *graph.Store) (*Answer, error) {
	answer := &Answer{Question: a.String()}
	f, notes, err := a.Filter(ctx, s)
	if err != nil {
		return nil, err
	}
	answer.Notes, answer.Filter = notes, f
	if answer.Claims, answer.Total, err = s.Claims(ctx, f); err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	left, err := LeftOut(ctx, s, f)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	answer.Notes = append(answer.Notes, left...)
	if answer.Total == 0 {
		return answer, fmt.Errorf("no claim: %s: %w", a, ErrNothing)
	}
	if left := answer.Total - len(answer.Claims); left > 0 {
		answer.Notes = append(answer.Notes, fmt.Sprintf("showing %d of %d claims (--limit 0 for all)", len(answer.Claims), answer.Total))
	}
	return answer, nil
}

// Filter is the question as the graph understands it, and notes on how names were
// understood. A name that nothing goes by is an [UnknownError].
func (a Ask) Filter(ctx context.Context, s *graph.Store) (f graph.Filter, notes []string, err error) {
	f = graph.Filter{Articles: a.Articles, Said: a.Said, Like: a.Like, MinConfidence: a.MinConfidence, Chains: a.Chains, Named: a.Named, Limit: a.Limit}
	if f.Sort = graph.Order(a.Sort); f.Sort == "newest" {
		f.Sort = graph.Newest
	}
	if !slices.Contains(graph.Orders[:], f.Sort) {
		return f, nil, fmt.Errorf("no order %q; there are newest, oldest, surest and longest", a.Sort)
	}
	if !slices.Contains([]string{"", graph.Yes, graph.No}, a.Named) {
		return f, nil, fmt.Errorf("a source is called by a name or is not: yes or no, not %q", a.Named)
	}
	if a.Like != "" && f.Sort != graph.Newest {
		return f, nil, fmt.Errorf("what is nearest in meaning comes first: no order %q beside words that claims are to be like", a.Sort)
	}
	if v := meaning.Of(a.Like); a.Like != "" && v == (meaning.Vector{}) {
		return f, nil, fmt.Errorf("“%s” says nothing that a claim could be like", table.OneLine(a.Like))
	}
	if f.Since, err = day(a.Since, false); err != nil {
		return f, nil, err
	}
	if f.Until, err = day(a.Until, true); err != nil {
		return f, nil, err
	}
	for _, k := range a.Kinds {
		if !slices.Contains(news.Kinds[:], news.Kind(k)) {
			return f, nil, fmt.Errorf("no kind %q; there are %s", k, join(news.Kinds[:]))
		}
		f.Kinds = append(f.Kinds, news.Kind(k))
	}
	for _, k := range a.Stances {
		if !slices.Contains(news.Stances[:], news.Stance(k)) {
			return f, nil, fmt.Errorf("no stance %q; there are %s", k, join(news.Stances[:]))
		}
		f.Stances = append(f.Stances, news.Stance(k))
	}
	for _, n := range []struct {
		names   []string
		ids     *[]string
		resolve resolver
	}{{a.Who, &f.Who, Resolve}, {a.About, &f.About, Resolve}, {a.Via, &f.Via, Resolve}, {a.Publisher, &f.Publisher, ResolveOutlet}} {
		ids, more, err := resolved(ctx, s, n.names, n.resolve)
		if err != nil {
			return f, nil, err
		}
		*n.ids, notes = ids, append(notes, more...)
	}
	if a.For {
		speakers, err := Speakers(ctx, s, f.Who)
		if err != nil {
			return f, notes, err
		}
		for _, sp := range speakers {
			f.Who = append(f.Who, sp.ID)
		}
		notes = append(notes, speakersNote(speakers))
	}
	return f, notes, nil
}

// String is the question in words.
func (a Ask) String() string {
	var b strings.Builder
	words := func(before string, names []string) {
		if len(names) > 0 {
			quoted := make([]string, len(names))
			for i, n := range names {
				quoted[i] = "“" + table.OneLine(n) + "”"
			}
			b.WriteString(before + strings.Join(quoted, " or "))
		}
	}
	b.WriteString("what ")
	if len(a.Who) > 0 {
		words("", a.Who)
		if a.For {
			b.WriteString(" and those who speak for them")
		}
		b.WriteString(" said")
	} else {
		b.WriteString("is said")
	}
	words(" about ", a.About)
	words(" via ", a.Via)
	words(" in ", a.Publisher)
	if a.Said != "" {
		words(" with the words ", []string{a.Said})
	}
	if a.Like != "" {
		words(" in words like ", []string{a.Like})
	}
	if a.Since != "" {
		b.WriteString(" since " + table.OneLine(a.Since))
	}
	if a.Until != "" {
		b.WriteString(" until " + table.OneLine(a.Until))
	}
	switch a.Named {
	case graph.Yes:
		b.WriteString(" by named sources")
	case graph.No:
		b.WriteString(" by unnamed sources")
	}
	words(" of kind ", a.Kinds)
	words(" with stance ", a.Stances)
	if len(a.Chains) > 0 {
		lengths := make([]string, len(a.Chains))
		for i, n := range a.Chains {
			lengths[i] = fmt.Sprint(n)
		}
		b.WriteString(" through a chain of " + strings.Join(lengths, " or "))
	}
	if a.MinConfidence > 0 {
		fmt.Fprintf(&b, " at least %g sure", a.MinConfidence)
	}
	return b.String()
}

// dates are the dates that one can ask for.
var dates = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// day completes a date: a year or a month becomes its first or its last day.
func day(date string, last bool) (string, error) {
	if date == "" {
		return "", nil
	}
	if !dates.MatchString(date) {
		return "", fmt.Errorf("%q is not a date like 2021, 2021-03 or 2021-03-10", date)
	}
	layout := "2006-01-02"[:len(date)]
	first, err := time.Parse(layout, date)
	if err != nil {
		return "", fmt.Errorf("%q is not a date like 2021, 2021-03 or 2021-03-10", date)
	}
	switch {
	case last && len(date) == 4:
		first = first.AddDate(1, 0, -1)
	case last && len(date) == 7:
		first = first.AddDate(0, 1, -1)
	}
	return first.Format("2006-01-02"), nil
}

// dayBefore is the day before an ISO date.
func dayBefore(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, -1).Format(time.DateOnly)
}

// join lists the values of an enumeration.
func join[T ~string](values []T) string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return strings.Join(all, ", ")
}
