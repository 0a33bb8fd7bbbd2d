package graph

import (
	"cmp"
	"slices"

	"hearsay/extract/news"
)

// An identity says which entities of an article are others in the graph, by their
// ids; those that it does not hold are what they are. Documents are stored as they
// came, and whatever is made of one, rows, quads and answers, is made of what
// [identity.document] gives: here, and nowhere else, the entities of articles become
// those of the graph.
type identity map[string]string

// of is the graph's entity for one of an article; "" for one that people hide.
func (m identity) of(id string) string {
	if other, ok := m[id]; ok {
		return other
	}
	return id
}

// all are the graph's entities for some of an article, each once.
func (m identity) all(ids []string) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if id = m.of(id); id != "" {
			out = append(out, id)
		}
	}
	return once(out)
}

// document gives a document in the entities of the graph. What it changes is a copy.
func (m identity) document(d *news.Document) *news.Document {
	if !m.changes(d) {
		return d
	}
	out := news.Document{Article: d.Article, Claims: slices.Clone(d.Claims)}
	places := map[string]int{}
	entities := d.Entities
	if outlet := d.Outlet(); m.of(outlet) != outlet && !slices.ContainsFunc(entities, func(e news.Entity) bool { return e.ID == outlet }) {
		entities = append(slices.Clone(entities), news.Entity{ID: outlet, Name: d.Article.Publisher, Type: news.Publication, Named: true})
	}
	for _, e := range entities {
		if e.ID = m.of(e.ID); e.ID == "" {
			continue
		}
		e.Type, e.Affiliations = TypeOf(e.ID), m.all(e.Affiliations)
		at, twice := places[e.ID]
		if !twice {
			places[e.ID] = len(out.Entities)
			out.Entities = append(out.Entities, e)
			continue
		}
		out.Entities[at] = joined(out.Entities[at], e)
	}
	slices.SortFunc(out.Entities, func(a, b news.Entity) int { return cmp.Compare(a.ID, b.ID) }) // as documents have them
	for i := range out.Claims {
		c := &out.Claims[i]
		c.Source, c.About = m.all(c.Source), m.all(c.About)
	}
	return &out
}

// changes says whether the document has an entity that is another one in the graph.
func (m identity) changes(d *news.Document) bool {
	other := func(id string) bool { return m.of(id) != id }
	inEntity := func(e news.Entity) bool { return other(e.ID) || slices.ContainsFunc(e.Affiliations, other) }
	inClaim := func(c news.Claim) bool {
		return slices.ContainsFunc(c.Source, other) || slices.ContainsFunc(c.About, other)
	}
	return len(m) > 0 && (other(d.Outlet()) || slices.ContainsFunc(d.Entities, inEntity) || slices.ContainsFunc(d.Claims, inClaim))
}

// joined is an entity that an article names as two: the name is the first's.
func joined(e, other news.Entity) news.Entity {
	e.Named = e.Named || other.Named
	e.Aliases = once(slices.Concat(e.Aliases, []string{other.Name}, other.Aliases))
	e.Roles = once(slices.Concat(e.Roles, other.Roles))
	e.Affiliations = once(slices.Concat(e.Affiliations, other.Affiliations))
	e.Spans = slices.Concat(e.Spans, other.Spans)
	slices.SortFunc(e.Spans, func(a, b news.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return e
}
