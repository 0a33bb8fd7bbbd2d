package dispute

import (
	"math"
	"slices"
)

// A kind is how two claims were found to disagree.
type kind int

const (
	reported kind = iota // one denies what it reports the other to say
	answered             // one denies what was said before it: "denied it"
	denied               // one denies what the other says, in words of its own
	negates              // one says that it is so, the other that it is not
	counted              // another number for the same quantity
	kinds                // how many there are
)

func (k kind) String() string {
	return [kinds]string{"reported", "answered", "denied", "negates", "counted"}[k]
}

// reasons of the kinds.
var reasons = [kinds]string{reported: Denial, answered: Denial, denied: Denial, negates: Negation, counted: Number}

// groups of kinds that are judged by the same weights: those of which one claim has words
// of the other, points back to it, or is compared with it.
var groups = [kinds]int{reported: 0, answered: 1, denied: 2, negates: 2, counted: 2}

const groupsOfKinds = 3

// Features of a pair, 0 to 1 each. The first claim is the one that answers.
const (
	xCover    = iota // share of the lighter claim's weight that both have
	xBoth            // share of the weight of both
	xForeign         // they are of other articles
	xLate            // 1 for 20 days from one to the other
	xFew             // they have less than two words in common
	xSupposed        // one says what would be
	xDoubted         // one doubts rather than denies
	xSubject         // one has no subject of its own
	xStrong          // a cue leaves no doubt that it denies
	xSure            // how sure it is that the sources make the claims
	xSentence        // they stand next to each other
	xNext            // no claim of others stands between them
	xAnswerer        // the other is about who answers
	xAccused         // the cue of the other says that it may be denied
	xOwner           // the one points back to words of the other's source
	xOther           // it points back to words of somebody else
	xWrong           // it denies what people are accused of, not what they said
	features         // how many there are
)

// A weights is what a pair is judged by: of each kind a bias, and of each group of kinds
// what each feature weighs.
type weights struct {
	Kind    [kinds]float64
	Feature [groupsOfKinds][features]float64
}

// of is the probability that a pair may disagree.
func (w *weights) of(p *pair) float64 {
	z := w.Kind[p.kind]
	for i, v := range p.features {
		z += float64(w.Feature[groups[p.kind]][i] * v)
	}
	return 1 / (1 + math.Exp(-z))
}

// evidence is what is known of two claims, the one that answers first.
func evidence(a, b *weighed, k kind, al *alignment) (x [features]float64) {
	flag := func(at int, is bool) {
		if is {
			x[at] = 1
		}
	}
	x[xSure] = float64(a.Sure*b.Sure) / 10000
	flag(xStrong, a.Stand != says && a.Strong || b.Stand != says && b.Strong)
	switch groups[k] {
	case groups[answered]:
		flag(xSentence, a.Start-b.End < beside)
		flag(xNext, next(a, b))
		flag(xAnswerer, common(b.about, a.side))
		flag(xAccused, b.Accuses)
		flag(xOwner, common(a.owners, b.side))
		flag(xOther, len(a.owners) > 0 && !common(a.owners, b.side))
		flag(xWrong, a.Back == toWrong)
	case groups[denied]:
		cover, both := al.cover(a, b)
		x[xCover], x[xBoth] = min(cover, 1), min(both, 1)
		x[xLate] = float64(min(max(a.Day-b.Day, b.Day-a.Day), 20)) / 20
		flag(xForeign, a.article != b.article)
		flag(xFew, al.words < 2)
		flag(xSupposed, a.If || b.If)
		flag(xDoubted, a.Stand == doubts || b.Stand == doubts)
		flag(xSubject, a.Bare || b.Bare)
	}
	return x
}

// beside each other stand claims with fewer bytes between them.
const beside = 120

// next says whether no claim of others stands between two of an article, the first of
// which stands behind the second.
func next(a, b *weighed) bool {
	for i := b.place + 1; i < a.place; i++ {
		if o := &a.article.claims[i]; o.Start >= b.End && !o.sameSide(b) && !o.sameSide(a) {
			return false
		}
	}
	return true
}

// focuses says whether all that a negates is said in b.
func focuses(a, b *weighed) bool {
	return !slices.ContainsFunc(a.focus, func(stem string) bool { return indexOf(b.terms, stem) < 0 })
}

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
