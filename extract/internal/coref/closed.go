package coref

import (
	_ "embed"

	"hearsay/extract/internal/token"
)

//go:embed closed.txt
var closedText string

// A list is one of closed.txt, by its name there.
type list string

const (
	courtesies   list = "courtesy"
	openings     list = "opening"
	determiners  list = "determiner"
	examples     list = "example"
	possessives  list = "possessive"
	phraseEnds   list = "phrase-end"
	roleWords    list = "role"
	auxiliaries  list = "auxiliary"
	listing      list = "listing"
	anybody      list = "anybody"
	predicatives list = "predicative"
	particles    list = "particle"
	generals     list = "general"
	completing   list = "completing"
	leftOut      list = "left-out"
)

// has reports whether a word is one of the list.
func (l list) has(word string) bool { return closed.Has(string(l), word) }

var closed = token.NewLexicon(closedText)
