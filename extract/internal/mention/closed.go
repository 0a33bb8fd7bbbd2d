package mention

import (
	_ "embed"

	"hearsay/extract/internal/token"
)

//go:embed closed.txt
var closedText string

// A list is one of closed.txt, by its name there.
type list string

const (
	offTopic       list = "no-topic"
	surnames       list = "surname"
	incorporations list = "incorporated"
	verbless       list = "no-verb"
	beforeVerbs    list = "before-verb"
	prefixes       list = "prefix"
	vagueWords     list = "vague"
	someWords      list = "some"
	definites      list = "definite"
	newsroom       list = "newsroom"
	owners         list = "owner"
	bodies         list = "body"
	emptyVerbs     list = "empty-verb"
	ordering       list = "ordering"
	anybody        list = "anybody"
	completing     list = "completing"
	clauseWords    list = "clause"
	behindHead     list = "behind-head"
)

// has reports whether a word is one of the list.
func (l list) has(word string) bool { return closed.Has(string(l), word) }

var closed = token.NewLexicon(closedText)
