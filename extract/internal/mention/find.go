package mention

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// Find is every mention in a text, in the order of their first tokens, the
// longer first. out is what the encoder says of the whole text, nil where there
// is no model: the rules alone then find what there is. outlets are names of outlets
// that are known to have to do with the text, such as its publisher's.
func Find(t *token.Text, out *encoder.Output, outlets ...string) []Mention {
	return newScanner(t).find(out, outlets)
}

// FindWithoutLists does as Find without the lists of names of places, outlets,
// bodies and things, for measuring what these give.
func FindWithoutLists(t *token.Text, out *encoder.Output) []Mention {
	s := newScanner(t)
	none := *s.lists
	none.names, none.prefixes = nil, nil
	s.lists = &none
	return s.find(out, nil)
}

// NameTraits are what the tagger of names is told of each token beside its vector, and
// whether it asks for it: for its training.
func NameTraits(t *token.Text, out *encoder.Output) (traits [][]float32, asked []bool) {
	s := newScanner(t)
	s.rules(nil)
	s.learn(out)
	traits = s.nameTraits()
	for i := range traits {
		asked = append(asked, s.nameable(traits, i))
	}
	return traits, asked
}

// find finds the mentions of the scanner's text.
func (s *scanner) find(out *encoder.Output, outlets []string) []Mention {
	s.rules(outlets)
	if out != nil {
		s.learn(out)
		s.tag(out)
		s.describe(out)
		s.bound(out)
	}
	s.widenPlaces()
	s.countries()
	s.someOf()
	s.nicknames()
	for i := range s.found {
		m := &s.found[i]
		if m.MaximalEnd == 0 {
			m.MaximalFirst, m.MaximalEnd = m.First, m.End
		}
	}
	sortMentions(s.found)
	return s.found
}

// rules finds what the rules alone do.
func (s *scanner) rules(outlets []string) {
	t := s.text
	for _, sentence := range t.Sentences {
		s.namesIn(sentence.First, sentence.End)
	}
	s.settle()
	s.outlets(outlets)
	for _, sentence := range t.Sentences {
		s.nominalsIn(sentence.First, sentence.End)
		s.pronounsIn(sentence.First, sentence.End)
	}
	s.topics()
	for i := range s.found {
		m := &s.found[i]
		w := &s.words[m.Head]
		switch {
		case m.Form == Name, m.Form == Nominal && w.caps && !w.begin && !w.shout:
			m.Named = 1
		case m.Form == Nominal:
			m.Named = 0.5 // the mention does not tell
		}
	}
}

func sortMentions(all []Mention) {
	slices.SortStableFunc(all, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End), cmp.Compare(a.Head, b.Head))
	})
}

// settle gives guessed types what the same words are elsewhere in the article:
// "Pagliano" is a person where "Bryan Pagliano" is one.
func (s *scanner) settle() {
	whole, last, short := map[string]Mention{}, map[string]Mention{}, map[string]Mention{}
	for _, m := range s.found {
		if !m.Sure || m.Form != Name {
			continue
		}
		key := s.key(m.NameFirst, m.NameEnd)
		if _, known := whole[key]; !known {
			whole[key] = m
		}
		if body := m.Type == news.Organization || m.Type == news.Publication; body && m.NameEnd-m.NameFirst > 1 {
			if w := s.words[m.NameFirst].text; !s.lists.first[w] {
				short[w] = m
			}
		}
		if m.Type == news.Person && m.NameEnd-m.NameFirst > 1 {
			for _, k := range []int{m.NameEnd - 1, m.NameFirst} {
				if _, known := last[s.proper(k)]; !known {
					last[s.proper(k)] = m
				}
			}
		}
	}
	guesses := s.guesses()
	for i := range s.found {
		m := &s.found[i]
		if m.Form != Name || m.Sure && !(m.NameEnd-m.NameFirst == 1 && (m.Type == news.Place || m.Type == news.Organization || m.Type == news.Publication)) {
			continue
		}
		if m.NameEnd-m.NameFirst == 1 {
			if p, ok := last[s.proper(m.NameFirst)]; ok {
				m.Type, m.Sure, m.Canon = news.Person, true, ""
				if s.proper(p.NameFirst) == s.proper(m.NameFirst) {
					m.Gender, m.Guessed = p.Gender, p.Guessed
				}
				continue
			}
		}
		if p, ok := whole[s.key(m.NameFirst, m.NameEnd)]; ok && !m.Sure {
			m.Type, m.Sure = p.Type, true
		} else if p, ok := short[s.words[m.NameFirst].text]; ok && !m.Sure && m.NameEnd-m.NameFirst == 1 && m.First == m.NameFirst {
			m.Type = p.Type // Acme, of Acme Corp.
			m.Sure = s.lists.short[strings.TrimSuffix(s.words[p.NameEnd-1].lower, ".")]
		} else if !m.Sure && m.Type != "" {
			m.Type = guesses[s.key(m.NameFirst, m.NameEnd)]
		}
	}
}

// guesses is the type guessed most often for each name that no rule is sure of,
// of two the one that comes first in news.Types.
func (s *scanner) guesses() map[string]news.Type {
	counts := map[string]map[news.Type]int{}
	for _, m := range s.found {
		if m.Form == Name && !m.Sure && m.Type != "" {
			key := s.key(m.NameFirst, m.NameEnd)
			if counts[key] == nil {
				counts[key] = map[news.Type]int{}
			}
			counts[key][m.Type]++
			if m.NameFirst == 0 {
				continue
			}
			switch before := s.words[m.NameFirst-1].lower; {
			case m.Type != news.Person && before == "the", m.Type == news.Place && (before == "in" || before == "near"):
				counts[key][m.Type] += 2 // persons have no article, and nobody is in one
			}
		}
	}
	best := make(map[string]news.Type, len(counts))
	for key, of := range counts {
		for _, kind := range news.Types {
			if of[kind] > of[best[key]] {
				best[key] = kind
			}
		}
	}
	return best
}

// pronounsIn finds the pronouns of a sentence.
func (s *scanner) pronounsIn(first, end int) {
	for i := first; i < end; i++ {
		w := &s.words[i]
		kind := s.lists.pronouns[w.lower[:token.Uncontracted(w.lower)]]
		if kind == 0 || w.upper && len(w.text) > 1 && !w.shout || w.title&honorific != 0 {
			continue
		}
		if kind&prThing != 0 && s.empty(i, end) {
			continue
		}
		m := Mention{First: i, End: i + 1, Head: i, NameFirst: i, NameEnd: i + 1, Form: Pronoun, Number: Singular, Person: 3}
		switch {
		case kind&prRelative != 0:
			m.Person, m.Number, m.Type = 0, 0, news.Person
		case kind&prFirst != 0:
			m.Person, m.Type = 1, news.Person
		case kind&prWe != 0:
			m.Person, m.Number = 1, Plural
		case kind&prSecond != 0:
			m.Person, m.Number = 2, 0
		case kind&prPlural != 0:
			m.Number = Plural
		case kind&prMale != 0:
			m.Gender, m.Type = Male, news.Person
		case kind&prFemale != 0:
			m.Gender, m.Type = Female, news.Person
		}
		s.found = append(s.found, m)
	}
}

// empty reports whether an "it" stands for nothing: "it is clear that", "it seems".
func (s *scanner) empty(i, end int) bool {
	if s.words[i].lower != "it" || i+1 >= end {
		return false
	}
	j := i + 2
	switch verb := token.Straight(s.words[i+1].lower); verb {
	case "is", "was", "'s":
	case "would", "will", "may", "might", "has", "had":
		if j >= end || s.words[j].lower != "be" && s.words[j].lower != "been" {
			return false
		}
		j++
	default:
		return emptyVerbs.has(verb)
	}
	for start := j; j < end && j < start+5; j++ {
		switch w := &s.words[j]; {
		case w.lower == "that" || w.lower == "to" || w.lower == "whether" || w.text == "who":
			return j > start
		case w.class&(adjective|adverb|noun|determiner) == 0 && w.lower != "not":
			return false
		}
	}
	return false
}

// countries has the adjectives among places be names of their countries: "Russian" ships
// are those of Russia.
func (s *scanner) countries() {
	for i := range s.found {
		m := &s.found[i]
		if m.Form == Pronoun || m.Type != news.Place || m.NameEnd-m.NameFirst != 1 {
			continue
		}
		if country := s.lists.demonyms[s.words[m.NameFirst].text]; country != "" {
			m.Form, m.Named, m.Canon = Name, 1, country
		}
	}
}

// someOf makes noun phrases of names of groups with a number or the like before them: "many
// Americans" are not the Americans.
func (s *scanner) someOf() {
	for i := range s.found {
		m := &s.found[i]
		if m.Form != Name || m.Type != news.Group {
			continue
		}
		first, some := m.First, false
	phrase:
		for j, sentence := m.NameFirst-1, s.text.Sentences[s.text.Tokens[m.NameFirst].Sentence]; j >= sentence.First; j-- {
			w := &s.words[j]
			switch {
			case someWords.has(w.lower), w.class&quantity != 0 && w.class&barrier == 0, w.text[0] >= '0' && w.text[0] <= '9':
				if w.lower == "both" && s.at(m.NameEnd) == "and" {
					break phrase // "both Americans and Russians"
				}
				some = true
			case w.class&determiner != 0 && w.class&barrier == 0:
			case j >= m.First:
				continue // "young" of "many young Americans"
			default:
				break phrase
			}
			first = min(first, j)
		}
		if some {
			m.First, m.NameFirst, m.MaximalFirst = first, first, min(m.MaximalFirst, first)
			m.Form, m.Canon, m.Sure, m.Number, m.Named = Nominal, "", false, Plural, 0
			m.Likely = 1 // of a name's word nothing is learnt
			if m.Definite = definites.has(s.at(first)); m.Definite {
				m.NameFirst++
			}
		}
	}
}

// nicknames makes one name of two persons with a word in brackets between them, "Jan
// (Hans) Reed": the first name, or initials, and what follows. What the brackets hold is
// no name of its own.
func (s *scanner) nicknames() {
	before := map[int]int{} // the token behind a name → its mention
	for i := range s.found {
		if m := &s.found[i]; m.Form == Name && m.NameEnd-m.NameFirst < 3 {
			before[m.NameEnd] = i
		}
	}
	inside := map[int]bool{} // tokens in such brackets
	gone := map[int]bool{}
	for i := range s.found {
		m := &s.found[i]
		open := m.NameFirst - 3
		first, ok := before[open]
		if !ok || m.Form != Name || m.Type != news.Person || m.First != m.NameFirst {
			continue
		}
		if s.words[open].text != "(" || s.words[open+2].text != ")" || !s.words[open+1].caps {
			continue
		}
		whole := &s.found[first]
		whole.Type, whole.Canon, whole.Head = news.Person, "", m.Head
		whole.End, whole.NameEnd, whole.MaximalEnd = m.End, m.NameEnd, max(whole.MaximalEnd, m.MaximalEnd)
		inside[open+1], gone[i] = true, true
	}
	if len(gone) == 0 {
		return
	}
	left := s.found[:0]
	for i, m := range s.found {
		if !gone[i] && !(m.End-m.First == 1 && inside[m.First]) {
			left = append(left, m)
		}
	}
	s.found = left
}

// widenPlaces lets the name of a place take the state or country after it:
// "Sydney, Australia".
func (s *scanner) widenPlaces() {
	outer := map[int]*Mention{} // first token → the state or country there
	for i := range s.found {
		m := &s.found[i]
		if m.Form == Name && m.Type == news.Place && (s.lists.countries[m.Canon] || s.lists.states[m.Canon]) {
			outer[m.First] = m
		}
	}
	for i := range s.found {
		m := &s.found[i]
		if m.Form != Name || m.Type != news.Place || m.End+1 >= len(s.words) || s.words[m.End].text != "," || s.lists.countries[m.Canon] {
			continue
		}
		if o := outer[m.End+1]; o != nil && o.Canon != m.Canon {
			m.End = o.End
		}
	}
}
