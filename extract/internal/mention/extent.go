package mention

import (
	_ "embed"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
	"hearsay/extract/internal/pointer"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// What the networks that say where noun phrases begin and end have learnt;
// extract/model/training/rank.py writes both.
//
//go:embed begin.weights
var beginWeights string

//go:embed end.weights
var endWeights string

// A side is where a noun phrase begins or where it ends.
type side int

// The sides of a noun phrase.
const (
	begin side = iota
	end
)

// reach is how many tokens a noun phrase has at most on either side of its head.
var reach = [...]int{10, 20}

// extents read the networks of both sides when they are first asked for.
var extents = [...]func() *pointer.Network{pointer.Once(&beginWeights), pointer.Once(&endWeights)}

// An Extent is a decision on where a noun phrase begins, or ends, for training: which
// token is its outermost on that side, from its head outwards.
type Extent struct {
	Head       int // token
	Mine       []float32
	Candidates []int // tokens
	Beyond     []int // of each candidate the token beyond it
	Theirs     []perceptron.Inputs
}

// Extents are the decisions on the noun phrases of a text, on where they begin and where
// they end.
func Extents(t *token.Text, out *encoder.Output) (first, last []Extent) {
	s := newScanner(t)
	s.rules(nil)
	s.learn(out)
	s.tag(out)
	s.describe(out)
	known := s.around()
	for k := range s.found {
		if m := &s.found[k]; m.Form == Nominal && out.Has(m.Head) {
			first, last = append(first, Extent{}), append(last, Extent{})
			s.extent(&first[len(first)-1], out, m, begin, known)
			s.extent(&last[len(last)-1], out, m, end, known)
		}
	}
	return first, last
}

// around is of each token the name that it stands in, whether it is quoted, and what the
// lists say of it at an edge.
type around struct {
	names  []*Mention
	quoted []bool
	edges  []perceptron.Inputs // nil until asked for; the last is that of no token
	to     [2][][]float32      // of each side the projection of each token, nil until asked for; the last is that of no token
}

func (s *scanner) around() around {
	n := len(s.words) + 1
	return around{s.outer(), s.quoted(), make([]perceptron.Inputs, n), [2][][]float32{make([][]float32, n), make([][]float32, n)}}
}

// bound lets what is learnt decide where noun phrases begin and end.
func (s *scanner) bound(out *encoder.Output) {
	known := s.around()
	var e Extent
	for k := range s.found {
		m := &s.found[k]
		if m.Form != Nominal || !out.Has(m.Head) {
			continue
		}
		first, otherFirst := s.outermost(&e, out, m, begin, known)
		last, otherLast := s.outermost(&e, out, m, end, known)
		first, last = s.enclosed(first, m.Head, last)
		last = s.beforeName(m.Head, last, known)
		wholeFirst, wholeLast := s.enclosed(otherFirst, m.Head, otherLast)
		if wholeFirst != otherFirst {
			otherFirst = first
		}
		if wholeLast != otherLast {
			otherLast = last
		}
		for i := min(first, otherFirst); i < max(first, otherFirst); i++ {
			if completing.has(s.words[i].lower) || s.words[i].text == "," {
				otherFirst = first // a phrase before the phrase
			}
		}
		if first != m.First {
			m.First, m.NameFirst = first, first
			if s.words[first].class&determiner != 0 && first < m.Head && s.at(first+1) != "-" {
				m.NameFirst++
			}
		}
		m.End, m.NameEnd = last+1, last+1
		m.OtherFirst, m.OtherEnd = otherFirst, otherLast+1
		if m.MaximalEnd > 0 {
			m.MaximalFirst, m.MaximalEnd = min(m.MaximalFirst, m.First), max(m.MaximalEnd, m.End)
		}
	}
}

// enclosed is what a noun phrase holds of the tokens from first to last: nothing beyond a
// bracket in which its head stands, and nothing beyond one that does not open and close in it.
func (s *scanner) enclosed(first, head, last int) (int, int) {
	depth, closes := 0, first
	for i := head - 1; i >= first; i-- {
		switch s.words[i].text {
		case ")":
			if depth++; depth == 1 {
				closes = i + 1
			}
		case "(":
			if depth--; depth < 0 {
				first = i + 1
			}
		}
	}
	if depth > 0 {
		first = closes
	}
	return first, s.wholeUntil(head+1, last+1) - 1
}

// beforeName is the last token of a noun phrase that does not hold who is named beside it:
// "experts" of "experts and even the Harbor Union", all of "friends of Ann Roe and Bo Vale".
func (s *scanner) beforeName(head, last int, known around) int {
	if w := s.at(head + 1); w != "and" && w != "or" && w != "&" {
		return last
	}
	for j := head + 2; j <= last; j++ {
		if n := known.names[j]; n != nil {
			if n.Type == news.Person || bodyOf(n.Type) == news.Organization {
				return head
			}
			return last
		}
		if s.words[j].class&(determiner|adverb) == 0 && s.words[j].lower != "even" {
			break
		}
	}
	return last
}

// wholeUntil is how far brackets are whole in the tokens from first to end: up to one that
// closes and did not open there, or opens and does not close.
func (s *scanner) wholeUntil(first, end int) int {
	open, depth := end, 0
	for i := first; i < end; i++ {
		switch s.words[i].text {
		case "(":
			if depth++; depth == 1 {
				open = i
			}
		case ")":
			if depth--; depth < 0 {
				return i
			}
		}
	}
	if depth > 0 {
		return open
	}
	return end
}

// leastOther is how likely, as a share of the likeliest, another outermost token of a noun
// phrase is at least so that the phrase may be called by it too. Chosen by marked dev.
const leastOther = 0.14

// outermost is the likeliest outermost token of a noun phrase on a side, and the next
// likeliest, the same again where that has little for it; e is where the decision is
// made, again and again in the same memory.
func (s *scanner) outermost(e *Extent, out *encoder.Output, m *Mention, of side, known around) (likeliest, other int) {
	n, to := extents[of](), known.to[of]
	s.extent(e, out, m, of, known)
	project := func(i int) []float32 {
		at := i
		if i < 0 || i >= len(s.words) {
			at = len(s.words)
		}
		if to[at] == nil {
			to[at] = n.To(out, i)
		}
		return to[at]
	}
	scores, _ := n.Scores(e.Mine, n.From(out, e.Head), e.Theirs, func(c int) (near, beyond []float32) {
		return project(e.Candidates[c]), project(e.Beyond[c])
	})
	best, next := 0, -1
	for c, v := range scores[1:] {
		switch {
		case v > scores[best]:
			best, next = c+1, best
		case next < 0 || v > scores[next]:
			next = c + 1
		}
	}
	if next < 0 || encoder.Exp(float64(scores[next]-scores[best])) < leastOther {
		next = best
	}
	return e.Candidates[best], e.Candidates[next]
}

// extent makes e the decision on a side of a noun phrase.
func (s *scanner) extent(e *Extent, out *encoder.Output, m *Mention, of side, known around) {
	sentence := s.text.Sentences[s.text.Tokens[m.Head].Sentence]
	mine := perceptron.Inputs(e.Mine[:0])
	*e = Extent{Head: m.Head, Candidates: e.Candidates[:0], Beyond: e.Beyond[:0], Theirs: e.Theirs[:0]}
	h := &s.words[m.Head]
	s.lexicalTraits(&mine, h, 0)
	for _, kind := range news.Types {
		mine.Flag(m.Type == kind)
	}
	mine.Flag(m.Number == Plural)
	mine.Flag(m.Definite)
	mine.Flag(known.quoted[m.Head])
	e.Mine = mine
	step, stop, rule, link := 1, min(sentence.End, m.Head+reach[end]+1), m.End-1, encoder.MentionLast
	if of == begin {
		step, stop, rule, link = -1, max(sentence.First-1, m.Head-reach[begin]-1), m.First, encoder.MentionFirst
	}
	var crossed crossing
	links, _ := out.Link(link, m.Head)
	for i := m.Head; i != stop; i += step {
		x := e.next()
		beyond := i + step
		x.One(distance(max(i-m.Head, m.Head-i)), distances)
		x.Flag(i == rule)
		x.Number(links.At(i))
		x.Flag(known.quoted[i] != known.quoted[m.Head])
		x = append(append(x, s.edge(i, known)...), s.edge(beyond, known)...)
		inside := i >= 0 && beyond >= 0 && beyond < len(s.words) && known.names[i] != nil && known.names[i] == known.names[beyond]
		x.Flag(inside) // it would cut a name
		x.Flag(known.names[i] != nil && !inside)
		crossed.traits(&x)
		e.Candidates, e.Beyond, e.Theirs = append(e.Candidates, i), append(e.Beyond, beyond), append(e.Theirs, x)
		if i != m.Head {
			crossed.add(&s.words[i])
		}
	}
}

// traitsOfPair is room for what is told of a head and a candidate.
const traitsOfPair = 96

// next is room for what is told of the next candidate: what an earlier decision had there.
func (e *Extent) next() perceptron.Inputs {
	if k, all := len(e.Theirs), e.Theirs[:cap(e.Theirs)]; k < len(all) && all[k] != nil {
		return all[k][:0]
	}
	return make(perceptron.Inputs, 0, traitsOfPair)
}

// distances is the number of classes that distance tells apart.
const distances = 8

// distance is the class of a number of tokens.
func distance(n int) int {
	switch {
	case n < 4:
		return n
	case n < 6:
		return 4
	case n < 9:
		return 5
	case n < 14:
		return 6
	}
	return 7
}

// A crossing counts what lies between a head and a candidate.
type crossing struct{ commas, stops, verbs, clauses, links int }

func (c *crossing) add(w *word) {
	switch {
	case w.lower == ",":
		c.commas++
	case clauseWords.has(w.lower):
		c.clauses++
	case completing.has(w.lower):
		c.links++
	case w.class&barrier != 0, !w.alpha:
		c.stops++
	case w.class&verb != 0 && w.class&(noun|adjective|modifier) == 0:
		c.verbs++
	}
}

func (c *crossing) traits(x *perceptron.Inputs) {
	for _, n := range [...]int{c.commas, c.stops, c.verbs, c.clauses, c.links} {
		x.Flag(n > 0)
		x.Number(float32(min(n, 4)) / 4)
	}
}

// edge is what the lists say of a word at the edge of a noun phrase, or beyond it.
func (s *scanner) edge(i int, known around) perceptron.Inputs {
	if i < 0 || i >= len(s.words) {
		i = len(s.words)
	}
	if known.edges[i] == nil {
		known.edges[i] = s.edgeTraits(i, known)
	}
	return known.edges[i]
}

func (s *scanner) edgeTraits(i int, known around) (x perceptron.Inputs) {
	var w word
	inside := i < len(s.words)
	if inside {
		w = s.words[i]
	}
	x.Flag(!inside)
	for c := determiner; c <= pronoun; c <<= 1 {
		x.Flag(w.class&c != 0)
	}
	_, _, many, listed := Noun(w.lower)
	x.Flag(listed)
	x.Flag(many)
	for _, is := range [...]bool{
		w.alpha, w.caps, w.begin, w.lower == ",", w.lower == "of", w.lower == "and" || w.lower == "or", completing.has(w.lower), clauseWords.has(w.lower),
		isQuote(w.text), w.text == "-", w.text == "(" || w.text == ")", inside && token.PossessiveS(w.text), inside && known.names[i] != nil,
		inside && s.inflected(&w),
	} {
		x.Flag(is)
	}
	return x
}
