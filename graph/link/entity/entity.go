// Package entity finds out which names in many articles are names of one: a person,
// an organization, a place. It is entity resolution by pairs (Fellegi and Sunter,
// JASA 1969; Bagga and Baldwin, COLING-ACL 1998, for news): names that could be one are
// compared, and joined where what the articles say makes it likely enough.
//
// Begin with [Find].
package entity

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"hearsay/extract/news"
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

// Alone takes apart the id of an entity that one article has for itself: the form, and
// the beginning of the article's id.
func Alone(id string) (form, article string, ok bool) {
	at := len(id) - hexOfArticle
	if at < 2 || id[at-1] != '-' || strings.Trim(id[at:], "0123456789abcdef") != "" {
		return "", "", false
	}
	return id[:at-1], id[at:], true
}

// Joins is [Find] where nobody has decided anything.
func Joins(articles []link.Article) []Join { return Find(articles, nil).Joins }

// joins gives the members of clusters their entities; those that have their own as
// well, if all are wanted.
func (k *clusters) joins(all bool) (out []Join) {
	entities := k.entities()
	for _, m := range k.members {
		id := entities[k.root(m.unit)]
		if id == m.form && !all {
			continue
		}
		why := k.bonds[m.unit]
		j := Join{Article: k.articles[m.article].ID, Form: m.form, Entity: id, Reason: why.relation.String(), Confidence: math.Round(why.probability*1000) / 1000}
		if why.relation == none {
			j.Reason, j.Confidence = "full name", 1
		}
		out = append(out, j)
	}
	return out
}

// entities gives each cluster, by its root, the id that most articles give its fullest
// name. Of two clusters that would have one id the one with fewer articles gets its
// first article's beside it.
func (k *clusters) entities() map[int32]string {
	type claim struct {
		root     int32
		articles int
		first    int32
	}
	claims := map[string][]claim{}
	for i := range k.collection.units {
		root := int32(i)
		if k.root(root) != root {
			continue
		}
		id, n, first := k.describe(k.all(root))
		claims[id] = append(claims[id], claim{root, n, first})
	}
	out := make(map[int32]string, len(claims))
	for id, all := range claims {
		slices.SortFunc(all, func(a, b claim) int {
			return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(a.first, b.first))
		})
		for i, c := range all {
			if out[c.root] = id; i > 0 {
				out[c.root] = alone(id, k.articles[c.first].ID)
			}
		}
	}
	return out
}

// describe gives the id of a cluster, how many articles have it, and the first of them.
func (k *clusters) describe(all []int32) (id string, articles int, first int32) {
	kinds := map[news.Type]int{}
	first = math.MaxInt32
	for _, u := range all {
		kinds[k.collection.units[u].kind] += len(k.collection.units[u].articles)
		articles += len(k.collection.units[u].articles)
		first = min(first, k.collection.units[u].articles[0])
	}
	best := slices.MaxFunc(all, func(a, b int32) int {
		x, y := &k.collection.units[a], &k.collection.units[b]
		full := func(u *unit) int {
			if u.bare {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(full(x), full(y)), cmp.Compare(kinds[x.kind], kinds[y.kind]), cmp.Compare(len(x.articles), len(y.articles)),
			cmp.Compare(len(x.key), len(y.key)), cmp.Compare(y.key, x.key))
	})
	return k.collection.units[best].id(), articles, first
}

// full gives the names of entities that other forms are joined to: of the names that make
// the entity's id the one that most articles give it, so that somebody whom most of them
// call by the last name alone is shown by the full one.
func (c *collection) full(joins []Join) map[string]string {
	counts, called := map[string]map[string]int{}, map[string][]string{} // by the ids of entities, and these by those of their names
	for i := range joins {
		j := &joins[i]
		if j.Entity == j.Form || j.Entity == "" || j.Reason == nameless || counts[j.Entity] != nil {
			continue
		}
		counts[j.Entity] = map[string]int{}
		id := j.Entity
		if form, _, ok := Alone(id); ok {
			id = form
		}
		called[id] = append(called[id], j.Entity)
	}
	for i := range c.units {
		for name, n := range c.units[i].names {
			for _, id := range called[news.EntityID(c.units[i].kind, name)] {
				counts[id][name] += n
			}
		}
	}
	out := make(map[string]string, len(counts))
	for id, of := range counts {
		if name := mostFrequent(of); name != "" {
			out[id] = name
		}
	}
	return out
}

// mostFrequent is the name with the greatest count, the longest of equal ones, then the
// first by its bytes.
func mostFrequent(counts map[string]int) string {
	best := ""
	for n, k := range counts {
		if best == "" || cmp.Or(cmp.Compare(k, counts[best]), cmp.Compare(len(n), len(best)), cmp.Compare(best, n)) > 0 {
			best = n
		}
	}
	return best
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Links are the joins as links of the graph: from each form to the entities that
// articles mean by it, with the reason that most of them have and the least confidence.
func Links(joins []Join) []link.Link {
	type pair struct{ form, entity string }
	found := map[pair]map[string]int{}
	least := map[pair]float64{}
	for _, j := range joins {
		if j.Reason == nameless || j.Entity == "" {
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
