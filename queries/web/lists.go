package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// listSize is the number of rows of a list's page.
const listSize = 50

// listData is a list of names or of articles.
type listData struct {
	Total      int
	Names      []rankView
	Articles   []articleView
	Facet      facet
	Orders     []choice
	Pages      []choice
	Prev, Next string
	Words      string // of titles, of names
	Named      choice // only names, no descriptions
	Form       url.Values
}

// rankView is an entity with its numbers of claims and their addresses.
type rankView struct {
	ref
	Said, About       int
	SaidURL, AboutURL string
}

// names lists who speaks and who is spoken of.
func (g *reader) names(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	number, size, err := paging(v, listSize, 1000)
	if err != nil {
		return nil, err
	}
	kept := url.Values{}
	var types []news.Type
	for _, t := range v["type"] {
		if !slices.Contains(news.Types[:], news.Type(t)) {
			return nil, bad("There is no type “%s”.", t)
		}
		types = append(types, news.Type(t))
		kept.Add("type", t)
	}
	byAbout := v.Get("sort") == "about"
	if byAbout {
		kept.Set("sort", "about")
	}
	words, named := strings.TrimSpace(v.Get("q")), v.Get("named") != ""
	if tooLong(words) {
		return nil, bad("That is too long to look for; %d words are the most.", mostWords)
	}
	if words != "" {
		kept.Set("q", words)
	}
	if named {
		kept.Set("named", "1")
	}
	list, total, ofType := g.census.Rank(census.Ranked{Types: types, Words: words, Named: named, ByAbout: byAbout, Offset: (number - 1) * size, Limit: size})
	d := &listData{Total: total, Words: words, Form: kept, Named: choice{Label: "only who has a name", On: named, URL: link("/names", kept, "named", "1")}}
	if named {
		d.Named.URL = link("/names", kept, "named", "")
	}
	rows := &table.Table{Columns: []string{"name", "type", "said", "about", "id"}}
	for _, n := range list {
		d.Names = append(d.Names, rankView{refOf(n.EntityRef), n.Said, n.About, link("/claims", nil, "who", n.ID), link("/claims", nil, "about", n.ID)})
		rows.Rows = append(rows.Rows, []any{n.Name, string(n.Type), n.Said, n.About, n.ID})
	}
	q := question{values: kept}
	d.Facet = facet{Label: "Type", Key: "type"}
	for _, t := range ofType {
		d.Facet.Choices = append(d.Facet.Choices, choice{Label: t.Value, Type: t.Value, Claims: t.Claims, On: slices.Contains(v["type"], t.Value), URL: q.with("/names", "type", t.Value)})
	}
	d.Orders = []choice{{Label: "said most", On: !byAbout, URL: link("/names", kept, "sort", "")}, {Label: "talked about most", On: byAbout, URL: link("/names", kept, "sort", "about")}}
	d.Pages, d.Prev, d.Next = pagesOf(total, size, number, func(n int) string {
		return link("/names", kept, "page", pageParam(n), "size", sizeParam(size, listSize))
	})
	command := "hearsay who --limit 0"
	if byAbout {
		command = "hearsay about --limit 0"
	}
	if words != "" || named || len(types) > 0 {
		command = "hearsay serve --get " + queries.ShellWord("/names.csv?"+kept.Encode())
	}
	return &answer{
		page: "names", title: "Names", command: command, forms: []string{"json", "csv"}, data: d,
		write: func(w io.Writer, style table.Style) error { return rows.Write(w, style) },
	}, nil
}

// articles lists the articles, newest first.
func (g *reader) articles(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	number, size, err := paging(v, listSize, 1000)
	if err != nil {
		return nil, err
	}
	kept := url.Values{}
	for _, key := range [...]string{"publisher", "q"} {
		if len(v[key]) > 0 && v.Get(key) != "" {
			kept[key] = v[key]
		}
	}
	list, total, outlets, err := g.census.ArticleList(r.Context(), v["publisher"], v.Get("q"), (number-1)*size, size)
	if err != nil {
		return nil, err
	}
	q := question{values: kept}
	d := &listData{Total: total, Articles: articlesOf(list), Words: v.Get("q"), Form: kept}
	d.Facet = facet{Label: "Outlet", Key: "publisher"}
	for _, o := range outlets[:min(len(outlets), manyChoices)] {
		d.Facet.Choices = append(d.Facet.Choices, choice{
			Label: o.Entity.Name, Type: "publication", Claims: o.Articles,
			On: slices.Contains(v["publisher"], o.Entity.ID), URL: q.with("/articles", "publisher", o.Entity.ID),
		})
	}
	d.Pages, d.Prev, d.Next = pagesOf(total, size, number, func(n int) string {
		return link("/articles", kept, "page", pageParam(n), "size", sizeParam(size, listSize))
	})
	return &answer{
		page: "articles", title: "Articles", forms: []string{"json", "csv"}, data: d,
		write: func(w io.Writer, style table.Style) error { return articleTable(list).Write(w, style) },
	}, nil
}

// articleTable is articles as rows.
func articleTable(list []graph.ArticleInfo) *table.Table {
	t := &table.Table{Columns: []string{"published", "title", "publisher", "claims", "url", "id"}}
	for _, a := range list {
		t.Rows = append(t.Rows, []any{a.Published, a.Title, a.Publisher, a.Claims, a.URL, a.ID})
	}
	return t
}
