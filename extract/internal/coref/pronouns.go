package coref

import (
	"hearsay/extract/internal/mention"
	"hearsay/extract/news"
)

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

// fitsPlural reports whether "they" can go to a mention: persons only in pairs.
func (r *resolver) fitsPlural(j int, k *cluster) bool {
	p := &r.mentions[j]
	switch {
	case p.Form == mention.Pronoun:
		return p.Number == mention.Plural
	case k.kind == news.Person:
		return len(r.withNext(j)) > 0
	}
	return p.Number == mention.Plural || k.kind == news.Group || k.kind == news.Organization || k.kind == news.Publication
}

// subject reports whether a mention is likely the subject of its clause: a verb
// follows it, or it opens its sentence.
func (r *resolver) subject(m *mention.Mention) bool {
	if m.End < len(r.words) {
		switch w := r.words[m.End]; {
		case mention.IsVerb(w), auxiliaries.has(w):
			return true
		}
	}
	return r.text.Sentences[r.text.Tokens[m.Head].Sentence].First == m.First
}

// speakers makes a cluster of the pronouns of the first person, and one of those
// of the second, for each quotation, and for what stands in none. They are no
// entities: whoever knows who speaks makes them somebody's.
func (r *resolver) speakers() {
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
		k := who{r.inside[m.Head], m.Person, m.Number}
		if c, known := clusters[k]; known {
			r.join(i, c)
		} else {
			c = r.start(i)
			r.clusters[c].kind = ""
			clusters[k] = c
		}
	}
}
