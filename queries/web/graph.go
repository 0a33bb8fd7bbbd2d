package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// Sizes of a graph.
const (
	graphNodes  = 300  // shown at first
	mostNodes   = 1000 // shown at all
	graphClaims = 150  // claims read for a view of claims
)

// graphPage is the page around a drawing.
type graphPage struct {
	Of, To     string // what stands in the form: where it starts, and where a path leads
	Name       string // what is drawn, in words
	Note       string // how much it shows
	Views      []choice
	Rings      []choice
	Narrow     []choiceField // of the form: stance, outlet
	Since      string
	Until      string
	Source     string   // address of the drawing's JSON
	Files      []choice // of the same as pictures and files
	Expand     string   // of more around a node: this + its id
	Behind     string   // of the claims behind a node or an edge
	More       string   // of the same with more nodes; "" where these are all
	MoreLabel  string
	Ties       []tieView // the same in words
	FoldedTies []tieView // the rest of it
	TiesCut    int
	Beginnings []counted
	Shown      bool
}

// A choiceField is a field of a form with what may be chosen.
type choiceField struct {
	Label, Key string
	Options    []choice
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
	path []string // the ids on a path, where one was asked for
}

// graph shows a part of the graph as a drawing, and in words; the whole where nothing
// else is asked for.
func (g *reader) graph(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	d := &graphPage{Of: v.Get("of"), To: v.Get("to"), Since: v.Get("since"), Until: v.Get("until")}
	a := &answer{page: "graph", title: "Graph", data: d}
	m, err := g.draw(r.Context(), v)
	if err != nil {
		return nil, err
	}
	a.title, d.Name, d.Shown, a.forms = "Graph: "+m.name, m.name, len(m.view.Nodes) > 0, []string{"json"}
	for _, name := range [...]*string{&d.Of, &d.To} {
		if *name != "" {
			*name = nameOf(g.census, *name)
		}
	}
	kept := url.Values{}
	for _, key := range append(keys[:], "of", "to", "claim", "view", "rings", "n") {
		if len(v[key]) > 0 && v.Get(key) != "" {
			kept[key] = v[key]
		}
	}
	d.Note = m.view.Subtitle
	d.Source = withQuery("/graph.json", kept)
	for _, format := range graphFiles {
		if m.view.Name == "people" || format != "csv" {
			d.Files = append(d.Files, choice{Label: strings.ToUpper(format), URL: withQuery("/graph."+format, kept)})
		}
	}
	d.addresses(kept, m.view.Name)
	for _, name := range export.Views {
		if v.Get("claim") != "" || v.Get("to") != "" || len(kept) == 0 {
			break // a chain is one of claims, and a path one of people
		}
		d.Views = append(d.Views, choice{Label: name, On: m.view.Name == name, URL: link("/graph", kept, "view", name)})
	}
	if len(v["of"]) > 0 && m.view.Name == "people" && m.path == nil {
		for _, n := range [...]string{"1", "2"} {
			d.Rings = append(d.Rings, choice{Label: n, On: n == v.Get("rings") || n == "1" && v.Get("rings") == "", URL: link("/graph", kept, "rings", n)})
		}
	}
	if n, _ := numberOf(v, "n", graphNodes, mostNodes); m.view.Cut > 0 && n < mostNodes {
		d.More = link("/graph", kept, "n", fmt.Sprint(min(mostNodes, max(graphNodes, 2*len(m.view.Nodes)))))
		d.MoreLabel = fmt.Sprintf("%s left out; show more", plural(m.view.Cut, "name"))
	}
	if err := d.begin(r.Context(), g, v); err != nil {
		return nil, err
	}
	d.inWords(m.view)
	return a, nil
}

// addresses are those from which the script fetches more.
func (d *graphPage) addresses(kept url.Values, view string) {
	expand, behind := url.Values{"view": {view}, "n": {"30"}}, url.Values{"view": {"claims"}, "places": {"no"}}
	for _, key := range keys {
		if len(kept[key]) == 0 || key == "sort" {
			continue
		}
		expand[key] = kept[key]
		if key != "who" && key != "about" { // which an edge says more exactly
			behind[key] = kept[key]
		}
	}
	d.Expand, d.Behind = withQuery("/graph.json", expand)+"&of=", withQuery("/graph.json", behind)
}

// begin fills what one may choose: the stances and outlets that there are, and who is
// quoted most.
func (d *graphPage) begin(ctx context.Context, g *reader, v url.Values) error {
	all, err := g.census.Find(ctx, graph.Filter{Limit: 1}, manyChoices)
	if err != nil {
		return err
	}
	stance, outlet := choiceField{Label: "Stance", Key: "stance"}, choiceField{Label: "Outlet", Key: "publisher"}
	for _, t := range all.Facets.Stances {
		stance.Options = append(stance.Options, choice{Label: t.Value, Value: t.Value, On: slices.Contains(v["stance"], t.Value)})
	}
	for _, c := range all.Facets.Publisher {
		outlet.Options = append(outlet.Options, choice{Label: c.Entity.Name, Value: c.Entity.ID, On: slices.Contains(v["publisher"], c.Entity.ID)})
	}
	for _, f := range [...]choiceField{stance, outlet} {
		if len(f.Options) > 1 {
			d.Narrow = append(d.Narrow, f)
		}
	}
	for _, c := range all.Facets.Who[:min(startNames, len(all.Facets.Who))] {
		d.Beginnings = append(d.Beginnings, counted{refOf(c.Entity), c.Claims, link("/graph", nil, "of", c.Entity.ID)})
	}
	return nil
}

// graphFiles are the formats in which a view is given to be kept.
var graphFiles = [...]string{"svg", "png", "gexf", "csv"}

// graphKinds are the types of these formats.
var graphKinds = map[string]string{"svg": "image/svg+xml", "png": "image/png", "gexf": "application/gexf+xml", "csv": "text/csv; charset=utf-8"}

// graphFile gives a view in one of the formats of files.
func (g *reader) graphFile(r *http.Request) (*answer, error) {
	m, err := g.drawing(r.Context(), r.URL.Query())
	if err != nil {
		return nil, err
	}
	format := strings.TrimPrefix(path.Ext(r.URL.Path), ".")
	a := &answer{kind: graphKinds[format], file: "hearsay-graph." + format}
	if a.raw = func(w io.Writer) error { return m.view.Write(w, format, export.Options{Program: "hearsay"}) }; format == "csv" {
		a.raw = func(w io.Writer) error { return tieTable(m.view).Write(w, table.Style{Format: "csv"}) }
	}
	return a, nil
}

// tieTable is the edges between entities as rows.
func tieTable(v *export.View) *table.Table {
	t := &table.Table{Columns: []string{"from", "tie", "to", "claims", "first", "last", "from_id", "to_id"}}
	for _, e := range v.Edges {
		from, to := &v.Nodes[e.From], &v.Nodes[e.To]
		t.Rows = append(t.Rows, []any{from.Name, edgeWords[e.Kind], to.Name, e.Weight, e.First, e.Last, from.ID, to.ID})
	}
	return t
}

// drawing is the view of an address with its places, which are kept.
func (g *reader) drawing(ctx context.Context, v url.Values) (*drawn, error) {
	return g.drawings.get(v.Encode(), func() (*drawn, error) {
		m, err := g.draw(ctx, v)
		if err == nil {
			m.view.Place()
		}
		return m, err
	})
}

// graphData gives a drawing as JSON.
func (g *reader) graphData(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	if v.Get("places") == "no" { // who only wants the claims need not wait for a layout
		m, err := g.draw(r.Context(), v)
		if err != nil {
			return nil, err
		}
		return &answer{raw: m.view.WriteJSON}, nil
	}
	m, err := g.drawing(r.Context(), v)
	if err != nil {
		return nil, err
	}
	return &answer{raw: m.view.WriteJSON}, nil
}

// draw makes the view that an address asks for: of a claim's chain (claim), around
// entities (of), of a path from these to others (to), of the claims of a question, or of
// the whole graph.
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
	if id != "" {
		return g.drawClaim(ctx, "claim/"+strings.TrimPrefix(id, "claim/"))
	}
	q, err := g.asked(ctx, v)
	if err != nil {
		return nil, err
	}
	from, err := g.resolved(ctx, of)
	if err != nil {
		return nil, err
	}
	to, err := g.resolved(ctx, v["to"])
	if err != nil {
		return nil, err
	}
	switch {
	case len(from) > 0 && len(to) > 0:
		return g.drawPath(from, to), nil
	case kind == "claims" && len(from) > 0:
		return g.drawClaimsAround(ctx, q.filter, from, n)
	case kind == "claims" && q.narrowed():
		return g.drawQuestion(ctx, q.filter, upper(q.words(g.census)), n)
	}
	return g.drawPeople(ctx, q, from, rings, n)
}

// resolved gives the ids of names, empty ones left out.
func (g *reader) resolved(ctx context.Context, names []string) (ids []string, err error) {
	for _, name := range names {
		if strings.TrimSpace(name) == "" {
			continue
		}
		found, _, err := queries.Resolve(ctx, g.store, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	return ids, nil
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

// drawPeople draws who speaks about whom: around some entities, of the claims of a
// question, or of all.
func (g *reader) drawPeople(ctx context.Context, q *question, ids []string, rings, n int) (*drawn, error) {
	var around census.Rings
	title := "the whole graph"
	switch asked := q.narrowed(); {
	case len(ids) > 0:
		if title = "around " + namesOf(g.refs(ids)); asked {
			title += ": " + q.words(g.census)
		}
	case asked:
		title = q.words(g.census)
	}
	if q.narrowed() {
		var err error
		if around, err = g.census.TiesOf(ctx, q.filter, ids, rings, n); err != nil {
			return nil, err
		}
	} else {
		around = g.census.Ties(ids, rings, n)
	}
	return &drawn{view: g.people(around, title, ids), name: upper(title)}, nil
}

// drawPath draws a shortest way from some entities to others.
func (g *reader) drawPath(from, to []string) *drawn {
	title := "from " + namesOf(g.refs(from)) + " to " + namesOf(g.refs(to))
	ids := g.census.Path(from, to)
	if len(ids) == 0 {
		return &drawn{view: &export.View{Name: "people", Title: upper(title), Subtitle: "no way along claims leads there"}, name: title, path: []string{}}
	}
	return &drawn{view: g.people(g.census.Ties(ids, 0, len(ids)), title, ids), name: title, path: ids}
}

// people is a view of entities and the ties between them, as large as their ties; of
// those who are tied to nobody only those that were asked for.
func (g *reader) people(around census.Rings, title string, asked []string) *export.View {
	subtitle := fmt.Sprintf("%s, %s", plural(len(around.Reached), "name"), plural(len(around.Ties), "tie"))
	if around.MoreTies > 0 {
		subtitle += fmt.Sprintf(", the heaviest of %s", grouped(len(around.Ties)+around.MoreTies))
	}
	tied := map[string]bool{}
	for _, t := range around.Ties {
		tied[t.From], tied[t.To] = true, true
	}
	view := &export.View{Name: "people", Title: upper(title), Subtitle: subtitle, Cut: around.MoreEntities}
	for k, id := range around.Reached {
		if !tied[id] && !slices.Contains(asked, id) {
			continue
		}
		e, _ := g.census.Entity(id)
		said, about := g.census.Numbers(id)
		view.Nodes = append(view.Nodes, export.Node{ID: id, Name: table.Visible(e.Name), Type: e.Type, Claim: -1, Weight: around.Weights[k], Said: said, About: about})
	}
	slices.SortStableFunc(view.Nodes, func(a, b export.Node) int { return b.Weight - a.Weight })
	at := map[string]int{}
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
	return view
}

// drawClaimsAround draws the newest claims by and about some entities, each as a node.
func (g *reader) drawClaimsAround(ctx context.Context, f graph.Filter, ids []string, n int) (*drawn, error) {
	title := "around " + namesOf(g.refs(ids))
	set := &export.Set{Title: upper(title)}
	f.Limit, f.Offset = graphClaims/2, 0
	said, about := f, f
	said.Who, about.About = ids, ids
	for _, half := range [...]graph.Filter{said, about} {
		hit, err := g.census.Find(ctx, half, 1)
		if err != nil {
			return nil, err
		}
		claims, err := hit.Claims(ctx)
		if err != nil {
			return nil, err
		}
		set.Claims = append(set.Claims, claims...)
	}
	set.Claims = distinct(set.Claims)
	return &drawn{view: export.Claims(set).Top(n), name: title}, nil
}

// drawQuestion draws the claims of a question, the newest of them, each as a node.
func (g *reader) drawQuestion(ctx context.Context, f graph.Filter, title string, n int) (*drawn, error) {
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
	return &drawn{view: export.Claims(set).Top(n), name: title}, nil
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

// wordedTies is how many edges are given in words, shownTies how many of them are not
// folded.
const (
	wordedTies = 60
	shownTies  = 12
)

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
	if len(d.Ties) > shownTies {
		d.Ties, d.FoldedTies = d.Ties[:shownTies], d.Ties[shownTies:]
	}
}
