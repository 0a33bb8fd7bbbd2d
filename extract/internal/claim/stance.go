package claim

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"hearsay/extract/news"
)

//go:embed stances.txt
var stancesText string

// What a cue can be in stances.txt besides a stance.
const (
	neutral news.Stance = "neutral" // leaves it to the content
	none    news.Stance = "none"    // a saying that did not happen
	deed    news.Stance = "deed"    // something done, not said
)

// longestPhrase is how many words a phrase of stances.txt has at most.
const longestPhrase = 4

// A lexicon gives the stance of cues, by phrases of lemmas joined by hyphens.
type lexicon struct {
	stances map[string]news.Stance
	words   map[string]bool // the words of the phrases
}

// stances reads stances.txt when it is first asked for.
var stances = sync.OnceValue(func() lexicon { return readLexicon(stancesText) })

// readLexicon reads the lists of stances.txt.
func readLexicon(text string) lexicon {
	l := lexicon{map[string]news.Stance{}, map[string]bool{}}
	var list news.Stance
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			continue
		}
		if name, ok := strings.CutSuffix(line, ":"); ok {
			list = news.Stance(name)
			continue
		}
		for phrase := range strings.FieldsSeq(line) {
			if _, twice := l.stances[phrase]; !twice {
				l.stances[phrase] = list
			}
			for w := range strings.SplitSeq(phrase, "-") {
				l.words[w] = true
			}
		}
	}
	return l
}

// lemmas are the lemmas of words.
func (l lexicon) lemmas(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = lemma(w, func(s string) bool { return l.words[s] })
	}
	return out
}

// match is a phrase of the lexicon in a cue.
type match struct {
	phrase     string
	stance     news.Stance
	first, end int // words of the cue
}

// matches are the phrases in a cue's lemmas, at each word the longest. Words
// may stand between those of a phrase ("is urgently calling publicly for"), up
// to two.
func (l lexicon) matches(cue []string) []match {
	var out []match
	for i := 0; i < len(cue); {
		m, ok := l.longest(cue, i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.end
	}
	return out
}

// longest is the longest phrase that begins with word i.
func (l lexicon) longest(cue []string, i int) (best match, ok bool) {
	var try func(phrase string, words, next int)
	try = func(phrase string, words, next int) {
		if s, known := l.stances[phrase]; known && (!ok || words > strings.Count(best.phrase, "-")+1) {
			best, ok = match{phrase, s, i, next}, true
		}
		if words == longestPhrase {
			return
		}
		for k := next; k < min(len(cue), next+3); k++ {
			try(phrase+"-"+cue[k], words+1, k+1)
		}
	}
	try(cue[i], 1, i+1)
	return best, ok
}

// ofCue is the stance that a cue's words signal: neutral, none or deed as in the
// lists, "" where they say nothing. A negation before it turns it over.
func (l lexicon) ofCue(words []string) news.Stance {
	cue := l.lemmas(words)
	found := l.matches(cue)
	var best match
	for _, m := range found {
		if m.stance == none {
			return none
		}
		if best.phrase == "" || weight(m.stance) > weight(best.stance) {
			best = m
		}
	}
	if best.phrase == "" {
		return ""
	}
	for _, w := range cue[:best.first] {
		if w == "not" || w == "no" {
			return turned(best.stance)
		}
	}
	return best.stance
}

// unsays tells whether a phrase of several words that reaches from before word i up to it,
// or over it, says that nothing was said: "stopped short of" before "saying".
func (l lexicon) unsays(words []string, i int) bool {
	return slices.ContainsFunc(l.matches(l.lemmas(words)), func(m match) bool {
		return m.stance == none && m.first < i && m.end >= i && strings.Contains(m.phrase, "-")
	})
}

// weight ranks stances where a cue signals several: "said he opposes".
func weight(s news.Stance) int {
	switch s {
	case deed:
		return -1
	case neutral:
		return 0
	case news.Asserts:
		return 1
	case news.Believes:
		return 2
	}
	return 3
}

// turned is what a stance becomes under a negation: "does not believe".
func turned(s news.Stance) news.Stance {
	switch s {
	case news.Supports, news.Demands, news.Promises:
		return news.Rejects
	case news.Rejects:
		return news.Supports
	case news.Believes:
		return news.Questions
	case neutral:
		return none
	case news.Denies, news.Questions:
		return news.Asserts
	}
	return s
}
