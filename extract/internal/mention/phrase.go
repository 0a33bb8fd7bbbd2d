package mention

import (
	_ "embed"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
	"hearsay/extract/internal/tagger"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// phraseWeights is what the finder of noun phrases has learnt;
// extract/model/training/phrase.py writes it.
//
//go:embed phrase.weights
var phraseWeights string

// phrasing reads the finder of noun phrases when it is first asked for. Its labels are
// no head of a noun phrase, and one for the head of each of news.Types.
var phrasing = tagger.Once(&phraseWeights)

// leastPhrase is the probability from which on a word heads a noun phrase that somebody
// may speak of. What is said of it is decided later, with this probability in view.
// Noun phrases of the rules, which any source may be, stay from leastListed on.
const (
	leastPhrase = 0.2
	leastListed = 0.08
)

// NounTraits are what the finder of noun phrases is told of each token beside its vector,
// and whether it asks for it: for its training.
func NounTraits(t *token.Text, out *encoder.Output) (traits [][]float32, asked []bool) {
	s := newScanner(t)
	s.rules(nil)
	s.learn(out)
	s.tag(out)
	p := s.phrases(out)
	return p.traits, p.asked
}

// phrases are what the finder of noun phrases knows of a text.
type phrases struct {
	traits [][]float32
	asked  []bool
	name   []bool // of each token: it stands in a name
	rule   []int  // of each token: the noun phrase of the rules that it heads, from 1
}

// phrases tells what is known of each token as the head of a noun phrase. The scanner
// then holds the tokens of names alone for used: a noun phrase may stand in another.
func (s *scanner) phrases(out *encoder.Output) phrases {
	n := len(s.words)
	name := make([]bool, n)
	p := phrases{make([][]float32, n), make([]bool, n), name, make([]int, n)}
	count := map[string]int{}
	for k := range s.found {
		m := &s.found[k]
		if m.Form == Nominal {
			p.rule[m.Head] = k + 1
		}
		for i := m.First; i < max(m.End, m.NameEnd) && m.Form == Name; i++ {
			name[i] = true
		}
	}
	copy(s.used, name)
	for i := range s.words {
		count[s.words[i].lower]++
	}
	quoted := s.quoted()
	for _, sentence := range s.text.Sentences {
		for i := sentence.First; i < sentence.End; i++ {
			w := &s.words[i]
			_, _, _, listed := Noun(w.lower)
			described := w.class&(adjective|modifier) != 0 && w.class&(noun|plural) == 0 && !listed
			p.asked[i] = w.alpha && out.Has(i) && !name[i] && !described && w.class&(barrier|pronoun|determiner|possessive) == 0
			x := make(perceptron.Inputs, 0, 80)
			for _, is := range [...]bool{w.caps, w.upper, w.begin, w.shout, w.alpha, name[i], p.rule[i] > 0, quoted[i], i+1 == sentence.End} {
				x.Flag(is)
			}
			s.lexicalTraits(&x, w, count[w.lower])
			s.phraseTraits(&x, i, sentence, p.asked[i])
			headTraits(&x, out, i)
			p.traits[i] = x
		}
	}
	return p
}

// quoted is of each token whether it stands in quotation marks.
func (s *scanner) quoted() []bool {
	quoted := make([]bool, len(s.words))
	for _, q := range s.text.Quotations {
		for i := q.First; i < q.End; i++ {
			quoted[i] = true
		}
	}
	return quoted
}

// lexicalTraits are what the lists say of a word that stands so many times in the text.
func (s *scanner) lexicalTraits(x *perceptron.Inputs, w *word, count int) {
	for c := determiner; c <= pronoun; c <<= 1 {
		x.Flag(w.class&c != 0)
	}
	kind, _, many, ok := Noun(w.lower)
	x.Flag(ok && many)
	for _, k := range news.Types {
		x.Flag(ok && kind == k)
	}
	x.Number(float32(min(count, 5)) / 5)
}

// phraseTraits are what stands around token i, where it is asked for.
func (s *scanner) phraseTraits(x *perceptron.Inputs, i int, sentence token.Sentence, asked bool) {
	opening, length, definite := class(0), 0, false
	if asked {
		start := s.phraseStart(i, sentence.First)
		opening, length, definite = s.words[start].class, i-start, s.words[start].lower == "the"
	}
	x.Flag(asked && s.goesOn(i, sentence.End))
	x.Flag(asked && s.isVerb(i, sentence.First))
	x.Flag(length > 0 && opening&determiner != 0)
	x.Flag(length > 0 && opening&possessive != 0)
	x.Flag(length > 0 && opening&quantity != 0)
	x.Flag(length > 0 && definite)
	x.Number(float32(length) / 8)
}

// headTraits are how much likelier than no head the encoder takes token i for one of each
// label, in eighths of log odds; −1 where it says nothing.
func headTraits(x *perceptron.Inputs, out *encoder.Output, i int) {
	if !out.Has(i) {
		for range len(labels) - 1 {
			x.Number(-1)
		}
		return
	}
	row := out.Mention[i-out.First][:]
	for _, v := range row[1:] {
		x.Number(float32(v-row[0]) / 8)
	}
}

// heads are of each token how likely it heads a noun phrase, and of which type.
func (p *phrases) heads(out *encoder.Output) (likely []float64, kinds []news.Type) {
	t := phrasing()
	likely, kinds = make([]float64, len(p.asked)), make([]news.Type, len(p.asked))
	var all [1 + len(news.Types)]float64
	for i, asked := range p.asked {
		if !asked {
			continue
		}
		encoder.Softmax(all[:], t.Scores(out, p.traits, i))
		best := 1
		for k := range all[1:] {
			if all[k+1] > all[best] {
				best = k + 1
			}
		}
		likely[i], kinds[i] = 1-all[0], news.Types[best-1]
	}
	return likely, kinds
}

// describe lets what is learnt decide which noun phrases there are, and of what type.
func (s *scanner) describe(out *encoder.Output) {
	p := s.phrases(out)
	heads, kinds := p.heads(out)
	kept := s.found[:0]
	clear(s.ends)
	for _, m := range s.found {
		if m.Form == Nominal && p.asked[m.Head] {
			if heads[m.Head] < leastListed {
				continue
			}
			s.retype(&m, kinds[m.Head])
			m.Likely = heads[m.Head]
		}
		if m.Form == Name {
			s.ends[m.End] = len(kept)
		}
		kept = append(kept, m)
	}
	s.found = kept
	for _, sentence := range s.text.Sentences {
		for i := sentence.First; i < sentence.End; i++ {
			if heads[i] < leastPhrase || p.rule[i] > 0 {
				continue
			}
			w := &s.words[i]
			if i > sentence.First && p.name[i-1] && s.inflected(w) {
				continue // "Jane Doe lied"
			}
			_, many := s.lists.singular(w.lower)
			start := s.phraseStart(i, sentence.First)
			if s.goesOn(i, sentence.End) {
				if w.caps && !w.begin || s.at(i+1) == "-" {
					continue // a part of a name, or of a compound
				}
				start = i // "government" in "the government officials"
			}
			m := s.phrase(i, start, sentence.First, sentence.End, kinds[i], many || w.class&plural != 0 && w.class&noun == 0)
			m.Named, m.Likely = named(out, i), heads[i]
			if first, last, sure := s.bounds(out, i); sure > bounded && first <= m.First && last+1 >= m.End {
				m.MaximalFirst, m.MaximalEnd = first, last+1
			}
			s.found = append(s.found, m)
		}
	}
}

// retype gives a noun phrase a type; many persons are a group, and one is none.
func (s *scanner) retype(m *Mention, kind news.Type) {
	m.Type = kind
	if kind != news.Person && kind != news.Group {
		return
	}
	if listed, _, _, ok := Noun(s.words[m.Head].lower); ok && listed == news.Person && m.Number == Singular {
		m.Type = news.Person
	} else if m.Number == Plural {
		m.Type = news.Group
	}
}
