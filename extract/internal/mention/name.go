package mention

import (
	"strings"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// How many tokens a name and a noun phrase have at most, so that a text takes time
// linear in its length: the longest of the 900 articles of PolNeAR have 13 and 16.
const (
	longestName   = 32
	longestPhrase = 64
)

// namesIn finds the names of a sentence, from left to right.
func (s *scanner) namesIn(first, end int) {
	for i := first; i < end; {
		stop := s.nameAt(i, end)
		if stop <= i {
			i++
			continue
		}
		s.addName(i, stop, first, end)
		i = stop
	}
}

// nameAt is the end of the name that begins at a token, or 0.
func (s *scanner) nameAt(i, end int) int {
	w := &s.words[i]
	if s.partyMark(i, end) {
		return 0
	}
	e, stop, ok := s.listed(i, end)
	ok = ok && !s.doubtful(i, stop) && !s.titleAhead(i, stop, end) && !(w.text == "The" && stop < end && s.words[stop].caps && s.words[stop].alpha)
	if i > 0 && s.words[i-1].text == "," && (w.title&suffix != 0 || incorporations.has(w.text)) || roman(w.text) {
		return 0 // QC
	}
	if (w.text == "Article" || w.text == "Title") && i+1 < end && roman(s.words[i+1].text) {
		return i + 2
	}
	if !ok {
		if !w.caps || !s.begins(i, end) {
			return 0
		}
		stop = i + 1
	} else if e.adj && !s.adjectiveNames(i, stop, end) {
		return 0
	}
	for stop < end && stop-i < longestName && !s.closed(e, ok, i, stop, end) {
		next := s.joins(i, stop, end)
		if next == stop {
			break
		}
		stop, ok = next, false
	}
	if stop == i+1 && (s.initial(i) || s.adjectival(i, end) || s.nominal(i)) {
		return 0
	}
	return stop
}

// titleAhead reports whether a word that a list has as a name is a title before a name
// here, or a part of one: "State Secretary".
func (s *scanner) titleAhead(i, stop, end int) bool {
	if stop != i+1 || stop >= end {
		return false
	}
	w, next := &s.words[i], &s.words[stop]
	return w.title&titleMod != 0 && next.title&office != 0 || w.title&(office|rank|honorific) != 0 && next.caps
}

// partyMark reports whether a token is the letter of a party before a state:
// "(R-Utah)".
func (s *scanner) partyMark(i, end int) bool {
	w := s.words[i].text
	if i > 0 && s.words[i-1].text == "-" && i > 1 && len(s.words[i-2].text) == 1 && i > 2 && s.words[i-3].text == "(" {
		return true
	}
	return i+1 < end && (w == "R" || w == "D" || w == "I") && (s.words[i+1].text == "-" || s.words[i+1].text == "–")
}

// closed reports whether a name of the lists takes no more: an outlet, a place
// before a person's name, a body in several words before what is no head.
func (s *scanner) closed(e entry, ok bool, i, stop, end int) bool {
	if s.breaks(stop) {
		return true
	}
	if !ok || e.adj {
		return false
	}
	next := &s.words[stop]
	_, heads := s.lists.nameHeads[next.text]
	switch {
	case e.kind == news.Publication:
		return (!heads || next.lower == "standard" || next.lower == "board") && !(stop-i == 1 && s.common(&s.words[i]) && next.caps)
	case e.kind == news.Place && s.lists.first[next.text] && stop+1 < end && s.words[stop+1].caps:
		return true
	case stop-i > 1 && next.caps:
		return !heads && !s.headAhead(stop, end)
	}
	return false
}

// breaks reports whether a line ends before a token.
func (s *scanner) breaks(i int) bool {
	return s.text.EndsLine(i)
}

// adjectival reports whether a capitalized word only describes the noun after
// it: "Republican voters", "Eastern bloc".
func (s *scanner) adjectival(i, end int) bool {
	w := &s.words[i]
	if i+1 >= end || w.upper || s.lists.first[w.text] {
		return false
	}
	next := &s.words[i+1]
	if next.text == "-" && s.adjacent(i+1) && i+2 < end && !s.words[i+2].caps {
		_, named := s.lists.names[w.text]
		return !named
	}
	_, _, _, known := Noun(next.lower)
	if next.caps && !w.shout || next.class&(noun|plural|adjective|modifier) == 0 && !known || next.class&barrier != 0 {
		return false
	}
	for _, ending := range adjectiveEnds {
		if strings.HasSuffix(w.lower, ending) {
			e, named := s.lists.names[w.text]
			return !named || e.adj
		}
	}
	return false
}

// nominal reports whether a capitalized word is a noun for people: "Democrats".
func (s *scanner) nominal(i int) bool {
	w := &s.words[i]
	kind, _, _, ok := Noun(w.lower)
	_, listed := s.lists.names[w.text]
	if !listed && !s.lists.first[w.text] && (strings.HasSuffix(w.lower, "ologist") || strings.HasSuffix(w.lower, "ologists")) {
		return true // a Scientologist
	}
	return ok && (kind == news.Person || kind == news.Group) && w.title == 0 && !s.lists.first[w.text] && !listed
}

// adjectiveEnds end words that are adjectives, capitalized though they be.
var adjectiveEnds = [...]string{"ern", "ic", "ish", "ese", "ian", "ean", "al", "ist", "republican", "ottoman", "roman", "democrat", "tory", "soviet", "muslim"}

// adjectiveNames reports whether a demonym at i opens a longer name ("Chinese
// Communist Party") rather than describing what follows.
func (s *scanner) adjectiveNames(i, stop, end int) bool {
	if stop >= end || !s.words[stop].caps || s.words[i].shout {
		return strings.HasSuffix(s.words[stop-1].text, "s") && s.lists.demonyms[s.key(i, stop)] != ""
	}
	for j := stop; j < min(end, stop+longestName) && s.words[j].caps; j++ {
		if _, ok := s.lists.nameHeads[s.words[j].text]; ok {
			return true
		}
	}
	return false
}

// doubtful reports whether a name of the lists is more likely a common word
// here: at the start of a sentence, or among capitals ("Fortune", "Nice").
func (s *scanner) doubtful(i, stop int) bool {
	w := &s.words[i]
	if stop-i > 1 || w.upper && !w.shout {
		return !w.caps && stop-i == 1
	}
	return (w.begin || w.shout) && s.common(w) && s.names[w.text] == 0
}

// begins reports whether a capitalized token that no list has begins a name.
func (s *scanner) begins(i, end int) bool {
	w := &s.words[i]
	named := s.lists.first[w.text] && i+1 < end && s.words[i+1].caps && s.words[i+1].class&plain == 0 // "Will Smith"
	if !w.alpha || w.class&(determiner|possessive) != 0 || w.class&(plain|pronoun) != 0 && !s.initial(i) && !named {
		return false
	}
	if strings.ContainsAny(w.text, "@#/") || w.lower == "a" || w.upper && len(w.text) > 3 && w.class&barrier != 0 {
		return false
	}
	if k := strings.IndexAny(w.lower, "'’"); k > 0 && s.lists.class(w.lower[:k])&(pronoun|barrier|determiner) != 0 {
		return false // We'll
	}
	if w.title&honorific != 0 && i+1 < end && s.words[i+1].caps {
		return !(w.shout && s.common(&s.words[i+1]) && !s.lists.first[s.words[i+1].text])
	}
	if i+1 < end && !w.shout && !w.upper {
		next := &s.words[i+1]
		if s.lists.first[w.text] && next.caps && next.alpha && next.class&(plain|pronoun) == 0 {
			return true // Will Smith
		}
		if w.title&(office|rank) != 0 && (next.caps || next.lower == "of" && i+2 < end && s.words[i+2].title&titleMod != 0) {
			return true
		}
	}
	switch {
	case w.shout:
		elsewhere := s.names[s.proper(i)] > 0 || s.lists.first[s.proper(i)] && w.class&(verb|noun|barrier) == 0
		return elsewhere && !s.small[w.lower] || !s.common(w) && w.title == 0
	case w.begin:
		if !s.common(w) {
			return s.names[w.text] > 0 || s.followed(i, end) || s.lists.first[w.text] || w.upper
		}
		if s.names[w.text] > 0 && !s.small[w.lower] {
			return true
		}
		return w.class&(barrier|adverb|determiner|quantity) == 0 && i+1 < end && s.words[i+1].caps && s.words[i+1].class&plain == 0 &&
			(s.lists.first[w.text] || w.class&verb == 0 && !s.small[w.lower] || s.headAhead(i, end))
	}
	return w.class&barrier == 0 || w.upper || s.lists.first[w.text] && i+1 < end && s.words[i+1].caps
}

// followed reports whether what comes after a word that opens a sentence speaks
// for a name: another capital, a verb, a possessive.
func (s *scanner) followed(i, end int) bool {
	if i+1 >= end {
		return false
	}
	next := &s.words[i+1]
	switch token.Straight(next.text) {
	case "'s", "&", "(", ",":
		return true
	case "-":
		return s.adjacent(i + 1)
	}
	return next.caps && next.class&(pronoun|plain) == 0 || next.class&(verb|barrier) != 0 && next.class&(noun|pronoun) == 0 && !verbless.has(next.lower)
}

// proper is the word with only its first letter a capital.
func (s *scanner) proper(i int) string {
	w := &s.words[i]
	if !w.upper || strings.Contains(w.text, ".") {
		return w.text
	}
	return w.text[:1] + w.lower[1:]
}

// headAhead reports whether the capitalized words from i on end in one that
// makes a name of them ("Foreign Ministry").
func (s *scanner) headAhead(i, end int) bool {
	for j := i + 1; j < min(end, i+longestName) && s.words[j].caps; j++ {
		if _, ok := s.lists.nameHeads[s.words[j].text]; ok {
			return true
		}
	}
	return false
}

func (s *scanner) initial(i int) bool {
	text := s.words[i].text
	return len(text) == 2 && text[1] == '.' && s.words[i].caps
}
