// Package entity finds out which names in many articles are names of one: a person,
// an organization, a place. It is entity resolution by pairs (Fellegi and Sunter,
// JASA 1969; Bagga and Baldwin, COLING-ACL 1998, for news): names that could be one are
// compared, and joined where what the articles say makes it likely enough.
//
// Begin with [Joins].
package entity

import (
	"cmp"
	"slices"

	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// A Join says which entity of the graph one of an article is, where it is another
// than its own id says.
type Join struct {
	Article    string
	Form       string // id of the entity in the article
	Entity     string // id of the entity of the graph
	Reason     string
	Confidence float64 // 0 to 1
}

// Compare orders joins by article and form.
func Compare(a, b Join) int {
	return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Form, b.Form))
}

// nameless is the reason of a join of what has no name with nothing else.
const nameless = "no name"

// hexOfArticle is how much of an article's id tells its nameless entities from others'.
const hexOfArticle = 12

// alone is the id of an entity that one article has for itself.
func alone(form, article string) string {
	return form + "-" + article[:min(len(article), hexOfArticle)]
}

// Joins gives the entities of all articles that are others in the graph, by article
// and form.
func Joins(articles []link.Article) []Join {
	var out []Join
	for i := range articles {
		a := &articles[i]
		d, err := read(a.Digest)
		if err != nil {
			continue
		}
		for _, f := range d.entities {
			if f.nameless {
				out = append(out, Join{Article: a.ID, Form: f.id, Entity: alone(f.id, a.ID), Reason: nameless, Confidence: 1})
			}
		}
	}
	slices.SortFunc(out, Compare)
	return out
}

// Links are the joins as links of the graph: from each form to the entities that
// articles mean by it, with the reason that most of them have and the least confidence.
func Links(joins []Join) []link.Link {
	type pair struct{ form, entity string }
	found := map[pair]map[string]int{}
	least := map[pair]float64{}
	for _, j := range joins {
		if j.Reason == nameless {
			continue
		}
		p := pair{j.Form, j.Entity}
		if found[p] == nil {
			found[p], least[p] = map[string]int{}, j.Confidence
		}
		found[p][j.Reason]++
		least[p] = min(least[p], j.Confidence)
	}
	out := make([]link.Link, 0, len(found))
	for p, reasons := range found {
		best := ""
		for reason, n := range reasons {
			if best == "" || n > reasons[best] || n == reasons[best] && reason < best {
				best = reason
			}
		}
		out = append(out, link.Link{From: "form/" + p.form, Predicate: schema.Same, To: p.entity, Reason: best, Confidence: least[p]})
	}
	return link.Sorted(out)
}
