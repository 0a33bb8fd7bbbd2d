package mention

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/news"
)

// A label is what the encoder can say of the head of a mention.
type label struct {
	kind news.Type
	form Form
}

// labels are the encoder's labels of mention heads, in its order; the first is
// that of a token that is none. "object" is whatever is no person, no
// organization, no place and no event.
var labels = [...]label{
	1: {news.Person, Name}, 2: {news.Person, Nominal}, 3: {news.Person, Pronoun},
	4: {news.Organization, Name}, 5: {news.Organization, Nominal}, 6: {news.Organization, Pronoun},
	7: {news.Place, Name}, 8: {news.Place, Nominal}, 9: {news.Place, Pronoun},
	10: {news.Event, Name}, 11: {news.Event, Nominal}, 12: {news.Event, Pronoun},
	13: {object, Name}, 14: {object, Nominal}, 15: {object, Pronoun},
}

const object news.Type = "object"

// Tuned on GUM train.
const (
	certain  = 0.6  // above it the encoder's mention is taken
	bounded  = 0.3  // above it the encoder's bounds of a mention are taken
	ratio    = 1.5  // by how much the encoder's bounds must be likelier than the rules'
	hopeless = 0.05 // below it a guess of the rules is dropped
)

// learn lets the encoder's labels and links widen, add, type and take away
// mentions.
func (s *scanner) learn(out *encoder.Output) {
	inside := make([]int, len(s.words)) // the name that each token stands in, or the noun phrase that it heads, from 1
	heads := make([]int, len(s.found))  // where the encoder speaks of each mention
	for k := range s.found {
		m := &s.found[k]
		for i := m.First; i < m.NameEnd && m.Form == Name; i++ {
			inside[i] = k + 1
		}
		inside[m.Head] = k + 1
		heads[k] = spoken(out, m)
	}
	rules := len(s.found)
	confirmed := make([]float64, rules)
	for k := range rules {
		if i := heads[k]; out.Has(i) {
			confirmed[k] = s.confirm(&s.found[k], out, i)
		}
	}
	for i := out.First; i < out.End && i < len(s.words); i++ {
		k := inside[i] - 1
		if k >= 0 && heads[k] == i {
			continue
		}
		best, _, any := strongest(out.Mention[i-out.First][:])
		if any < certain || labels[best].form != Name {
			continue
		}
		first, last, sure := s.bounds(out, i)
		if k < 0 || s.nested(i, first, last+1, &s.found[k]) {
			s.discover(i, labels[best].kind, named(out, i), first, last+1, sure)
		}
	}
	kept := s.found[:0]
	for k, m := range s.found {
		if k < rules && confirmed[k] < hopeless && !m.Sure && (m.Form == Name || m.Form == Pronoun && m.Person == 3) {
			continue
		}
		kept = append(kept, m)
	}
	s.found = kept
}

// spoken is the token of a mention that the encoder takes most for its head: of
// names treebanks have the first word, or a person's title, the rules the last.
func spoken(out *encoder.Output, m *Mention) int {
	if m.Form != Name {
		return m.Head
	}
	best, most := m.Head, -1.0
	for i := max(m.First, out.First); i < min(m.Head+1, out.End); i++ {
		k, _, any := strongest(out.Mention[i-out.First][:])
		if any > most && (i >= m.NameFirst || m.Type == news.Person && labels[k].kind == news.Person) {
			best, most = i, any
		}
	}
	return best
}

// named is the probability that the encoder gives a token of being the head of a
// mention by name.
func named(out *encoder.Output, i int) float64 {
	sum := 0.0
	for k, p := range probabilities(out.Mention[i-out.First][:]) {
		if labels[k].form == Name && k > 0 {
			sum += p
		}
	}
	return sum
}

// strongest is the best label that is a mention's, its probability, and the
// probability of all these together.
func strongest(scores []float32) (best int, p, any float64) {
	all := probabilities(scores)
	best = 1
	for i := 1; i < len(all); i++ {
		any += all[i]
		if all[i] > all[best] {
			best = i
		}
	}
	return best, all[best], any
}

// bounds are the first and last token of the mention whose head is i, and the
// probability of both; i alone where the links say nothing that can be.
func (s *scanner) bounds(out *encoder.Output, i int) (first, last int, p float64) {
	first, p1 := link(out, encoder.MentionFirst, i)
	last, p2 := link(out, encoder.MentionLast, i)
	if first > i || last < i || s.text.Tokens[first].Paragraph != s.text.Tokens[last].Paragraph {
		return i, i, 0
	}
	return first, last, float64(p1) * float64(p2)
}

// likely is the probability that the mention whose head is i has these first and
// last tokens.
func (s *scanner) likely(out *encoder.Output, i, first, last int) float64 {
	return linked(out, encoder.MentionFirst, i, first) * linked(out, encoder.MentionLast, i, last)
}

// linked is the probability of a link from token i to token j.
func linked(out *encoder.Output, kind encoder.Link, i, j int) float64 {
	targets, _ := out.Link(kind, i)
	return float64(targets.At(j))
}

// link is the token that a token is most likely linked to, itself where none is,
// and the probability.
func link(out *encoder.Output, kind encoder.Link, i int) (int, float32) {
	targets, best := out.Link(kind, i)
	at := i
	for _, l := range targets {
		if l.P > best {
			best, at = l.P, int(l.Token)
		}
	}
	return at, best
}

// nested reports whether tokens first to end, head i, are a name of the lists
// within another: "Wisconsin" in "University of Wisconsin".
func (s *scanner) nested(i, first, end int, m *Mention) bool {
	if first < m.NameFirst || end > m.NameEnd || first <= m.Head && m.Head < end {
		return false
	}
	_, stop, ok := s.listed(first, end)
	return ok && stop == end
}

// confirm brings a mention of the rules and what the encoder says of it at token
// i together, and gives the probability that there is a mention.
func (s *scanner) confirm(m *Mention, out *encoder.Output, i int) float64 {
	_, _, any := strongest(out.Mention[i-out.First][:])
	if m.Form == Pronoun {
		return any
	}
	m.Named = named(out, i)
	if any < certain {
		return any
	}
	first, last, sure := s.bounds(out, i)
	end := last + 1
	holds := first <= m.NameFirst && end >= m.NameEnd && (end >= m.End || s.words[m.NameEnd].text != ",")
	near := m.NameFirst-first <= 24 && end-m.NameEnd <= 64
	if holds && near && sure > bounded && sure > ratio*s.likely(out, i, m.First, m.End-1) {
		m.MaximalFirst, m.MaximalEnd = first, end
	}
	return any
}

// probabilities is the softmax of scores, a label each.
func probabilities(scores []float32) (p [len(labels)]float64) {
	encoder.Softmax(p[:], scores)
	return p
}

// discover adds a name that only the encoder sees, of which first to end are the
// tokens with a probability of sure.
func (s *scanner) discover(i int, kind news.Type, named float64, first, end int, sure float64) {
	w := &s.words[i]
	if !w.caps || w.class&plain != 0 || s.used[i] && w.title&suffix != 0 { // "Jr."
		return
	}
	m := Mention{End: i + 1, Head: i, NameFirst: i, NameEnd: i + 1, Type: kind, Form: Name, Number: Singular, Named: named}
	if kind == object {
		m.Type = news.Work
	}
	for m.NameFirst > first && s.words[m.NameFirst-1].caps && s.words[m.NameFirst-1].class&determiner == 0 {
		m.NameFirst--
	}
	for m.NameEnd < end && s.words[m.NameEnd].caps {
		m.NameEnd++
	}
	if k := s.titleEnd(m.NameFirst, m.NameEnd); k < m.NameEnd && kind == news.Person {
		m.NameFirst = k
	}
	m.NameFirst = min(m.NameFirst, i)
	if m.Type == news.Person {
		s.guessGender(&m)
	}
	m.First, m.End = m.NameFirst, m.NameEnd
	if sure > bounded && first <= m.First && end >= m.End {
		m.MaximalFirst, m.MaximalEnd = first, end
	}
	s.found = append(s.found, m)
}
