package queries

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"hearsay/graph"
)

// A Selection is a part of the graph to be carried away: the claims that a
// question finds, the claims that these are within, and the entities of all.
type Selection struct {
	Title    string
	Claims   []graph.Claim
	Entities []graph.Entity
}

// Select picks a part of the graph; the zero question picks all of it. An answer
// without a claim is an error that wraps [ErrNothing].
func Select(ctx context.Context, s *graph.Store, q Ask) (*Selection, error) {
	answer, err := q.Find(ctx, s)
	if err != nil {
		return nil, err
	}
	sel := &Selection{Title: "Who said what about whom", Claims: answer.Claims}
	if !reflect.DeepEqual(q, Ask{}) {
		sel.Title = "Claims: " + answer.Question
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

// addChains adds the claims that those found are within.
func (sel *Selection) addChains(ctx context.Context, s *graph.Store) error {
	have := map[string]bool{}
	for i := range sel.Claims {
		have[sel.Claims[i].ID] = true
	}
	for _, c := range slices.Clone(sel.Claims) {
		for _, l := range c.Chain {
			if have[l.Claim] {
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
