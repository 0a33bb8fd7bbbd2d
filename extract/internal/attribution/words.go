package attribution

import (
	_ "embed"
	"strings"

	"hearsay/extract/internal/token"
)

//go:embed words.txt
var wordsText string

// A list is one of words.txt, by its name there.
type list string

const (
	reportingVerbs list = "reporting-verb"
	headings       list = "heading"
	nobodies       list = "nobody-label"
	roleLabels     list = "role-label"
	conjunctions   list = "conjunction"
	openers        list = "opener"
	cueEnds        list = "cue-end"
	dashes         list = "dash"
	openMarks      list = "open-mark"
	closeMarks     list = "close-mark"
)

// has reports whether a word is one of the list.
func (l list) has(word string) bool { return lexicon.Has(string(l), strings.ToLower(word)) }

var lexicon = token.NewLexicon(wordsText)

// Data is what the package knows beside its code.
func Data() []string { return []string{wordsText, gateWeights} }
