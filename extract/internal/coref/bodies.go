package coref

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/mention"
	"hearsay/extract/news"
)

// body reports whether a type is of things whose names are shortened to a part
// of them or to initials.
func body(kind news.Type) bool {
	return kind != news.Person && kind != news.Group && kind != news.Place
}

// sameBodies merges the names of organizations and the like: acronyms with what
// they stand for, a part of a name with the whole, misprints.
func (r *resolver) sameBodies() {
	initials, lasts, firsts := map[string]int{}, map[string][]int{}, map[string]int{}
	var full []int
	for c := range r.clusters {
		k := &r.clusters[c]
		if !body(k.kind) || len(k.mentions) == 0 {
			continue
		}
		words := strings.Fields(r.keys[k.mentions[0]])
		if len(words) < 2 {
			continue
		}
		full = append(full, c)
		if a := acronym(words); len(a) > 1 {
			if _, known := initials[a]; !known {
				initials[a] = c
			}
		}
		lasts[words[len(words)-1]] = append(lasts[words[len(words)-1]], c)
		if _, known := firsts[words[0]]; !known {
			firsts[words[0]] = c
		}
	}
	misspelt := map[string]int{} // initials without one of the letters → the first cluster that has them
	for a, c := range initials {
		for i := range a[:min(len(a), longestAcronym)] {
			if first, known := misspelt[a[:i]+"?"+a[i+1:]]; !known || c < first {
				misspelt[a[:i]+"?"+a[i+1:]] = c
			}
		}
	}
	for c := range r.clusters {
		k := &r.clusters[c]
		if body(k.kind) && len(k.mentions) > 0 && r.root(c) == c {
			r.placeBody(c, initials, misspelt, lasts, firsts)
		}
	}
	r.misprints(full)
	r.otherHeads(full)
}

// longestAcronym is how many letters are looked at for a misprint.
const longestAcronym = 12

// mostAlike is how many names with one last word a name is compared with.
const mostAlike = 64

// acronym is the initials of a name's words, the small ones left out.
func acronym(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if leftOut.has(w) {
			continue
		}
		c, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(c)
	}
	return b.String()
}

// placeBody merges a name that is an acronym or a part of another name.
func (r *resolver) placeBody(c int, initials, misspelt map[string]int, lasts map[string][]int, firsts map[string]int) {
	k := &r.clusters[c]
	i := k.mentions[0]
	m, name := &r.mentions[i], r.keys[i]
	words := strings.Fields(name)
	if len(words) == 1 {
		text := strings.ReplaceAll(r.core(m), ".", "")
		if isUpper(text) && len(text) > 1 {
			if other, ok := initials[name]; ok && r.root(other) != c {
				r.merge(other, c)
				return
			}
			if len(name) >= 4 && len(name) <= longestAcronym && k.canon == "" {
				r.misspeltAcronym(c, name, misspelt)
			}
			return
		}
		if other, ok := firsts[name]; ok && r.root(other) != c {
			o := &r.clusters[r.root(other)]
			unlike := k.canon != "" && (k.kind != o.kind || o.canon != "") // the lists have it as another
			if r.churchOf(other) || !unlike && mention.Demonym(r.core(m)) == "" && r.byFirst(other) {
				r.merge(other, c)
				return
			}
		}
	}
	if k.canon != "" && len(words) > 1 {
		return
	}
	best := -1
	alike := lasts[words[len(words)-1]]
	for _, other := range alike[:min(len(alike), mostAlike)] {
		o := r.root(other)
		if o == c || !contains(strings.Fields(r.keys[r.clusters[o].mentions[0]]), words) {
			continue
		}
		if best < 0 || r.clusters[o].mentions[0] < i {
			best = o
		}
	}
	if best >= 0 && (len(words) > 1 || k.canon == "" || k.kind == news.Publication && r.clusters[best].kind == news.Publication) {
		r.merge(best, c)
	}
}

// churchOf reports whether a cluster's name is a noun and "of": "Church of
// Scientology", for which the noun can stand.
func (r *resolver) churchOf(c int) bool {
	words := strings.Fields(r.keys[r.clusters[r.root(c)].mentions[0]])
	return len(words) > 2 && words[1] == "of"
}

// byFirst reports whether a cluster's name is an outlet's or a company's, which
// its first word can stand for.
func (r *resolver) byFirst(c int) bool {
	k := &r.clusters[r.root(c)]
	if k.kind == news.Publication {
		return true
	}
	words := strings.Fields(r.keys[k.mentions[0]])
	return k.kind == news.Organization && mention.ByFirst(words[len(words)-1])
}

// misspeltAcronym merges an acronym that nobody knows with initials that differ by
// a letter.
func (r *resolver) misspeltAcronym(c int, name string, misspelt map[string]int) {
	best := -1
	for i := range name {
		if other, known := misspelt[name[:i]+"?"+name[i+1:]]; known && r.root(other) != c && (best < 0 || r.root(other) < best) {
			best = r.root(other)
		}
	}
	if best >= 0 {
		r.merge(best, c)
	}
}

// bodyHeads are last words of bodies' names that are easily confused.
var bodyHeads = [...]string{"organization", "organisation", "union", "association", "society", "federation", "institute", "foundation", "council", "committee", "commission", "agency", "center", "centre"}

// otherHeads merges names of four words and more that differ in the last alone,
// where it is a body's: "American Civil Liberties Organization" for "Union".
func (r *resolver) otherHeads(full []int) {
	stems := map[string]int{}
	for _, c := range full {
		c = r.root(c)
		k := &r.clusters[c]
		if k.kind != news.Organization || len(k.mentions) == 0 {
			continue
		}
		words := strings.Fields(r.keys[k.mentions[0]])
		if len(words) < 4 || !slices.Contains(bodyHeads[:], words[len(words)-1]) {
			continue
		}
		stem := strings.Join(words[:len(words)-1], " ")
		if other, known := stems[stem]; known {
			r.merge(other, c)
		} else {
			stems[stem] = c
		}
	}
}

// contains reports whether the words of part stand in whole in their order, the
// last at the end, and whole has more.
func contains(whole, part []string) bool {
	if len(part) >= len(whole) || whole[len(whole)-1] != part[len(part)-1] {
		return false
	}
	at := 0
	for _, w := range part {
		j := slices.Index(whole[at:], w)
		if j < 0 {
			return false
		}
		at += j + 1
	}
	return true
}

func isUpper(s string) bool {
	for _, c := range s {
		if !unicode.IsUpper(c) {
			return false
		}
	}
	return s != ""
}

// longestPerson is how many words of a person's name are looked at: Pablo Picasso had 21,
// and no newspaper wrote them.
const longestPerson = 12

// shortNames puts a person's last or first name to whom it is of.
func (r *resolver) shortNames() {
	byName := map[string][]int{} // last and first names → clusters
	for c := range r.clusters {
		k := &r.clusters[c]
		if k.kind != news.Person || len(k.mentions) == 0 {
			continue
		}
		seen := map[string]bool{}
		for _, i := range k.mentions {
			words := strings.Fields(r.keys[i])
			for j := range words[:min(len(words), longestPerson)] {
				rest := strings.Join(words[j:min(len(words), j+longestPerson)], " ")
				for _, name := range []string{rest, words[0], words[j]} { // "López" of "María López García"
					if !seen[name] && len(byName[name]) < 16 && (j > 0 || name == words[0]) && len(name) > 2 {
						seen[name] = true
						byName[name] = append(byName[name], c)
					}
				}
			}
		}
	}
	alone := map[bearing]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != mention.Name || r.of[i] >= 0 || r.keys[i] == "" {
			continue
		}
		if c := r.bearer(i, byName[r.keys[i]]); c >= 0 && !r.without[LastNames] {
			r.join(i, c)
			continue
		}
		of, fitting := m.Gender, []mention.Gender{m.Gender, 0}
		if m.Guessed || of == 0 {
			of, fitting = 0, []mention.Gender{0, mention.Male, mention.Female}
		}
		c := -1
		for _, g := range fitting {
			if known, ok := alone[bearing{r.keys[i], g}]; ok {
				c = known
				break
			}
		}
		if c < 0 {
			c = r.start(i)
			alone[bearing{r.keys[i], of}] = c
		} else {
			r.join(i, c)
		}
	}
}

// A bearing is a short name of whoever is of a gender, 0 where no title tells.
type bearing struct {
	key    string
	gender mention.Gender
}

// bearer is whom of several persons a short name stands for: of fitting gender,
// by the last name rather than the first, named most often, −1 for nobody.
func (r *resolver) bearer(i int, candidates []int) int {
	best, score := -1, -1000
	m := &r.mentions[i]
	for _, c := range candidates {
		c = r.root(c)
		k := &r.clusters[c]
		if titled := m.First < m.NameFirst && courtesies.has(r.words[m.NameFirst-1]); titled && !k.gender.allows(m.Gender) {
			continue
		}
		s := len(k.mentions)
		if k.gender.differs(m.Gender) {
			s -= 500 // "Mr. Vale" is rather Bo Vale than Ada Vale, but Robin Vale where there is nobody else
		}
		if name := r.keys[k.mentions[0]]; name == r.keys[i] || strings.HasSuffix(name, " "+r.keys[i]) {
			s += 1000
		}
		if k.mentions[0] < i {
			s += 100
		}
		if s > score {
			best, score = c, s
		}
	}
	return best
}
