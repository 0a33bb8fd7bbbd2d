package entity

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/names"
)

// A unit is what is joined as a whole: all entities of one type and one full name, in
// whatever article; a person's bare last or given name is one for each article.
type unit struct {
	kind     news.Type
	name     name
	key      string // type, folded name
	first    int32  // its first article, for what has a bare name
	bare     bool
	articles []int32        // places of the articles that have it, sorted
	ids      map[string]int // its ids in them, by how many have it so
	names    map[string]int // its names in them as they are written
	aliases  map[string]int // other names that the articles call it, folded
	roles    map[string]bool
	claims   int
	outlet   bool // it has published one of the articles
	apart    bool // people keep it so
}

// member is an entity of an article in a unit.
type member struct {
	article int32
	form    string
	unit    int32
}

// A collection is all articles, ready to be joined.
type collection struct {
	articles []link.Article
	days     []int
	units    []unit
	members  []member
	context  [][]int32 // of each article: the numbers of the names in it, sorted
	spread   []int32   // of each name: the articles that have it
	numbers  map[string]int32
	places   map[string]bool   // keys of units that are places
	parts    map[string]bool   // given and last names of people
	outlets  map[string]string // of articles, by their ids
	decided  *decided
}

// gather reads the digests of all articles. What has no name is not among the units:
// it is alone, and its joins are given.
func gather(articles []link.Article, by *decided) (*collection, []Join) {
	c := &collection{
		articles: articles, decided: by, outlets: make(map[string]string, len(articles)), numbers: map[string]int32{},
		context: make([][]int32, len(articles)), days: make([]int, len(articles)),
	}
	places := map[string]int32{}
	var own []Join
	for i := range articles {
		a := &articles[i]
		d, err := read(a.Digest)
		if err != nil {
			continue // Verify names it
		}
		c.days[i] = d.day
		c.outlets[a.ID] = d.outlet
		for k := range d.entities {
			f := &d.entities[k]
			n := parse(d.called(f), f.kind)
			if f.nameless || len(n.words) == 0 || f.kind == news.Person && isAgain(f) {
				own = append(own, Join{Article: a.ID, Form: f.id, Entity: alone(f.id, a.ID), Reason: nameless, Confidence: 1})
				continue
			}
			u := c.unitOf(places, int32(i), f, &n)
			c.members = append(c.members, member{int32(i), f.id, u})
			c.units[u].add(int32(i), f)
			c.units[u].outlet = c.units[u].outlet || f.id == d.outlet
			c.context[i] = append(c.context[i], c.number(n.String()))
		}
		if d.outlet != "" && !slices.ContainsFunc(d.entities, func(f form) bool { return f.id == d.outlet }) {
			f := form{id: d.outlet, name: d.outletAs, kind: news.Publication}
			n := parse(f.name, f.kind)
			u := c.unitOf(places, int32(i), &f, &n)
			c.members = append(c.members, member{int32(i), f.id, u})
			c.units[u].add(int32(i), &f)
			c.units[u].outlet = true
		}
		slices.Sort(c.context[i])
		c.context[i] = slices.Compact(c.context[i])
	}
	c.spread = make([]int32, len(c.numbers))
	for _, names := range c.context {
		for _, n := range names {
			c.spread[n]++
		}
	}
	return c, own
}

// called is the name by which an entity is told from others: the article's own outlet
// has that of its publisher, and what the article's id calls otherwise than its name
// ("U.S.", place/united-states) the id's.
func (d *digest) called(f *form) string {
	switch slug := strings.TrimPrefix(f.id, string(f.kind)+"/"); {
	case f.id == d.outlet:
		return d.outletAs
	case f.id != news.EntityID(f.kind, f.name) && !isAgain(f):
		return strings.ReplaceAll(slug, "-", " ")
	}
	return f.name
}

// isAgain says whether an article has two people of a name, of whom this is not the
// first: it has told them apart.
func isAgain(f *form) bool {
	rest, ok := strings.CutPrefix(f.id, news.EntityID(f.kind, f.name)+"-")
	return ok && rest != "" && strings.Trim(rest, "0123456789") == ""
}

func (c *collection) number(name string) int32 {
	n, ok := c.numbers[name]
	if !ok {
		n = int32(len(c.numbers))
		c.numbers[name] = n
	}
	return n
}

// unitOf is the unit of a form, a new one where there is none.
func (c *collection) unitOf(places map[string]int32, article int32, f *form, n *name) int32 {
	u := unit{kind: f.kind, name: *n, key: string(f.kind) + "/" + n.String(), bare: f.kind == news.Person && len(n.words) == 1}
	key := u.key
	if u.bare {
		u.first = article
		key += "\n" + c.articles[article].ID
	}
	if v := c.decided.of(f.id, c.articles[article].ID); v != nil && v.Action == names.Apart {
		u.apart = true
		key += "\n" + f.id + " apart " + v.Article
	}
	at, ok := places[key]
	if !ok {
		at = int32(len(c.units))
		places[key] = at
		u.ids, u.names, u.aliases, u.roles = map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}
		c.units = append(c.units, u)
	}
	return at
}

// add notes what an article says of the unit.
func (u *unit) add(article int32, f *form) {
	if n := len(u.articles); n == 0 || u.articles[n-1] != article {
		u.articles = append(u.articles, article)
	}
	u.ids[f.id]++
	u.names[f.name]++
	u.claims += f.claims
	seen := map[string]bool{}
	for _, a := range f.aliases {
		if words := strings.Fields(withoutDeterminers(a)); len(words) == 0 || !hasUpper(headOf(words)) {
			continue
		}
		n := parse(a, f.kind)
		if s := n.String(); s != "" && s != u.name.String() && !seen[s] {
			seen[s] = true
			u.aliases[s]++
		}
	}
	maps.Copy(u.roles, f.words())
}

// words are those of roles that an article gives a form, the titles before its names among them.
func (f *form) words() map[string]bool {
	out := map[string]bool{}
	note := func(text string, is func(string) bool) {
		for _, w := range fold(text) {
			if len(w) > 3 && is(w) {
				out[w] = true
			}
		}
	}
	for _, r := range f.roles {
		note(r, func(string) bool { return true })
	}
	if f.kind == news.Person {
		for _, name := range append([]string{f.name}, f.aliases...) {
			note(name, func(w string) bool { return titles[w] })
		}
	}
	return out
}

// display is the name of the unit as most articles write it, the longest of equal ones.
func (u *unit) display() string { return mostFrequent(u.names) }

// id is the id that most articles give it.
func (u *unit) id() string {
	best := ""
	for id, k := range u.ids {
		if best == "" || cmp.Or(cmp.Compare(k, u.ids[best]), cmp.Compare(best, id)) > 0 {
			best = id
		}
	}
	return best
}
