package web

import (
	"fmt"
	"net/http"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// claimData is one claim with its chain.
type claimData struct {
	Claim   claimView
	Steps   []step
	Around  []claimView // the other claims of its chain and those within it
	Article articleView
	URL     string // of the article where it was published; "" where that is no web address
	Facts   [][2]string
	Graph   string
}

// A step is one of the chain, from the outlet in: who passes it on, and how.
type step struct {
	Who     []ref
	Says    string // "published", "reported", the cue of the last
	Cue     string
	Path    string // of its claim; "" for the outlet
	Content string // of its claim, shortened
	Last    bool
}

// claim shows one claim: its chain drawn, its sentence, its article.
func (g *reader) claim(r *http.Request) (*answer, error) {
	id, asJSON := strings.CutSuffix(r.PathValue("id"), ".json")
	c, err := g.store.Claim(r.Context(), "claim/"+id)
	if err != nil {
		return nil, err
	}
	if asJSON {
		return &answer{json: c}, nil
	}
	d := &claimData{Claim: viewOf(&c), Article: articleOf(c.Article), URL: table.WebAddress(c.Article.URL), Graph: link("/graph", nil, "claim", c.ID)}
	if d.Claim.Outlet != nil {
		d.Steps = append(d.Steps, step{Who: []ref{*d.Claim.Outlet}, Says: "published it"})
	}
	for i, l := range c.Chain {
		one := step{Who: refsOf(l.Source), Says: "said", Cue: table.OneLine(l.Cue), Path: claimPath(l.Claim), Last: i == len(c.Chain)-1}
		if l.Claim == "" {
			one.Says = "reported it"
		} else if !one.Last {
			outer, err := g.store.Claim(r.Context(), l.Claim)
			if err != nil {
				return nil, err
			}
			one.Content = table.Cut(table.OneLine(outer.Content), shortContent)
		}
		d.Steps = append(d.Steps, one)
	}
	document, err := g.store.Document(r.Context(), c.Article.ID)
	if err != nil {
		return nil, err
	}
	for i := range document.Claims {
		if document.Claims[i].Within == c.ID {
			inner, err := g.store.Claim(r.Context(), document.Claims[i].ID)
			if err != nil {
				return nil, err
			}
			d.Around = append(d.Around, viewOf(&inner))
		}
	}
	d.Facts = factsOf(&c)
	return &answer{
		page: "claim", title: "A claim by " + sourcesInWords(&c), forms: []string{"json"}, data: d,
		command: "hearsay show " + c.Article.ID,
	}, nil
}

// shortContent is how many columns the content of a step has.
const shortContent = 160

// sourcesInWords is who makes a claim.
func sourcesInWords(c *graph.Claim) string {
	names := make([]string, len(c.Sources))
	for i, e := range c.Sources {
		names[i] = e.Name
	}
	if len(names) == 0 {
		return table.Unnamed
	}
	return strings.Join(names, " and ")
}

// factsOf is what else is known of a claim.
func factsOf(c *graph.Claim) [][2]string {
	facts := [][2]string{{"Stance", string(c.Stance) + ": " + stanceWords[c.Stance]}, {"Kind", string(c.Kind) + ": " + kindWords[c.Kind]}}
	if c.When != "" {
		facts = append(facts, [2]string{"When", "“" + table.OneLine(c.When) + "”"})
	}
	return append(facts, [2]string{"Confidence", "how sure the program is that the claim is made: " + fmt.Sprintf("%.2f", c.Confidence)})
}

// What stances and kinds mean, in a few words.
var (
	stanceWords = map[news.Stance]string{
		news.Asserts: "says or notes", news.Denies: "disputes, rejects as untrue", news.Rejects: "opposes a plan", news.Supports: "backs a plan", news.Warns: "warns",
		news.Demands: "urges, asks for, orders", news.Promises: "plans, vows", news.Questions: "asks, doubts", news.Believes: "thinks, fears, hopes",
	}
	kindWords = map[news.Kind]string{news.Direct: "all in quotation marks", news.Mixed: "part in quotation marks", news.Indirect: "no quotation marks"}
)
