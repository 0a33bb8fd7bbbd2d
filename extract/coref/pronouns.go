package coref

import (
	"math"

	"hearsay/extract/encoder"
	"hearsay/extract/mention"
	"hearsay/extract/news"
)

// reach is how many mentions back a pronoun looks. Of GUM's pronouns nine in ten
// have an antecedent within that many.
const reach = 48

const (
	trust  = 3 // what the encoder's probability of an antecedent weighs against the rules' preferences, of which a sentence's distance is 1.2
	nearby = 1 // as many sentences back "it" looks; both tuned on GUM dev
)

// pronouns resolves the pronouns of the third person, and "who". Those of the
// first and second wait for whoever knows who speaks.
func (r *resolver) pronouns() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != mention.Pronoun || r.of[i] >= 0 {
			continue
		}
		switch m.Person {
		case 0:
			r.relative(i)
		case 3:
			r.third(i)
		}
	}
}

// relative puts "who" to the mention that ends before it.
func (r *resolver) relative(i int) {
	m := &r.mentions[i]
	best := -1
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		p := &r.mentions[j]
		if p.Form == mention.Pronoun || r.of[j] < 0 || p.End > m.First || m.First-p.End > 3 {
			continue
		}
		if !r.leadsToWho(p.End, m.First) {
			continue
		}
		if p.Type != news.Person && p.Type != news.Group && !(p.Type == news.Organization && best < 0) {
			continue
		}
		if best < 0 || p.First < r.mentions[best].First || r.mentions[best].Type == news.Organization {
			best = j
		}
	}
	if best >= 0 {
		r.join(i, r.of[best])
	}
}

// announced is the person named after a pronoun in the phrase that opens a
// sentence: "In his speech, Graham said"; −1 for nobody.
func (r *resolver) announced(i int) int {
	m := &r.mentions[i]
	first := r.text.Sentences[r.text.Tokens[m.Head].Sentence].First
	switch r.words[first] {
	case "in", "on", "at", "during", "after", "before", "with", "despite", "as", "while", "when", "for", "by", "since", "although", "though", "like", "unlike", "among", "throughout", "from":
	default:
		return -1
	}
	for j := i + 1; j < len(r.mentions) && j <= i+4 && r.sentence(r.mentions[j].Head) == r.sentence(m.Head); j++ {
		p := &r.mentions[j]
		if p.Form == mention.Name && p.First > 0 && r.words[p.First-1] == "," {
			if _, ok := r.fit(i, j); ok && r.subject(p) {
				return j
			}
		}
	}
	return -1
}

// cluster is the cluster of a mention, −1 for none.
func (r *resolver) cluster(i int) int {
	if i < 0 {
		return -1
	}
	return r.of[i]
}

// leadsToWho reports whether the tokens between a mention and a "who" let it
// stand for the mention: nothing, a comma, an age, "of" ("most of whom").
func (r *resolver) leadsToWho(from, to int) bool {
	for i := from; i < to; i++ {
		switch w := r.words[i]; {
		case w == ",", w == ")", w == "—", w == "–", w == "-", i == to-1 && (w == "of" || w == "for" || w == "with" || w == "to"), w[0] >= '1' && w[0] <= '9':
		default:
			return false
		}
	}
	return true
}

// third puts a pronoun of the third person to the best of the mentions before
// it, or to the next one in its sentence.
func (r *resolver) third(i int) {
	m := &r.mentions[i]
	if m.Gender == 0 && m.Number == mention.Singular && r.fresh(i) > newcomer {
		return // an "it" that stands for nothing, or for what was said
	}
	best, score := -1, math.Inf(-1)
	learnt := r.learnt(i)
	for j := i - 1; j >= 0 && j >= i-reach; j-- {
		if s, ok := r.fit(i, j); ok && (learnt[r.of[j]] > convinced || !r.local(i, j)) {
			if s += float64(trust * learnt[r.of[j]]); s > score {
				best, score = j, s
			}
		}
	}
	if best < 0 || r.sentence(r.mentions[best].Head) != r.sentence(m.Head) {
		if j := r.announced(i); j >= 0 && float64(trust*learnt[r.of[j]])+2 > trust*learnt[r.cluster(best)] {
			best = j
		}
	}
	for j := i + 1; best < 0 && j < len(r.mentions) && j <= i+8 && r.sentence(r.mentions[j].Head) == r.sentence(m.Head); j++ {
		if _, ok := r.fit(i, j); ok && r.mentions[j].Form == mention.Name {
			best = j
		}
	}
	if best < 0 {
		return
	}
	r.join(i, r.of[best])
	if m.Number == mention.Plural {
		r.others[i] = r.withNext(best)
	}
}

// local reports whether mention j is of a place other than a country, to which an
// "it" goes back where the encoder says so alone.
func (r *resolver) local(i, j int) bool {
	k := &r.clusters[r.of[j]]
	return k.kind == news.Place && r.mentions[i].Gender == 0 && r.mentions[i].Number == mention.Singular && !mention.IsCountry(k.canon)
}

// withNext is the clusters of the persons that a mention is joined to by "and"
// or who share its pronoun.
func (r *resolver) withNext(j int) []int {
	if others, ok := r.others[j]; ok {
		return others
	}
	m := &r.mentions[j]
	if m.Type != news.Person || m.Form == mention.Pronoun || m.End >= len(r.words) || r.words[m.End] != "and" {
		return nil
	}
	for k := j + 1; k < len(r.mentions) && r.mentions[k].First <= m.End+1; k++ {
		if n := &r.mentions[k]; n.First == m.End+1 && n.Type == news.Person && r.of[k] >= 0 {
			return []int{r.of[k]}
		}
	}
	return nil
}

// fit is how well pronoun i goes back to mention j; ok is false where it cannot.
func (r *resolver) fit(i, j int) (score float64, ok bool) {
	m, p := &r.mentions[i], &r.mentions[j]
	if r.of[j] < 0 || p.First <= m.Head && m.Head < p.End {
		return 0, false // it stands inside: "his lawyer"
	}
	k := &r.clusters[r.of[j]]
	away := r.sentence(m.Head) - r.sentence(p.Head)
	if away > 6 {
		return 0, false
	}
	switch {
	case r.without[Genders]:
	case m.Gender != 0:
		if k.kind != news.Person && !(k.kind == news.Group && k.number != mention.Plural) || k.gender != 0 && k.gender != m.Gender || p.Number == mention.Plural {
			return 0, false
		}
		if k.gender == m.Gender {
			score += 0.8
		}
		if k.kind == news.Group {
			score -= 0.5
		}
	case m.Number == mention.Plural:
		if s, ok := r.fitPlural(j, k); ok {
			score += s
		} else {
			return 0, false
		}
	default:
		if s, ok := r.fitThing(k); ok && p.Number != mention.Plural && away <= nearby {
			score += s
		} else {
			return 0, false
		}
	}
	score -= float64(1.2 * float64(max(away, -away)))
	score -= float64(0.012 * float64(max(m.Head-p.Head, p.Head-m.Head)))
	if r.subject(p) {
		score += 1
	}
	if p.Form == mention.Pronoun {
		score += 0.4
	}
	if p.End < len(r.words) && (r.words[p.End] == "'s" || r.words[p.End] == "’s") {
		score -= 0.4
	}
	return score + float64(0.3*encoder.Log(float64(len(k.mentions)))), true
}

// fitPlural is how well "they" goes to a mention: groups before bodies, and
// persons only in pairs.
func (r *resolver) fitPlural(j int, k *cluster) (float64, bool) {
	p := &r.mentions[j]
	switch {
	case p.Form == mention.Pronoun && p.Number == mention.Plural:
		return 1.2, true
	case p.Form == mention.Pronoun:
		return 0, false
	case k.kind == news.Group:
		return 1, true
	case k.kind == news.Person:
		return 1, len(r.withNext(j)) > 0
	case p.Number == mention.Plural:
		return 0.6, true
	case k.kind == news.Organization || k.kind == news.Publication:
		return -0.6, true
	}
	return 0, false
}

// fitThing is how well "it" goes to a cluster.
func (r *resolver) fitThing(k *cluster) (float64, bool) {
	switch k.kind {
	case news.Organization, news.Publication:
		return 0.6, true
	case news.System, news.Work, news.Law:
		return 0.5, true
	case news.Place:
		return 0.2, mention.IsCountry(k.canon) || r.out != nil
	case news.Event:
		return 0, true
	}
	return 0, false
}

// subject reports whether a mention is likely the subject of its clause: a verb
// follows it, or it opens its sentence.
func (r *resolver) subject(m *mention.Mention) bool {
	if m.End < len(r.words) {
		switch w := r.words[m.End]; {
		case mention.IsVerb(w), auxiliary(w):
			return true
		}
	}
	return r.text.Sentences[r.text.Tokens[m.Head].Sentence].First == m.First
}

func auxiliary(w string) bool {
	switch w {
	case "said", "says", "is", "was", "has", "had", "have", "are", "were", "will", "would", "can", "could", "may", "might", "should", "did", "does", "do", "told", "also", "who":
		return true
	}
	return false
}

// speakers makes a cluster of the pronouns of the first person, and one of those
// of the second, for each quotation, and for what stands in none. They are no
// entities: whoever knows who speaks makes them somebody's.
func (r *resolver) speakers() {
	quotation := make([]int, len(r.words)) // of each token: the innermost quotation, from 1
	for q := range r.text.Quotations {
		for i := r.text.Quotations[q].First; i < r.text.Quotations[q].End; i++ {
			quotation[i] = q + 1
		}
	}
	type who struct {
		quotation, person int
		number            mention.Number
	}
	clusters := map[who]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != mention.Pronoun || r.of[i] >= 0 || m.Person != 1 && m.Person != 2 {
			continue
		}
		k := who{quotation[m.Head], m.Person, m.Number}
		if c, known := clusters[k]; known {
			r.join(i, c)
		} else {
			c = r.start(i)
			r.clusters[c].kind = ""
			clusters[k] = c
		}
	}
}
