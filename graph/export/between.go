package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// between visits a graph for each kind of link, of what was found between the articles,
// claims and entities of the set: as in Gizmo, a link that has a reason is a node of its own
// too, from which one learns it. What leads out of the set is left out.
func (r *rdfWriter) between(visit func(namedGraph) error) error {
	if r.set.Links == nil {
		return nil
	}
	nodes := r.nodes()
	ids := slices.Sorted(maps.Keys(nodes))
	for _, kind := range graph.LinkKinds() {
		links, err := r.set.Links(kind, ids...)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		if statements := statementsOf(links, nodes); len(statements) > 0 {
			of, err := r.set.Links(kind, statements...)
			if err != nil {
				return fmt.Errorf("export: %w", err)
			}
			links = link.Sorted(append(links, of...))
		}
		if g := r.links(kind, links, nodes); len(g.resources) > 0 {
			if err := visit(g); err != nil {
				return err
			}
		}
	}
	return nil
}

// nodes are the articles, claims and entities of the set, with the classes of each.
func (r *rdfWriter) nodes() map[string][]string {
	nodes := map[string][]string{}
	for i := range r.set.Claims {
		c := &r.set.Claims[i]
		nodes[c.ID], nodes["article/"+c.Article.ID] = []string{"schema:Claim"}, []string{"schema:NewsArticle"}
	}
	for i := range r.set.Entities {
		e := &r.set.Entities[i]
		nodes[e.ID] = classes[e.Type][:1]
	}
	return nodes
}

// statementsOf are the statements that claims of the set make, which become nodes of it.
func statementsOf(links []link.Link, nodes map[string][]string) (statements []string) {
	for _, l := range links {
		if l.Predicate == schema.States && nodes[l.From] != nil && nodes[l.To] == nil {
			nodes[l.To] = []string{"hearsay:Statement"}
			statements = append(statements, l.To)
		}
	}
	slices.Sort(statements)
	return statements
}

// links is the graph of the links of a kind whose ends are nodes of the set; forms, which
// the entities that they lead to bring in, are.
func (r *rdfWriter) links(kind string, links []link.Link, nodes map[string][]string) namedGraph {
	all := map[string]*resource{}
	node := func(id string, classes []string) *resource {
		if all[id] == nil {
			all[id] = &resource{id: r.iri(id), classes: classes}
		}
		return all[id]
	}
	for i := range links {
		l := &links[i]
		from := nodes[l.From]
		if l.Predicate == schema.Same {
			from = []string{"hearsay:Form"}
		}
		if from == nil || l.To != "" && nodes[l.To] == nil {
			continue
		}
		n := node(l.From, from)
		switch {
		case l.To != "":
			r.link(n, l.Predicate, l.To)
		case l.Text != "":
			r.text(n, l.Predicate, l.Text, "")
		default:
			r.text(n, l.Predicate, strconv.FormatFloat(l.Number, 'f', -1, 64), "xsd:decimal")
		}
		if l.Reason == "" {
			continue
		}
		n = node(graph.LinkNode(kind, l), []string{"hearsay:Link"})
		r.link(n, schema.From, l.From)
		r.link(n, schema.To, l.To)
		r.text(n, schema.Reason, l.Reason, "")
		r.text(n, schema.Confidence, fmt.Sprintf("%.3f", l.Confidence), "xsd:decimal")
	}
	g := namedGraph{id: r.iri("link/" + kind)}
	for _, n := range all {
		g.resources = append(g.resources, *n)
	}
	slices.SortFunc(g.resources, func(a, b resource) int { return cmp.Compare(a.id, b.id) })
	for i := range g.resources {
		properties := g.resources[i].properties
		slices.SortStableFunc(properties, func(a, b property) int { return strings.Compare(a.predicate, b.predicate) })
		g.resources[i].properties = slices.Compact(properties)
	}
	return g
}
