package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// Sizes of a graph.
const (
	graphNodes  = 300  // shown at first
	mostNodes   = 1000 // shown at all
	graphClaims = 150  // claims read for a view of claims, and of people where a question picks the claims
)

// graphPage is the page around a drawing.
type graphPage struct {
	Of, Name   string // what it starts from: the parameter, and in words
	Note       string // how much it shows
	Views      []choice
	Rings      []choice
	Source     string // address of the drawing's JSON
	Expand     string // of more around a node: this + its id
	Behind     string // of the claims behind a node or an edge
	More       string // of the same with more nodes; "" where these are all
	MoreLabel  string
	Ties       []tieView // the same in words
	TiesCut    int
	Beginnings []counted
	Shown      bool
}

// tieView is an edge in words.
type tieView struct {
	From, To ref
	Kind     string
	Claims   int
	URL      string
}

// drawn is a view of the graph with what it shows, in words.
type drawn struct {
	view *export.View
	name string
}

// graph shows a part of the graph as a drawing, and in words.
func (g *reader) graph(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	d := &graphPage{Of: v.Get("of")}
	a := &answer{page: "graph", title: "Graph", data: d}
	m, err := g.draw(r.Context(), v)
	if err != nil {
		return nil, err
	}
	if m == nil {
		all, err := g.census.Find(r.Context(), graph.Filter{Limit: 1}, startNames)
		if err != nil {
			return nil, err
		}
		for _, c := range all.Facets.Who {
			d.Beginnings = append(d.Beginnings, counted{refOf(c.Entity), c.Claims, link("/graph", nil, "of", c.Entity.ID)})
		}
		return a, nil
	}
	a.title, d.Name, d.Shown, a.forms = "Graph: "+m.name, m.name, true, []string{"json"}
	if len(v["of"]) == 1 {
		d.Of = nameOf(g.census, d.Of)
	}
	kept := url.Values{}
	for _, key := range append(keys[:], "of", "claim", "view", "rings", "n") {
		if len(v[key]) > 0 {
			kept[key] = v[key]
		}
	}
	d.Note = m.view.Subtitle
	d.Source = withQuery("/graph.json", kept)
	d.Expand = "/graph.json?view=" + m.view.Name + "&n=30&of="
	d.Behind = "/graph.json?view=claims&places=no"
	for _, name := range export.Views {
		if v.Get("claim") != "" {
			break // a chain is one of claims
		}
		d.Views = append(d.Views, choice{Label: name, On: m.view.Name == name, URL: link("/graph", kept, "view", name)})
	}
	if len(v["of"]) > 0 && m.view.Name == "people" {
		for _, n := range [...]string{"1", "2"} {
			d.Rings = append(d.Rings, choice{Label: n, On: n == v.Get("rings") || n == "1" && v.Get("rings") == "", URL: link("/graph", kept, "rings", n)})
		}
	}
	if m.view.Cut > 0 && len(m.view.Nodes) < mostNodes {
		d.More = link("/graph", kept, "n", fmt.Sprint(min(mostNodes, 2*len(m.view.Nodes))))
		d.MoreLabel = fmt.Sprintf("%s left out; show more", plural(m.view.Cut, "name"))
	}
	d.inWords(m.view)
	return a, nil
}

// graphData gives a drawing as JSON.
func (g *reader) graphData(r *http.Request) (*answer, error) {
	m, err := g.draw(r.Context(), r.URL.Query())
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, bad("of=, claim= or a question says where a graph begins.")
	}
	if r.URL.Query().Get("places") != "no" { // who only wants the claims need not wait for a layout
		m.view.Place()
	}
	return &answer{raw: m.view.WriteJSON}, nil
}

// draw makes the view that an address asks for: around entities (of), of a claim's
// chain (claim), or of the claims of a question; nil where it asks for nothing.
func (g *reader) draw(ctx context.Context, v url.Values) (*drawn, error) {
	n, err := numberOf(v, "n", graphNodes, mostNodes)
	if err != nil {
		return nil, err
	}
	rings, err := numberOf(v, "rings", 1, 2)
	if err != nil {
		return nil, err
	}
	kind := v.Get("view")
	if kind != "" && !slices.Contains(export.Views[:], kind) {
		return nil, bad("There is no view “%s”.", kind)
	}
	of := v["of"]
	id := v.Get("claim")
	if len(of) == 1 && strings.HasPrefix(of[0], "claim/") {
		of, id = nil, of[0]
	}
	switch {
	case id != "":
		return g.drawClaim(ctx, "claim/"+strings.TrimPrefix(id, "claim/"))
	case len(of) > 0 && strings.TrimSpace(of[0]) != "":
		return g.drawAround(ctx, of, kind, rings, n)
	}
	q, err := g.asked(ctx, v)
	if err != nil {
		return nil, err
	}
	if !q.narrowed() {
		return nil, nil
	}
	return g.drawQuestion(ctx, q.filter, upper(q.words(g.census)), kind, n)
}

// drawClaim draws a claim with its chain and the claims within it.
func (g *reader) drawClaim(ctx context.Context, id string) (*drawn, error) {
	c, err := g.store.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	set := &export.Set{Title: "The chain of a claim by " + sourcesInWords(&c)}
	related, err := g.related(ctx, &c)
	if err != nil {
		return nil, err
	}
	set.Claims = related
	return &drawn{view: export.Claims(set), name: set.Title}, nil
}

// related are a claim, those that it is within and those within it.
func (g *reader) related(ctx context.Context, c *graph.Claim) ([]graph.Claim, error) {
	doc, err := g.store.Document(ctx, c.Article.ID)
	if err != nil {
		return nil, err
	}
	on := map[string]bool{c.ID: true}
	for _, l := range c.Chain {
		on[l.Claim] = true
	}
	inner := map[string]bool{c.ID: true}
	for range doc.Claims { // until nothing is added: claims within claims within it
		before := len(inner)
		for i := range doc.Claims {
			if inner[doc.Claims[i].Within] {
				inner[doc.Claims[i].ID] = true
			}
		}
		if len(inner) == before {
			break
		}
	}
	var out []graph.Claim
	for i := range doc.Claims {
		if id := doc.Claims[i].ID; on[id] || inner[id] {
			one, err := g.store.Claim(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// drawAround draws entities with the rings around them.
func (g *reader) drawAround(ctx context.Context, names []string, kind string, rings, n int) (*drawn, error) {
	var ids []string
	for _, name := range names {
		found, _, err := queries.Resolve(ctx, g.store, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	title := "around " + namesOf(g.refs(ids))
	if kind == "claims" {
		half := graph.Filter{Who: ids, Limit: graphClaims / 2}
		set := &export.Set{Title: upper(title)}
		for range 2 {
			hit, err := g.census.Find(ctx, half, 1)
			if err != nil {
				return nil, err
			}
			claims, err := hit.Claims(ctx)
			if err != nil {
				return nil, err
			}
			set.Claims = append(set.Claims, claims...)
			half = graph.Filter{About: ids, Limit: graphClaims / 2}
		}
		set.Claims = distinct(set.Claims)
		return &drawn{view: export.Claims(set).Top(n), name: title}, nil
	}
	census := g.census
	around := census.Ties(ids, rings, n)
	subtitle := fmt.Sprintf("%s, %s", plural(len(around.Reached), "name"), plural(len(around.Ties), "tie"))
	if around.MoreTies > 0 {
		subtitle += fmt.Sprintf(", the heaviest of %s", grouped(len(around.Ties)+around.MoreTies))
	}
	view := &export.View{Name: "people", Title: upper(title), Subtitle: subtitle, Cut: around.MoreEntities}
	at := map[string]int{}
	for _, id := range around.Reached {
		e, _ := census.Entity(id)
		said, about := census.Numbers(id)
		node := export.Node{ID: id, Name: table.Visible(e.Name), Type: e.Type, Claim: -1, Weight: said + about, Said: said, About: about}
		view.Nodes = append(view.Nodes, node)
	}
	slices.SortStableFunc(view.Nodes, func(a, b export.Node) int { return b.Weight - a.Weight })
	for i := range view.Nodes {
		at[view.Nodes[i].ID] = i
	}
	for _, t := range around.Ties {
		e := export.Edge{From: at[t.From], To: at[t.To], Kind: export.About, Weight: t.Claims, First: t.First, Last: t.Last}
		if t.Reports {
			e.Kind = export.Reports
		}
		view.Edges = append(view.Edges, e)
	}
	return &drawn{view: view, name: title}, nil
}

// drawQuestion draws the claims of a question, the newest of them.
func (g *reader) drawQuestion(ctx context.Context, f graph.Filter, title, kind string, n int) (*drawn, error) {
	f.Limit, f.Offset = graphClaims, 0
	hit, err := g.census.Find(ctx, f, 1)
	if err != nil {
		return nil, err
	}
	claims, err := hit.Claims(ctx)
	if err != nil {
		return nil, err
	}
	set := &export.Set{Title: title, Claims: claims}
	if left := hit.Total - len(claims); left > 0 {
		title += fmt.Sprintf(" (the newest %d of %d claims)", len(claims), hit.Total)
	}
	view := export.People(set)
	if kind == "claims" {
		view = export.Claims(set)
	}
	return &drawn{view: view.Top(n), name: title}, nil
}

// distinct leaves out claims that stand twice.
func distinct(claims []graph.Claim) []graph.Claim {
	seen := map[string]bool{}
	return slices.DeleteFunc(claims, func(c graph.Claim) bool {
		twice := seen[c.ID]
		seen[c.ID] = true
		return twice
	})
}

// wordedTies is how many edges are given in words.
const wordedTies = 60

// edgeWords say an edge: from, then these, then to.
var edgeWords = map[string]string{
	export.About: "speaks about", export.Reports: "passes on the words of", export.Says: "says", export.Carries: "published",
}

// inWords lists the heaviest edges between entities.
func (d *graphPage) inWords(v *export.View) {
	edges := slices.Clone(v.Edges)
	edges = slices.DeleteFunc(edges, func(e export.Edge) bool { return v.Nodes[e.From].Claim >= 0 || v.Nodes[e.To].Claim >= 0 })
	slices.SortStableFunc(edges, func(a, b export.Edge) int { return b.Weight - a.Weight })
	for _, e := range edges[:min(len(edges), wordedTies)] {
		from, to := &v.Nodes[e.From], &v.Nodes[e.To]
		q := url.Values{"who": {from.ID}, "about": {to.ID}}
		if e.Kind == export.Reports {
			q = url.Values{"via": {from.ID}, "who": {to.ID}}
		}
		d.Ties = append(d.Ties, tieView{
			refOf(graph.EntityRef{ID: from.ID, Name: from.Name, Type: from.Type}), refOf(graph.EntityRef{ID: to.ID, Name: to.Name, Type: to.Type}),
			edgeWords[e.Kind], e.Weight, withQuery("/claims", q),
		})
	}
	d.TiesCut = len(edges) - len(d.Ties)
}
