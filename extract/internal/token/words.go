package token

import (
	_ "embed"
	"sync"
)

//go:embed words.txt
var wordsText string

// What a full stop behind an abbreviation says of the sentence.
const (
	plain   = iota // nothing: a word like others
	title          // a name or number follows; never the end of a sentence
	closing        // may also end a sentence
)

// A vocabulary is what words.txt says, by the word in lower case.
type vocabulary struct {
	abbreviations   map[string]int8
	starters, hosts map[string]bool

	// Of furniture.go, with hyphens for blanks.
	furniture, openings, captions map[string]bool
}

// words reads words.txt when it is first asked for.
var words = sync.OnceValue(func() vocabulary {
	v := vocabulary{
		abbreviations: map[string]int8{}, starters: map[string]bool{}, hosts: map[string]bool{},
		furniture: map[string]bool{}, openings: map[string]bool{}, captions: map[string]bool{},
	}
	for list, word := range Lists(wordsText) {
		switch list {
		case "title":
			v.abbreviations[word] = title
		case "closing":
			v.abbreviations[word] = closing
		case "plain":
			v.abbreviations[word] = plain
		case "starter":
			v.starters[word] = true
		case "host":
			v.hosts[word] = true
		case "furniture":
			v.furniture[word] = true
		case "opening":
			v.openings[word] = true
		case "caption":
			v.captions[word] = true
		}
	}
	return v
})

// Data is what the package knows beside its code.
func Data() []string { return []string{wordsText} }
