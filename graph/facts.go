package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"hearsay/extract/news"
	"hearsay/graph/internal/statement"
)

// The kinds of what articles say of an entity, in the table form. Those up to
// kindAlias are names.
const (
	kindName        = iota // how an article names it in full
	kindAlias              // another name
	kindRole               // what it is said to be
	kindAffiliation        // the id of the organization that a role names
	kindNamed              // that it is named at all, without a text
	kindRename             // what it is called whatever most articles do: as people want, else by its full name
)

// A form is one thing that an article says of an entity.
type form struct {
	kind int
	text string
}

// facts count, for each thing that is said of an entity, the articles that say
// it. As counts they can be changed by the articles that come and go; what they
// together say depends on the articles alone, not on their order.
type facts map[form]int

// formColumns are what scanForm reads of the table form.
const formColumns = "entity, kind, text, articles"

// scanForm adds a row of the table form to the facts of its entity, which are there.
func scanForm(scan statement.Scan, of map[int64]facts) error {
	var n int64
	var f form
	var articles int
	if err := scan(&n, &f.kind, &f.text, &articles); err != nil {
		return err
	}
	of[n][f] = articles
	return nil
}

// factsOf is what a document says of each entity that it names, by id: its
// publisher among them, and, by its id alone, one that only a claim names.
func factsOf(d *news.Document) map[string]facts {
	all := make(map[string]facts, len(d.Entities)+1)
	for i := range d.Entities {
		e := &d.Entities[i]
		f := facts{{kindName, clean(cmp.Or(e.Name, e.ID))}: 1}
		for kind, texts := range [...][]string{kindAlias: e.Aliases, kindRole: e.Roles, kindAffiliation: e.Affiliations} {
			for _, t := range texts {
				if t != "" {
					f[form{kind, clean(t)}] = 1
				}
			}
		}
		if e.Named {
			f[form{kind: kindNamed}] = 1
		}
		all[e.ID] = f
	}
	bare := func(id, name string) {
		if _, ok := all[id]; !ok && id != "" {
			all[id] = facts{{kindName, clean(name)}: 1}
		}
	}
	if outlet := d.Outlet(); outlet != "" {
		bare(outlet, d.Article.Publisher)
		all[outlet][form{kind: kindNamed}] = 1
	}
	for i := range d.Claims {
		for _, ids := range [...][]string{d.Claims[i].Source, d.Claims[i].About} {
			for _, id := range ids {
				bare(id, id)
			}
		}
	}
	return all
}

// entity is what the facts together say of an entity, its counts of claims aside;
// its name is "" where no article names it.
func (f facts) entity(id string) Entity {
	e := Entity{EntityRef: EntityRef{ID: id, Type: TypeOf(id)}}
	called, rename := map[string]int{}, ""
	affiliations := map[string]bool{}
	for form, articles := range f {
		switch form.kind {
		case kindName:
			called[form.text] = articles
			e.Aliases = append(e.Aliases, form.text)
		case kindAlias:
			e.Aliases = append(e.Aliases, form.text)
		case kindRole:
			e.Roles = append(e.Roles, form.text)
		case kindAffiliation:
			affiliations[form.text] = true
		case kindNamed:
			e.Named = true
		case kindRename:
			rename = form.text
		}
	}
	if e.Name = mostFrequent(called); e.Name != "" {
		e.Name = cmp.Or(rename, e.Name)
	}
	e.Aliases = set(e.Aliases, e.Name)
	e.Roles = set(e.Roles, "")
	e.Affiliations = refs(sortedKeys(affiliations))
	return e
}

// mostFrequent is the key with the greatest count; of equal ones the longest,
// then the first in byte order.
func mostFrequent(counts map[string]int) string {
	best := ""
	for _, k := range sortedKeys(counts) {
		if best == "" || cmp.Or(cmp.Compare(counts[k], counts[best]), cmp.Compare(len(k), len(best))) > 0 {
			best = k
		}
	}
	return best
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// set sorts texts and leaves out what is double, empty, or equal to but.
func set(s []string, but string) []string {
	slices.Sort(s)
	return slices.DeleteFunc(slices.Compact(s), func(t string) bool { return t == "" || t == but })
}

// A Naming is how one article names an entity and what it says that it is.
type Naming struct {
	Article ArticleInfo `json:"article"`
	Name    string      `json:"name"`
	Aliases []string    `json:"aliases"`
	Roles   []string    `json:"roles"`
}

// Namings gives how articles name an entity, the earliest article first, then by id,
// and how many articles do. Of more than most articles it reads the documents of so
// many, evenly over time, the first and the last among them.
func (s *Store) Namings(ctx context.Context, id string, most int) (list []Naming, total int, err error) {
	err = s.View(ctx, func(s *Store) error {
		list, total, err = s.namings(ctx, id, most)
		return err
	})
	return list, total, err
}

func (s *Store) namings(ctx context.Context, id string, most int) (list []Naming, total int, err error) {
	what := "read how " + id + " is named"
	rows, err := s.query(ctx, `SELECT article.n FROM entity JOIN mention ON mention.entity = entity.n JOIN article ON article.n = mention.article
		WHERE entity.id = ? ORDER BY article.published, article.id`, id)
	if err != nil {
		return nil, 0, doing(what, err)
	}
	articles, err := statement.Column[int64](rows)
	if err != nil {
		return nil, 0, doing(what, err)
	}
	total = len(articles)
	articles = evenly(articles, most)
	out := make([]Naming, 0, len(articles))
	for chunk := range slices.Chunk(articles, documentsAtOnce) {
		docs, err := s.documents(ctx, chunk)
		if err != nil {
			return nil, 0, doing(what, err)
		}
		for _, n := range chunk {
			out = append(out, docs[n].naming(id))
		}
	}
	return out, total, nil
}

// evenly is at most n of a list, the first and the last among them, n at least 2.
func evenly[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	out := make([]T, n)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}

// naming is how the document names an entity.
func (d *document) naming(id string) Naming {
	n := Naming{Article: d.info, Name: id, Aliases: []string{}, Roles: []string{}}
	at := slices.IndexFunc(d.doc.Entities, func(e news.Entity) bool { return e.ID == id })
	switch {
	case at >= 0:
		e := &d.doc.Entities[at]
		n.Name, n.Aliases, n.Roles = e.Name, e.Aliases, e.Roles
	case d.info.PublisherID == id:
		n.Name = d.info.Publisher
	}
	return n
}
