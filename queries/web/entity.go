package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// Numbers of what an entity's page lists.
const (
	entityClaims = 6
	entityNames  = 10
	entityForms  = 48 // articles that are looked at for roles and other names
)

// entityData is what is known of one entity.
type entityData struct {
	ref
	Is                        string // its type
	Affiliations              []ref
	Said, About               found
	SaidMonths, AboutMonths   *bars
	SpeaksOf, SpokenBy        []counted
	Together                  []togetherView
	Roles, Aliases            []formView
	Across                    []acrossView
	Articles, Looked          int // articles that name it; those looked at for its forms
	Graph, Compare, Published string
	Edit                      *nameForm // nil where nothing is changed here
}

// togetherView is who is quoted beside an entity, in how many articles.
type togetherView struct {
	ref
	Articles int
	URL      string // the two side by side
}

// A formView is a form that an entity goes by, or a role that it has, with the
// articles that say so, the earliest first.
type formView struct {
	Text        string
	First, Last string // days; "" where none is known
	Articles    []articleView
	More        int // articles not listed
}

// entity shows one entity: what it said, what is said about it, with whom.
func (s *Site) entity(g *reader, r *http.Request) (*answer, error) {
	slug, asJSON := strings.CutSuffix(r.PathValue("slug"), ".json")
	id := r.PathValue("type") + "/" + slug
	census := g.census
	e, ok := census.Entity(id)
	ctx := r.Context()
	if !ok {
		now, err := g.store.Current(ctx, id)
		if err != nil {
			return nil, err
		}
		if now == id {
			return nil, missing("No entity has the id %s.", id)
		}
		if asJSON {
			now += ".json"
		}
		return &answer{to: "/entity/" + escapePath(now)}, nil
	}
	namings, articles, err := g.store.Namings(ctx, id, entityForms)
	if err != nil {
		return nil, err
	}
	said, saidFacets, err := g.someClaims(ctx, graph.Filter{Who: []string{id}})
	if err != nil {
		return nil, err
	}
	about, aboutFacets, err := g.someClaims(ctx, graph.Filter{About: []string{id}})
	if err != nil {
		return nil, err
	}
	together := census.Together(id, entityNames)
	if asJSON {
		full, err := g.store.Entity(ctx, id)
		return &answer{json: map[string]any{
			"entity": full, "speaks_of": saidFacets.About, "spoken_of_by": aboutFacets.Who, "quoted_with": orNone(together), "said_by_month": saidFacets.Months,
			"about_by_month": aboutFacets.Months, "named": orNone(namings),
		}}, err
	}
	affiliations, err := g.affiliations(ctx, id, namings)
	if err != nil {
		return nil, err
	}
	d := &entityData{
		ref: refOf(e), Is: string(e.Type), Affiliations: affiliations, Said: *said, About: *about, Articles: articles, Looked: len(namings),
		SpeaksOf: countedBy("about", saidFacets.About, url.Values{"who": {id}}),
		SpokenBy: countedBy("who", aboutFacets.Who, url.Values{"about": {id}}),
		Graph:    link("/graph", nil, "of", id), Compare: link("/compare", nil, "a", id),
	}
	d.Said.Label, d.Said.URL = "Said", link("/claims", nil, "who", id)
	d.About.Label, d.About.URL = "Said about "+refOf(e).Name, link("/claims", nil, "about", id)
	if strings.HasPrefix(id, "publication/") {
		d.Published = link("/articles", nil, "publisher", id)
	}
	if d.Across, err = g.acrossEntity(ctx, id); err != nil {
		return nil, err
	}
	if d.Edit, err = s.nameForm(ctx, g, e); err != nil {
		return nil, err
	}
	d.SaidMonths = newBars(saidFacets, url.Values{"who": {id}})
	d.AboutMonths = newBars(aboutFacets, url.Values{"about": {id}})
	for _, t := range together {
		d.Together = append(d.Together, togetherView{refOf(t.Entity), t.Articles, link("/compare", nil, "a", id, "b", t.Entity.ID)})
	}
	d.Roles = formsOf(namings, func(n *graph.Naming) []string { return n.Roles })
	d.Aliases = formsOf(namings, func(n *graph.Naming) []string {
		return slices.DeleteFunc(append(slices.Clone(n.Aliases), n.Name), func(s string) bool { return s == e.Name })
	})
	return &answer{page: "entity", title: d.Name, command: (queries.Ask{Who: []string{id}}).Command(), forms: []string{"json"}, data: d}, nil
}

// someClaims gives the newest claims that a filter picks, with all its facets.
func (g *reader) someClaims(ctx context.Context, f graph.Filter) (*found, *census.Facets, error) {
	f.Limit = entityClaims
	hit, err := g.census.Find(ctx, f, entityNames)
	if err != nil {
		return nil, nil, err
	}
	claims, err := hit.Claims(ctx)
	if err != nil {
		return nil, nil, err
	}
	return &found{Total: hit.Total, Claims: viewsOf(claims)}, &hit.Facets, nil
}

// affiliations are the organizations that an entity's roles name.
func (g *reader) affiliations(ctx context.Context, id string, namings []graph.Naming) ([]ref, error) {
	if !slices.ContainsFunc(namings, func(n graph.Naming) bool { return len(n.Roles) > 0 }) {
		return nil, nil
	}
	full, err := g.store.Entity(ctx, id)
	return refsOf(full.Affiliations), err
}

// listedArticles is how many articles stand beside a form.
const listedArticles = 3

// formsOf gathers forms from all articles: those that most articles have first,
// then by the earliest article.
func formsOf(namings []graph.Naming, of func(*graph.Naming) []string) []formView {
	at := map[string]int{}
	var out []formView
	for i := range namings {
		n := &namings[i]
		day := dayOf(&n.Article)
		texts := slices.Clone(of(n))
		slices.Sort(texts)
		for _, text := range slices.Compact(texts) {
			k, ok := at[text]
			if !ok {
				k = len(out)
				at[text] = k
				out = append(out, formView{Text: table.OneLine(text), First: day})
			}
			f := &out[k]
			if f.Last = day; f.First == "" {
				f.First = day
			}
			if len(f.Articles) < listedArticles {
				f.Articles = append(f.Articles, articleOf(n.Article))
			} else {
				f.More++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b formView) int { return (len(b.Articles) + b.More) - (len(a.Articles) + a.More) })
	return out
}
