package mention

import "hearsay/extract/news"

// topics finds the things that an article keeps naming by two common words that
// no list has: "climate change". often is how many times at least.
func (s *scanner) topics() {
	const often = 3
	counts := map[string]int{}
	at := func(i int) bool {
		if i+1 >= len(s.words) || s.used[i] || s.used[i+1] || s.text.Tokens[i].Sentence != s.text.Tokens[i+1].Sentence {
			return false
		}
		a, b := &s.words[i], &s.words[i+1]
		_, _, _, known := Noun(b.lower)
		const not = barrier | determiner | possessive | pronoun | quantity | adverb
		telling := func(w *word) bool { return w.class&not == 0 && len(w.text) > 3 && !offTopic.has(w.lower) }
		return !known && a.class&(noun|adjective) != 0 && a.class&plain == 0 && telling(a) && b.class&noun != 0 && telling(b)
	}
	for i := range s.words {
		if at(i) {
			counts[s.words[i].lower+" "+s.words[i+1].lower]++
		}
	}
	for i := range s.words {
		if at(i) && counts[s.words[i].lower+" "+s.words[i+1].lower] >= often && !s.goesOn(i+1, s.text.Sentences[s.text.Tokens[i].Sentence].End) {
			s.found = append(s.found, Mention{First: i, End: i + 2, Head: i + 1, NameFirst: i, NameEnd: i + 2, Type: news.System, Form: Nominal, Number: Singular})
			s.used[i], s.used[i+1] = true, true
		}
	}
}
