package mention

import (
	"math"

	"hearsay/extract/encoder"
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

const (
	certain  = 0.7  // above it the encoder's mention is taken
	bounded  = 0.6  // above it the encoder's bounds of a mention are taken
	hopeless = 0.05 // below it a guess of the rules is dropped
)

// learn lets the encoder's labels and links widen, add, type and take away
// mentions.
func (s *scanner) learn(out *encoder.Output) {
	heads := make([]int, len(s.words)) // the mention of each token's head or name, from 1
	for k := range s.found {
		m := &s.found[k]
		for i := m.First; i < m.NameEnd && m.Form == Name; i++ {
			heads[i] = k + 1
		}
		heads[m.Head] = k + 1
	}
	confirmed := make([]float64, len(s.found))
	for i := out.First; i < out.End && i < len(s.words); i++ {
		best, p, any := strongest(out.Mention[i-out.First][:])
		k := heads[i] - 1
		if k >= 0 {
			confirmed[k] = max(confirmed[k], any)
		}
		if any < certain || best >= len(labels) {
			continue
		}
		first, last, sure := s.bounds(out, i)
		switch {
		case k >= 0 && i == s.found[k].Head:
			s.confirm(&s.found[k], labels[best], p, first, last+1, sure)
		case k < 0 || s.nested(i, first, last+1, &s.found[k]):
			s.discover(i, labels[best], any, first, last+1, sure)
		}
	}
	kept := s.found[:0]
	for k, m := range s.found {
		if k < len(confirmed) && confirmed[k] < hopeless && !m.Sure && (m.Form == Name || m.Form == Pronoun && m.Person == 3) {
			continue
		}
		if k < len(confirmed) {
			m.Score = confirmed[k]
		}
		kept = append(kept, m)
	}
	s.found = kept
}

// strongest is the best label that is a mention's, its probability, and the
// probability of all these together.
func strongest(scores []float32) (best int, p, any float64) {
	top := scores[0]
	for i, v := range scores {
		top = max(top, v)
		if i > 0 && (best == 0 || v > scores[best]) {
			best = i
		}
	}
	sum := 0.0
	for i, v := range scores {
		e := math.Exp(float64(v - top))
		sum += e
		if i > 0 {
			any += e
		}
		if i == best {
			p = e
		}
	}
	return best, p / sum, any / sum
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

// link is the token that a token is most likely linked to, itself where none is,
// and the probability.
func link(out *encoder.Output, kind encoder.Link, i int) (int, float32) {
	start, p, none := out.Link(kind, i)
	best, at := none, i
	for j, q := range p {
		if q > best {
			best, at = q, start+j
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

// confirm brings a mention of the rules and what the encoder says together.
func (s *scanner) confirm(m *Mention, l label, p float64, first, end int, sure float64) {
	if m.Form == Pronoun {
		return
	}
	if sure > bounded && first <= m.NameFirst && end >= m.NameEnd && m.NameFirst-first <= 24 && end-m.NameEnd <= 64 && (end >= m.End || s.words[m.NameEnd].text != ",") {
		m.WideFirst, m.WideEnd = first, end
	}
	if m.Form == Name && l.form == Name && !m.Sure && p > certain && coarse(m.Type) != l.kind {
		if l.kind != object {
			m.Type = l.kind
		} else if m.Type == news.Person || m.Type == news.Place || m.Type == news.Group {
			m.Type = news.System
		} else if coarse(m.Type) != object {
			m.Type = news.Work
		}
	}
	if m.Form == Nominal && l.form == Nominal && l.kind != object && p > certain && coarse(m.Type) != l.kind {
		m.Type = l.kind
		if l.kind == news.Person && m.Number == Plural {
			m.Type = news.Group
		}
	}
}

// coarse is a type as the encoder tells them apart.
func coarse(kind news.Type) news.Type {
	switch kind {
	case news.Group:
		return news.Person
	case news.Publication:
		return news.Organization
	case news.Law, news.Work, news.System, "":
		return object
	}
	return kind
}

// discover adds a mention that only the encoder sees, of which first to end are
// the tokens with a probability of sure.
func (s *scanner) discover(i int, l label, p float64, first, end int, sure float64) {
	w := &s.words[i]
	if l.form == Name && !w.caps {
		l.form = Nominal // "the city", of a city that has a name elsewhere
	}
	if !w.alpha || l.form == Pronoun || l.kind == object && (l.form != Name || !w.caps) || s.used[i] && l.form == Name && w.title&suffix != 0 {
		return
	}
	m := Mention{First: i, End: i + 1, Head: i, NameFirst: i, NameEnd: i + 1, Type: l.kind, Form: l.form, Number: Singular, Score: p}
	if l.kind == object {
		m.Type = news.Work
	}
	if l.form == Name {
		for m.NameFirst > first && s.words[m.NameFirst-1].caps && s.words[m.NameFirst-1].class&determiner == 0 {
			m.NameFirst--
		}
		for m.NameEnd < end && s.words[m.NameEnd].caps {
			m.NameEnd++
		}
		if k := s.titleEnd(m.NameFirst, m.NameEnd); k < m.NameEnd && l.kind == news.Person {
			m.NameFirst = k
		}
		m.NameFirst = min(m.NameFirst, i)
		m.Gender = s.lists.genders[s.proper(m.NameFirst)]
		m.First, m.End = m.NameFirst, m.NameEnd
	} else {
		if s.goesOn(i, s.text.Sentences[s.text.Tokens[i].Sentence].End) {
			return
		}
		m.First = s.phraseStart(i, s.text.Sentences[s.text.Tokens[i].Sentence].First)
		s.describeNominal(&m)
	}
	if sure > bounded && first <= m.First && end >= m.End {
		m.WideFirst, m.WideEnd = first, end
	}
	s.found = append(s.found, m)
}

// describeNominal tells a noun phrase's number, determiner and gender.
func (s *scanner) describeNominal(m *Mention) {
	m.NameFirst = m.First
	opening := &s.words[m.First]
	if opening.class&determiner != 0 && m.First < m.Head {
		m.NameFirst++
		switch opening.lower {
		case "the", "this", "that", "these", "those", "such", "both":
			m.Definite = true
		}
	}
	m.Definite = m.Definite || opening.class&possessive != 0
	w := &s.words[m.Head]
	one, many := s.lists.singular(w.lower)
	if many || w.class&plural != 0 && w.class&noun == 0 {
		m.Number = Plural
		if m.Type == news.Person {
			m.Type = news.Group
		}
	}
	m.Gender = s.lists.nounHeads[one].gender
}
