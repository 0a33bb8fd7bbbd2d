package dispute

import (
	"math"
)

// An alignment is what two claims have in common.
type alignment struct {
	shared   float64 // weight of the words and entities in both
	words    int     // words in both
	names    int     // entities in both
	differ   float64 // weight of the shared words of which one is negated and the other is not
	compared float64 // weight of the shared words
	opposed  bool    // an opposed pair of words
}

func align(a, b *weighed) (al alignment) {
	for i, t := range a.terms {
		if k := indexOf(b.terms, t.stem); k >= 0 && indexOf(a.terms[:i], t.stem) < 0 {
			u := b.terms[k]
			al.shared += a.weights[i]
			if t.stem[0] == '@' {
				al.names++
				continue
			}
			al.words++
			al.compared += a.weights[i]
			if t.not != u.not {
				al.differ += a.weights[i]
			}
			if t.opposite*u.opposite < 0 {
				al.opposed = true
			}
		}
	}
	return al
}

func indexOf(terms []term, stem string) int {
	for i := range terms {
		if terms[i].stem == stem {
			return i
		}
	}
	return -1
}

// compare notes two claims where they may disagree.
func (f *finder) compare(a, b *weighed) {
	if !a.speaks() || !b.speaks() || a.Stand == neither || b.Stand == neither || a.article == b.article && a.Start < b.End && b.Start < a.End {
		return
	}
	reason, al := reasonOf(a, b)
	if reason == "" {
		return
	}
	if b.Day > a.Day || b.Day == a.Day && b.article == a.article && b.place > a.place && a.Stand == says {
		a, b = b, a // the one that answers goes first
	}
	if a.Day == b.Day && a.sameSide(b) {
		return // a source that says it in other words on the same day takes nothing back
	}
	if p := f.confidence(a, b, reason, al); p >= Least {
		f.add(a, b, reason, p)
	}
}

// reasonOf says why two claims may disagree; "" where they do not.
func reasonOf(a, b *weighed) (string, alignment) {
	al := align(a, b)
	if al.words == 0 {
		return "", al
	}
	negated := al.differ > .6*al.compared
	if negated && !focused(a, b) && !focused(b, a) {
		return "", al
	}
	flipped := (a.Stand == says) != (b.Stand == says)
	against := negated
	if flipped {
		against = !against
	}
	if al.opposed {
		against = !against
	}
	switch {
	case against && flipped:
		return Denial, al
	case against && a.Form == thing || b.Form == thing:
		return "", al
	case against && al.opposed:
		return Antonym, al
	case against:
		return Negation, al
	case !flipped && !al.opposed && otherNumber(a, b):
		return Number, al
	}
	return "", al
}

// focused says whether what a negates is said in b.
func focused(a, b *weighed) bool {
	for _, stem := range a.focus {
		if indexOf(b.terms, stem) >= 0 {
			return true
		}
	}
	return false
}

// otherNumber says whether two claims count the same and come to other numbers.
func otherNumber(a, b *weighed) bool {
	other := false
	for _, m := range a.Numbers {
		for _, n := range b.Numbers {
			if !sameQuantity(m, n) {
				continue
			}
			if near(m, n) {
				return false
			}
			other = true
		}
	}
	return other
}

// beside each other in an article are claims that begin within so many bytes.
const beside = 1000

// confidence is how likely it is that two claims with a reason to disagree speak of the
// same matter. The weights were set on the open half of the invented news world and on
// drawn pairs of real news.
func (f *finder) confidence(a, b *weighed, reason string, al alignment) float64 {
	cover := al.shared / max(min(a.sum, b.sum), .1)
	both := al.shared / max(a.sum+b.sum-al.shared, .1)
	z := -6.0 + 3*cover + 3*both + .9*min(al.shared, 3)
	if al.names > 0 {
		z += .6
	}
	switch apart := a.Start - b.Start; {
	case a.article != b.article:
		z += 1.5 * f.context(a, b)
	case -beside < apart && apart < beside:
		z += 2.2
		if reason == Denial {
			z += .5
		}
	default:
		z += 1
	}
	if al.words < 2 && (al.names == 0 || a.article != b.article) {
		z -= 1
	}
	switch reason {
	case Denial:
		z += .8 - 6*max(0, .5-cover)
		for _, c := range [...]*weighed{a, b} {
			if c.Form != clause && c.Stand != says { // "denied them benefits"
				z -= 6
			} else if c.Form == thing {
				z -= 2
			}
		}
		if a.Stand == doubts || b.Stand == doubts {
			z -= 1.5
		}
	case Antonym:
		z -= 3 + 6*max(0, .6-cover) + 8*max(0, .28-both)
	case Negation:
		z -= 6*max(0, .6-cover) + 16*max(0, .3-both)
		if a.Bare || b.Bare {
			z -= 5 // each source says it of itself
		}
	case Number:
		z -= 6*max(0, .6-cover) + 8*max(0, .28-both)
		if al.names == 0 && a.names() && b.names() {
			z -= 5 // of one place and of another
		}
		if al.words < 2 {
			z--
		}
	}
	if a.If || b.If {
		z--
	}
	if days := a.Day - b.Day; days > 0 {
		z -= .05 * math.Min(float64(days), 20)
	}
	return 1 / (1 + math.Exp(-z))
}

// context is how much the articles of two claims have in common: the weight of the names
// in both, 1 for three rare ones.
func (f *finder) context(a, b *weighed) float64 {
	sum := 0.0
	for _, n := range f.rareNames(a) {
		for _, m := range f.rareNames(b) {
			if n == m {
				sum += f.idf[n]
			}
		}
	}
	return min(sum/2, 1)
}
