package web

import (
	"net/http"
	"net/url"

	"hearsay/graph"
	"hearsay/queries"
)

// Numbers of what the first page lists.
const (
	startNames  = 8
	startChains = 4
)

// startData is the corpus at a checkEvery.
type startData struct {
	Articles, Claims, Outlets     string
	Nested                        string // claims passed on by another source
	First, Last                   string
	Quoted, Discussed, Publishers []counted
	Newest                        []articleView
	Chains                        []claimView
	Months                        *bars
}

// start is the first page.
func (g *reader) start(r *http.Request) (*answer, error) {
	census := g.census
	all, err := census.Find(r.Context(), graph.Filter{Sort: graph.Longest, Limit: startChains}, startNames)
	if err != nil {
		return nil, err
	}
	chains, err := all.Claims(r.Context())
	if err != nil {
		return nil, err
	}
	newest, _, _, err := census.ArticleList(r.Context(), nil, "", 0, startNames)
	if err != nil {
		return nil, err
	}
	articles, claims, entities, outlets := census.Sizes()
	nested := 0
	for _, t := range all.Facets.Chains {
		if t.Value != "1" {
			nested += t.Claims
		}
	}
	d := &startData{
		Articles: plural(articles, "article"), Claims: plural(claims, "claim"), Outlets: plural(outlets, "outlet"), Nested: grouped(nested),
		Quoted: countedBy("who", all.Facets.Who, nil), Discussed: countedBy("about", all.Facets.About, nil), Publishers: countedBy("publisher", all.Facets.Publisher, nil),
		Newest: articlesOf(newest), Months: newBars(all.Facets.Months, nil),
	}
	for i := range chains {
		if len(chains[i].Chain) > 1 {
			d.Chains = append(d.Chains, viewOf(&chains[i]))
		}
	}
	if d.Months != nil {
		d.First, d.Last = d.Months.First, d.Months.Last
	}
	return &answer{
		page: "start", title: "Who said what about whom", command: "hearsay info", data: d, forms: nil,
		json: map[string]any{
			"articles": articles, "claims": claims, "entities": entities, "outlets": outlets, "nested": nested, "quoted": all.Facets.Who, "discussed": all.Facets.About,
			"publishers": all.Facets.Publisher, "months": all.Facets.Months, "newest": newest, "longest_chains": chains,
		},
	}, nil
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
	return &answer{page: "help", title: "How to read these pages", data: queries.Formats}, nil
}
