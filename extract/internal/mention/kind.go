package mention

import (
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// setType types a name that no list has, by its words and what stands around it.
func (s *scanner) setType(m *Mention, titled bool, first, end int) {
	a, z := m.NameFirst, m.NameEnd
	last := s.words[z-1]
	kind := s.typeOf(a, z)
	if k, _, many, ok := Noun(last.lower); ok && (many || k == news.Group) && kind == "" {
		if k == news.Person || k == news.Group {
			m.Type, m.Number, m.Sure = news.Group, Plural, true
			return
		}
	}
	if kind == news.System {
		if e, _, ok := s.listed(a, z); ok && e.kind == news.Organization {
			kind = news.Organization // the WHO Health Emergencies Program
		}
	}
	switch {
	case titled && z-a <= 4:
		m.Type, m.Sure = news.Person, true
	case z-a == 2 && roman(last.text) && (s.words[a].text == "Article" || s.words[a].text == "Title"):
		m.Type, m.Sure = news.Law, true
	case s.amid(a, z, "&"):
		m.Type, m.Sure = news.Organization, true // Lund & Vare
	case kind != "" && !(s.lists.first[s.proper(a)] && z-a == 2 && surnames.has(last.text)):
		m.Type, m.Sure = kind, true
	case s.personal(a, z):
		m.Type, m.Sure = news.Person, true
	case s.words[m.NameFirst].upper && z-a == 1 && len(last.text) <= 6 && !last.shout:
		m.Type = news.Organization
	case s.personAround(m, first, end):
		m.Type, m.Sure = news.Person, true
	case z-a == 1 && s.lists.nameHeads[s.proper(a)] != "" && (s.lists.nameHeads[s.proper(a)] != news.Place || a > first && s.words[a-1].lower == "the"):
		m.Type = s.lists.nameHeads[s.proper(a)]
		m.Sure = m.Type == news.Law || m.Type == news.Publication && a > first && s.words[a-1].lower == "the"
	default:
		m.Type = s.guess(m, first, end)
	}
}

// amid reports whether a word stands within a name.
func (s *scanner) amid(a, z int, word string) bool {
	for i := a + 1; i < z-1; i++ {
		if s.words[i].text == word {
			return true
		}
	}
	return false
}

// personal reports whether the words of a name are a person's: a first name
// with more after it, or an initial between.
func (s *scanner) personal(a, z int) bool {
	if z-a < 2 || z-a > 5 {
		return false
	}
	for j := a; j < z; j++ {
		if l := s.words[j].lower; l == "of" || l == "for" || l == "on" || l == "and" || l == "&" {
			return false
		}
	}
	if s.lists.first[s.proper(a)] {
		return true
	}
	for j := a; j < z-1; j++ {
		if s.initial(j) {
			return true
		}
	}
	return false
}

// personAround reports whether the words around a name say that it is a person's.
func (s *scanner) personAround(m *Mention, first, end int) bool {
	if m.NameFirst > first {
		w := &s.words[m.NameFirst-1]
		if kind, _, many, ok := Noun(w.lower); ok && kind == news.Person && !many && !w.caps && w.class&barrier == 0 {
			return true
		}
	}
	j := m.End
	if j+1 >= end || s.words[j].text != "," {
		return false
	}
	if age := s.words[j+1].text; len(age) == 2 && age >= "10" && age <= "99" && j+2 < end && s.words[j+2].text == "," {
		return true
	}
	if s.words[j+1].lower == "who" {
		return true
	}
	for k := j + 1; k < end && k < j+8; k++ {
		w := &s.words[k]
		if w.text == "," || w.class&barrier != 0 && k > j+1 {
			break
		}
		if kind, _, many, ok := Noun(w.lower); ok && !many && k > j+1 && (s.words[j+1].class&(determiner|possessive) != 0 || w.title != 0 || k == j+2) {
			if k+1 < end && s.words[k+1].class&(noun|plural) != 0 && s.words[k+1].class&(barrier|verb) == 0 {
				continue
			}
			return kind == news.Person
		}
	}
	return false
}

// guess types a name of which nothing is known.
func (s *scanner) guess(m *Mention, first, end int) news.Type {
	a, z := m.NameFirst, m.NameEnd
	before, after := "", ""
	if a > first {
		before = s.words[a-1].lower
	}
	if z < end {
		after = s.words[z].lower
	}
	switch {
	case z-a == 1 && before != "the" && s.words[a].class&(noun|plural) != 0 && !s.words[a].upper && s.names[s.words[a].text] < 3:
		return "" // a common noun, capitalized
	case before == "the" && !direction(s.words[z-1].lower) && !(z < end && s.words[z].class&(noun|plural) != 0 && s.words[z].class&(verb|barrier) == 0):
		return news.Organization
	case z-a == 1 && (before == "in" || before == "near" || before == "from"):
		return news.Place
	case z-a >= 2 && s.parts(a, z) <= 3 && s.strange(a, z) && !direction(s.words[z-1].lower):
		return news.Person
	case z-a == 1 && (s.words[z-1].class&(noun|adjective) == 0) && (token.PossessiveS(after) || s.lists.words[after]&(barrier|verb) != 0):
		return news.Person
	case z-a == 1 && s.lists.first[s.proper(a)]:
		return news.Person
	case z-a > 1 && direction(s.words[z-1].lower):
		return news.Place
	}
	if z-a == 1 && s.strange(a, z) {
		return news.Person
	}
	return news.Organization
}

// strange reports whether no word of a name is one of the language.
func (s *scanner) strange(a, z int) bool {
	for j := a; j < z; j++ {
		w := &s.words[j]
		if w.alpha && w.class&(noun|plural|adjective|verb|adverb|modifier) != 0 || w.lower == "of" {
			return false
		}
	}
	return true
}

// parts counts the words of a name, those that a hyphen joins as one.
func (s *scanner) parts(a, z int) int {
	n := z - a
	for j := a; j < z; j++ {
		if s.words[j].text == "-" {
			n -= 2
		}
	}
	return n
}

func direction(w string) bool {
	switch w {
	case "north", "south", "east", "west", "central":
		return true
	}
	return false
}
