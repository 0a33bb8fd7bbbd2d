package queries

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A dimension is something that claims have, and by which they are counted.
type dimension struct {
	name    string
	article bool // what an article has, and so all of its claims
	ordered bool // its values have an order of their own
	of      func(t *tallier, c *graph.Claim) []value
}

// A value is one of a dimension: by its key it is told from others, by its text read.
// Entities of one name are one.
type value struct{ key, text string }

// dimensions are all there are, in the order in which help names them.
var dimensions = [...]dimension{
	{"outlet", true, false, func(_ *tallier, c *graph.Claim) []value {
		return []value{{c.Article.PublisherID, cmp.Or(c.Article.Publisher, "no outlet known")}}
	}},
	{"source", false, false, func(_ *tallier, c *graph.Claim) []value { return entities(c.Sources, table.Unnamed) }},
	{"target", false, false, func(_ *tallier, c *graph.Claim) []value { return entities(c.Targets, "nobody named") }},
	{"type", false, false, func(_ *tallier, c *graph.Claim) []value {
		return each(c.Sources, "none", func(e graph.EntityRef) string { return string(e.Type) })
	}},
	{"named", false, false, func(_ *tallier, c *graph.Claim) []value {
		return each(c.Sources, "unnamed", func(e graph.EntityRef) string { return either(graph.Named(e), "named", "unnamed") })
	}},
	{"official", false, false, func(t *tallier, c *graph.Claim) []value {
		return each(c.Sources, "other", func(e graph.EntityRef) string { return either(t.official(e), "official", "other") })
	}},
	{"body", false, false, func(t *tallier, c *graph.Claim) []value { return entities(t.bodies(c.Sources), "no body known") }},
	{"stance", false, false, func(_ *tallier, c *graph.Claim) []value { return one(string(c.Stance)) }},
	{"kind", false, false, func(_ *tallier, c *graph.Claim) []value { return one(string(c.Kind)) }},
	{"year", false, true, func(_ *tallier, c *graph.Claim) []value { return one(upTo(c.Day(), 4)) }},
	{"month", false, true, func(_ *tallier, c *graph.Claim) []value { return one(upTo(c.Day(), 7)) }},
	{"day", false, true, func(_ *tallier, c *graph.Claim) []value { return one(upTo(c.Day(), 10)) }},
	{"chain", false, true, func(_ *tallier, c *graph.Claim) []value {
		return []value{{fmt.Sprintf("%06d", len(c.Chain)), fmt.Sprint(len(c.Chain))}}
	}},
	{"confidence", false, true, func(_ *tallier, c *graph.Claim) []value {
		low := min(9, int(math.Floor(c.Confidence*10)))
		return one(fmt.Sprintf("%.1f to %.1f", float64(low)/10, float64(low+1)/10))
	}},
}

// Dimensions are the names of what claims can be counted by.
func Dimensions() []string {
	names := make([]string, len(dimensions))
	for i, d := range dimensions {
		names[i] = d.name
	}
	return names
}

// one is a dimension's only value.
func one(text string) []value { return []value{{text, cmp.Or(text, "not known")}} }

// each gives a value for each entity, or one where there is none.
func each(refs []graph.EntityRef, none string, of func(graph.EntityRef) string) []value {
	if len(refs) == 0 {
		return one(none)
	}
	var all []value
	for _, e := range refs {
		all = append(all, one(of(e))...)
	}
	return all
}

// entities gives entities as values.
func entities(refs []graph.EntityRef, none string) []value {
	return each(refs, none, func(e graph.EntityRef) string { return cmp.Or(e.Name, none) })
}

func either(b bool, yes, no string) string {
	if b {
		return yes
	}
	return no
}

// upTo is the beginning of a date, "" where it does not reach so far.
func upTo(day string, n int) string {
	if len(day) < n {
		return ""
	}
	return day[:n]
}

//go:embed offices.txt
var officesText string

// A tallier knows of the entities what claims do not say.
type tallier struct {
	entities map[string]*graph.Entity
	offices  map[string]bool
}

// official says whether a source has a public office, or is a public body, by the
// words of its roles and of its name.
func (t *tallier) official(e graph.EntityRef) bool {
	if e.Type == news.Publication {
		return false
	}
	texts := []string{e.Name}
	if known := t.entities[e.ID]; known != nil {
		texts = append(texts, known.Roles...)
	}
	for _, text := range texts {
		for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			if t.offices[word] {
				return true
			}
		}
	}
	return false
}

// bodies are whom sources speak for: organizations and outlets for themselves, people
// for those that their roles name.
func (t *tallier) bodies(sources []graph.EntityRef) (all []graph.EntityRef) {
	for _, e := range sources {
		if e.Type == news.Organization || e.Type == news.Publication {
			all = append(all, e)
		} else if known := t.entities[e.ID]; known != nil {
			all = append(all, known.Affiliations...)
		}
	}
	return all
}

// newTallier looks up what the dimensions need to know of the sources.
func newTallier(ctx context.Context, s *graph.Store, claims []graph.Claim, by []dimension) (*tallier, error) {
	t := &tallier{entities: map[string]*graph.Entity{}, offices: map[string]bool{}}
	if !slices.ContainsFunc(by, func(d dimension) bool { return d.name == "official" || d.name == "body" }) {
		return t, nil
	}
	for word := range strings.FieldsSeq(officesText) {
		t.offices[word] = true
	}
	var ids []string
	for i := range claims {
		ids = append(ids, table.IDs(claims[i].Sources)...)
	}
	slices.Sort(ids)
	all, err := s.Entities(ctx, slices.Compact(ids))
	if err != nil {
		return nil, fmt.Errorf("count: %w", err)
	}
	for i := range all {
		t.entities[all[i].ID] = &all[i]
	}
	return t, nil
}
