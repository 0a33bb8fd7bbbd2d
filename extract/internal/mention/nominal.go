package mention

import (
	"strings"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// nominalsIn finds the noun phrases of a sentence that stand for somebody or
// something, by their head nouns.
func (s *scanner) nominalsIn(first, end int) {
	for i := first; i < end; i++ {
		w := &s.words[i]
		if s.used[i] || !w.alpha || w.class&barrier != 0 {
			continue
		}
		kind, _, many, ok := Noun(w.lower)
		if !ok || s.goesOn(i, end) || s.isVerb(i, first) {
			continue
		}
		s.addNominal(i, first, end, kind, many)
	}
}

// goesOn reports whether the noun at i only describes the one after it
// ("government officials").
func (s *scanner) goesOn(i, end int) bool {
	if i+1 >= end {
		return false
	}
	next := &s.words[i+1]
	if next.text == "-" && s.adjacent(i+1) {
		return true
	}
	if (next.text == "”" || next.text == "\"" || next.text == "’") && i+2 < end {
		next = &s.words[i+2] // “vaccine passport” system
		_, _, _, ok := Noun(next.lower)
		return ok && !s.inflected(next)
	}
	if !next.alpha || next.class&barrier != 0 || s.used[i+1] {
		return false
	}
	_, _, _, ok := Noun(next.lower)
	if ok && strings.HasSuffix(next.lower, "ing") {
		return true // a committee hearing
	}
	return !s.inflected(next) && (ok || next.class&(noun|plural) != 0 && next.class&(adverb|adjective) == 0)
}

// isVerb reports whether a noun's word is a verb here: after "which", "who", a
// pronoun; or the second part of a compound adjective.
func (s *scanner) isVerb(i, first int) bool {
	if i <= first {
		return false
	}
	w := &s.words[i-1]
	if w.text == "-" && s.adjacent(i-1) && i-2 >= first {
		if prefixes.has(s.words[i-2].lower) {
			return true
		}
	}
	if s.words[i].class&verb != 0 && i+1 < len(s.words) && s.words[i+1].class&(determiner|possessive) != 0 {
		if kind, _, many, ok := Noun(w.lower); ok && !many && (kind == news.Person || kind == news.Organization) {
			return true // the woman disputes the idea
		}
	}
	if _, named := s.ends[i]; named && s.inflected(&s.words[i]) {
		switch kind, _, many, ok := Noun(s.words[i].lower); {
		case !ok || !many:
		case kind == news.Law, kind == news.Event, kind == news.Work, kind == news.System:
			return true // the Act bans it
		case kind != news.Person && kind != news.Group && i+1 < len(s.words) && s.opensObject(i+1):
			return true
		}
	}
	return beforeVerbs.has(w.lower) && (w.lower != "that" || i+1 < len(s.words) && s.words[i].class&plural != 0 && s.words[i].class&verb != 0)
}

// opensObject reports whether a token opens what follows a verb.
func (s *scanner) opensObject(i int) bool {
	w := &s.words[i]
	return w.class&(determiner|possessive|pronoun) != 0 || w.lower == "to" || w.lower == "that"
}

// addNominal adds the noun phrase whose head is i where it stands for something in
// particular, and lets a name in it give up the determiner that is the phrase's.
func (s *scanner) addNominal(i, first, end int, kind news.Type, many bool) {
	start := s.phraseStart(i, first)
	m := s.phrase(i, start, first, end, kind, many)
	headline := start < i && !s.inflected(&s.words[i]) && s.words[start].caps && s.headline(first, end)
	if !s.worth(&m, s.determined(i, start) || s.owned(start, first) || headline) {
		return
	}
	for j := m.First; j < m.End; j++ {
		s.used[j] = s.used[j] || j >= start
	}
	if k, ok := s.first[start]; ok && s.words[start].class&determiner != 0 {
		if n := &s.found[k]; n.NameFirst > start && n.End < m.End {
			n.First = n.NameFirst // "the" belongs to the campaign in "the Clinton campaign"
		}
	}
	s.ends[m.End] = len(s.found)
	s.found = append(s.found, m)
}

// determined reports whether the phrase from start on whose head is i opens with a
// determiner, a possessive or a quantity.
func (s *scanner) determined(i, start int) bool {
	return s.words[start].class&(determiner|possessive|quantity) != 0 && start < i
}

// owned reports whether what begins at start is somebody's: "'s" stands before it.
func (s *scanner) owned(start, first int) bool {
	return start > first+1 && token.PossessiveS(s.words[start-1].text) && (s.words[start-2].class&(pronoun|barrier|determiner) == 0 || s.used[start-2])
}

// phrase is the noun phrase whose head is i and that begins at start, in a sentence from
// first to end.
func (s *scanner) phrase(i, start, first, end int, kind news.Type, many bool) Mention {
	opening := &s.words[start]
	m := Mention{First: start, End: i + 1, Head: i, NameFirst: start, NameEnd: i + 1, Type: kind, Form: Nominal, Number: Singular}
	owned := s.owned(start, first)
	switch {
	case s.determined(i, start) && opening.class&determiner != 0 && s.at(start+1) != "-":
		m.NameFirst++
		m.Definite = definites.has(opening.lower)
		if opening.lower == "such" && start+1 < i && s.words[start+1].class&determiner != 0 {
			m.NameFirst++
		}
	case opening.class&possessive != 0 && start < i, owned:
		m.Definite = true
	}
	for m.NameFirst > start && m.NameFirst < i && vagueWords.has(s.words[m.NameFirst].lower) && (!s.words[m.NameFirst].caps || s.words[m.NameFirst].shout) {
		m.NameFirst++ // "a recent Reuters survey" is a Reuters survey, but not "a New York paper" a York paper
	}
	if owned {
		if k, ok := s.ends[start-1]; ok && i-s.found[k].First < longestPhrase {
			m.First = s.found[k].First
			if kind != news.System { // "China's social credit system" is a social credit system
				m.NameFirst = s.found[k].NameFirst
			}
		}
	}
	if many || kind == news.Group {
		m.Number = Plural
		if kind == news.Person {
			m.Type = news.Group
		}
	}
	one, _ := s.lists.singular(s.words[i].lower)
	m.Gender = s.lists.nounHeads[one].gender
	if isQuote(opening.text) && i+1 < end && isQuote(s.words[i+1].text) {
		m.NameFirst, m.End = start+1, i+2
	}
	return m
}

// worth reports whether a noun phrase stands for something in particular.
func (s *scanner) worth(m *Mention, determined bool) bool {
	w := &s.words[m.Head]
	switch s.words[m.First].lower {
	case "every", "each", "any", "no", "all":
		return m.Number == Plural && m.NameEnd-m.NameFirst > 1
	}
	switch w.lower {
	case "head":
		if m.End >= len(s.words) || s.words[m.End].lower != "of" && s.words[m.End].lower != "at" {
			return false
		}
	case "person", "individual", "people", "somebody", "someone":
		if m.NameEnd-m.NameFirst == 1 {
			return false
		}
	}
	bare := m.NameEnd-m.NameFirst == 1
	switch m.Type {
	case news.Person:
		return determined || w.caps && !w.begin && !w.shout
	case news.Group:
		verbal := w.class&verb != 0 && w.class&plural == 0
		if bare && !determined && (verbal || anybody.has(w.lower) || w.class&(modifier|adjective|determiner|quantity) != 0) {
			return false
		}
		return determined || w.class&(quantity|determiner) == 0
	}
	if determined {
		return m.Number != Plural || m.Definite || !bare
	}
	return m.Number == Plural && !bare && w.class&verb == 0 && (m.Type == news.Organization || m.Type == news.System)
}

// phraseStart is where the noun phrase whose head is token i begins.
func (s *scanner) phraseStart(i, first int) int {
	start := i
	for j := i - 1; j >= first && j >= i-8; j-- {
		w := &s.words[j]
		switch {
		case w.class&determiner != 0 && w.lower != "that" && (j == first || s.words[j-1].lower != "such"):
			return j
		case s.inName(j):
			// A name before a noun describes it: "W.H.O. officials".
			for j > first && j > i-longestPhrase && s.inName(j-1) && s.sameName(j-1, j) {
				j--
				if s.words[j].class&determiner != 0 && s.words[j].lower != "that" {
					return j
				}
			}
			start = j
			continue
		case w.class&barrier != 0:
			return s.trim(start, i)
		case w.class&(determiner|possessive) != 0:
			if w.lower == "that" && j > first && s.words[j-1].class&(verb|barrier) != 0 {
				return s.trim(start, i) // said that officials
			}
			if j > first && s.words[j-1].lower == "such" && (w.lower == "a" || w.lower == "an") {
				j--
			}
			return j
		case w.text[0] >= '0' && w.text[0] <= '9': // the 2008 collapse
			start = j
		case w.class&(modifier|quantity) != 0, w.class&(adjective|noun) != 0 && w.class&pronoun == 0, s.lists.demonyms[w.text] != "":
			start = j
		case w.text == "-" && s.adjacent(j), w.text == "“" || w.text == "”" || w.text == "\"" || w.text == "'" || w.text == "‘" || w.text == "’":
			if w.text == "“" || w.text == "‘" {
				start = j
			}
		case w.alpha && w.class == 0 && !w.caps, w.class&plural != 0 && w.class&verb == 0, w.caps && w.class&plain == 0 && (!w.begin || w.class == 0):
			start = j
		case w.class&adverb != 0 && j > first && s.words[j-1].class&(determiner|possessive) != 0:
		default:
			return s.trim(start, i)
		}
	}
	return s.trim(start, i)
}

// trim drops from the left what no noun phrase begins with.
func (s *scanner) trim(start, i int) int {
	for start < i {
		w := &s.words[start]
		name := s.inName(start)
		if w.begin && w.caps && (w.class == 0 || w.class&noun != 0) {
			break
		}
		verbal := w.class&verb != 0 && w.class&(modifier|adjective) == 0
		many := w.class&plural != 0 && w.class&modifier == 0
		if w.alpha && w.lower != "least" && (name || !verbal && !many) {
			break
		}
		if w.text == "“" || w.text == "‘" || w.text[0] >= '0' && w.text[0] <= '9' {
			break
		}
		start++
	}
	return start
}

// inName reports whether a token stands in a name found before.
func (s *scanner) inName(j int) bool {
	return s.used[j]
}

// sameName reports whether two neighbouring tokens belong to one name: there is
// nothing between them that parts names.
func (s *scanner) sameName(a, b int) bool {
	return s.words[a].class&barrier == 0 || s.words[a].caps
}

func isQuote(w string) bool {
	switch w {
	case "“", "”", "\"", "‘", "’", "'", "``", "''":
		return true
	}
	return false
}
