package mention

import (
	"strings"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// joins is the end of a name after its next part, or stop where it has ended.
func (s *scanner) joins(first, stop, end int) int {
	w := &s.words[stop]
	switch {
	case w.caps && w.alpha:
		if s.takes(first, stop, end) {
			if _, longer, ok := s.listed(stop, end); ok && longer > stop+1 {
				return longer
			}
			return stop + 1
		}
	case w.text == "-" && stop+1 < end && s.words[stop+1].caps && s.adjacent(stop):
		return stop + 2
	case w.text == "-" && stop+1 < end && s.adjacent(stop) && s.given(first, stop):
		return stop + 2 // Kwok Ka-ki
	case w.class&particle != 0 && stop+2 < end && s.words[stop+1].text == "-" && s.adjacent(stop+1) && s.words[stop+2].caps:
		return stop + 3 // Bashar al-Assad
	case token.Possessive(w.text) && stop+1 < end && s.words[stop+1].caps && owners.has(s.words[stop-1].text):
		return stop + 2 // People's Party
	case w.text == "&" && stop+1 < end && s.words[stop+1].caps:
		return stop + 2
	case w.class&particle != 0 && w.alpha && w.lower != "a":
		j := stop + 1
		if j < end && s.words[j].class&particle != 0 {
			j++
		}
		if j < end && s.words[j].caps && !s.words[j].shout {
			return j + 1
		}
	case w.lower == "of" && stop+1 < end && year(s.words[stop+1].text):
		if s.typeOf(first, stop) == news.Law {
			return stop + 2
		}
	case w.lower == "of" || w.lower == "for" || w.lower == "on" || w.lower == "against":
		return s.joinsOf(first, stop, end)
	case w.lower == "and":
		if k := s.twoFields(first, stop, end); k > 0 {
			return k
		}
		if s.headsBefore(first, stop) && stop+1 < end && s.insideOf(first, stop) && s.words[stop+1].caps {
			return stop + 2
		}
	case w.alpha && (w.text == "I" || len(w.text) > 0 && w.text[0] >= '0' && w.text[0] <= '9'):
		return stop
	}
	return stop
}

// adjacent reports whether nothing stands between a token and its neighbours.
func (s *scanner) adjacent(i int) bool {
	t := s.text.Tokens
	return i > 0 && i+1 < len(t) && t[i-1].End == t[i].Start && t[i].End == t[i+1].Start
}

// takes reports whether a capitalized word goes on with a name.
func (s *scanner) takes(first, stop, end int) bool {
	w := &s.words[stop]
	if w.class&plain != 0 && !s.initial(stop) {
		return w.text == "Day" || w.text == "April" || w.text == "May" || w.text == "June" && s.lists.first[s.words[stop-1].text]
	}
	if w.class&(pronoun|determiner|possessive) != 0 && !s.initial(stop) {
		return w.upper && len(w.text) == 2 && w.text != "HE" && w.text != "WE" && !w.shout
	}
	if strings.ContainsAny(w.text, "'’") && strings.HasSuffix(w.lower, "t") {
		return false // Won't
	}
	if w.shout {
		e, _, ok := s.listed(stop, end)
		return !s.common(w) || s.names[s.proper(stop)] > 0 && !s.small[w.lower] && w.class&verb == 0 ||
			s.lists.nameHeads[s.proper(stop)] != "" && w.class&verb == 0 && s.typeOf(first, stop) == "" || ok && !e.adj && w.class&verb == 0
	}
	return !verbless.has(w.lower) || s.initial(stop) || w.upper
}

// given reports whether what follows the hyphen at stop is the second part of a
// first name: "Ki-moon", not "York-based".
func (s *scanner) given(first, stop int) bool {
	before, after := &s.words[stop-1], &s.words[stop+1]
	if !after.alpha || after.caps || before.upper || before.class&particle != 0 || len(after.text) > 7 {
		return false
	}
	if after.class == 0 && !s.inflected(after) {
		_, _, _, known := Noun(after.lower)
		return !known
	}
	return stop-first > 1 && len(before.text) <= 4 && s.lists.class(before.lower) == 0 && (after.class&verb == 0 || len(before.text) <= 3)
}

// joinsOf lets "of", "for" and "on" go on with a name of a body, a law, a work.
func (s *scanner) joinsOf(first, stop, end int) int {
	j := stop + 1
	if j < end && s.words[j].lower == "the" {
		j++
	}
	if j >= end || !s.words[j].caps || s.words[j].class&plain != 0 || s.words[j].shout && s.common(&s.words[j]) {
		return stop
	}
	last := s.words[stop-1]
	if last.title&office != 0 && s.words[stop].lower == "of" && s.words[j].title&titleMod != 0 {
		return j + 1 // Secretary of State
	}
	kind, ok := s.lists.nameHeads[last.text]
	if !ok && s.words[stop].lower == "for" && s.headsBefore(first, stop) && s.insideOf(first, stop) {
		kind, ok = news.Organization, true // Court of Appeals for the Sixth Circuit
	}
	if !ok || kind == news.System {
		return stop
	}
	if last.title&(office|rank|honorific) != 0 && s.words[stop].lower == "of" && kind != news.Organization {
		return stop
	}
	if e, longer, ok := s.listed(j, end); ok && !e.adj {
		return longer
	}
	return j + 1
}

// headsBefore reports whether a name has the head of a body's name already.
func (s *scanner) headsBefore(first, stop int) bool {
	for i := first; i < stop; i++ {
		if kind := s.lists.nameHeads[s.words[i].text]; kind == news.Organization {
			return true
		}
	}
	return false
}

// insideOf reports whether a name is past its "of" ("Department of Health and
// Human Services").
func (s *scanner) insideOf(first, stop int) bool {
	for i := first + 1; i < stop; i++ {
		if l := s.words[i].lower; l == "of" || l == "for" || l == "on" {
			return s.words[stop-1].caps && s.lists.names[s.key(i+1, stop)].kind != news.Place
		}
	}
	return false
}

// twoFields is where a body of two fields ends whose "and" stands at stop ("the
// House Oversight and Government Reform Committee"), or 0.
func (s *scanner) twoFields(first, stop, end int) int {
	if first == 0 || s.words[first-1].lower != "the" || s.typeOf(first, stop) != "" || s.lists.first[s.words[first].text] {
		return 0
	}
	if _, full, ok := s.listed(first, stop); ok && full == stop {
		return 0
	}
	for j := stop + 1; j < end && j < stop+5 && s.words[j].caps; j++ {
		if bodies.has(s.words[j].text) {
			return j + 1
		}
		if s.lists.first[s.words[j].text] {
			return 0
		}
	}
	return 0
}

// roman reports whether a word is a Roman numeral of two letters or more.
func roman(w string) bool {
	return len(w) > 1 && strings.Trim(w, "IVX") == ""
}

// year reports whether a word is a year's number.
func year(w string) bool {
	if len(w) != 4 || w[0] != '1' && w[0] != '2' {
		return false
	}
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}
