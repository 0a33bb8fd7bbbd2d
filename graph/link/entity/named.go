package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
	"hearsay/graph/link/internal/words"
)

// named says whether an article calls an entity by a name, one that another article
// may mean the same by, given the words of the article that begin with a small letter.
// "a senior aide", "Santa Monica prosecutor" and, where the article has prosecutors
// too, "Prosecutors" are none; "Republicans" and "the Trump administration" are such.
//
// The things that are no people and no bodies are called what they are: "vaccine
// passports" are the same in every article, but for a bare word such as "law".
func named(e *news.Entity, lower map[string]bool) bool {
	words := strings.Fields(withoutDeterminers(e.Name))
	if len(words) == 0 {
		return false
	}
	if e.Type == news.System || e.Type == news.Law {
		return len(words) > 1 || !isLower(words[0])
	}
	head := headOf(words)
	if !hasUpper(head) {
		n := len(words)
		return e.Type == news.Organization && n > 1 && head == words[n-1] && bodiesOf[head] && hasUpper(words[n-2])
	}
	if e.Type != news.Person && members[strings.ToLower(head)] {
		return true
	}
	if len(words) > 1 && head != words[0] {
		return e.Type != news.Person || !allRoles(words)
	}
	return !lower[strings.ToLower(head)] && !allRoles(words) || len(head) > 1 && head == strings.ToUpper(head)
}

// headOf is the word of a name that says what is named: the last one before "of",
// "for" and the like.
func headOf(words []string) string {
	for i, w := range words {
		switch {
		case i > 0 && prepositions[w]:
			return words[i-1]
		case strings.HasSuffix(w, ","):
			return strings.TrimSuffix(w, ",")
		}
	}
	return strings.TrimRight(words[len(words)-1], ".,;:'’\"”)")
}

// withoutDeterminers is a name without the articles, possessives and numbers before it.
func withoutDeterminers(name string) string {
	for {
		first, rest, more := strings.Cut(strings.TrimLeft(name, " \"“‘'"), " ")
		if !more || !determiners[strings.ToLower(first)] {
			return name
		}
		name = rest
	}
}

// allRoles says whether all words are such as say what somebody is, not who.
func allRoles(words []string) bool {
	for _, w := range words {
		if w = strings.ToLower(strings.Trim(w, ".,")); !roleWords[w] && !roleWords[strings.TrimSuffix(w, "s")] {
			return false
		}
	}
	return true
}

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’'
}

// isLower says whether a word begins with a small letter and has no capital.
func isLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r) && !hasUpper(word)
}

// hasUpper says whether a word has a capital, a digit, or a letter that knows no case.
func hasUpper(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool {
		return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)
	}) >= 0
}

var (
	prepositions = words.Set("of for in at on from to by with near against about and or who which that whose where as is was")
	determiners  = words.Set(`a an the this that these those some many several few all both most other another no any each every such same his her its their our my your
		one two three four five six seven eight nine ten dozen dozens hundreds thousands about around nearly almost more than at least former then unnamed unidentified`)
	// bodiesOf are what the bodies of somebody are called: "the Trump administration" is the same everywhere.
	bodiesOf = words.Set("administration campaign")
	// members are those of a party, who are its name for all of them, and a role of one.
	members = words.Set("republicans democrats")
	// roleWords are what people and bodies are called that are not named.
	roleWords = words.Set(`actor actress adviser advisor aide ambassador analyst attorney authority author baby boss boy brother campaign candidate captain chairman chairwoman chief child
		children church citizen city club coach colonel committee company congressman congresswoman correspondent council country county court couple crew critic dad daughter democrat
		department deputy detective director doctor driver editor employee executive expert family father fbi fan federal fighter firefighter former founder friend general girl government governor
		grandmother group guard head historian host house husband inmate inspector investigator journalist judge juror jury justice king lady lawmaker lawyer leader lieutenant majority man manager
		master mayor media member men minister ministry minority moderator mom mother mr mrs ms mum neighbor neighbour nurse observer office officer official opponent opposition other owner parent party
		people person photographer physician pilot player police policeman pope premier president press prime prince princess prisoner producer professor prosecutor protester public queen
		rep reporter representative republican researcher resident rev reverend school scientist sec secretary sen senator senior sergeant sheriff sister soldier son source speaker special spokesman spokesperson
		spokeswoman staff staffer star state student suspect teacher team teenager trooper union vice victim viewer voter whistleblower wife witness woman women worker writer`)
)
