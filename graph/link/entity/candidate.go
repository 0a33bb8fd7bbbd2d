package entity

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// A pair is two units whose names could be one's, short before long, with what speaks
// for and against it.
type pair struct {
	short, long int32
	relation    relation
	features    [features]float64
	probability float64
}

// mostAlike bounds the units that one key of an index leads to: a key of more says too little.
const mostAlike = 400

// candidates finds the pairs, by keys that units which could be one have in common.
func (c *collection) candidates() []pair {
	index := map[string][]int32{}
	c.places, c.parts = map[string]bool{}, map[string]bool{}
	for i := range c.units {
		switch u := &c.units[i]; {
		case u.kind == news.Place:
			c.places[u.key] = true
		case u.kind == news.Person && !u.bare:
			c.parts[u.name.words[0]], c.parts[u.name.last()] = true, true
		}
	}
	for i := range c.units {
		if joinable(c.units[i].kind) && !c.units[i].apart {
			for _, k := range c.units[i].keys() {
				index[k] = append(index[k], int32(i))
			}
		}
	}
	var out []pair
	seen := map[[2]int32]bool{}
	for _, units := range index {
		if len(units) > mostAlike {
			units = c.fullFirst(units)
		}
		for i, a := range units {
			for _, b := range units[i+1:] {
				ua, ub := &c.units[a], &c.units[b]
				if ua.bare && ub.bare {
					continue // these are compared when it is known who is left
				}
				p := pair{short: a, long: b}
				if c.units[a].longer(ub) {
					p.short, p.long = b, a
				}
				at := [2]int32{p.short, p.long}
				if seen[at] {
					continue
				}
				if p.relation = relate(&c.units[p.short], &c.units[p.long]); p.relation != none && c.holds(&p) {
					seen[at] = true
					out = append(out, p)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.short, b.short), cmp.Compare(a.long, b.long))
	})
	return out
}

// holds says whether what a pair's relation needs beside the names is there: an acronym
// is written in capitals, and what stands before a team's short name is a place.
func (c *collection) holds(p *pair) bool {
	short, long := &c.units[p.short], &c.units[p.long]
	switch p.relation {
	case acronym:
		return strings.ToUpper(short.display()) == short.display()
	case ends:
		before := long.name.words[:len(long.name.words)-len(short.name.words)]
		return c.places["place/"+strings.Join(before, " ")]
	case spelling: // a misprint is rare, and no outlet's own name
		a, b := len(short.articles), len(long.articles)
		return squashed(short.name.words) == squashed(long.name.words) || !short.outlet && !long.outlet && min(a, b) <= 2 && max(a, b) >= 2*min(a, b)
	case kindred: // a bare name is that of one person here and of another there
		return !(short.bare || long.bare) || !c.parts[short.name.String()]
	}
	return true
}

// fullFirst are the units of a key that has very many: all that have a full name, or
// the most frequent of these, and the bare ones.
func (c *collection) fullFirst(units []int32) []int32 {
	var full, bare []int32
	for _, u := range units {
		if c.units[u].bare {
			bare = append(bare, u)
		} else {
			full = append(full, u)
		}
	}
	slices.SortFunc(full, func(a, b int32) int {
		return cmp.Or(cmp.Compare(len(c.units[b].articles), len(c.units[a].articles)), cmp.Compare(c.units[a].key, c.units[b].key))
	})
	return slices.Concat(full[:min(len(full), mostAlike)], bare)
}

// joinable says whether units of a type are joined by anything but their full name.
func joinable(kind news.Type) bool {
	switch kind {
	case news.Person, news.Organization, news.Publication, news.Place, news.Group, news.Work, news.System:
		return true
	}
	return false
}

// longer says whether a unit's name is longer than another's; of equally long ones
// one is, by its key.
func (u *unit) longer(other *unit) bool {
	return cmp.Or(cmp.Compare(len(u.name.words), len(other.name.words)), cmp.Compare(len(u.name.String()), len(other.name.String())),
		cmp.Compare(u.key, other.key), cmp.Compare(u.first, other.first)) > 0
}

// keys are those by which a unit is found by others that could be it.
func (u *unit) keys() []string {
	w := u.name.words
	whole := squashed(w)
	out := []string{"=" + whole}
	if len(whole) >= 5 && !u.bare {
		out = append(out, misprints(whole)...)
	}
	if u.kind == news.Person {
		out = append(out, "p"+w[len(w)-1])
		if len(w) > 1 {
			out = append(out, "p"+w[0])
			if len(w) > 2 {
				out = append(out, "p"+strings.Join(w[1:], " "))
			}
		}
		return out
	}
	out = append(out, "o"+w[0], "o"+w[len(w)-1])
	if bare := withoutCountry(w); len(bare) < len(w) {
		out = append(out, "o"+bare[0])
	}
	if len(w) > 1 {
		var all, great strings.Builder
		for _, x := range w {
			all.WriteString(x[:1])
			if !small[x] {
				great.WriteString(x[:1])
			}
		}
		out = append(out, "="+all.String(), "="+great.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// misprints are keys that two words have in common which differ by a letter: the word
// without each of its letters, and itself (SymSpell's deletions; Garbe, 2012).
func misprints(word string) []string {
	out := []string{"~" + word}
	if len(word) > 40 {
		return out
	}
	for i := range word {
		out = append(out, "~"+word[:i]+word[min(len(word), i+1):])
	}
	return out
}

// relate says how two units could be one, by their names and types.
func relate(short, long *unit) relation {
	people := short.kind == news.Person && long.kind == news.Person
	if people {
		return relatePeople(&short.name, &long.name)
	}
	if slices.Equal(short.name.words, long.name.words) {
		return kindred
	}
	if short.kind == news.Person || long.kind == news.Person {
		if !(len(short.name.words) == 1 && isAcronym(short.name.words[0], long.name.words)) {
			return none
		}
		return acronym
	}
	return relateThings(&short.name, &long.name, short.kind, long.kind)
}

// What speaks for and against a pair, beside its relation.
const (
	context    = iota // likeness of what else their articles name, 0 to 1
	together          // share of the articles of the rarer one that have both, apart
	called            // share of the chains of this short name that are the long one's
	dominance         // share of the long one's articles among those of all that the short name could be
	choices           // logarithm of how many those are
	sameType          // 1 where they have one type
	rolesAlike        // share of words of roles in common
	shortOften        // logarithm of how many articles have the short one
	longOften         // and the long one
	features
)

// weigh sets the features of pairs.
func (c *collection) weigh(all []pair) {
	type choice struct{ articles, called, n int }
	of := map[int32]*choice{} // by the short one
	for i := range all {
		p := &all[i]
		s := of[p.short]
		if s == nil {
			s = &choice{}
			of[p.short] = s
		}
		s.n++
		s.articles += len(c.units[p.long].articles)
		s.called += c.units[p.long].aliases[c.units[p.short].name.String()]
	}
	profiles := map[int32]profile{}
	of2 := func(u int32) profile {
		p, ok := profiles[u]
		if !ok {
			p = c.profile(c.units[u].articles)
			profiles[u] = p
		}
		return p
	}
	for i := range all {
		p := &all[i]
		if p.ofPart(c) {
			continue // see [clusters.joinParts]
		}
		short, long, s := &c.units[p.short], &c.units[p.long], of[p.short]
		f := &p.features
		both := common(short.articles, long.articles)
		a, b := of2(p.short), of2(p.long)
		if len(both) > 0 {
			a, b = c.profile(without(short.articles, both)), c.profile(without(long.articles, both))
		}
		f[context] = math.Sqrt(a.cosine(b, c.ownNames(short, long)))
		f[together] = float64(len(both)) / float64(min(len(short.articles), len(long.articles)))
		if s.called > 0 {
			f[called] = float64(long.aliases[short.name.String()]) / float64(s.called)
		}
		f[dominance] = float64(len(long.articles)) / float64(s.articles)
		f[choices] = math.Log(float64(s.n))
		if short.kind == long.kind {
			f[sameType] = 1
		}
		f[rolesAlike] = overlap(short.roles, long.roles)
		f[shortOften], f[longOften] = math.Log(float64(len(short.articles))), math.Log(float64(len(long.articles)))
	}
}

// ownNames are the numbers of the names that say nothing of a pair's context: its own.
func (c *collection) ownNames(short, long *unit) [2]int32 {
	own := [2]int32{-1, -1}
	for i, u := range [...]*unit{short, long} {
		if n, ok := c.numbers[u.name.String()]; ok {
			own[i] = n
		}
	}
	return own
}

// A profile weighs the names that stand in some articles.
type profile map[int32]float64

// mostInProfile bounds the articles that a profile is made of; of more it takes as
// many, evenly.
const mostInProfile = 200

func (c *collection) profile(articles []int32) profile {
	out := profile{}
	step := max(1, len(articles)/mostInProfile)
	for i := 0; i < len(articles); i += step {
		for _, n := range c.context[articles[i]] {
			if c.spread[n] > 1 {
				out[n] += math.Log(float64(len(c.articles)+1) / float64(c.spread[n]))
			}
		}
	}
	return out
}

// cosine is the likeness of two profiles, what is their own left out.
func (p profile) cosine(other profile, own [2]int32) float64 {
	if len(p) > len(other) {
		p, other = other, p
	}
	var shared []int32
	for n := range p {
		if _, ok := other[n]; ok && n != own[0] && n != own[1] {
			shared = append(shared, n)
		}
	}
	if len(shared) == 0 {
		return 0
	}
	slices.Sort(shared) // sums of one order
	dot := 0.0
	for _, n := range shared {
		dot += float64(p[n] * other[n])
	}
	return dot / math.Sqrt(p.square(own)*other.square(own))
}

func (p profile) square(own [2]int32) float64 {
	terms := make([]float64, 0, len(p))
	for n, v := range p {
		if n != own[0] && n != own[1] {
			terms = append(terms, float64(v*v))
		}
	}
	slices.Sort(terms)
	sum := 0.0
	for _, t := range terms {
		sum += t
	}
	return sum
}

// common is what two sorted lists have both.
func common(a, b []int32) (out []int32) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i++
			j++
		}
	}
	return out
}

// without is a sorted list without what is in another.
func without(list, gone []int32) (out []int32) {
	for _, v := range list {
		if _, found := slices.BinarySearch(gone, v); !found {
			out = append(out, v)
		}
	}
	return out
}

// overlap is the share of words that two sets have both, of those of the smaller.
func overlap(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
