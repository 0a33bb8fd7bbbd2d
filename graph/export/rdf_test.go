package export

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// linkedSet is articleSet with a link of every kind, and some that lead out of it.
func linkedSet() *Set {
	set := articleSet()
	outer, inner := set.Claims[0].ID, set.Claims[1].ID
	const article, aide, doe = "article/0123", "group/an-aide", "person/jane-doe"
	of := map[string][]link.Link{
		"copy": {
			{From: article, Predicate: schema.CopyOf, To: article, Reason: "half of its words", Confidence: 1},
			{From: article, Predicate: schema.Share, Number: 0.5},
			{From: "article/4567", Predicate: schema.CopyOf, To: article, Reason: "all of its words", Confidence: 1},
		},
		"credit":  {{From: outer, Predicate: schema.Credits, To: doe, Reason: "it says so", Confidence: 0.5}},
		"dispute": {{From: outer, Predicate: schema.Disputes, To: inner, Reason: "denied", Confidence: 0.75}, {From: outer, Predicate: schema.Disputes, To: "claim/4567-1-2", Reason: "denied", Confidence: 0.75}, {From: outer, Predicate: schema.Shifts, To: inner, Reason: "another number", Confidence: 0.75}},
		"entity":  {{From: "form/person/doe", Predicate: schema.Same, To: doe, Reason: "a last name", Confidence: 0.9}},
		"speaker": {{From: aide, Predicate: schema.SpeaksFor, To: doe, Reason: "an aide", Confidence: 0.9}},
		"statement": {
			{From: outer, Predicate: schema.States, To: "statement/1", Reason: "the same words", Confidence: 1},
			{From: "claim/4567-1-2", Predicate: schema.States, To: "statement/1", Reason: "the same words", Confidence: 1},
			{From: "statement/1", Predicate: schema.First, To: outer},
			{From: "statement/1", Predicate: schema.Words, Text: "the quays are old"},
			{From: "statement/1", Predicate: schema.Outlets, Number: 2},
		},
	}
	set.Links = func(kind string, nodes ...string) (found []link.Link, err error) {
		for _, l := range of[kind] {
			if slices.Contains(nodes, l.From) || slices.Contains(nodes, l.To) {
				found = append(found, l)
			}
		}
		return link.Sorted(found), nil
	}
	return set
}

// TestPredicates writes a set that has everything: each predicate of the table is in it by
// its standard IRI, and one that is not in the table is refused.
func TestPredicates(t *testing.T) {
	set := linkedSet()
	set.Claims[0].When = "on Tuesday"
	set.Entities[0].Aliases, set.Entities[0].Affiliations = []string{"Another"}, []graph.EntityRef{{ID: "organization/halden"}}
	got := string(writeSet(t, set, "trig", Options{}))
	for _, p := range schema.Predicates {
		if name := compact(p.IRI); p.Predicate != schema.Type && !strings.Contains(got, " "+name+" ") {
			t.Errorf("%s, of %s, is not written", name, p.Predicate)
		}
	}
	r := newRDF(articleSet(), &Options{})
	r.text(&resource{}, "nonsense", "text", "")
	if err := r.each(func(namedGraph) error { return nil }); err == nil {
		t.Error("a predicate without an IRI is written")
	}
}

// TestBetween holds what was found between articles to what the set holds, in a graph for
// each kind, and to what else RDF has of it.
func TestBetween(t *testing.T) {
	got := string(writeSet(t, linkedSet(), "trig", Options{Base: "https://example.org/"}))
	for _, want := range []string{
		"\n<https://example.org/link/dispute> {\n",
		"\n<https://example.org/link/speaker> {\n  <https://example.org/group/an-aide> a hearsay:Group ;\n    hearsay:speaksFor <https://example.org/person/jane-doe> .\n",
		"  <https://example.org/statement/1> a hearsay:Statement ;\n    hearsay:first <https://example.org/claim/0123-",
		"hearsay:outlets \"2\"^^xsd:decimal",
		"  <https://example.org/form/person/doe> a hearsay:Form ;\n    skos:exactMatch <https://example.org/person/jane-doe> .\n",
		"a hearsay:Link ;\n    hearsay:from <https://example.org/form/person/doe> ;\n    hearsay:reason \"a last name\" ;\n    hearsay:to <https://example.org/person/jane-doe> ;\n    nif:confidence \"0.900\"^^xsd:decimal .\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not written", want)
		}
	}
	if strings.Contains(got, "4567") {
		t.Error("a node that is not in the set is written")
	}
	if strings.Contains(string(writeSet(t, articleSet(), "trig", Options{})), ":link/") {
		t.Error("a set without links has a graph of them")
	}
	set := linkedSet()
	set.Links = func(string, ...string) ([]link.Link, error) { return nil, errors.New("the disk is gone") }
	if _, err := Write(io.Discard, "jsonld", set, Options{}); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("got %v where the links cannot be read", err)
	}
}
