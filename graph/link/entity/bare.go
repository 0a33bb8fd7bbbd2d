package entity

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// A bare name is a person's last or given name that an article gives alone: "Obama". Of
// those who have it in full in other articles it is one's, or nobody's. A logistic
// regression says which, and learns it from the articles themselves: whoever one of them
// names in full and by the last name is, the full name hidden, somebody meant by a bare name.

// What speaks for and against somebody's being meant by a bare name.
const (
	near        = iota // likeness of what else the article names and those that name them in full, 0 to 1
	rival              // the greatest likeness of the others who could be meant
	calledShare        // of the articles that call one of those who could be meant so, the share that mean them
	calledOften        // logarithm of how many these are
	share              // of the articles that name one of those in full, the share that name them
	often              // logarithm of how many these are
	recentShare        // the same of articles within [recent] days
	recentOften
	others     // logarithm of how many could be meant
	sameRoles  // share of words of roles in common
	otherRoles // 1 where both have roles and none in common
	beside     // 1 where the article has the full name too, and keeps it apart
	isGiven    // 1 where the bare name is a given name
	bareFeatures
)

// recent is how many days lie between articles of one time, at most.
const recent = 30

// bareWeights are those of the regression.
type bareWeights struct {
	Bias    float64
	Feature [bareFeatures]float64
}

// of is the probability that somebody is meant.
func (w *bareWeights) of(x *[bareFeatures]float64) float64 {
	sum := w.Bias
	for i, v := range x {
		sum += float64(w.Feature[i] * v)
	}
	return 1 / (1 + math.Exp(-sum))
}

// A bareName is one in an article.
type bareName struct {
	article int32
	name    string
	roles   map[string]bool
	profile profile // of the article
	hidden  int32   // root of who is meant, whose full name in the article is not looked at; -1 for nobody
}

// somebody is who could be meant: a cluster of units with full names.
type somebody struct {
	articles []int32 // that name them in full, sorted
	called   map[string]int
	roles    map[string]bool
	given    map[string]bool // names that are their given names alone
	number   int32           // of the name that most articles give them
	profile  profile
}

// people are clusters as somebody, by their roots.
type people struct {
	*clusters
	known map[int32]*somebody
}

// of gathers what is known of the cluster of a root.
func (p *people) of(root int32) *somebody {
	s := p.known[root]
	if s != nil {
		return s
	}
	s = &somebody{called: map[string]int{}, roles: map[string]bool{}, given: map[string]bool{}}
	most := 0
	for _, at := range p.all(root) {
		u := &p.collection.units[at]
		if u.bare {
			continue
		}
		s.articles = append(s.articles, u.articles...)
		for name, n := range u.aliases {
			s.called[name] += n
		}
		maps.Copy(s.roles, u.roles)
		if u.kind == news.Person {
			s.given[u.name.words[0]] = true
		}
		if len(u.articles) > most {
			most, s.number = len(u.articles), p.numbers[u.name.String()]
		}
	}
	for _, at := range p.all(root) {
		delete(s.given, p.collection.units[at].name.last())
	}
	slices.Sort(s.articles)
	s.articles = slices.Compact(s.articles)
	s.profile = p.profile(s.articles)
	p.known[root] = s
	return s
}

// recently counts the articles of a time, of which the day of one is known; of another all.
func (c *collection) recently(articles []int32, of int32) (n int) {
	day := c.days[of]
	for _, a := range articles {
		if d := c.days[a]; day == 0 || d == 0 || d-day <= recent && day-d <= recent {
			n++
		}
	}
	return n
}

// features gives, of clusters by their roots, what speaks for each being meant by a bare name.
func (p *people) features(b *bareName, roots []int32) [][bareFeatures]float64 {
	out := make([][bareFeatures]float64, len(roots))
	var articles, calls, recents float64
	for i, root := range roots {
		s, x := p.of(root), &out[i]
		full, profile, called, recently := len(s.articles), s.profile, s.called[b.name], p.recently(s.articles, b.article)
		if _, both := slices.BinarySearch(s.articles, b.article); both {
			full, recently = full-1, recently-1
			profile = p.profile(without(s.articles, []int32{b.article}))
			if root == b.hidden {
				called--
			} else {
				x[beside] = 1
			}
		}
		own := [2]int32{-1, s.number}
		if n, ok := p.numbers[b.name]; ok {
			own[0] = n
		}
		x[near] = math.Sqrt(b.profile.cosine(profile, own))
		x[calledShare], x[share], x[recentShare] = float64(called), float64(full), float64(recently)
		calls, articles, recents = calls+float64(called), articles+float64(full), recents+float64(recently)
		x[calledOften], x[often], x[recentOften] = math.Log1p(float64(called)), math.Log1p(float64(full)), math.Log1p(float64(recently))
		x[others] = math.Log(float64(len(roots)))
		if len(b.roles) > 0 && len(s.roles) > 0 {
			if x[sameRoles] = overlap(b.roles, s.roles); x[sameRoles] == 0 {
				x[otherRoles] = 1
			}
		}
		if s.given[b.name] {
			x[isGiven] = 1
		}
	}
	for i := range out {
		x := &out[i]
		x[calledShare] /= max(calls, 1)
		x[share] /= max(articles, 1)
		if x[recentShare] /= max(recents, 1); recents == 0 {
			x[recentShare] = x[share] // nothing is known of that time
		}
		for k := range out {
			if k != i {
				x[rival] = max(x[rival], out[k][near])
			}
		}
	}
	return out
}

// probabilities are those that clusters are meant by a bare name.
func (p *people) probabilities(b *bareName, roots []int32, w *bareWeights) []float64 {
	out := make([]float64, len(roots))
	for i, x := range p.features(b, roots) {
		out[i] = w.of(&x)
	}
	return out
}

// likeliest gives who is meant by a bare name by far the likeliest; -1 where nobody is.
func likeliest(probabilities []float64) int {
	best := -1
	for i, p := range probabilities {
		if p >= leastMeant && (best < 0 || p > probabilities[best]) {
			best = i
		}
	}
	for i, p := range probabilities {
		if best >= 0 && i != best && odds(p)*leastLead > odds(probabilities[best]) {
			return -1
		}
	}
	return best
}

func odds(p float64) float64 { return p / (1 - p + 1e-6) }

// joinParts joins bare names to those who are meant by them: those of pairs, which get
// their probabilities.
func (k *clusters) joinParts(all []pair, w *bareWeights) {
	p := &people{k, map[int32]*somebody{}}
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].short == all[0].short {
			n++
		}
		if u := &k.collection.units[all[0].short]; u.bare {
			p.join(all[:n], w)
		}
		all = all[n:]
	}
}

// join joins the bare name that all pairs have.
func (p *people) join(pairs []pair, w *bareWeights) {
	short := pairs[0].short
	u := &p.collection.units[short]
	var roots []int32
	for i := range pairs {
		if pairs[i].ofPart(p.collection) {
			roots = append(roots, p.root(pairs[i].long))
		}
	}
	if len(roots) == 0 || p.bonds[short].relation == acronym { // an acronym is one's
		return
	}
	slices.Sort(roots)
	roots = slices.Compact(roots)
	b := &bareName{article: u.first, name: u.name.String(), roles: u.roles, profile: p.profile(u.articles), hidden: -1}
	probabilities := p.probabilities(b, roots, w)
	best := likeliest(probabilities)
	var meant *pair
	for i := range pairs {
		o := &pairs[i]
		if !o.ofPart(p.collection) {
			continue
		}
		at, _ := slices.BinarySearch(roots, p.root(o.long))
		o.probability = probabilities[at]
		if at == best && (meant == nil || o.relation > meant.relation) { // the last name, where it is one's given name too
			meant = o
		}
	}
	if meant != nil {
		p.clusters.join(meant.long, short, bond{meant.relation, meant.probability})
	}
}

// ofPart says whether a pair is of a bare name and a full one that it may be a part of.
func (p *pair) ofPart(c *collection) bool {
	return c.units[p.short].bare && (p.relation == given || p.relation == surname)
}

// A hiddenName is a bare name of which it is known who is meant: an article names them in full too.
type hiddenName struct {
	bareName
	roots []int32 // who could be meant, where the one who is has other articles among them
	is    int     // the place of that one; -1 where they are not there
}

// hide gives the bare names of articles that name who is meant in full as well.
func (p *people) hide() (out []hiddenName) {
	byPart := map[string][]int32{}
	for i := range p.collection.units {
		u := &p.collection.units[i]
		if u.kind == news.Person && !u.bare {
			w := u.name.words
			for _, part := range [...]string{w[0], u.name.last(), strings.Join(w[1:], " ")} {
				byPart[part] = append(byPart[part], p.root(int32(i)))
			}
		}
	}
	for part, roots := range byPart {
		slices.Sort(roots)
		byPart[part] = slices.Compact(roots)
	}
	unit := map[member]int32{}
	for _, m := range p.members {
		unit[member{m.article, m.form, 0}] = m.unit
	}
	for i := range p.articles {
		d, err := read(p.articles[i].Digest)
		if err != nil {
			continue
		}
		for k := range d.entities {
			f := &d.entities[k]
			at, ok := unit[member{int32(i), f.id, 0}]
			if !ok || f.kind != news.Person || p.collection.units[at].bare {
				continue
			}
			u := &p.collection.units[at]
			last := u.name.last()
			if !slices.ContainsFunc(f.aliases, func(s string) bool { n := parse(s, f.kind); return n.String() == last }) {
				continue
			}
			h := hiddenName{bareName{int32(i), last, f.words(), p.profile([]int32{int32(i)}), p.root(at)}, nil, -1}
			delete(h.profile, p.numbers[u.name.String()])
			for _, root := range byPart[last] {
				if s := p.of(root); len(s.articles) > 1 || s.articles[0] != int32(i) {
					h.roots = append(h.roots, root)
				}
			}
			if len(h.roots) > 0 {
				h.is = slices.Index(h.roots, h.hidden)
				out = append(out, h)
			}
		}
	}
	slices.SortFunc(out, func(a, b hiddenName) int {
		return cmp.Or(cmp.Compare(a.article, b.article), cmp.Compare(a.name, b.name), cmp.Compare(a.hidden, b.hidden))
	})
	return out
}
