package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// A word is a token and what the lists and the article say of it.
type word struct {
	text  string
	lower string
	class class // by its lower case
	title class // by the word as written, where it can be a title
	caps  bool  // begins with a capital
	upper bool  // two letters or more, none of them small
	alpha bool  // begins with a letter
	shout bool  // stands in a sentence of capitals or title case, where a capital says nothing
	begin bool  // first word of its sentence, or of a quotation
}

// A scanner holds an article while its mentions are looked for.
type scanner struct {
	lists *gazetteers
	text  *token.Text
	words []word
	names map[string]int  // words capitalized within sentences, by how often
	small map[string]bool // words seen in lower case
	used  []bool          // tokens that stand in a name already
	found []Mention
	ends  map[int]int // where a name ends → it, as an index of found
	first map[int]int // where a name begins → it
}

func newScanner(t *token.Text) *scanner {
	s := &scanner{
		lists: lists(), text: t, words: make([]word, len(t.Tokens)),
		names: map[string]int{}, small: map[string]bool{}, used: make([]bool, len(t.Tokens)), ends: map[int]int{}, first: map[int]int{},
	}
	for i := range t.Tokens {
		s.words[i] = s.word(t.Word(i))
	}
	for _, sentence := range t.Sentences {
		s.markSentence(sentence.First, sentence.End)
	}
	return s
}

func (s *scanner) word(text string) word {
	r, _ := utf8.DecodeRuneInString(text)
	w := word{text: text, lower: strings.ToLower(text), alpha: unicode.IsLetter(r), caps: unicode.IsUpper(r)}
	w.upper = w.caps && len(text) > 1 && strings.ToUpper(text) == text
	w.class = s.lists.class(w.lower)
	w.title = s.lists.titles[text]
	if w.upper && w.title == 0 && len(text) > 2 {
		w.title = s.lists.titles[text[:1]+w.lower[1:]] &^ suffix
	}
	return w
}

// markSentence tells where words begin a sentence, whether its capitals mean
// anything, and what is a name by being capitalized within it.
func (s *scanner) markSentence(first, end int) {
	cut := first
	for i := first + 2; i < end-1 && i < first+16; i++ {
		if s.words[i].text == ":" {
			cut = i // "Success on a Signature Issue: Mr. Ban said"
		}
	}
	if s.shouts(first, cut, true) {
		s.markPart(first, cut, true)
		first = cut
	}
	s.markPart(first, end, s.shouts(first, end, s.headline(first, end)))
}

// shouts reports whether all of a stretch is capitals or in title case, of which
// a headline needs less to show.
func (s *scanner) shouts(first, end int, headline bool) bool {
	letters, capitals, uppers, long, longCapitals, plainWords := 0, 0, 0, 0, 0, 0
	for i := first; i < end; i++ {
		w := &s.words[i]
		if !w.alpha {
			continue
		}
		letters++
		if len(w.text) > 3 {
			long++
		}
		switch {
		case w.upper:
			uppers++
			fallthrough
		case w.caps:
			capitals++
			if len(w.text) > 3 {
				longCapitals++
			}
		case !verbless.has(w.lower) && w.class&(determiner|pronoun|possessive) == 0 && w.lower != "and" && w.lower != "or" && w.lower != "but":
			plainWords++ // a title has none in small letters
		}
	}
	switch {
	case letters >= 4 && uppers*10 >= letters*8, letters > 1 && letters < 4 && capitals == letters:
		return true
	case headline:
		return letters >= 4 && long >= 3 && longCapitals*10 >= long*8
	}
	return long >= 6 && longCapitals*10 >= long*9 && plainWords == 0
}

// markPart marks the words of a sentence or of what stands before its colon.
func (s *scanner) markPart(first, end int, shout bool) {
	start := true
	for i := first; i < end; i++ {
		w := &s.words[i]
		w.shout = shout
		if w.alpha {
			w.begin = start
			start = false
			switch {
			case !w.caps:
				s.small[w.lower] = true
			case !w.begin && !shout:
				s.names[w.text]++
			}
		} else if isOpening(w.text) || w.text == ":" {
			start = true
		}
	}
}

// headline reports whether a sentence ends without a mark, as headlines do.
func (s *scanner) headline(first, end int) bool {
	if end <= first {
		return false
	}
	switch s.words[end-1].text {
	case ".", "!", "?", ":", ";", ",", "”", "\"", "''", ")":
		return false
	}
	return true
}

func isOpening(text string) bool {
	switch text {
	case "“", "‘", "\"", "``", "'", "«", "„", "''", "•", "*", "-", "—", "–":
		return true
	}
	return false
}

// key joins tokens as the gazetteers do.
func (s *scanner) key(first, end int) string {
	if end-first == 1 {
		return token.Straight(s.words[first].text)
	}
	parts := make([]string, 0, end-first)
	for i := first; i < end; i++ {
		parts = append(parts, s.words[i].text)
	}
	return token.Straight(strings.Join(parts, " "))
}

// properKey is the key of tokens written in capitals.
func (s *scanner) properKey(first, end int) string {
	parts := make([]string, 0, end-first)
	for i := first; i < end; i++ {
		parts = append(parts, s.proper(i))
	}
	return token.Straight(strings.Join(parts, " "))
}

// listed is the longest name of the gazetteers that begins at a token.
func (s *scanner) listed(i, end int) (e entry, stop int, ok bool) {
	for j := i + 1; j <= end && j <= i+12; j++ {
		key := s.key(i, j)
		hit, found := s.lists.names[key]
		if !found && s.words[i].upper && (s.words[i].shout || len(s.words[i].text) > 3) {
			key = s.properKey(i, j)
			hit, found = s.lists.names[key]
		}
		if found {
			e, stop, ok = hit, j, true
		}
		if !s.lists.prefixes[key] {
			break
		}
	}
	return e, stop, ok
}

// common reports whether a word is one of the language rather than a name, by
// the lists and by what the article has in lower case.
func (s *scanner) common(w *word) bool {
	const language = determiner | possessive | quantity | barrier | modifier | noun | plural | verb | adjective | adverb | pronoun
	if w.class&language != 0 || s.small[w.lower] {
		return true
	}
	if _, _, _, ok := Noun(w.lower); ok {
		return true
	}
	return (w.shout || w.begin) && s.inflected(w) || strings.HasSuffix(w.lower, "ly") && len(w.lower) > 4
}

// inflected reports whether a word is a form of a verb of the lists.
func (s *scanner) inflected(w *word) bool {
	if w.class&verb != 0 {
		return true
	}
	for _, ending := range inflections {
		if stem, ok := strings.CutSuffix(w.lower, ending); ok && len(stem) > 2 && (s.lists.class(stem)|s.lists.class(stem+"e"))&verb != 0 {
			return true
		}
	}
	return false
}

// inflections are ends of verb forms, of which the lists do not have all.
var inflections = [...]string{"s", "es", "ed", "ing", "d"}

// typeOf is the type that a name's last or first words give it, or "".
func (s *scanner) typeOf(first, end int) news.Type {
	if end-first > 1 {
		switch s.words[first].text {
		case "Cyclone", "Hurricane", "Typhoon", "Operation":
			return news.Event
		case "Channel", "Radio":
			return news.Publication
		case "Mount", "Mt.", "Mt", "Lake", "Cape", "Fort", "Ft.", "Port", "Camp", "Santa", "Isle":
			return news.Place
		}
	}
	last := end - 1
	for i := first + 1; i < end-1; i++ {
		switch s.words[i].lower {
		case "of", "for", "on", "to", "against":
			last = i - 1
		}
		if last < end-1 {
			break
		}
	}
	if last > first || end-first > 1 {
		if kind, ok := s.lists.nameHeads[s.words[last].text]; ok {
			return kind
		}
		if w := s.words[last]; w.upper && len(w.text) > 3 {
			if kind, ok := s.lists.nameHeads[w.text[:1]+w.lower[1:]]; ok {
				return kind
			}
		}
	}
	return ""
}
