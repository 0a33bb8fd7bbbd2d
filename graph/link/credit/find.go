package credit

import (
	"encoding/json"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// A kept credit is what a digest keeps of one.
type kept struct {
	Outlet string   `json:"o"`
	How    string   `json:"h"`
	Claims []string `json:"c,omitempty"` // ids behind "claim/<article>-"
}

// A digest is what is kept of an article.
type digest struct {
	Own     string `json:"p,omitempty"` // its outlet
	Credits []kept `json:"c,omitempty"`
}

// Digest is what finding credits needs of a document.
func Digest(d *news.Document) []byte {
	all := digest{Own: d.Outlet()}
	for _, c := range Of(d) {
		k := kept{Outlet: c.Outlet, How: c.How}
		for _, i := range c.Claims {
			k.Claims = append(k.Claims, strings.TrimPrefix(d.Claims[i].ID, "claim/"+d.Article.ID+"-"))
		}
		all.Credits = append(all.Credits, k)
	}
	data, err := json.Marshal(all)
	if err != nil { // of strings: there is none
		panic(err)
	}
	return data
}

// Find gives, of articles with the digests of [Digest], the outlets that they credit, and
// those of the claims that this covers.
func Find(articles []link.Article) []link.Link {
	var out []link.Link
	for i := range articles {
		a := &articles[i]
		var all digest
		if json.Unmarshal(a.Digest, &all) != nil {
			continue // a digest of another program: its mark has it made anew
		}
		best := map[string]Credit{}
		for _, k := range all.Credits {
			if a.Entity(k.Outlet) == a.Entity(all.Own) {
				continue
			}
			c, outlet := Credit{How: k.How}, a.Entity(k.Outlet)
			if old, ok := best[outlet]; !ok || c.stronger(&old) {
				best[outlet] = c
			}
			for _, id := range k.Claims {
				out = append(out, link.Link{From: "claim/" + a.ID + "-" + id, Predicate: schema.Credits, To: outlet})
			}
		}
		for outlet, c := range best {
			out = append(out, link.Link{From: "article/" + a.ID, Predicate: schema.Credits, To: outlet, Reason: c.How, Confidence: c.Confidence()})
		}
	}
	return link.Sorted(out)
}

// stronger says whether a credit says more than another of the same outlet.
func (c *Credit) stronger(o *Credit) bool {
	rank := map[string]int{Reported: 0, Told: 1, Byline: 2, Dateline: 3}
	return rank[c.How] > rank[o.How]
}
