package coref

import (
	"strings"

	"hearsay/extract/mention"
	"hearsay/extract/news"
)

// nominals gives every noun phrase its cluster: that of the same words, of a
// person with this role, of the last body of this kind, or one of its own.
func (r *resolver) nominals() {
	f := nounFinder{
		resolver: r, same: map[string]int{}, bySystem: map[string]int{}, forms: map[int][]int{}, byHead: map[string][]int{}, byRole: map[string][]int{}, last: map[string]int{},
	}
	placed := map[string]int{} // words of the noun phrases that are somebody's already
	for i := range r.mentions {
		if m := &r.mentions[i]; m.Form == mention.Nominal && r.of[i] >= 0 {
			if words := r.content(m); len(words) > 1 {
				placed[f.sameKey(m, words)] = r.of[i]
			}
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form == mention.Pronoun {
			continue
		}
		if c, ok := placed[f.sameKey(m, r.content(m))]; ok && m.Form == mention.Nominal && r.of[i] < 0 {
			r.join(i, c)
		}
		if m.Form == mention.Nominal && r.of[i] < 0 {
			if c := f.find(i); c >= 0 && !r.without[Descriptions] {
				r.join(i, c)
			} else if c, p := r.likeliest(i); p > convinced && r.compatible(m, c) {
				r.join(i, c)
			} else {
				r.start(i)
			}
		}
		f.see(i)
	}
}

// A nounFinder remembers, walking through the mentions, what a noun phrase can
// go back to.
type nounFinder struct {
	*resolver
	same     map[string]int   // words of a noun phrase → cluster
	byHead   map[string][]int // head noun → clusters, the last seen at the end
	byRole   map[string][]int // noun of a role → persons, the last seen at the end
	recent   [3]int           // the person last seen who can be of each gender
	forms    map[int][]int    // of each cluster: mentions with different words, eight at most
	bySystem map[string]int   // two words side by side in a system's name → the system
	last     map[string]int   // sort of thing → the cluster last named
}

// content is the words of a nominal that tell it from others: singular, without
// determiners.
func (r *resolver) content(m *mention.Mention) []string {
	var words []string
	for j := m.NameFirst; j < m.NameEnd; j++ {
		w := strings.Trim(r.words[j], "“”\"'‘’-.")
		if w == "" || small(w) || isPossessive(w) || w == "fellow" || w == "such" || w == "these" || w == "those" || w == "s" {
			continue
		}
		if _, one, many, ok := mention.Noun(w); ok && many {
			w = one
		}
		words = append(words, w)
	}
	return words
}

// find is the cluster that a noun phrase goes back to, −1 for none.
func (f *nounFinder) find(i int) int {
	m := &f.mentions[i]
	words := f.content(m)
	if m.Type == news.Place && m.Definite && len(words) == 1 {
		if c := f.ofKind(m, f.head(m)); c >= 0 {
			return c
		}
	}
	text := f.sameKey(m, words)
	indefinite := m.First < m.NameFirst && !m.Definite
	if c, ok := f.same[text]; ok && (m.Definite || !indefinite || len(words) > 1) && !(m.Type == news.Person && indefinite) {
		return f.root(c)
	}
	head := f.head(m)
	if m.Type == news.Person && m.Definite && !f.without[Roles] {
		if c := f.roleBearer(head, m, words); c >= 0 {
			return c
		}
	}
	owned := isPossessive(f.words[m.First])
	if m.Type == news.System {
		for _, pair := range pairs(words) {
			if c, ok := f.bySystem[pair]; ok {
				return f.root(c)
			}
		}
	}
	if c := f.alike(m, head, words); c >= 0 && !(owned && len(words) == 1) {
		return c
	}
	if m.Definite && len(words) == 1 && !owned {
		return f.ofKind(m, head)
	}
	return -1
}

// sameKey is the words by which a noun phrase is the same as another: those of
// what is somebody's have the owner before them.
func (f *nounFinder) sameKey(m *mention.Mention, words []string) string {
	text := strings.Join(words, " ")
	if isPossessive(f.words[m.First]) {
		return f.words[m.First] + " " + text
	}
	return text
}

// roleBearer is the person last seen whose roles name a noun.
func (f *nounFinder) roleBearer(head string, m *mention.Mention, words []string) int {
	people := f.byRole[head]
	for j := len(people) - 1; j >= 0 && j >= len(people)-8; j-- {
		k := &f.clusters[f.root(people[j])]
		if isPossessive(f.words[m.First]) && f.root(people[j]) == f.lastPerson(f.words[m.First]) {
			continue // "her lawyer" is not she
		}
		if m.Gender != 0 && k.gender != 0 && m.Gender != k.gender {
			continue
		}
		if len(words) > 2 && !f.only(people) && !f.rolesHave(k, words) {
			continue
		}
		return f.root(people[j])
	}
	return -1
}

// only reports whether clusters are all the same one.
func (f *nounFinder) only(clusters []int) bool {
	for _, c := range clusters[max(0, len(clusters)-16):] {
		if f.root(c) != f.root(clusters[0]) {
			return false
		}
	}
	return true
}

// lastPerson is the person last seen whom a possessive can stand for, −1 where
// it does not tell.
func (f *nounFinder) lastPerson(possessive string) int {
	switch possessive {
	case "his":
		return f.recent[mention.Male]
	case "her":
		return f.recent[mention.Female]
	}
	return -1
}

// rolesHave reports whether a role of a cluster has most of the words.
func (f *nounFinder) rolesHave(k *cluster, words []string) bool {
	for _, role := range k.roles {
		have := map[string]bool{}
		for w := range strings.FieldsSeq(lower(role)) {
			have[w] = true
		}
		hit := 0
		for _, w := range words {
			if have[w] {
				hit++
			}
		}
		if hit*2 >= len(words) {
			return true
		}
	}
	return false
}

// alike is the last cluster with this head of which the noun phrase has the
// words or some of them, and whose words it does not contradict.
func (f *nounFinder) alike(m *mention.Mention, head string, words []string) int {
	clusters := f.byHead[head]
	for j := len(clusters) - 1; j >= 0 && j >= len(clusters)-8; j-- {
		c := f.root(clusters[j])
		k := &f.clusters[c]
		if k.kind == news.Person || (k.kind == news.Group) != (m.Type == news.Group) {
			continue
		}
		for _, n := range f.forms[c] {
			o := &f.mentions[n]
			theirs := f.content(o)
			if m.Definite && subset(words, theirs) {
				return c
			}
			if len(theirs) > 1 && len(words) > 1 && (m.Type != news.Group || f.named(m) && f.named(o)) && (subset(theirs, words) || subset(words, theirs)) {
				return c
			}
			if m.Type == news.System && !genericSystem(head) && o.Type == news.System && (m.Definite || m.Number == mention.Plural) {
				return c // these passports
			}
		}
	}
	return -1
}

// pairs are the words of a system's name, two by two, without the nouns that
// every system goes by: "vaccine passport system" has "vaccine passport".
func pairs(words []string) []string {
	var all []string
	for i := 1; i < len(words); i++ {
		if !genericSystem(words[i]) && !genericSystem(words[i-1]) {
			all = append(all, words[i-1]+" "+words[i])
		}
	}
	return all
}

func genericSystem(w string) bool {
	switch w {
	case "system", "program", "programme", "scheme", "plan", "policy", "project", "platform", "app", "technology", "initiative", "database", "new", "current", "a", "own", "old", "domestic":
		return true
	}
	return false
}

// named reports whether a noun phrase has a name or a demonym before its head:
// "Chinese experts".
func (r *resolver) named(m *mention.Mention) bool {
	for i := m.NameFirst; i < m.Head; i++ {
		if c := r.text.Source[r.text.Tokens[i].Start]; c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return false
}

// subset reports whether every word of a is one of b.
func subset(a, b []string) bool {
	for _, w := range a {
		found := false
		for _, v := range b {
			if v == w {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// ofKind is the thing last named of the sort that a bare noun with "the" or
// "such" can stand for: "the newspaper", "the country", "such a system".
func (f *nounFinder) ofKind(m *mention.Mention, head string) int {
	var sort string
	if m.Number == mention.Plural && m.Type != news.System {
		return -1
	}
	switch m.Type {
	case news.Publication:
		sort = "publication"
	case news.Work:
		if head == "paper" {
			sort = "publication"
		}
	case news.System:
		sort = "system"
	case news.Place:
		switch head {
		case "country", "nation":
			sort = "country"
		case "state":
			sort = "state"
		case "city", "town", "capital":
			sort = "city"
		case "province", "region", "county", "island":
			sort = "place"
		}
	case news.Organization:
		switch head {
		case "company", "firm", "agency", "organization", "organisation", "group", "party", "union", "university", "bank", "court", "committee", "panel":
			sort = "organization"
		}
	}
	if sort == "" {
		return -1
	}
	c, ok := f.last[sort]
	if !ok {
		return -1
	}
	c = f.root(c)
	k := &f.clusters[c]
	if at := f.mentions[k.mentions[len(k.mentions)-1]].Head; sort == "organization" && f.sentence(m.Head)-f.sentence(at) > 4 {
		return -1
	}
	return c
}

func (r *resolver) sentence(token int) int { return int(r.text.Tokens[token].Sentence) }
