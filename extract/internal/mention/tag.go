package mention

import (
	_ "embed"
	"slices"
	"strings"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
	"hearsay/extract/internal/tagger"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// tagWeights is what the tagger of names has learnt; extract/model/training/tag.py
// writes it.
//
//go:embed tag.weights
var tagWeights string

// tagged are the types of names that the tagger tells apart; it has a label for no name,
// one for the first word of each type, and one for the words that follow.
var tagged = [...]news.Type{news.Person, news.Organization, news.Place}

const tags = 1 + 2*len(tagged)

// tagging reads the tagger of names when it is first asked for.
var tagging = tagger.Once(&tagWeights)

// nameTraits are what the tagger knows of each token beside its vector.
func (s *scanner) nameTraits() [][]float32 {
	traits := make([][]float32, len(s.words))
	names := s.outer()
	for i := range s.words {
		w := &s.words[i]
		x := make(perceptron.Inputs, 0, 32)
		m := names[i]
		x.Flag(w.caps)
		x.Flag(w.upper)
		x.Flag(w.alpha)
		x.Flag(w.begin)
		x.Flag(w.shout)
		x.Flag(w.title != 0)
		x.Flag(w.class&plain != 0)
		x.Flag(s.small[w.lower])
		x.Flag(s.lists.first[s.proper(i)])
		x.Flag(s.lists.nameHeads[s.proper(i)] != "")
		x.Flag(m != nil && i >= m.NameFirst && i < m.NameEnd)
		x.Flag(m != nil && i == m.NameFirst)
		x.Flag(m != nil && i < m.NameFirst)
		x.Flag(m != nil && m.Sure)
		x.Flag(m != nil && m.Canon != "")
		for _, kind := range news.Types {
			x.Flag(m != nil && m.Type == kind && i >= m.NameFirst)
		}
		traits[i] = x
	}
	return traits
}

// outer is of each token the name that it stands in, the longest of several.
func (s *scanner) outer() []*Mention {
	names := make([]*Mention, len(s.words))
	for k := range s.found {
		m := &s.found[k]
		if m.Form != Name {
			continue
		}
		for i := m.First; i < m.NameEnd; i++ {
			if o := names[i]; o == nil || o.NameEnd-o.NameFirst < m.NameEnd-m.NameFirst {
				names[i] = m
			}
		}
	}
	return names
}

// nameable reports whether a token can be of a name: it is written as one, or the rules
// have it in one, or it stands beside such.
func (s *scanner) nameable(traits [][]float32, i int) bool {
	const caps, inside = 0, 10
	for j := max(0, i-1); j <= min(len(s.words)-1, i+1); j++ {
		if traits[j][caps] > 0 && (!s.words[j].begin || !s.common(&s.words[j]) || traits[j][inside] > 0) || traits[j][inside] > 0 {
			return true
		}
	}
	return false
}

// tagScores are the tagger's scores of the labels of each token; nil where it can be no name.
func (s *scanner) tagScores(out *encoder.Output) [][]float32 {
	t, traits := tagging(), s.nameTraits()
	scores := make([][]float32, len(s.words))
	for i := range s.words {
		if out.Has(i) && s.nameable(traits, i) {
			scores[i] = t.Scores(out, traits, i)
		}
	}
	return scores
}

// A tag is a name as the tagger has it.
type tag struct {
	first, end int
	kind       int // of tagged
}

// tagsOf are the names of the likeliest labels, sentence by sentence: what follows in a
// name has the type of its first word.
func (s *scanner) tagsOf(scores [][]float32) (all []tag) {
	for _, sentence := range s.text.Sentences {
		for i := sentence.First; i < sentence.End; {
			if scores[i] == nil {
				i++
				continue
			}
			j := i
			for j < sentence.End && scores[j] != nil {
				j++
			}
			all = append(all, viterbi(scores[i:j], i)...)
			i = j
		}
	}
	return all
}

// viterbi is the names of the likeliest labels of tokens from first on.
func viterbi(scores [][]float32, first int) (all []tag) {
	n := len(scores)
	back := make([][tags]int, n)
	var best [tags]float32
	for i := range n {
		var next [tags]float32
		for k := range tags {
			from := 0
			for j := range tags {
				same := j > 0 && (j-1)%len(tagged) == (k-1)%len(tagged) && k > 0
				follows := k > len(tagged)
				switch {
				case follows && !same, same && !follows: // two names of one type have something between them
				case best[j] > best[from] || follows && from == 0:
					from = j
				}
			}
			next[k] = best[from] + scores[i][k]
			if i == 0 {
				next[k] = scores[0][k]
				if k > len(tagged) {
					next[k] = -1e9
				}
			}
			back[i][k] = from
		}
		best = next
	}
	k := 0
	for j := range tags {
		if best[j] > best[k] {
			k = j
		}
	}
	labels := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		labels[i] = k
		k = back[i][k]
	}
	for i := 0; i < n; i++ {
		if k := labels[i]; k > 0 {
			j := i + 1
			for j < n && labels[j] > len(tagged) {
				j++
			}
			all = append(all, tag{first + i, first + j, k - 1})
			i = j - 1
		}
	}
	return all
}

// tag lets the tagger decide which names there are of persons, organizations and
// places, and where they begin and end.
func (s *scanner) tag(out *encoder.Output) {
	scores := s.tagScores(out)
	all := s.tagsOf(scores)
	s.agree(all, scores)
	begins := make([]bool, len(s.words)) // of each token: a name of the rules begins there
	for k := range s.found {
		if m := &s.found[k]; m.Form == Name && m.Sure {
			begins[m.NameFirst] = true
		}
	}
	for k := range all {
		t := s.trimmed(all[k])
		for i := t.first + 1; i+1 < t.end; i++ {
			if token.PossessiveS(s.words[i].text) && begins[i+1] {
				t.end = i // the one's that has the other: "Norway's Nordlys"
			}
		}
		all[k] = t
	}
	all = slices.DeleteFunc(all, func(t tag) bool {
		letters := t.end-t.first == 1 && t.first > 0 && s.words[t.first].title&suffix != 0 && s.words[t.first-1].text == ","
		return t.first >= t.end || letters // "QC" of "Ada Low, QC"
	})
	at := make([]int, len(s.words)) // of each token: the name that the tagger has there, from 1
	for k, t := range all {
		for i := t.first; i < t.end; i++ {
			at[i] = k + 1
		}
	}
	taken := make([]bool, len(all))
	nested := make([]bool, len(s.found)) // of each mention: it is a name in a longer one
	outer := s.outer()
	for k := range s.found {
		if m := &s.found[k]; m.Form == Name {
			o := outer[m.NameFirst]
			nested[k] = o.NameEnd-o.NameFirst > m.NameEnd-m.NameFirst
		}
	}
	kept := s.found[:0]
	for k, m := range s.found {
		if m.Form == Name && !nested[k] && !s.retag(&m, all, at, taken, scores) {
			continue
		}
		kept = append(kept, m)
	}
	s.found = kept
	for k, t := range all {
		if w := &s.words[t.first]; !taken[k] && !(t.end-t.first == 1 && w.begin && s.common(w)) {
			m := s.newName(t)
			if i := spoken(out, &m); out.Has(i) {
				s.confirm(&m, out, i)
			}
			s.found = append(s.found, m)
		}
	}
	s.kin()
}

// kin gives the names of one word the type of the longer names that they are of: "PENCE"
// of a person, "Acme" of Acme Motors; those in capitals before a colon are a person's, as
// transcripts have who speaks.
func (s *scanner) kin() {
	persons, bodies := map[string]bool{}, map[string]news.Type{}
	for i := range s.found {
		m := &s.found[i]
		if m.Form != Name || m.NameEnd-m.NameFirst < 2 {
			continue
		}
		switch first := s.proper(m.NameFirst); {
		case m.Type == news.Person:
			persons[first], persons[s.proper(m.NameEnd-1)] = true, true
		case bodyOf(m.Type) == news.Organization && !s.lists.first[first]:
			bodies[first] = m.Type
		}
	}
	for i := range s.found {
		m := &s.found[i]
		if m.Form != Name || m.NameEnd-m.NameFirst > 1 || m.Canon != "" {
			continue
		}
		w := &s.words[m.NameFirst]
		label := w.upper && len(w.text) > 4 && w.begin && s.at(m.NameEnd) == ":"
		word := s.proper(m.NameFirst)
		switch kind, body := bodies[word]; {
		case m.Type == news.Person && body && !persons[word]:
			m.Type, m.Gender, m.Guessed = kind, 0, false
		case m.Type != news.Person && (label || w.upper && persons[word] && bodyOf(m.Type) == news.Organization):
			m.Type = news.Person
			s.guessGender(m)
		}
	}
}

// trimmed is a person's name without the titles before it, a person's or body's with
// what a hyphen joins to it ("Ashby-Cole", "Hewlett-Packard"), and a state without the
// party before it; of a bracket that is not whole in it, and of a preposition at its end, a
// name holds nothing. It is empty where a party's letter is all there is.
func (s *scanner) trimmed(t tag) tag {
	for t.first < t.end && s.words[t.first].text == "(" {
		t.first++
	}
	t.end = s.wholeUntil(t.first, t.end)
	inBracket := t.first > 0 && s.words[t.first-1].text == "("
	if t.first < t.end && (inBracket || tagged[t.kind] == news.Place) && len(strings.TrimSuffix(s.words[t.first].text, ".")) == 1 {
		switch {
		case t.first+2 < t.end && (s.words[t.first+1].text == "-" || s.words[t.first+1].text == ","): // "R-Utah", "R., Utah"
			t.first, t.kind = t.first+2, slices.Index(tagged[:], news.Place)
		case inBracket && t.first+1 == t.end: // "(D)"
			t.end = t.first
		}
	}
	for t.end > t.first+1 && (s.words[t.end-1].text == "-" || completing.has(s.words[t.end-1].text)) {
		t.end--
	}
	if t.first >= t.end || tagged[t.kind] == news.Place {
		return t
	}
	if k := s.titleEnd(t.first, t.end); tagged[t.kind] == news.Person && k > t.first && k < t.end {
		t.first = k
	}
	sentence := s.text.Sentences[s.text.Tokens[t.first].Sentence]
	for t.end+1 < sentence.End && s.words[t.end].text == "-" && s.adjacent(t.end) && s.words[t.end+1].caps {
		t.end += 2
	}
	return t
}

// agree gives the same name the same type all over the text.
func (s *scanner) agree(all []tag, scores [][]float32) {
	sums := map[string]*[len(tagged)]float64{}
	for _, t := range all {
		key := s.key(t.first, t.end)
		if sums[key] == nil {
			sums[key] = new([len(tagged)]float64)
		}
		for k := range tagged {
			sums[key][k] += float64(scores[t.first][1+k])
		}
	}
	for k := range all {
		sum := sums[s.key(all[k].first, all[k].end)]
		for kind, v := range sum {
			if v > sum[all[k].kind] {
				all[k].kind = kind
			}
		}
	}
}

// retag gives a name of the rules the bounds and type that the tagger has for it, and
// reports whether it is one.
func (s *scanner) retag(m *Mention, all []tag, at []int, taken []bool, scores [][]float32) bool {
	k := -1
	for i := m.NameFirst; i < m.NameEnd && k < 0; i++ {
		k = at[i] - 1
	}
	if k < 0 {
		return m.Sure || !slices.Contains(tagged[:], bodyOf(m.Type)) || scores[m.Head] == nil
	}
	t := all[k]
	if taken[k] {
		return false
	}
	taken[k] = true
	untold := m.Type != "" && !slices.Contains(tagged[:], bodyOf(m.Type)) && (m.Sure || m.Type != news.Work) // a law, an event
	outlet := m.Sure && m.Type == news.Publication
	party := m.Type == news.Place && t.first < m.NameFirst && s.words[m.NameFirst-1].text == "-" // Utah in R-Utah
	if untold || outlet || party {
		return true
	}
	if shout := s.words[m.Head].shout && m.Sure; !shout && (t.first != m.NameFirst || t.end != m.NameEnd) {
		if m.First == m.NameFirst || t.first < m.First {
			m.First = t.first
		}
		if m.End == m.NameEnd || t.end > m.End {
			m.End = t.end
		}
		m.NameFirst, m.NameEnd, m.Head, m.Canon = t.first, t.end, t.end-1, ""
		if tagged[t.kind] != news.Person {
			m.Head = s.nameHead(t.first, t.end)
		}
		if e, end, ok := s.listed(t.first, t.end); ok && end == t.end && !e.adj {
			m.Canon = e.canon
		}
	}
	if kind := tagged[t.kind]; bodyOf(m.Type) != kind && !(m.Sure && m.Type != news.Person && (kind != news.Person || m.Canon != "")) {
		m.Type, m.Canon = kind, ""
		m.Gender, m.Guessed = 0, false
		if kind == news.Person {
			s.guessGender(m)
		}
	}
	return true
}

// bodyOf is a type as the tagger tells them apart.
func bodyOf(kind news.Type) news.Type {
	if kind == news.Publication {
		return news.Organization
	}
	return kind
}

// newName is a name that the tagger alone has.
func (s *scanner) newName(t tag) Mention {
	m := Mention{First: t.first, End: t.end, Head: t.end - 1, NameFirst: t.first, NameEnd: t.end, Type: tagged[t.kind], Form: Name, Number: Singular, Named: 1}
	if m.Type == news.Person {
		s.guessGender(&m)
	} else {
		m.Head = s.nameHead(t.first, t.end)
	}
	if e, end, ok := s.listed(t.first, t.end); ok && end == t.end && !e.adj && bodyOf(e.kind) == m.Type {
		m.Type, m.Canon = e.kind, e.canon
	}
	return m
}
