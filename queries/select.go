package queries

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A Selection is a part of the graph to be carried away: the claims that a
// question finds, the claims that these are within, and the entities of all.
type Selection struct {
	Title    string
	Claims   []graph.Claim
	Entities []graph.Entity
	Centre   []string // ids of those who were asked for: who speaks, else whom it is about
}

// Select picks a part of the graph; the zero question picks all of it. Each ring
// around the answer adds the claims by and about everybody whom it names so far. An
// answer without a claim is an error that wraps [ErrNothing].
func Select(ctx context.Context, s *graph.Store, q Ask, rings int) (*Selection, error) {
	answer, err := q.Find(ctx, s)
	if err != nil {
		return nil, err
	}
	sel := &Selection{Title: "Who said what about whom", Claims: answer.Claims, Centre: answer.Filter.Who}
	if len(sel.Centre) == 0 {
		sel.Centre = answer.Filter.About
	}
	if !reflect.DeepEqual(q, Ask{}) {
		sel.Title = "Claims: " + answer.Question
		if len(q.Articles) > 0 {
			sel.Title += " in " + titles(answer.Claims)
		}
		if rings > 0 {
			sel.Title += fmt.Sprintf(", and %d around", rings)
		}
		for range rings {
			if err := sel.addRing(ctx, s); err != nil {
				return nil, err
			}
		}
		if err := sel.addChains(ctx, s); err != nil {
			return nil, err
		}
	}
	wanted := map[string]bool{}
	for i := range sel.Claims {
		c := &sel.Claims[i]
		for _, refs := range [...][]graph.EntityRef{c.Sources, c.Targets} {
			for _, e := range refs {
				wanted[e.ID] = true
			}
		}
		if c.Article.PublisherID != "" {
			wanted[c.Article.PublisherID] = true
		}
	}
	ids := make([]string, 0, len(wanted))
	for id := range wanted {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if sel.Entities, err = s.Entities(ctx, ids); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return sel, nil
}

// titles are those of the articles of claims, at most three.
func titles(claims []graph.Claim) string {
	var all []string
	seen := map[string]bool{}
	for i := range claims {
		a := &claims[i].Article
		if seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		title := "“" + table.OneLine(cmp.Or(a.Title, a.ID)) + "”"
		if a.Publisher != "" {
			title += " (" + table.OneLine(a.Publisher) + ")"
		}
		all = append(all, title)
	}
	if left := len(all) - 3; left > 0 {
		all = append(all[:3], table.Count(left, "more article"))
	}
	return strings.Join(all, ", ")
}

// addRing adds the claims by and about the entities of those found.
func (sel *Selection) addRing(ctx context.Context, s *graph.Store) error {
	have, named := map[string]bool{}, map[string]bool{}
	var ids []string
	for i := range sel.Claims {
		c := &sel.Claims[i]
		have[c.ID] = true
		for _, e := range slices.Concat(c.Sources, c.Targets) {
			if !named[e.ID] {
				named[e.ID] = true
				ids = append(ids, e.ID)
			}
		}
	}
	slices.Sort(ids)
	for some := range slices.Chunk(ids, 500) {
		for _, f := range [...]graph.Filter{{Who: some}, {About: some}} {
			claims, _, err := s.Claims(ctx, f)
			if err != nil {
				return fmt.Errorf("export: %w", err)
			}
			for _, c := range claims {
				if !have[c.ID] {
					have[c.ID] = true
					sel.Claims = append(sel.Claims, c)
				}
			}
		}
	}
	return nil
}

// addChains adds the claims that those found are within.
func (sel *Selection) addChains(ctx context.Context, s *graph.Store) error {
	have := map[string]bool{}
	for i := range sel.Claims {
		have[sel.Claims[i].ID] = true
	}
	for _, c := range slices.Clone(sel.Claims) {
		for _, l := range c.Chain {
			if l.Claim == "" || have[l.Claim] {
				continue
			}
			have[l.Claim] = true
			outer, err := s.Claim(ctx, l.Claim)
			if err != nil {
				return fmt.Errorf("export: %w", err)
			}
			sel.Claims = append(sel.Claims, outer)
		}
	}
	return nil
}
