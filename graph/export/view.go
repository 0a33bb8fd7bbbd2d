package export

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
)

// A View is one way to see a set as nodes and edges: [People] or [Claims]. The
// heaviest nodes come first, of equal ones by id; so do the edges, by their ends.
type View struct {
	Name            string // one of Views
	Title, Subtitle string // the question, and what was found when
	Note            string // what else stands below a picture
	Nodes           []Node
	Edges           []Edge
	Claims          []graph.Claim // what Node.Claim and Edge.Claims point into
	Cut             int           // how many nodes Top left out
	CutEdges        int           // how many edges thin left out
	Centre          []string      // ids of the nodes that the question is of: those nearest to them are cut last
}

// Views are the names of the views.
var Views = [...]string{"people", "claims"}

// A Node is an entity, or in the view of claims a claim.
type Node struct {
	ID, Name    string
	Type        news.Type // "" for a claim
	Claim       int       // index of the claim that it is; -1 for an entity
	Weight      int       // claims that it makes or that are about it; of a claim 1 and those within it
	Said, About int       // claims that it makes, and that are about it
	First, Last string    // ISO days of its claims; "" where none is known
	Community   int       // number of those with whom it is tied most, from 1, once placed; 0 of none
	X, Y, R     float64   // the centre and radius of its circle, in pixels, once placed
}

// The kinds of edges, with the way that they point.
const (
	About    = "about"   // people: one who speaks, whom he speaks about; claims: a claim, whom it is about
	Reports  = "reports" // people: one who passes on what another said; claims: a claim, a claim within it
	Says     = "says"    // claims: a source, its claim
	Carries  = "carries" // claims: an outlet, a claim that no other is around
	maxLabel = 30        // runes of a label; the rest is cut
	noClaim  = -1        // Node.Claim of an entity
)

// An Edge joins two nodes, by their indices.
type Edge struct {
	From, To    int
	Kind        string
	Weight      int    // how many claims stand behind it
	Claims      []int  // their indices, ascending
	First, Last string // ISO days of these; "" where none is known
}

// People is the view of who speaks about whom, and who passes on whose words.
func People(s *Set) *View {
	b := newViewer("people", s)
	for i := range s.Claims {
		c := &s.Claims[i]
		for _, from := range c.Sources {
			b.nodes[b.entity(from)].Said++
		}
		for _, to := range c.Targets {
			b.nodes[b.entity(to)].About++
		}
		for _, from := range c.Sources {
			for _, to := range c.Targets {
				b.join(from, to, About, i)
			}
		}
		if n := len(c.Chain); n > 1 {
			for _, from := range c.Chain[n-2].Source {
				for _, to := range c.Sources {
					b.join(from, to, Reports, i)
				}
			}
		}
	}
	return b.view()
}

// Claims is the view of every claim as a node, between who says it and whom it is
// about, chains as edges from the claim that reports to the one reported.
func Claims(s *Set) *View {
	b := newViewer("claims", s)
	place := map[string]int{}
	for i := range s.Claims {
		place[s.Claims[i].ID] = b.claim(i)
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		node := place[c.ID]
		for _, from := range c.Sources {
			e := b.entity(from)
			b.nodes[e].Said++
			b.edge(e, node, Says, i)
		}
		for _, to := range c.Targets {
			e := b.entity(to)
			b.nodes[e].About++
			b.edge(node, e, About, i)
		}
		switch outer, ok := place[c.Within]; {
		case ok:
			b.edge(outer, node, Reports, i)
			b.nodes[outer].Weight++
		case c.Article.Publisher != "":
			b.edge(b.entity(publisher(&c.Article)), node, Carries, i)
		}
	}
	return b.view()
}

// publisher is the outlet of an article as an entity.
func publisher(a *graph.ArticleInfo) graph.EntityRef {
	return graph.EntityRef{ID: a.PublisherID, Name: a.Publisher, Type: news.Publication}
}

// A viewer gathers the nodes and edges of a view.
type viewer struct {
	name  string
	set   *Set
	nodes []Node
	edges []Edge
	node  map[string]int
	at    map[edgeKey]int
}

type edgeKey struct {
	from, to int
	kind     string
}

func newViewer(name string, s *Set) *viewer {
	return &viewer{name: name, set: s, node: map[string]int{}, at: map[edgeKey]int{}}
}

// entity is the node of an entity, a new one the first time.
func (b *viewer) entity(e graph.EntityRef) int {
	i, ok := b.node[e.ID]
	if !ok {
		i = len(b.nodes)
		b.node[e.ID] = i
		b.nodes = append(b.nodes, Node{ID: e.ID, Name: e.Name, Type: e.Type, Claim: noClaim})
	}
	return i
}

// claim makes the node of a claim.
func (b *viewer) claim(i int) int {
	c := &b.set.Claims[i]
	b.nodes = append(b.nodes, Node{ID: c.ID, Name: c.Said(), Claim: i, Weight: 1})
	return len(b.nodes) - 1
}

// join makes an edge between entities; nobody is joined with himself.
func (b *viewer) join(from, to graph.EntityRef, kind string, claim int) {
	if from.ID != to.ID {
		b.edge(b.entity(from), b.entity(to), kind, claim)
	}
}

// edge adds a claim to the edge of a kind between two nodes.
func (b *viewer) edge(from, to int, kind string, claim int) {
	key := edgeKey{from, to, kind}
	i, ok := b.at[key]
	if !ok {
		i = len(b.edges)
		b.at[key] = i
		b.edges = append(b.edges, Edge{From: from, To: to, Kind: kind})
	}
	e := &b.edges[i]
	if n := len(e.Claims); n > 0 && e.Claims[n-1] == claim {
		return
	}
	e.Claims = append(e.Claims, claim)
	e.Weight++
}

// view sorts what was gathered, and dates it.
func (b *viewer) view() *View {
	v := &View{Name: b.name, Title: b.set.Title, Subtitle: b.set.subtitle(), Claims: b.set.Claims}
	for i := range b.edges {
		e := &b.edges[i]
		for _, c := range e.Claims {
			day := v.Claims[c].Day()
			stretch(&e.First, &e.Last, day)
			for _, n := range [...]int{e.From, e.To} {
				stretch(&b.nodes[n].First, &b.nodes[n].Last, day)
			}
		}
	}
	for i := range b.nodes {
		n := &b.nodes[i]
		n.Weight += n.Said + n.About
		if n.Claim != noClaim {
			stretch(&n.First, &n.Last, v.Claims[n.Claim].Day())
		}
	}
	if b.name == "people" { // those too who speak about nobody named
		b.dateSpeakers()
	}
	v.Nodes, v.Edges = b.nodes, b.edges
	v.sort()
	return v
}

// dateSpeakers dates nodes by all the claims that they make or that are about them.
func (b *viewer) dateSpeakers() {
	for i := range b.set.Claims {
		c := &b.set.Claims[i]
		for _, refs := range [...][]graph.EntityRef{c.Sources, c.Targets} {
			for _, e := range refs {
				n := &b.nodes[b.entity(e)]
				stretch(&n.First, &n.Last, c.Day())
			}
		}
	}
}

// sort puts the heaviest nodes first, and the edges in their order.
func (v *View) sort() {
	order := upTo(len(v.Nodes))
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(v.Nodes[b].Weight, v.Nodes[a].Weight), cmp.Compare(v.Nodes[a].ID, v.Nodes[b].ID))
	})
	v.pick(order)
}

// pick keeps these nodes, in this order, and the edges between them.
func (v *View) pick(order []int) {
	nodes := make([]Node, len(order))
	place := make(map[int]int, len(order))
	for k, i := range order {
		nodes[k], place[i] = v.Nodes[i], k
	}
	var edges []Edge
	for _, e := range v.Edges {
		from, ok := place[e.From]
		to, both := place[e.To]
		if ok && both {
			e.From, e.To = from, to
			edges = append(edges, e)
		}
	}
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), strings.Compare(a.Kind, b.Kind))
	})
	v.Nodes, v.Edges = nodes, edges
}

// Top is the view of the n heaviest nodes and the edges between them, at their
// places; 0 is all. With a centre those nearest to it come before heavier ones.
func (v *View) Top(n int) *View {
	top := *v
	if n <= 0 || n >= len(v.Nodes) {
		return &top
	}
	top.Cut += len(v.Nodes) - n
	if order := v.nearest(n); order != nil {
		top.pick(order)
		return &top
	}
	top.pick(upTo(n))
	return &top
}

// nearest are n nodes around the centre, in the order of the view: the centre, the
// heaviest of those that an edge ties to it, then of those tied to these, and so on, and
// the heaviest of the others; nil where there is no centre.
func (v *View) nearest(n int) []int {
	centre := map[string]bool{}
	for _, id := range v.Centre {
		centre[id] = true
	}
	var order []int
	taken := make([]bool, len(v.Nodes))
	for i := range v.Nodes {
		if taken[i] = centre[v.Nodes[i].ID]; taken[i] {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return nil
	}
	beside := v.beside()
	for next := 0; next < len(order) && len(order) < n; { // order[next:] is the last ring
		ring := len(order)
		var reached []int
		for _, i := range order[next:] {
			for _, k := range beside[i] {
				if !taken[k] {
					taken[k] = true
					reached = append(reached, k)
				}
			}
		}
		slices.Sort(reached) // the heaviest first
		order, next = append(order, reached...), ring
	}
	for i := 0; i < len(v.Nodes) && len(order) < n; i++ {
		if !taken[i] {
			order = append(order, i)
		}
	}
	order = order[:min(n, len(order))]
	slices.Sort(order)
	return order
}

// beside are of each node those that an edge ties to it, once an edge.
func (v *View) beside() [][]int {
	beside := make([][]int, len(v.Nodes))
	for _, e := range v.Edges {
		if e.From != e.To {
			beside[e.From], beside[e.To] = append(beside[e.From], e.To), append(beside[e.To], e.From)
		}
	}
	return beside
}

// Strongest is the view of n nodes that tell most: the heaviest, as far as an edge ties
// them to one that is heavier still or to one that these are tied to; then others in
// the same way. Where n has room left, nodes that no edge reaches follow. With a centre
// they are those around it, as of Top. 0 is all.
func (v *View) Strongest(n int) *View {
	if len(v.Centre) > 0 {
		return v.Top(n)
	}
	strongest := *v
	if n <= 0 || n >= len(v.Nodes) {
		return &strongest
	}
	beside := v.beside()
	var order []int
	near, taken := make([]bool, len(v.Nodes)), make([]bool, len(v.Nodes))
	for next := 0; next < len(v.Nodes) && len(order) < n; { // next is the heaviest that may be left
		at := slices.Index(near, true) // tied, and the heaviest of these
		if at < 0 {
			for next < len(v.Nodes) && (taken[next] || len(beside[next]) == 0) {
				next++
			}
			if at = next; at == len(v.Nodes) {
				break
			}
		}
		order = append(order, at)
		near[at], taken[at] = false, true
		for _, i := range beside[at] {
			near[i] = !taken[i]
		}
	}
	for i := 0; i < len(v.Nodes) && len(order) < n; i++ {
		if !taken[i] {
			order = append(order, i)
		}
	}
	slices.Sort(order)
	strongest.Cut += len(v.Nodes) - n
	strongest.pick(order)
	return &strongest
}

// A map has edgesEach edges for each node, with more it is a ball of wool, and fewEdges in
// any case.
const (
	edgesEach = 2
	fewEdges  = 120
)

// thin is the view with as many edges as one can follow on a map: those to and from the
// centre first, then the one of most claims of each other node, then those of most claims.
func (v *View) thin() *View {
	room := max(fewEdges, edgesEach*len(v.Nodes))
	if len(v.Edges) <= room {
		return v
	}
	order := slices.Clone(v.Edges)
	slices.SortStableFunc(order, func(a, b Edge) int { return cmp.Compare(b.Weight, a.Weight) })
	tied := make([]bool, len(v.Nodes))
	central := func(i int) bool { return slices.Contains(v.Centre, v.Nodes[i].ID) }
	var near, first, others []Edge
	for _, e := range order {
		switch {
		case central(e.From) || central(e.To):
			near = append(near, e)
		case !tied[e.From] || !tied[e.To]: // nobody who is shown stands alone
			first = append(first, e)
		default:
			others = append(others, e)
		}
		tied[e.From], tied[e.To] = true, true
	}
	thin := *v
	thin.Edges = slices.Concat(near, first, others)[:room]
	thin.CutEdges = len(order) - room
	thin.pick(upTo(len(v.Nodes))) // the edges into their order
	return &thin
}

// upTo are the numbers from 0 up to n.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// linked is the view without the nodes that no edge reaches.
func (v *View) linked() *View {
	reached := map[int]bool{}
	for _, e := range v.Edges {
		reached[e.From], reached[e.To] = true, true
	}
	var order []int
	for i := range v.Nodes {
		if reached[i] {
			order = append(order, i)
		}
	}
	linked := *v
	linked.pick(order)
	return &linked
}

// stretch widens a time from first to last so that a day lies in it.
func stretch(first, last *string, day string) {
	if day == "" {
		return
	}
	if *first == "" || day < *first {
		*first = day
	}
	*last = max(*last, day)
}
