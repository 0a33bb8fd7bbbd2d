package token

import (
	"iter"
	"strings"
	"sync"
)

// A Lexicon is lists of words, each with a name; it is read when it is first asked.
type Lexicon struct {
	read func() map[string]map[string]bool
}

// NewLexicon is the lists in a text, as [Lists] reads them.
func NewLexicon(text string) Lexicon {
	return Lexicon{sync.OnceValue(func() map[string]map[string]bool {
		all := map[string]map[string]bool{}
		for list, word := range Lists(text) {
			if all[list] == nil {
				all[list] = map[string]bool{}
			}
			all[list][word] = true
		}
		return all
	})}
}

// Has reports whether a list has a word. It panics where there is no such list.
func (l Lexicon) Has(list, word string) bool {
	words, ok := l.read()[list]
	if !ok {
		panic("no list of words is called " + list)
	}
	return words[word]
}

// Lists yields the words of a text of word lists, each with the name of its list: a
// line is a name, a colon and words between blanks. Lines that begin with # are
// remarks.
func Lists(text string) iter.Seq2[string, string] {
	return func(yield func(list, word string) bool) {
		for line := range strings.Lines(text) {
			list, words, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if strings.HasPrefix(line, "#") {
				continue
			}
			for word := range strings.FieldsSeq(words) {
				if !yield(list, word) {
					return
				}
			}
		}
	}
}
