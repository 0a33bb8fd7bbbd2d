package mention

import (
	"strings"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// outlets takes the names of known outlets, in full or by their first or last word,
// for theirs; and a name that no list has and that nobody is known by for an outlet's
// where the article has it report: "told Meridian that", "Meridian's editor".
func (s *scanner) outlets(known []string) {
	const enough = 2
	signs := map[string]int{}
	persons := map[string]bool{}
	each := func(do func(m *Mention)) {
		for i := range s.found {
			if s.found[i].Form == Name {
				do(&s.found[i])
			}
		}
	}
	each(func(m *Mention) {
		if m.Sure && m.Type == news.Person {
			for i := m.NameFirst; i < m.NameEnd; i++ {
				persons[s.proper(i)] = true
			}
		}
		if !m.Sure {
			signs[s.key(m.NameFirst, m.NameEnd)] += s.reporting(m)
		}
	})
	each(func(m *Mention) {
		first, last := s.proper(m.NameFirst), s.proper(m.NameEnd-1)
		person := persons[first] || persons[last] || s.lists.first[first]
		if !m.Sure && !person && signs[s.key(m.NameFirst, m.NameEnd)] >= enough {
			m.Type, m.Sure = news.Publication, true
		}
	})
	for _, outlet := range known {
		name := strings.TrimPrefix(outlet, "The ")
		key, words := keyOf(name), strings.Fields(token.Straight(name))
		each(func(m *Mention) {
			if m.Sure || len(words) == 0 {
				return
			}
			first := s.words[m.NameFirst].text
			short := m.NameEnd-m.NameFirst == 1 && (first == words[0] || first == words[len(words)-1])
			if short || s.key(m.NameFirst, m.NameEnd) == key {
				m.Type, m.Sure, m.Canon = news.Publication, true, strings.Join(strings.Fields(name), " ")
			}
		})
	}
}

// reporting is how much speaks for an outlet where a name stands: 1 for what may be
// of somebody else, 2 for what is not.
func (s *scanner) reporting(m *Mention) int {
	before, after, then := s.at(m.NameFirst-1), s.at(m.NameEnd), s.at(m.NameEnd+1)
	if before == "the" {
		before = s.at(m.NameFirst - 2)
	}
	if after == "" || token.PossessiveS(after) {
		after = then
	}
	if newsroom.has(after) {
		return 2
	}
	switch after {
	case "reported", "reports", "cited", "citing", "quoted", "quoting":
		return 1
	case "has", "had":
		switch then {
		case "learned", "learnt", "seen", "obtained", "reported":
			return 2
		}
	}
	switch before {
	case "told":
		if m.NameEnd-m.NameFirst == 1 {
			return 1
		}
	case "via":
		return 2
	case "by":
		switch s.at(m.NameFirst - 2) {
		case "seen", "obtained", "reported", "published":
			return 2
		}
	}
	return 0
}

// at is a word in lower case, "" outside the text.
func (s *scanner) at(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].lower
}
