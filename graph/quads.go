package graph

import (
	"math"

	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
	"hearsay/graph/schema"
)

// articleQuads are the quads of a document, all under the label of its article.
func articleQuads(d *news.Document) []quad.Quad { return appendQuads(nil, d) }

// mostQuads is about how many quads a document has, rather too many.
func mostQuads(d *news.Document) int { return 8 + len(d.Entities) + 18*len(d.Claims) }

// appendQuads appends the quads of a document to others.
func appendQuads(quads []quad.Quad, d *news.Document) []quad.Quad {
	var label quad.Value = iri(articleNode(d.Article.ID))
	b := &builder{label: label, quads: quads}
	a := &d.Article
	b.add(label, iri(schema.Type), iri("article"))
	b.text(label, iri(schema.Title), a.Title)
	b.text(label, iri(schema.URL), a.URL)
	outlet := d.Outlet()
	if outlet != "" {
		b.add(label, iri(schema.Publisher), iri(outlet))
	}
	b.text(label, iri(schema.Published), a.Published)
	b.text(label, iri(schema.Language), a.Language)
	b.text(label, iri(schema.Text), a.Text)
	for i := range d.Entities {
		if e := &d.Entities[i]; e.ID != outlet || len(e.Spans) > 0 { // else the text does not name it
			b.add(label, iri(schema.Mentions), iri(e.ID))
		}
	}
	for i := range d.Claims {
		b.claim(&d.Claims[i])
	}
	return b.quads
}

// builder gathers quads under one label.
type builder struct {
	label quad.Value
	quads []quad.Quad
}

// iri is short: predicates are constants, so that they take no memory of their own.
type iri = quad.IRI

func (b *builder) add(s, p, o quad.Value) {
	b.quads = append(b.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: b.label})
}

// text adds a text; nothing where it is empty.
func (b *builder) text(s, p quad.Value, o string) {
	if o != "" {
		b.add(s, p, quad.String(o))
	}
}

func (b *builder) claim(c *news.Claim) {
	var node quad.Value = iri(c.ID)
	b.add(node, iri(schema.Type), iri("claim"))
	for _, id := range c.Source {
		b.add(node, iri(schema.Source), iri(id))
	}
	b.text(node, iri(schema.Cue), c.Cue)
	b.text(node, iri(schema.Content), c.Content)
	for _, id := range c.About {
		b.add(node, iri(schema.About), iri(id))
	}
	if c.Within != "" {
		b.add(node, iri(schema.Within), iri(c.Within))
	}
	b.add(node, iri(schema.Article), b.label)
	b.text(node, iri(schema.Kind), string(c.Kind))
	b.text(node, iri(schema.Stance), string(c.Stance))
	b.text(node, iri(schema.When), c.When)
	b.text(node, iri(schema.Date), c.Date)
	b.add(node, iri(schema.Start), quad.Int(c.Start))
	b.add(node, iri(schema.End), quad.Int(c.End))
	b.text(node, iri(schema.Sentence), c.Sentence)
	b.add(node, iri(schema.Confidence), quad.Float(math.Round(c.Confidence*1000)/1000))
}

// entityQuads are the facts of an entity, under the label of all entities; none
// where no article names it.
func entityQuads(e *Entity) []quad.Quad {
	if e.Name == "" {
		return nil
	}
	b := &builder{label: iri(schema.Entities)}
	node := iri(e.ID)
	b.add(node, iri(schema.Type), iri(e.Type))
	b.text(node, iri(schema.Name), e.Name)
	if e.Named {
		b.add(node, iri(schema.Named), quad.Bool(true))
	}
	for _, s := range e.Aliases {
		b.text(node, iri(schema.Alias), s)
	}
	for _, s := range e.Roles {
		b.text(node, iri(schema.Role), s)
	}
	for _, a := range e.Affiliations {
		b.add(node, iri(schema.Affiliation), iri(a.ID))
	}
	return b.quads
}
