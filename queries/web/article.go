package web

import (
	"net/http"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// articleData is an article with its claims marked.
type articleData struct {
	articleView
	Published  string
	URL        string // where it was published; "" where that is no web address
	ShownURL   string
	Marks      bool
	Switch     string // address with the marks switched
	Paragraphs []paragraph
	Claims     string // address of its claims as a list
	Graph      string
	Count      int
	Across     []acrossView
	Of         *ref   // whose mentions are marked; nil for nobody's
	Alone      string // address without these
}

// A paragraph is one of the text, with the notes on the claims that begin in it.
type paragraph struct {
	Pieces []piece
	Notes  []note
	Head   bool // it is the title
}

// A note stands in the margin: who says what sort of thing about whom.
type note struct {
	Number  int
	Anchor  string // of the mark
	Path    string // of the claim
	Sources []ref
	Stance  string
	About   []ref
	Within  int // number of the claim that reports it; 0 for none
}

// article shows the text of an article with its claims marked in place.
func (g *reader) article(r *http.Request) (*answer, error) {
	id, asJSON := strings.CutSuffix(r.PathValue("id"), ".json")
	doc, err := g.store.Document(r.Context(), id)
	if err != nil {
		return nil, err
	}
	if asJSON {
		return &answer{json: doc}, nil
	}
	a := &doc.Article
	census := g.census
	path, command := articlePath(id), "hearsay show "+id
	joined, err := g.store.Joined(r.Context(), id)
	if err != nil {
		return nil, err
	}
	d := &articleData{
		articleView: articleOf(graph.ArticleInfo{
			ID: id, Title: a.Title, Publisher: a.Publisher, PublisherID: doc.Outlet(), Published: a.Published, Claims: len(doc.Claims),
		}),
		Published: longDay(graph.Day(a.Published)), URL: table.WebAddress(a.URL), ShownURL: a.URL, Marks: r.URL.Query().Get("marks") != "off",
		Claims: link("/claims", nil, "article", id), Graph: link("/graph", nil, "article", id, "view", "claims"), Count: len(doc.Claims),
	}
	if d.Across, err = g.acrossArticle(r.Context(), id); err != nil {
		return nil, err
	}
	if d.Switch = path; d.Marks {
		d.Switch += "?marks=off"
	}
	var mentions []news.Span
	if of := r.URL.Query().Get("of"); of != "" {
		at := slices.IndexFunc(joined.Entities, func(e news.Entity) bool { return e.ID == of })
		if at < 0 {
			return nil, missing("This article names nobody by the id %s.", of)
		}
		who := namedRef(census, &joined, of)
		mentions, d.Of, command = joined.Entities[at].Spans, &who, command+" --of "+queries.ShellWord(joined.Entities[at].Name)
		d.Alone = path
	}
	d.Paragraphs = paragraphs(&joined, d.Marks, mentions, func(id string) ref { return namedRef(census, &joined, id) })
	return &answer{page: "article", title: d.Title, command: command, forms: []string{"json"}, data: d}, nil
}

// namedRef is an entity by its id: as the graph names it, else as the article does.
func namedRef(c *census.Census, doc *news.Document, id string) ref {
	if e, ok := c.Entity(id); ok {
		return refOf(e)
	}
	for i := range doc.Entities {
		if doc.Entities[i].ID == id {
			return refOf(graph.EntityRef{ID: id, Name: doc.Entities[i].Name, Type: doc.Entities[i].Type})
		}
	}
	return refOf(graph.EntityRef{ID: id, Name: id, Type: graph.TypeOf(id)})
}
