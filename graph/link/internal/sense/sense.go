// Package sense tells what words mean the same, and which are opposed: by their stems
// (Porter's English stemmer in Snowball), and by a small lexicon. Begin with [Of].
package sense

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

//go:embed lexicon.txt
var lexiconText string

// A Sense is what words of one meaning, or of opposed ones, are compared by.
type Sense struct {
	Stem     string
	Opposite int8 // the side of an opposition that the word stands on, -1 or 1; 0 where there is none
}

// lexicon gives the senses of the words of lexicon.txt, by word and by stem.
var lexicon = sync.OnceValue(func() map[string]Sense {
	senses := map[string]Sense{}
	for line := range strings.Lines(lexiconText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		one, other, opposed := strings.Cut(line, "/")
		first := ""
		for side, words := range [...]string{one, other} {
			for _, w := range strings.Fields(words) {
				s := Sense{Stem: english.Stem(w, false)}
				if first == "" {
					first = s.Stem
				}
				if s.Stem = first; opposed {
					s.Opposite = int8(1 - 2*side)
				}
				senses[w] = s
				if stem := english.Stem(w, false); senses[stem].Stem == "" {
					senses[stem] = s
				}
			}
		}
	}
	return senses
})

// met are the senses of words that were met: a few thousand words are most of what is
// said, and to find their stems again and again took a tenth of the time of a load.
var met = struct {
	sync.Mutex
	senses map[string]Sense
}{senses: map[string]Sense{}}

// mostMet bounds them.
const mostMet = 1 << 15

// Of is what a word, in lower case, is compared by.
func Of(word string) Sense {
	met.Lock()
	defer met.Unlock()
	s, ok := met.senses[word]
	if !ok {
		if len(met.senses) == mostMet {
			clear(met.senses)
		}
		s = find(word)
		met.senses[strings.Clone(word)] = s // which is a part of a whole text
	}
	return s
}

func find(word string) Sense {
	senses := lexicon()
	if s, ok := senses[word]; ok {
		return s
	}
	stem := english.Stem(word, false)
	if s, ok := senses[stem]; ok {
		return s
	}
	return Sense{Stem: strings.TrimSuffix(stem, "ern")} // northern, north
}
