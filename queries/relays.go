package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/schema"
)

// Relays asks who lives on whose reporting: which outlets credit which others, and how
// often. Names pick the outlets that credit, and those that are credited; without any all.
type Relays struct {
	Publisher []string
	Via       []string
	Limit     int // rows; 0 for all
}

// A Relay is one outlet that credits another.
type Relay struct {
	Outlet   graph.EntityRef
	Credited graph.EntityRef
	Articles int // of the outlet that credit the other
	Whole    int // of these, those that are wholly the other's
	Claims   int // in them that the credit covers, or that the other is the source of
	Of       int // articles of the outlet
}

// Find counts. The outlets that credit another most come first; none at all is an error
// that wraps [ErrNothing].
func (q Relays) Find(ctx context.Context, s *graph.Store) ([]Relay, []string, error) {
	from, notes, err := resolved(ctx, s, q.Publisher, ResolveOutlet)
	if err != nil {
		return nil, notes, err
	}
	to, more, err := resolved(ctx, s, q.Via, Resolve)
	notes = append(notes, more...)
	if err != nil {
		return nil, notes, err
	}
	articles, err := s.Articles(ctx)
	if err != nil {
		return nil, notes, err
	}
	outlet, of := map[string]string{}, map[string]int{}
	for i := range articles {
		outlet["article/"+articles[i].ID] = articles[i].PublisherID
		of[articles[i].PublisherID]++
	}
	links, err := s.Links(ctx, "credit")
	if err != nil {
		return nil, notes, err
	}
	at := map[[2]string]int{}
	var out []Relay
	row := func(article, credited string) *Relay {
		o := outlet[article]
		if o == "" || o == credited || len(from) > 0 && !slices.Contains(from, o) || len(to) > 0 && !slices.Contains(to, credited) {
			return nil
		}
		key := [2]string{o, credited}
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, Relay{Outlet: graph.EntityRef{ID: o}, Credited: graph.EntityRef{ID: credited}, Of: of[o]})
		}
		return &out[k]
	}
	for _, l := range links {
		if l.Predicate != schema.Credits {
			continue
		}
		article, whole := l.From, l.Reason == "dateline" || l.Reason == "byline"
		if rest, ok := strings.CutPrefix(l.From, "claim/"); ok {
			if s.LeavesOut(l.From) {
				continue
			}
			id, _, _ := strings.Cut(rest, "-")
			article = "article/" + id
		}
		r := row(article, l.To)
		switch {
		case r == nil:
		case article != l.From:
			r.Claims++
		default:
			r.Articles++
			if whole {
				r.Whole++
			}
		}
	}
	if len(out) == 0 {
		return nil, notes, fmt.Errorf("no outlet credits another: %w", ErrNothing)
	}
	if err := names(ctx, s, out); err != nil {
		return nil, notes, err
	}
	slices.SortFunc(out, func(a, b Relay) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(b.Claims, a.Claims), strings.Compare(a.Outlet.ID, b.Outlet.ID), strings.Compare(a.Credited.ID, b.Credited.ID))
	})
	if left := len(out) - q.Limit; q.Limit > 0 && left > 0 {
		notes = append(notes, fmt.Sprintf("showing %d of %d rows (--limit 0 for all)", q.Limit, len(out)))
		out = out[:q.Limit]
	}
	return out, notes, nil
}

// names fills in the names of the outlets.
func names(ctx context.Context, s *graph.Store, relays []Relay) error {
	var ids []string
	for _, r := range relays {
		ids = append(ids, r.Outlet.ID, r.Credited.ID)
	}
	slices.Sort(ids)
	all, err := s.Entities(ctx, slices.Compact(ids))
	if err != nil {
		return err
	}
	known := map[string]graph.EntityRef{}
	for i := range all {
		known[all[i].ID] = all[i].EntityRef
	}
	for i := range relays {
		for _, ref := range [...]*graph.EntityRef{&relays[i].Outlet, &relays[i].Credited} {
			if e, ok := known[ref.ID]; ok {
				*ref = e
			} else {
				ref.Name, ref.Type = ref.ID, graph.TypeOf(ref.ID)
			}
		}
	}
	return nil
}

// A resolver is [Resolve] or [ResolveOutlet].
type resolver func(ctx context.Context, s *graph.Store, name string) (ids []string, note string, err error)

// resolved gives the ids of names, and the notes on them.
func resolved(ctx context.Context, s *graph.Store, all []string, resolve resolver) (ids, notes []string, err error) {
	for _, name := range all {
		found, note, err := resolve(ctx, s, name)
		if err != nil {
			return nil, notes, err
		}
		ids = append(ids, found...)
		if note != "" {
			notes = append(notes, note)
		}
	}
	return ids, notes, nil
}

// RelayTable is relays as a table.
func RelayTable(relays []Relay) *table.Table {
	t := &table.Table{Columns: []string{"outlet", "credits", "articles", "whole", "claims", "of_articles", "share", "outlet_id", "credits_id"}}
	for _, r := range relays {
		t.Rows = append(t.Rows, []any{r.Outlet.Name, r.Credited.Name, r.Articles, r.Whole, r.Claims, r.Of, rate(r.Articles, r.Of), r.Outlet.ID, r.Credited.ID})
	}
	return t
}
