package queries

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/schema"
)

// A Speaker is one who speaks for another.
type Speaker struct {
	graph.EntityRef
	For  string // the id of whom
	Role string // with the days of the first and the last article that says so: "spokesman, 2031-06-01 to 2031-06-05"
}

// speakersDeep is through how many others one speaks for somebody: a spokeswoman for a
// campaign, and the campaign for its candidate.
const speakersDeep = 2

// Speakers gives who speaks for some entities, by name, those that stand among these left out.
func Speakers(ctx context.Context, s *graph.Store, ids []string) ([]Speaker, error) {
	seen := map[string]bool{}
	for _, id := range ids {
		seen[id] = true
	}
	var out []Speaker
	next := slices.Clone(ids)
	for step := 0; step < speakersDeep && len(next) > 0; step++ {
		links, err := s.Links(ctx, "speaker", next...)
		if err != nil {
			return nil, fmt.Errorf("who speaks for whom: %w", err)
		}
		var found []string
		for _, l := range links {
			if l.Predicate == schema.SpeaksFor && slices.Contains(next, l.To) && !seen[l.From] {
				seen[l.From] = true
				found = append(found, l.From)
				out = append(out, Speaker{EntityRef: graph.EntityRef{ID: l.From}, For: l.To, Role: l.Reason})
			}
		}
		next = found
	}
	var who []string
	for _, sp := range out {
		who = append(who, sp.ID)
	}
	slices.Sort(who)
	all, err := s.Entities(ctx, who)
	if err != nil {
		return nil, fmt.Errorf("who speaks for whom: %w", err)
	}
	for i := range out {
		if k := slices.IndexFunc(all, func(e graph.Entity) bool { return e.ID == out[i].ID }); k >= 0 {
			out[i].EntityRef = all[k].EntityRef
		}
	}
	return out, nil
}

// speakersNote says who is taken with somebody because they speak for them.
func speakersNote(all []Speaker) string {
	if len(all) == 0 {
		return "nobody is known who speaks for them"
	}
	var b strings.Builder
	for i, sp := range all {
		if i == 8 {
			fmt.Fprintf(&b, " and %d more", len(all)-i)
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(table.OneLine(sp.Name) + " (" + table.OneLine(sp.Role) + ")")
	}
	return "with those who speak for them: " + b.String()
}
