package coref

import (
	"slices"
	"strings"

	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// appositions reads titles before names and descriptions beside them: "Treasury
// Secretary Jane Doe", "Jane Doe, director of …,", "his lawyer, Jane Doe,".
func (r *resolver) appositions() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != mention.Name || r.of[i] < 0 {
			continue
		}
		if m.Type == news.Person {
			r.titleRole(i)
		}
		if m.Type == news.Person || body(m.Type) {
			r.after(i)
			r.before(i)
		}
	}
}

// titleRole takes what stands before a name for a role.
func (r *resolver) titleRole(i int) {
	m := &r.mentions[i]
	first := m.First
	for first < m.NameFirst && openings.has(r.words[first]) {
		first++
	}
	end := m.NameFirst
	for end > first && courtesies.has(r.words[end-1]) {
		end--
	}
	for first < end && courtesies.has(r.words[first]) {
		first++
	}
	r.addRole(r.of[i], first, end)
	if one := r.firstOfTwo(m.First, end); one < m.First {
		r.addRole(r.of[i], one, m.First-1)
		for j := i - 1; j >= 0 && r.mentions[j].End >= m.First-1; j-- {
			if r.mentions[j].Head == m.First-2 && r.of[j] < 0 {
				r.join(j, r.of[i])
			}
		}
	}
}

// firstOfTwo is where the role before another begins, the first of one person's two:
// "the treasurer and former captain Rosa Timms". Of "the treasurer and Captain Timms",
// who are two, it is where that role ends.
func (r *resolver) firstOfTwo(first, end int) int {
	if first < 3 || first >= end || r.words[first-1] != "and" || strings.ToLower(r.span(first, end)) != r.span(first, end) {
		return first
	}
	if kind, _, many, ok := mention.Noun(r.words[first-2]); !ok || many || kind != news.Person {
		return first
	}
	for k := first - 3; k >= max(0, first-6) && r.text.Tokens[k].Sentence == r.text.Tokens[first].Sentence; k-- {
		if openings.has(r.words[k]) {
			return k + 1
		}
	}
	return first
}

// mostRoles is how many roles a cluster takes: news has no more than 20 a person.
const mostRoles = 64

// addRole notes tokens as a role of a cluster.
func (r *resolver) addRole(c, first, end int) {
	if c < 0 || first >= end {
		return
	}
	k := &r.clusters[r.root(c)]
	role := strings.Join(strings.Fields(r.span(first, end)), " ")
	if len(role) > 160 || len(k.roles) >= mostRoles || slices.Contains(k.roles, role) {
		return
	}
	k.roles = append(k.roles, role)
	k.roleNPs = append(k.roleNPs, [2]int{first, end})
}

// after reads the description that follows a name and a comma.
func (r *resolver) after(i int) {
	m := &r.mentions[i]
	end := r.text.Sentences[r.text.Tokens[m.Head].Sentence].End
	j := m.End
	if j < end && r.words[j] == "(" {
		for k := j; k < end && k < j+8; k++ {
			if r.words[k] == ")" {
				j = k + 1
				break
			}
		}
	}
	if j+1 >= end {
		return
	}
	switch copula := r.words[j] == "is" || r.words[j] == "was"; {
	case copula && m.Type == news.Person && openings.has(r.words[j+1]):
	case r.words[j] != ",":
		return
	}
	j++
	if len(r.words[j]) == 2 && r.words[j][0] >= '1' && r.words[j][0] <= '9' && j+2 < end && r.words[j+1] == "," {
		j += 2 // an age
	}
	if head := r.describes(j, end, m.Type); head >= 0 {
		r.take(i, j, head, end)
	}
}

// describes is the head of a noun phrase at j that can describe a thing of a
// type, −1 where there is none.
func (r *resolver) describes(j, end int, kind news.Type) int {
	first := j
	if openings.has(r.words[j]) || possessives.has(r.words[j]) {
		j++
	}
	head := -1
	for k := j; k < end && k < j+9; k++ {
		w := r.words[k]
		if token.PossessiveS(w) {
			head = -1
			continue
		}
		if phraseEnds.has(w) {
			break
		}
		if mention.IsVerb(w) && head >= 0 {
			return -1 // a new clause: "…, officials said"
		}
		if k2, _, many, ok := mention.Noun(w); ok && !many && fits(k2, kind) {
			head = k
		} else if head >= 0 {
			head = -1
		}
	}
	if head < 0 || head == first && j == first && !isOffice(r.text.Word(head)) {
		return -1
	}
	return head
}

// isOffice reports whether a word that stands without an article can be what
// somebody is: "director of …", "spokeswoman for …".
func isOffice(w string) bool {
	kind, _, many, ok := mention.Noun(lower(w))
	return ok && !many && kind == news.Person
}

// fits reports whether a noun for one type can describe a name of another.
func fits(nounType, kind news.Type) bool {
	if nounType == kind {
		return true
	}
	return (nounType == news.Publication || nounType == news.Organization) && (kind == news.Publication || kind == news.Organization)
}

// take makes a description, head and what completes it, a role of a name's
// cluster, and puts mentions that open it there.
func (r *resolver) take(i, first, head, end int) {
	stop := head + 1
	for stop < end && stop < head+20 {
		w := r.words[stop]
		if !roleWords.has(token.Straight(w)) && (phraseEnds.has(w) || mention.IsVerb(w) && !mention.IsNoun(w)) {
			break
		}
		stop++
	}
	for stop > head+1 && phraseEnds.has(r.words[stop-1]) {
		stop--
	}
	role := first
	if openings.has(r.words[role]) {
		role++
	}
	c := r.of[i]
	if r.mentions[i].Type == news.Person {
		r.addRole(c, role, stop)
	}
	if kind, _, _, ok := mention.Noun(r.words[head]); ok && kind == news.Publication && r.mentions[i].Type == news.Organization {
		r.clusters[r.root(c)].kind = news.Publication
	}
	for j := i + 1; j < len(r.mentions) && r.mentions[j].First <= head; j++ {
		if m := &r.mentions[j]; m.Form == mention.Nominal && m.Head == head && r.of[j] < 0 {
			r.join(j, c)
		}
	}
}

// before reads the description that ends in a comma before a name: "An attorney
// for Pagliano, Mark MacDougall,".
func (r *resolver) before(i int) {
	m := &r.mentions[i]
	if m.First < 2 || r.words[m.First-1] != "," || r.text.Tokens[m.First-1].Sentence != r.text.Tokens[m.First].Sentence {
		return
	}
	if m.End < len(r.words) && (r.words[m.End] == "and" || r.words[m.End] == "or") {
		return
	}
	for j := i - 1; j >= 0 && j > i-8; j-- {
		d := &r.mentions[j]
		if d.Form != mention.Nominal || d.End != m.First-1 || r.of[j] >= 0 || !fits(d.Type, m.Type) || d.Number == mention.Plural {
			continue
		}
		if d.First == d.NameFirst && !d.Definite {
			continue
		}
		r.join(j, r.of[i])
		if m.Type == news.Person {
			r.addRole(r.of[i], d.NameFirst, d.End)
		}
		return
	}
}

// counsel puts "his lawyer" to the one person of the article who is a lawyer,
// named later, unless it is himself.
func (r *resolver) counsel() {
	bearers := map[string]int{} // noun of a role → the only person with it, −2 for several
	for c := range r.clusters {
		k := &r.clusters[c]
		if k.into != c || k.kind != news.Person || !k.named || len(k.mentions) == 0 {
			continue
		}
		for _, role := range k.roles {
			for w := range strings.FieldsSeq(lower(role)) {
				kind, one, many, ok := mention.Noun(w)
				if !ok || many || kind != news.Person {
					continue
				}
				for _, n := range append([]string{one}, synonyms[one]...) {
					if other, known := bearers[n]; known && other != c {
						bearers[n] = -2
					} else {
						bearers[n] = c
					}
				}
			}
		}
	}
	for c := range r.clusters {
		k := &r.clusters[c]
		if k.into != c || k.kind != news.Person || k.named || len(k.mentions) == 0 {
			continue
		}
		m := &r.mentions[k.mentions[0]]
		if !possessives.has(r.words[m.First]) {
			continue
		}
		bearer, ok := bearers[r.head(m)]
		if !ok || bearer < 0 {
			continue
		}
		b := r.root(bearer)
		another := r.clusters[b].gender.differs(k.gender.likeliest())
		if b != c && r.owner(k.mentions[0]) != b && !another {
			r.merge(bearer, c)
		}
	}
}

// owner is the cluster of the pronoun that opens a mention, −1 for none.
func (r *resolver) owner(i int) int {
	for j := max(0, i-2); j < len(r.mentions) && j <= i+2; j++ {
		if p := &r.mentions[j]; p.Form == mention.Pronoun && p.First == r.mentions[i].First {
			return r.root(r.of[j])
		}
	}
	return -1
}
