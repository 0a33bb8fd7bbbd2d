// Package synthetic generates documents of a news world that does not exist, to
// fill graphs of any size with: for tests, for benchmarks, and to learn what a
// graph of a hundred thousand articles takes before one has them.
//
// The documents have the shape of real ones: as many claims, entities and bytes
// as news articles have, claims within claims, days, roles, last names that
// several people share. How often somebody is in the news follows Zipf's law
// (Human Behavior and the Principle of Least Effort, 1949).
//
// Begin with [Documents].
package synthetic

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"hearsay/extract/news"
)

// The size of every article.
const (
	Claims   = 20
	Entities = 15
)

// outlets is how many publishers there are.
const outlets = 40

// days is how many days the articles are spread over, from first on.
const days = 2000

var first = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// Documents generates n documents, the same for the same n and seed. The most
// frequent entity stands in about a quarter of them; about a fifth of the claims
// is within another. Spans, ids and order are as extraction gives them.
func Documents(n int, seed uint64) iter.Seq[news.Document] {
	return func(yield func(news.Document) bool) {
		for i := range n {
			if !yield(document(n, seed, i)) {
				return
			}
		}
	}
}

// document generates the article with number i of n.
func document(n int, seed uint64, i int) news.Document {
	random := rand.New(rand.NewPCG(seed, uint64(i)))
	published := first.AddDate(0, 0, i%days)
	w := &writer{random: random, published: published, cast: cast(random, n)}
	title := w.article()
	a := news.Article{
		Title:     title,
		URL:       fmt.Sprintf("https://outlet%d.example/%d", i%outlets, i),
		Publisher: fmt.Sprintf("The %s Courier", place(i%outlets)),
		Published: published.Format(time.DateOnly),
		Language:  "en",
		Text:      w.text.String(),
	}
	a.ID = news.ArticleID(a)
	d := news.Document{Article: a, Entities: w.entities(), Claims: w.claims}
	number(&d)
	return d
}

// number gives the claims their ids, in the order of documents.
func number(d *news.Document) {
	slices.SortStableFunc(d.Claims, func(a, b news.Claim) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	outer := "" // the id of the last claim that is within no other
	for k := range d.Claims {
		c := &d.Claims[k]
		c.ID = fmt.Sprintf("claim/%s-%d-%d", d.Article.ID, c.Start, c.End)
		if c.Within == inner {
			c.Within = outer
		} else {
			outer = c.ID
		}
	}
}

// cast picks who and what an article of n is about.
func cast(random *rand.Rand, n int) []figure {
	zipf := rand.NewZipf(random, 1.1, 8, uint64(1000+20*n))
	taken := map[uint64]bool{}
	var all []figure
	for len(all) < Entities {
		k := zipf.Uint64()
		if !taken[k] {
			taken[k] = true
			all = append(all, figureOf(int(k)))
		}
	}
	return all
}

// entities are the cast as a document has it, sorted by id.
func (w *writer) entities() []news.Entity {
	present := map[string]bool{}
	for _, f := range w.cast {
		present[f.id] = true
	}
	var out []news.Entity
	for _, f := range w.cast {
		e := news.Entity{ID: f.id, Name: f.name, Type: f.kind, Named: true, Aliases: f.aliases(w.text.String()), Spans: f.spans}
		if f.role != "" {
			e.Roles = []string{f.role}
			if present[f.employer] {
				e.Roles, e.Affiliations = []string{f.role + " of the " + f.employerName}, []string{f.employer}
			}
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b news.Entity) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// aliases are the forms in which the text names a figure, sorted.
func (f *figure) aliases(text string) []string {
	var all []string
	for _, s := range f.spans {
		all = append(all, text[s.Start:s.End])
	}
	slices.Sort(all)
	return slices.Compact(all)
}
