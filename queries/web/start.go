package web

import (
	"context"
	"net/http"
	"net/url"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// Numbers of what the first page lists.
const (
	startNames  = 8
	startChains = 4
)

// startData is the corpus at a glance.
type startData struct {
	Articles, Claims, Outlets     string
	Nested                        string // claims passed on by another source
	Copies, LeftOut               int    // articles that repeat another; claims that people found wrong
	WithWrong                     string // address with these
	First, Last                   string // the days of its earliest and latest article; "" where they are not known
	Quoted, Discussed, Publishers []counted
	Newest                        []articleView
	Chains                        []claimView
	MoreChains                    string // address of all of them
	Months                        *bars
}

// start is the first page.
func (g *reader) start(r *http.Request) (*answer, error) {
	census := g.census
	all, err := census.Find(r.Context(), graph.Filter{Limit: 1}, startNames)
	if err != nil {
		return nil, err
	}
	passedOn := url.Values{"sort": {string(graph.Surest)}}
	nested := 0
	for _, t := range all.Facets.Chains {
		if t.Value != "1" {
			passedOn.Add("chain", t.Value)
			nested += t.Claims
		}
	}
	chains := []graph.Claim{}
	if nested > 0 {
		if chains, err = g.surest(r.Context(), passedOn); err != nil {
			return nil, err
		}
	}
	newest, _, _, err := census.ArticleList(r.Context(), nil, "", 0, startNames)
	if err != nil {
		return nil, err
	}
	articles, claims, entities, outlets := census.Sizes()
	info, err := g.store.Info(r.Context())
	if err != nil {
		return nil, err
	}
	d := &startData{
		Copies: info.Copies, WithWrong: link("/claims", nil, "reviewed", string(graph.ShowAll)), First: info.First, Last: info.Last,
		Articles: plural(articles, "article"), Claims: plural(claims, "claim"), Outlets: plural(outlets, "outlet"), Nested: grouped(nested),
		Quoted: countedBy("who", all.Facets.Who, nil), Discussed: countedBy("about", all.Facets.About, nil),
		Publishers: countedBy("publisher", all.Facets.Publisher, nil),
		Newest:     articlesOf(newest), Months: newBars(&all.Facets, nil), Chains: viewsOf(chains), MoreChains: withQuery("/claims", passedOn),
	}
	if g.store.Shows() == graph.ShowUsual {
		d.LeftOut = info.LeftOut
	}
	return &answer{
		page: "start", title: "Who said what about whom", command: "hearsay info", data: d,
		json: map[string]any{
			"articles": articles, "claims": claims, "entities": entities, "outlets": outlets, "nested": nested, "copies": info.Copies, "left_out": info.LeftOut, "quoted": all.Facets.Who, "discussed": all.Facets.About,
			"publishers": all.Facets.Publisher, "months": all.Facets.Months, "newest": newest, "first": d.First, "last": d.Last, "surest_chains": chains,
		},
	}, nil
}

// surest are the claims of a question that the program is surest of.
func (g *reader) surest(ctx context.Context, v url.Values) ([]graph.Claim, error) {
	q, err := g.asked(ctx, v)
	if err != nil {
		return nil, err
	}
	q.filter.Limit = startChains
	found, err := g.census.Find(ctx, q.filter, 1)
	if err != nil {
		return nil, err
	}
	return found.Claims(ctx)
}

// countedBy are entities with the addresses of their claims: those of a question
// whose key is the entity.
func countedBy(key string, counts []graph.Count, question url.Values) []counted {
	out := make([]counted, len(counts))
	for i, c := range counts {
		out[i] = counted{refOf(c.Entity), c.Claims, link("/claims", question, key, c.Entity.ID)}
	}
	return out
}

// help says what the words mean and which keys there are.
func help(*reader, *http.Request) (*answer, error) {
	return &answer{page: "help", title: "How to read these pages", data: table.Formats}, nil
}
