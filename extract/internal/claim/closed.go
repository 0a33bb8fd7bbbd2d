package claim

import (
	_ "embed"

	"hearsay/extract/internal/token"
)

//go:embed closed.txt
var closedText string

// A list is one of closed.txt, by its name there.
type list string

const (
	possessives     list = "possessive"
	auxiliaries     list = "auxiliary"
	predicatives    list = "predicative"
	openers         list = "opener"
	hedges          list = "hedge"
	firstPersons    list = "first-person"
	informants      list = "informant"
	retellings      list = "retelling"
	sayings         list = "saying"
	deeds           list = "deed"
	nobody          list = "nobody"
	suppositions    list = "supposition"
	modals          list = "modal"
	noSources       list = "no-source"
	pronouns        list = "pronoun"
	conjunctions    list = "conjunction"
	beforeMonths    list = "before-month"
	limits          list = "limit"
	periods         list = "period"
	questionOpeners list = "question-opener"
	beforeContents  list = "before-content"
	subjects        list = "subject"
	beforeWishes    list = "before-wish"
	imperatives     list = "imperative"
)

// has reports whether a word is one of the list.
func (l list) has(word string) bool { return closed.Has(string(l), word) }

var closed = token.NewLexicon(closedText)
