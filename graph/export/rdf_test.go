package export

import (
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/schema"
)

// TestPredicates writes a set that has everything: each predicate of the table is in
// it, those between articles apart, by its standard IRI, and one that is not in the table is refused.
func TestPredicates(t *testing.T) {
	set := articleSet()
	set.Claims[0].When = "on Tuesday"
	set.Entities[0].Aliases, set.Entities[0].Affiliations = []string{"Another"}, []graph.EntityRef{{ID: "organization/halden"}}
	got := string(writeSet(t, set, "trig", Options{}))
	for _, p := range schema.Predicates {
		if p.Between() {
			continue
		}
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
