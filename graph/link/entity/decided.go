package entity

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/names"
)

// Found is which entities of articles are which of the graph, by evidence and by what
// people decided.
type Found struct {
	Joins    []Join               // by article and form; of what is hidden the entity is ""
	Names    map[string]string    // what people call entities of the graph, by their ids
	Full     map[string]string    // the names of which the ids of entities are made that other forms are joined to
	Hidden   map[[2]string]string // the entities that forms would be, by article and form, were they not hidden
	Warnings []string             // decisions that had no effect, or are about nothing, by line
}

// Find gives the entities of all articles that are others in the graph. What people
// decided goes before evidence: a form that is kept apart takes no part in it; one
// that is joined is the entity that it is joined to, and where it is the name of an
// entity itself, all that evidence joins to that comes with it.
func Find(articles []link.Article, decisions []names.Decision) Found {
	d := index(decisions)
	c, own := gather(articles, d)
	all := c.candidates()
	c.weigh(all)
	k := decide(c, all, &fitted, &fittedBare)
	joins := append(own, k.joins(len(decisions) > 0)...)
	slices.SortFunc(joins, Compare)
	out := Found{Joins: joins}
	if len(decisions) > 0 {
		out = d.apply(joins, c)
	}
	out.Full = c.full(out.Joins)
	return out
}

// Called is what entities are to be called, by their ids, whatever most articles call
// them: as people want, else by their full name.
func (f *Found) Called() map[string]string {
	out := make(map[string]string, len(f.Full)+len(f.Names))
	maps.Copy(out, f.Full)
	maps.Copy(out, f.Names)
	return out
}

// decided are decisions by what they are about.
type decided struct {
	all      []names.Decision
	who      map[[2]string]*names.Decision // joins and aparts, by form and article, "" for all
	what     map[string]*names.Decision    // hide and rename, by entity
	byForm   map[string]string             // of each form the entity that most articles mean by it
	isEntity map[string]bool               // by evidence
}

func index(all []names.Decision) *decided {
	d := &decided{all: all, who: map[[2]string]*names.Decision{}, what: map[string]*names.Decision{}}
	for i := range all {
		switch v := &all[i]; v.Action {
		case names.Hide, names.Rename:
			d.what[v.Form] = v
		default:
			d.who[[2]string{v.Form, v.Article}] = v
		}
	}
	return d
}

// of is what is decided of a form in an article; nil for nothing.
func (d *decided) of(form, article string) *names.Decision {
	return cmp.Or(d.who[[2]string{form, article}], d.who[[2]string{form, ""}])
}

// joined is the decision that joins a form, or an entity by its id, in all articles.
func (d *decided) joined(id string) *names.Decision {
	if v := d.who[[2]string{id, ""}]; v != nil && v.Action == names.Join {
		return v
	}
	return nil
}

// target is the entity that an id in the file means: what it is joined to itself, by
// people or, where it is no entity, by evidence.
func (d *decided) target(id string) string {
	seen := map[string]bool{}
	for at := id; ; {
		if seen[at] {
			return id
		}
		seen[at] = true
		switch v := d.who[[2]string{at, ""}]; {
		case v != nil && (v.Action == names.Apart || v.Entity == at):
			return at
		case v != nil:
			at = v.Entity
		case d.isEntity[at] || d.byForm[at] == "":
			return at
		default:
			at = d.byForm[at]
		}
	}
}

// apply gives the entities of forms as people decided. It is given those of all forms
// by evidence.
func (d *decided) apply(joins []Join, c *collection) Found {
	d.evidence(joins)
	out := Found{Names: map[string]string{}, Hidden: map[[2]string]string{}}
	w := &warnings{lines: map[int]string{}}
	final, forms, hidden := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, j := range joins {
		forms[j.Form] = true
		own := j.Entity // by evidence
		v := d.of(j.Form, j.Article)
		if v == nil {
			v = d.joined(j.Entity)
		}
		switch {
		case v == nil:
		case v.Action == names.Join && j.Reason == nameless && v.Article == "" && v.Form == j.Form:
			w.say(v, "%s is a description in an article, not a name; the column article says in which one it is meant", v.Form)
		case v.Action == names.Join:
			j.Entity, j.Reason, j.Confidence = d.target(v.Entity), v.Reason(), 1
		case j.Entity != j.Form:
			j.Reason, j.Confidence = v.Reason(), 1
		}
		h := d.what[j.Entity]
		if h == nil && j.Entity == own && j.Reason == nameless { // "critics" are an entity of each article
			h = d.what[j.Form]
		}
		if h != nil && h.Action == names.Hide {
			if j.Form == c.outlets[j.Article] {
				w.say(h, "%s publishes articles, in which it is not hidden", h.Form)
			} else {
				out.Hidden[[2]string{j.Article, j.Form}] = j.Entity
				hidden[h.Form] = true
				j.Entity, j.Reason, j.Confidence = "", h.Reason(), 1
			}
		}
		final[j.Entity] = true
		if j.Entity != j.Form {
			out.Joins = append(out.Joins, j)
		}
	}
	for i := range d.all {
		v := &d.all[i]
		switch there := final[v.Form] || hidden[v.Form]; {
		case v.Action == names.Rename && there:
			out.Names[v.Form] = v.Name
		case there || forms[v.Form] && v.Action != names.Hide && v.Action != names.Rename, d.isEntity[v.Form] && v.Action == names.Join:
		case forms[v.Form]:
			w.say(v, "%s is no entity: articles mean %s by it", v.Form, d.target(v.Form))
		default:
			w.say(v, "no article has %s", v.Form)
		}
		if v.Action == names.Join && !forms[v.Entity] && !d.isEntity[v.Entity] && d.joined(v.Entity) == nil {
			w.say(v, "no article has %s, to which it joins", v.Entity)
		}
	}
	out.Warnings = w.list()
	return out
}

// evidence notes what is one by evidence alone.
func (d *decided) evidence(joins []Join) {
	counts := map[string]map[string]int{}
	d.isEntity, d.byForm = map[string]bool{}, map[string]string{}
	for _, j := range joins {
		d.isEntity[j.Entity] = true
		if j.Reason == nameless {
			continue
		}
		if counts[j.Form] == nil {
			counts[j.Form] = map[string]int{}
		}
		counts[j.Form][j.Entity]++
	}
	for form, of := range counts {
		for _, id := range sortedKeys(of) {
			if best := d.byForm[form]; best == "" || of[id] > of[best] {
				d.byForm[form] = id
			}
		}
	}
}

// warnings are the first of each line.
type warnings struct{ lines map[int]string }

func (w *warnings) say(v *names.Decision, format string, arguments ...any) {
	if w.lines[v.Line] == "" {
		w.lines[v.Line] = fmt.Sprintf("names.csv line %d: ", v.Line) + fmt.Sprintf(format, arguments...)
	}
}

func (w *warnings) list() (out []string) {
	for _, n := range slices.Sorted(maps.Keys(w.lines)) {
		out = append(out, w.lines[n])
	}
	return out
}

// A Doubt is a join that evidence makes or does not make, and is not sure of.
type Doubt struct {
	Form, Name string // id, and the name as most articles write it
	Type       news.Type
	Entity     string // id of the entity that it is joined to, or might be
	Article    string // id of the article, where a bare name is doubtful in one only; "" for all
	Joined     bool
	Reason     string  // how the names are alike
	Confidence float64 // that they are one, 0 to 1
	Claims     int     // by and of the form: the claims that it makes in its articles
	Articles   int
	Shared     []string // names that articles of both have, the rarest first
	Roles      []string // words of roles that both have, sorted
}

// The probabilities between which a pair is doubtful, and the names that are shown.
const (
	leastDoubt = 0.35
	mostDoubt  = 0.95
	mostShared = 5
)

// Doubts gives what evidence is not sure of and nobody has decided, that of most claims
// first, then of most articles, then by form.
func Doubts(articles []link.Article, decisions []names.Decision) (out []Doubt) {
	d := index(decisions)
	c, _ := gather(articles, d)
	all := c.candidates()
	c.weigh(all)
	k := decide(c, all, &fitted, &fittedBare)
	entities := k.entities()
	spelled := make([]string, len(c.numbers))
	for name, n := range c.numbers {
		spelled[n] = name
	}
	type key struct{ form, entity string }
	best := map[key]*Doubt{}
	for i := range all {
		p := &all[i]
		short, long := &c.units[p.short], &c.units[p.long]
		joined := k.root(p.short) == k.root(p.long)
		if !joined && short.bare && k.bonds[p.short].probability > 0 {
			continue // it is another's
		}
		at := key{short.id(), entities[k.root(p.long)]}
		if at.form == at.entity { // the long one is joined to the short one's name
			at.form = long.id()
		}
		if p.probability < leastDoubt || p.probability > mostDoubt && (joined || p.ofPart(c) || p.supported()) || at.form == at.entity || d.who[[2]string{at.form, ""}] != nil {
			continue
		}
		v := best[at]
		if v == nil {
			v = &Doubt{Form: at.form, Name: short.display(), Type: short.kind, Entity: at.entity}
			if at.form != short.id() {
				v.Name, v.Type = long.display(), long.kind
			}
			best[at] = v
		}
		if v.Article = ""; short.bare && v.Articles == 0 && at.form == short.id() {
			v.Article = c.articles[short.first].ID
		}
		v.Joined = v.Joined || joined
		v.Claims += short.claims
		v.Articles += len(short.articles)
		if p.probability > v.Confidence {
			v.Confidence, v.Reason = p.probability, p.relation.String()
			v.Shared, v.Roles = c.shared(short, long, spelled), nil
			for _, r := range sortedKeys(short.roles) {
				if long.roles[r] {
					v.Roles = append(v.Roles, r)
				}
			}
		}
	}
	for _, v := range best {
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Form, b.Form), cmp.Compare(a.Entity, b.Entity))
	})
	return out
}

// shared are the rarest names that the articles of two units have both.
func (c *collection) shared(a, b *unit, spelled []string) (out []string) {
	own := c.ownNames(a, b)
	x, y := c.profile(a.articles), c.profile(b.articles)
	var both []int32
	for n := range x {
		if _, ok := y[n]; ok && n != own[0] && n != own[1] {
			both = append(both, n)
		}
	}
	slices.SortFunc(both, func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.spread[a], c.spread[b]), cmp.Compare(spelled[a], spelled[b]))
	})
	for _, n := range both[:min(len(both), mostShared)] {
		out = append(out, spelled[n])
	}
	return out
}
