package mention

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
)

// A class is a set of what a word can be, by the lists of words.txt,
// lexicon.txt, heads.txt and titles.txt.
type class uint32

const (
	determiner class = 1 << iota
	possessive
	quantity
	barrier // no noun phrase goes over it
	modifier
	plain // capitalized without being a name: "Monday"
	particle
	noun
	plural
	verb
	adjective
	adverb
	honorific
	office   // stands before names, and is a role: "President"
	rank     // the same, of soldiers and the police
	titleMod // stands before an office: "former", "Treasury"
	suffix   // stands after a name: "Jr."
	pronoun
)

// class of a word as it is written, by its lower case; a plural or a form of a
// verb that the lists do not have gets the class of its stem.
func (g *gazetteers) class(lower string) class {
	return g.words[lower]
}

// singular is the noun that a plural is of, or the word itself.
func (g *gazetteers) singular(lower string) (string, bool) {
	if _, ok := g.nounHeads[lower]; ok {
		return lower, false
	}
	for _, end := range pluralEnds {
		if stem, ok := strings.CutSuffix(lower, end[0]); ok && utf8.RuneCountInString(stem) > 1 {
			if _, ok := g.nounHeads[stem+end[1]]; ok {
				return stem + end[1], true
			}
		}
	}
	return lower, false
}

// pluralEnds are the ends of plurals and what the singular has in their place.
var pluralEnds = [...][2]string{{"men", "man"}, {"ies", "y"}, {"es", ""}, {"ves", "fe"}, {"s", ""}, {"sses", "ss"}}

// Canon is the full name that the gazetteers give for a name ("World Health
// Organization" for "W.H.O."), or ""; an outlet's may begin with "The".
func Canon(name string) string {
	g, key := lists(), keyOf(name)
	return cmp.Or(g.names[key].canon, g.names[strings.TrimPrefix(key, "The ")].canon)
}

// Demonym is the country whose people or things an adjective or noun is for
// ("China" for "Chinese"), or "".
func Demonym(word string) string {
	return lists().demonyms[word]
}

// Noun is the type of thing that a common noun, in lower case, stands for, its
// singular and whether it is a plural; ok is false where the lists do not have it.
func Noun(lower string) (kind news.Type, singular string, isPlural, ok bool) {
	g := lists()
	singular, isPlural = g.singular(lower)
	h, ok := g.nounHeads[singular]
	return h.kind, singular, isPlural || slices.Contains(pluralOnly[:], singular), ok
}

// pluralOnly are nouns that are plural without an end that says so.
var pluralOnly = [...]string{"people", "men", "women", "police", "troops", "children", "officials", "authorities", "media", "folks"}

// ByFirst reports whether a body's name that ends in a word, in lower case and without
// a full stop, is shortened to its first word: "Acme" for "Acme Motors".
func ByFirst(lower string) bool { return lists().short[lower] }

// IsVerb reports whether a word, in lower case, can be a verb.
func IsVerb(lower string) bool {
	w := lists().words[lower]
	return w&verb != 0 && w&modifier == 0
}

// IsNoun reports whether a word, in lower case, can be a noun or adjective.
func IsNoun(lower string) bool {
	return lists().words[lower]&(noun|plural|adjective|modifier) != 0
}
