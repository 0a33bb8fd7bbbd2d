package graph

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// TestSchema compares what is written of a document that has everything with the
// table: each predicate on the kinds of nodes that it is defined on, and no other.
func TestSchema(t *testing.T) {
	d := testDocument("a")
	d.Article.Language = "en"
	d.Claims[0].When = "on Tuesday"
	s := testStore(t)
	mustPut(t, s, d)
	err := s.update(t.Context(), func(p *put) error {
		claim, other := d.Claims[0].ID, d.Claims[1].ID
		for kind, links := range map[string][]link.Link{
			"entity": {{From: "form/person/roe", Predicate: schema.Same, To: "person/ann-roe", Reason: "last name", Confidence: 0.9}},
			"dispute": {
				{From: claim, Predicate: schema.Disputes, To: other, Reason: "denial", Confidence: 0.9},
				{From: claim, Predicate: schema.Shifts, To: other, Reason: "number", Confidence: 0.9},
			},
			"credit": {
				{From: articleNode(d.Article.ID), Predicate: schema.Credits, To: "publication/post", Reason: "told", Confidence: 0.9},
				{From: claim, Predicate: schema.Credits, To: "publication/post"},
			},
			"copy": {
				{From: articleNode(d.Article.ID), Predicate: schema.CopyOf, To: "article/b"},
				{From: articleNode(d.Article.ID), Predicate: schema.Share, Number: 0.75},
			},
			"statement": {
				{From: claim, Predicate: schema.States, To: "statement/1", Reason: "the same words", Confidence: 0.99},
				{From: "statement/1", Predicate: schema.First, To: claim},
				{From: "statement/1", Predicate: schema.Words, Text: "the quays are safe"},
				{From: "statement/1", Predicate: schema.Outlets, Number: 2},
			},
			"speaker": {{From: d.Entities[0].ID, Predicate: schema.SpeaksFor, To: d.Entities[1].ID, Reason: "head", Confidence: 0.9}},
		} {
			if _, err := p.writeLinks(kind, links); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[quad.Value]string{}
	written := map[string]bool{}
	for range 2 { // first what the nodes are
		err := s.eachQuad(t.Context(), func(q quad.Quad) error {
			if q.Predicate == iri(schema.Type) {
				kind := string(q.Object.(quad.IRI))
				if q.Label == iri(schema.Entities) {
					kind = string(schema.OnEntity)
				}
				kinds[q.Subject] = kind
			}
			for _, kind := range []schema.Node{schema.OnForm, schema.OnStatement} {
				if from, ok := q.Subject.(quad.IRI); ok && strings.HasPrefix(string(from), string(kind)+"/") {
					kinds[q.Subject] = string(kind)
				}
			}
			written[string(q.Predicate.(quad.IRI))+" on "+kinds[q.Subject]] = true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(written, func(s string, _ bool) bool { return strings.HasSuffix(s, " on ") })
	}
	var want []string
	for _, p := range schema.Predicates {
		for on := range strings.SplitSeq(string(p.On), ", ") {
			want = append(want, string(p.Predicate)+" on "+on)
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(written)); !slices.Equal(got, want) {
		t.Errorf("written are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
