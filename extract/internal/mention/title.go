package mention

import (
	"strings"

	"hearsay/extract/news"
)

// addName notes the name of tokens [i, stop) of the sentence [first, end), with
// the titles, offices and descriptions before it.
func (s *scanner) addName(i, stop, first, end int) {
	m := Mention{First: i, End: stop, Head: stop - 1, NameFirst: i, NameEnd: stop, Form: Name, Number: Singular}
	if e, end, ok := s.listed(i, stop); ok && end == stop {
		m.Type, m.Canon, m.Sure = e.kind, e.canon, true
		if e.adj {
			m.Type, m.Canon, m.Number = news.Group, "", Plural
		}
	}
	titled := false
	if !m.Sure {
		if k := s.titleEnd(i, stop); k == stop {
			s.addOffice(i, stop, first)
			return
		} else if k > i {
			m.NameFirst, titled = k, true
			m.Gender = s.titleGender(i, k)
			s.addInTitle(i, k)
		}
	}
	for m.NameEnd > m.NameFirst+1 && s.words[m.NameEnd-1].title&suffix != 0 && s.words[m.NameFirst].class&plain == 0 {
		m.NameEnd--
	}
	m.Head = s.nameHead(m.NameFirst, m.NameEnd)
	if stop+1 < end && s.words[stop].text == "," && (s.words[stop+1].title&suffix != 0 && s.words[stop+1].caps || incorporations.has(s.words[stop+1].text)) {
		m.End = stop + 2
		s.used[stop+1] = true
	}
	if !m.Sure {
		s.setType(&m, titled, first, end)
	}
	if m.Type == news.Person && !titled {
		if k := s.described(m.NameFirst, first); k < m.NameFirst {
			m.First = k
		}
	} else if titled {
		m.First = s.described(i, first)
	}
	m.First = s.opened(m.First, first, m.Type)
	if m.Type == news.Person {
		m.Head = m.NameEnd - 1
	}
	if m.Type == news.Person && m.Gender == 0 {
		s.guessGender(&m)
	}
	s.add(m)
	s.addWithin(&m)
}

// addWithin notes the place that a body's name ends in: "Library of the
// Netherlands", "University of Wisconsin".
func (s *scanner) addWithin(m *Mention) {
	for j := m.NameFirst + 1; j < m.NameEnd; j++ {
		if w := s.words[j].text; w != "of" && w != "in" && w != "for" {
			continue
		}
		first := j + 1
		if first < m.NameEnd && s.words[first].lower == "the" {
			first++
		}
		if e, stop, ok := s.listed(first, m.NameEnd); ok && e.kind == news.Place && !e.adj && stop == m.NameEnd {
			s.found = append(s.found, Mention{
				First: j + 1, End: stop, Head: stop - 1, NameFirst: first, NameEnd: stop, Type: news.Place, Canon: e.canon, Sure: true, Number: Singular,
			})
		}
	}
}

// nameHead is the head of a name: its last word, or the one before "of" or
// "for" ("Court of Appeals").
func (s *scanner) nameHead(first, end int) int {
	for i := first + 1; i < end-1; i++ {
		switch s.words[i].text {
		case "of", "for", "on", "against":
			return i - 1
		}
	}
	return end - 1
}

// opened is where the phrase of a name that begins at token i begins, with its
// adjectives and determiner: "mainland Australia", "this House", "the younger
// Edleston".
func (s *scanner) opened(i, first int, kind news.Type) int {
	j := i
	for j > first {
		w := &s.words[j-1]
		counted := kind == news.Group && w.class&quantity != 0
		if s.used[j-1] || !(w.class&adjective != 0 || counted) || !describing(w) {
			break
		}
		j--
	}
	if j > first && !s.used[j-1] {
		switch s.words[j-1].lower {
		case "the", "this", "these", "those", "our", "all":
			return j - 1
		case "my", "his", "her", "its", "their", "your":
			if kind != news.Place && kind != news.Person {
				return j - 1
			}
		case "a", "an":
			if j < i {
				return j - 1
			}
		}
	}
	return j
}

// describing reports whether a word in small letters can be nothing but an adjective
// that says of what sort a name is.
func describing(w *word) bool {
	const other = verb | barrier | noun | adverb | pronoun | possessive | plural
	return w.alpha && !w.caps && w.class&other == 0 && !ordering.has(w.lower) && !strings.HasSuffix(w.lower, "ing") && !strings.HasSuffix(w.lower, "ed")
}

// add keeps a mention and marks its tokens used.
func (s *scanner) add(m Mention) {
	for i := m.First; i < m.End; i++ {
		s.used[i] = true
	}
	s.ends[m.End], s.first[m.First] = len(s.found), len(s.found)
	s.found = append(s.found, m)
}

// titleEnd is where the titles and offices that open [i, stop) end: i where
// there are none, stop where there is nothing else.
func (s *scanner) titleEnd(i, stop int) int {
	last, offices := i-1, 0
	for j := i; j < stop; j++ {
		title := s.words[j].title &^ suffix
		if s.words[j].title&suffix != 0 && j > i {
			title = 0
		}
		switch {
		case title&(office|rank|honorific) != 0:
			last = j
			offices++
		case title&titleMod != 0 && j == last+3 && s.words[j-1].lower == "the" && s.words[j-2].lower == "of" && offices > 0,
			title&titleMod != 0 && j == last+2 && s.words[j-1].lower == "of" && offices > 0:
			last = j // Secretary of State
		case title&titleMod != 0 && j == stop-1 && offices > 0 && last == j-1 && s.words[j].text == "General":
			last = j
		}
	}
	if offices == 0 {
		j := i
		for j < stop-1 && s.words[j].title&titleMod != 0 {
			j++
		}
		if j > i && s.personal(j, stop) && !s.lists.first[s.words[i].text] {
			return j // Republican Donald Trump
		}
		return i
	}
	if last == i && stop == i+2 && s.lists.first[s.words[i].text] && !s.lists.first[s.words[i+1].text] && s.words[i].title&honorific == 0 {
		return i // Dean Baquet
	}
	if s.typeOf(i, stop) == news.Organization && s.words[stop-1].title&(office|rank|honorific) == 0 && (last == i || stop-last > 4) {
		return i // Office of the Director of National Intelligence; Judge Advocate Corps
	}
	for j := last + 1; j < stop; j++ {
		if s.words[j].lower == "of" {
			return i
		}
	}
	return last + 1
}

func (s *scanner) titleGender(i, k int) Gender {
	for j := i; j < k; j++ {
		if g := s.lists.genders[s.words[j].text]; g != 0 && s.words[j].title != 0 {
			return g
		}
		if _, one, _, ok := Noun(s.words[j].lower); ok {
			if g := s.lists.nounHeads[one].gender; g != 0 {
				return g
			}
		}
	}
	return 0
}

// addInTitle notes the body named within a title ("Ohio Democratic Party
// Chairman").
func (s *scanner) addInTitle(i, k int) {
	for j := i; j < k; j++ {
		e, stop, ok := s.listed(j, k)
		if ok && !e.adj && (e.kind != news.Place || stop-j > 1 || s.words[j].upper) {
			s.found = append(s.found, Mention{
				First: j, End: stop, Head: stop - 1, NameFirst: j, NameEnd: stop, Type: e.kind, Canon: e.canon, Sure: true, Number: Singular,
			})
			j = stop - 1
			continue
		}
		for stop := k; stop > j+1 && j == i; stop-- {
			if kind := s.typeOf(j, stop); kind == news.Organization {
				s.found = append(s.found, Mention{First: j, End: stop, Head: stop - 1, NameFirst: j, NameEnd: stop, Type: kind, Sure: true, Number: Singular})
				j = stop - 1
				break
			}
		}
	}
}

// guessGender gives a person the gender that the first name mostly has.
func (s *scanner) guessGender(m *Mention) {
	m.Gender = s.lists.genders[s.proper(m.NameFirst)]
	m.Guessed = m.Gender != 0
}

// addOffice notes an office that stands without a name ("the Prime Minister").
func (s *scanner) addOffice(i, stop, first int) {
	m := Mention{First: i, End: stop, Head: stop - 1, NameFirst: i, NameEnd: stop, Form: Nominal, Number: Singular, Type: news.Person}
	if i > first && s.words[i-1].class&(determiner|possessive) != 0 {
		m.First = i - 1
		m.Definite = s.words[i-1].lower != "a" && s.words[i-1].lower != "an"
	} else {
		m.Definite = true
	}
	m.Gender = s.titleGender(i, stop)
	s.add(m)
}

// described is where a description in small letters before a name begins
// ("former technology aide Bryan Pagliano"), or i.
func (s *scanner) described(i, first int) int {
	quoted := i > first && (s.words[i-1].text == "”" || s.words[i-1].text == "\"")
	if quoted {
		i--
	}
	j := s.describing(i, first)
	if quoted && j == i {
		return i + 1
	}
	return j
}

// describing is where a description that ends before token i begins, or i.
func (s *scanner) describing(i, first int) int {
	if i <= first {
		return i
	}
	w := &s.words[i-1]
	if s.lists.demonyms[w.text] != "" && s.words[i].title != 0 {
		return s.phraseStart(i-1, first)
	}
	kind, _, many, ok := Noun(w.lower)
	if !ok || many || kind != news.Person || w.title == 0 && w.caps || w.class&barrier != 0 {
		if w.title&titleMod == 0 || w.caps && s.words[i].title == 0 {
			return i
		}
	}
	return s.phraseStart(i-1, first)
}
