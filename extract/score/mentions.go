package score

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// A Mention is a stretch of a text that refers to something of a type.
type Mention struct {
	Span news.Span
	Type string
}

// A MentionRow holds the figures of one type: mentions marked, found, and both.
type MentionRow struct {
	Type             string // "all" for all of them
	Hit, Gold, Found int
}

// Ratios of a row; a ratio with nothing to count is negative.
func (r *MentionRow) Precision() float64 { return ratio(r.Hit, r.Found) }
func (r *MentionRow) Recall() float64    { return ratio(r.Hit, r.Gold) }
func (r *MentionRow) F1() float64        { return ratio(2*r.Hit, r.Gold+r.Found) }

// MentionScore holds the figures of [Mentions]: a row a type, by name, then one
// of all types.
type MentionScore []MentionRow

// Mentions scores the mentions of texts, each as those marked and those found, as
// CoNLL 2003 does: one is right where the same span is marked with the same type.
// The same mention twice counts once.
func Mentions(texts [][2][]Mention) MentionScore {
	rows := map[string]*MentionRow{}
	row := func(kind string) *MentionRow {
		if rows[kind] == nil {
			rows[kind] = &MentionRow{Type: kind}
		}
		return rows[kind]
	}
	for _, text := range texts {
		gold := map[Mention]bool{}
		for _, m := range text[0] {
			if !gold[m] {
				gold[m] = true
				row(m.Type).Gold++
			}
		}
		found := map[Mention]bool{}
		for _, m := range text[1] {
			if found[m] {
				continue
			}
			found[m] = true
			row(m.Type).Found++
			if gold[m] {
				row(m.Type).Hit++
			}
		}
	}
	all := MentionRow{Type: "all"}
	var s MentionScore
	for _, r := range rows {
		s = append(s, *r)
		all.Hit, all.Gold, all.Found = all.Hit+r.Hit, all.Gold+r.Gold, all.Found+r.Found
	}
	slices.SortFunc(s, func(a, b MentionRow) int { return cmp.Compare(a.Type, b.Type) })
	return append(s, all)
}

// Write prints the figures as a table.
func (s MentionScore) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%15s      P       R      F1    gold   pred.\n", "")
	for i := range s {
		r := &s[i]
		fmt.Fprintf(&b, "%-15s %s %s %s %7d %7d\n", r.Type, cell(r.Precision()), cell(r.Recall()), cell(r.F1()), r.Gold, r.Found)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
