package graph

import (
	"strings"
	"testing"

	"hearsay/graph/link"
	"hearsay/graph/link/entity"
	"hearsay/graph/names"
)

// TestIdentity takes two entities of an article for one of the graph: its claims,
// facts, quads and names are together, and go together.
func TestIdentity(t *testing.T) {
	s := testStore(t)
	s.linking = &linking{joiner: joiner{links.joiner.digest, func(articles []link.Article, _ []names.Decision) (out entity.Found) {
		for _, a := range articles {
			out.Joins = append(out.Joins, entity.Join{Article: a.ID, Form: "person/jane-doe", Entity: "person/ann-roe"},
				entity.Join{Article: a.ID, Form: "publication/courier", Entity: "publication/halden-courier"})
		}
		return out
	}}}
	d := testDocument("a")
	mustPut(t, s, d)
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("verify: %v, %v", faults, err)
	}
	e, err := s.Entity(t.Context(), "person/ann-roe")
	if err != nil || e.Said != 2 || e.About != 2 || strings.Join(e.Aliases, ", ") != "Dr. Doe, Jane Doe" {
		t.Errorf("the entity is %+v, %v", e, err)
	}
	if got := cues(t, s, Filter{Who: []string{"person/ann-roe"}}); got != "said told" {
		t.Errorf("its claims are %q, want said and told", got)
	}
	claims, _, err := s.Claims(t.Context(), Filter{Chains: []int{2}})
	if err != nil || len(claims) != 1 || claims[0].Sources[0].Name != "Ann Roe" || claims[0].Chain[0].Source[0].ID != "person/ann-roe" {
		t.Errorf("the chain is %+v, %v", claims, err)
	}
	if found, err := s.Lookup(t.Context(), "Dr. Doe"); err != nil || len(found) != 1 || found[0].Entity.ID != "person/ann-roe" {
		t.Errorf("by the other name: %v, %v", found, err)
	}
	if got := cues(t, s, Filter{Publisher: []string{"publication/halden-courier"}}); got != "said told denied" {
		t.Errorf("the outlet's claims are %q", got)
	}
	if quads := quadsOf(t, s); strings.Contains(quads, "person/jane-doe") || strings.Contains(quads, "publication/courier") {
		t.Errorf("a quad holds the other:\n%s", quads)
	}
	if stored, err := s.Document(t.Context(), d.Article.ID); err != nil || stored.Claims[0].Source[0] != "person/jane-doe" {
		t.Errorf("the document is not as it came: %v, %v", stored, err)
	}
	if err := s.Remove(t.Context(), d.Article.ID); err != nil {
		t.Fatal(err)
	}
	if quads := quadsOf(t, s); quads != "" {
		t.Errorf("quads are left:\n%s", quads)
	}
}
