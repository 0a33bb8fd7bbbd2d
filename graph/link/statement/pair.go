package statement

import (
	"math"
	"slices"

	"hearsay/extract/news"
)

// A relation is how the words of two claims stand to each other.
type relation int

const (
	other   relation = iota // in other words
	altered                 // nearly the same words: altered, cut, put together from parts
	exact                   // the same words
)

// OtherWords is the reason of a claim that states the same in other words.
const OtherWords = "in other words"

var reasons = [...]string{other: OtherWords, altered: "nearly the same words", exact: "the same words"}

// A likeness is what is known of two claims, of which one may state what the other does.
type likeness struct {
	relation relation
	kept     float64 // share of the words of the shorter content that stand in the other, in order
	terms    float64 // cosine of the vectors of terms
	near     float64 // cosine of the vectors of meaning
	part     float64 // share of the weight of the lighter one's terms that the other has
	source   float64 // 1 where they have a source in common, -1 where named ones differ, else 0
	about    float64 // share of those that the one with fewer is about, that the other is about
	days     float64 // between them
	rare     float64 // weight of the terms in common, 1 for each that only these have
	words    int     // of the shorter content
	even     float64 // share of the longer content's words that the shorter one has as many of
	stance   bool    // both have the same
	differ   bool    // in a number, or in a negation
	number   bool    // they have a number in common
	direct   bool    // both are quoted
	personal bool    // one says "I", "he", "our" outside of a quotation: of whom, the source tells
}

// compare compares two claims.
func compare(a, b *claim) likeness {
	l := likeness{source: sameSource(a, b), about: overlap(a.about, b.about), days: math.Abs(float64(a.day - b.day))}
	l.words, l.personal, l.direct = min(len(a.words), len(b.words)), a.personal || b.personal, a.direct && b.direct
	l.even, l.stance = float64(l.words)/float64(max(len(a.words), len(b.words))), a.stance == b.stance
	l.number = slices.ContainsFunc(a.words, func(h uint32) bool { return h&kindBits == isNumber && slices.Contains(b.words, h) })
	common := 0.
	l.terms, l.part, common = a.termsIn(b)
	l.rare = common / a.unique
	if slices.Equal(a.words, b.words) {
		l.relation, l.kept, l.differ = exact, 1, (a.stance == news.Denies) != (b.stance == news.Denies)
		return l
	}
	l.near = a.meaning.Near(&b.meaning)
	if l.part < leastPart && l.near < nearEnough {
		l.differ = true
		return l
	}
	short, long := a, b
	if len(short.words) > len(long.words) {
		short, long = long, short
	}
	pairs := align(short.words, long.words)
	l.kept = float64(len(pairs)) / float64(len(short.words))
	l.differ = opposed(a.stance, b.stance) || differ(short, long, pairs)
	part := partKept
	switch {
	case l.source > 0 && l.kept >= nearlyKept:
		part = 0
	case len(short.words) < fewestStrict:
		part = partOfFew
	}
	// A few words in a long content are what somebody else says of the same matter as often
	// as not, but for a quotation.
	passing := l.source <= 0 && !l.direct && len(long.words) > 2*len(short.words)
	whole := l.source > 0 && l.direct && l.kept == 1 && runs(pairs) == 1
	told := l.kept >= wholeKept && len(short.words) >= longEnough && l.rare >= rareWhole // a part of what somebody passes on
	if told || !passing && l.kept >= mostlyKept && (len(short.words) >= fewestKept || whole) && l.part >= part && runs(pairs) <= 1+len(short.words)/5 {
		l.relation = altered
	}
	l.differ = l.differ || contrary(a, b)
	return l
}

// opposed says whether two stances are to other things: a question is no answer, and who
// backs a plan does not say what those say who are against it.
func opposed(a, b news.Stance) bool {
	return (a == news.Questions) != (b == news.Questions) || a == news.Supports && b == news.Rejects || a == news.Rejects && b == news.Supports
}

// runs counts the stretches of words that two contents have in common.
func runs(pairs [][2]int) int {
	n := 0
	for i, p := range pairs {
		if i == 0 || p[0] != pairs[i-1][0]+1 || p[1] != pairs[i-1][1]+1 {
			n++
		}
	}
	return n
}

// differ says whether two contents have other numbers, or one of them a negation that
// the other has not. Of the longer one only what stands between the first and the last
// of the words in common, and the word before them, counts, where these are most of the shorter one's.
func differ(short, long *claim, pairs [][2]int) bool {
	from, to := 0, len(long.words)
	if len(pairs) > 0 && 2*len(pairs) >= len(short.words) {
		from, to = max(0, pairs[0][1]-1), pairs[len(pairs)-1][1]+1
	}
	numbers := func(ws []uint32) (out []uint32, negations int) {
		for _, h := range ws {
			if h&isNumber > 0 {
				out = append(out, h)
			}
			if h&isNegation > 0 {
				negations++
			}
		}
		return out, negations
	}
	a, na := numbers(short.words)
	b, nb := numbers(long.words[from:to])
	if short.stance == news.Denies {
		na++
	}
	if long.stance == news.Denies {
		nb++
	}
	if na%2 != nb%2 {
		return true
	}
	// Each may have numbers that the other leaves out, but not both.
	return !containsAll(a, b) && !containsAll(b, a)
}

func containsAll(in, all []uint32) bool {
	return !slices.ContainsFunc(all, func(h uint32) bool { return !slices.Contains(in, h) })
}

// sameSource is 1 where two claims have a source in common, -1 where both are made by
// somebody named, others, else 0.
func sameSource(a, b *claim) float64 {
	named := [2]bool{}
	for i, list := range [][]entity{a.source, b.source} {
		named[i] = slices.ContainsFunc(list, func(e entity) bool { return e.named })
	}
	for _, e := range a.source {
		if e.named && slices.ContainsFunc(b.source, func(o entity) bool { return o.id == e.id }) {
			return 1
		}
	}
	if named[0] && named[1] {
		return -1
	}
	return 0
}

func overlap(a, b []entity) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for _, e := range a {
		if slices.ContainsFunc(b, func(o entity) bool { return o.id == e.id }) {
			n++
		}
	}
	return float64(n) / float64(min(len(a), len(b)))
}

// termsIn is the cosine of the two vectors of terms, and the share of the weight of the
// lighter one's terms that the other has, and the weight of those in common.
func (c *claim) termsIn(o *claim) (cosine, part, common float64) {
	sum, weights := 0., [2]float64{}
	for _, t := range c.terms {
		weights[0] += t.weight()
	}
	for _, t := range o.terms {
		weights[1] += t.weight()
	}
	for i, k := 0, 0; i < len(c.terms) && k < len(o.terms); {
		switch a, b := c.terms[i], o.terms[k]; {
		case a.hash() < b.hash():
			i++
		case a.hash() > b.hash():
			k++
		default:
			sum += float64(a.weight() * b.weight())
			common += a.weight()
			i, k = i+1, k+1
		}
	}
	if common == 0 {
		return 0, 0, 0
	}
	return sum / float64(c.length*o.length), common / min(weights[0], weights[1]), common
}

// probability is that of the two claims stating the same.
func (l *likeness) probability() float64 { return l.by(&fitted) }

// by is the probability by some weights of what is in other words.
func (l *likeness) by(w *weights) float64 {
	strict := l.strict()
	switch {
	case l.differ:
		return 0
	case l.relation != other && l.days <= window && (l.rare >= rareWhole || l.rare >= rareEnough && !l.personal):
		return .9 // whoever is taken for the source: no two say the same rare words in a few days
	case strict:
		return 0
	case l.relation == exact && (l.source > 0 || l.words >= fewestSure):
		return .99
	case l.relation == altered && (l.source > 0 || l.words >= fewestSure):
		return .9
	case l.counted():
		return .9 // of 12 such pairs of real news all state the same
	}
	z := 0.
	for i, f := range l.features() {
		z += float64(f * w[i])
	}
	return 1 / (1 + math.Exp(-z))
}

// strict says whether two claims cannot be known for one whatever they say: who is named as
// their sources differs, and little is said, or what only the source tells of whom.
func (l *likeness) strict() bool {
	if l.direct && l.kept == 1 {
		return l.source < 0 && l.words < fewestSure // a part of what is quoted, whoever is taken for its source
	}
	return l.source < 0 && (l.words < fewestStrict || l.personal)
}

// counted says whether two claims have a number in common, and with it most of what the
// lighter one says, in rare words.
func (l *likeness) counted() bool {
	return l.number && l.words >= fewestSure && l.rare >= rareCounted && l.terms >= .5 && l.part >= partKept
}

// judged says whether it is by weights that two claims are told to state the same.
func (l *likeness) judged() bool {
	return l.relation == other && !l.differ && !l.strict() && !l.counted()
}

// features of a likeness in other words, by which it is judged.
const features = 17

// weights are what features count in a logistic regression.
type weights [features]float64

// features gives numbers of about 0 to 1, which the descent of [Fit] wants.
func (l *likeness) features() [features]float64 {
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	same := is(l.source > 0)
	return [features]float64{
		1, l.near, l.terms, l.kept, l.part, l.about, same, is(l.source < 0), is(l.number), min(l.rare, rareWhole) / rareWhole,
		math.Log(float64(min(l.words, longEnough))) / math.Log(longEnough), l.even, l.near * l.near, l.near * l.terms,
		is(l.stance), min(l.days, window) / window, l.near * same,
	}
}
