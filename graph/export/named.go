package export

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// named are all entities that the set names, by id: those that it knows, and those
// that a claim or an article names beyond them.
func (s *Set) named() []graph.Entity {
	all := slices.Clone(s.Entities)
	have := map[string]bool{}
	for i := range all {
		have[all[i].ID] = true
	}
	add := func(refs ...graph.EntityRef) {
		for _, e := range refs {
			if e.ID != "" && !have[e.ID] {
				have[e.ID] = true
				all = append(all, graph.Entity{EntityRef: e})
			}
		}
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		add(c.Sources...)
		add(c.Targets...)
		add(publisher(&c.Article))
	}
	slices.SortFunc(all, func(a, b graph.Entity) int { return strings.Compare(a.ID, b.ID) })
	return all
}
