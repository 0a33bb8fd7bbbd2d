package attribution

import (
	_ "embed"
	"strings"
	"sync"

	"hearsay/extract/internal/token"
)

//go:embed words.txt
var wordsText string

// A list is one of words.txt, by its name there.
type list string

const (
	reportingVerbs list = "reporting-verb"
	headings       list = "heading"
	conjunctions   list = "conjunction"
	openers        list = "opener"
	cueEnds        list = "cue-end"
	dashes         list = "dash"
	openMarks      list = "open-mark"
	closeMarks     list = "close-mark"
)

// has reports whether a word is one of the list.
func (l list) has(word string) bool { return words()[l][strings.ToLower(word)] }

// words reads words.txt when it is first asked for.
var words = sync.OnceValue(func() map[list]map[string]bool {
	all := map[list]map[string]bool{}
	for name, word := range token.Lists(wordsText) {
		if all[list(name)] == nil {
			all[list(name)] = map[string]bool{}
		}
		all[list(name)][word] = true
	}
	return all
})

// Data is what the package knows beside its code.
func Data() []string { return []string{wordsText} }
