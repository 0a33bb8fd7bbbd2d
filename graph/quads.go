package graph

import (
	"math"

	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
)

// articleQuads are the quads of a document, all under the label of its article.
func articleQuads(d *news.Document) []quad.Quad { return appendQuads(nil, d) }

// appendQuads appends the quads of a document to others.
func appendQuads(quads []quad.Quad, d *news.Document) []quad.Quad {
	var label quad.Value = quad.IRI(articleNode(d.Article.ID))
	b := &builder{label: label, quads: quads}
	a := &d.Article
	b.add(label, "type", quad.IRI("article"))
	b.text(label, "title", a.Title)
	b.text(label, "url", a.URL)
	if id := PublisherID(a.Publisher); id != "" {
		b.add(label, "publisher", quad.IRI(id))
	}
	b.text(label, "published", a.Published)
	b.text(label, "language", a.Language)
	b.text(label, "text", a.Text)
	for i := range d.Entities {
		b.add(label, "mentions", quad.IRI(d.Entities[i].ID))
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

func (b *builder) add(s quad.Value, p string, o quad.Value) {
	b.quads = append(b.quads, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: b.label})
}

// text adds a text; nothing where it is empty.
func (b *builder) text(s quad.Value, p, o string) {
	if o != "" {
		b.add(s, p, quad.String(o))
	}
}

func (b *builder) claim(c *news.Claim) {
	var node quad.Value = quad.IRI(c.ID)
	b.add(node, "type", quad.IRI("claim"))
	for _, id := range c.Source {
		b.add(node, "source", quad.IRI(id))
	}
	b.text(node, "cue", c.Cue)
	b.text(node, "content", c.Content)
	for _, id := range c.About {
		b.add(node, "about", quad.IRI(id))
	}
	if c.Within != "" {
		b.add(node, "within", quad.IRI(c.Within))
	}
	b.add(node, "article", b.label)
	b.text(node, "kind", string(c.Kind))
	b.text(node, "stance", string(c.Stance))
	b.text(node, "when", c.When)
	b.text(node, "date", c.Date)
	b.add(node, "start", quad.Int(c.Start))
	b.add(node, "end", quad.Int(c.End))
	b.text(node, "sentence", c.Sentence)
	b.add(node, "confidence", quad.Float(math.Round(c.Confidence*1000)/1000))
}

// entityQuads are the facts of an entity, under the label of all entities; none
// where no article names it.
func entityQuads(e *Entity) []quad.Quad {
	if e.Name == "" {
		return nil
	}
	b := &builder{label: quad.IRI(entityLabel)}
	node := quad.IRI(e.ID)
	b.add(node, "type", quad.IRI(e.Type))
	b.text(node, "name", e.Name)
	for _, s := range e.Aliases {
		b.text(node, "alias", s)
	}
	for _, s := range e.Roles {
		b.text(node, "role", s)
	}
	for _, a := range e.Affiliations {
		b.add(node, "affiliation", quad.IRI(a.ID))
	}
	return b.quads
}
