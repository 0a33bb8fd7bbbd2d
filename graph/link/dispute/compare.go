package dispute

import "slices"

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

// cover is the share of the lighter claim's weight that both have, both that of all.
func (al *alignment) cover(a, b *weighed) (cover, both float64) {
	return al.shared / max(min(a.sum, b.sum), .1), al.shared / max(a.sum+b.sum-al.shared, .1)
}

func indexOf(terms []term, stem string) int {
	for i := range terms {
		if terms[i].stem == stem {
			return i
		}
	}
	return -1
}

// A bar is what two claims must have in common to be worth a judgement. What is negated
// or counted has to be the same matter in nearly all of its words: on real news
// the others hardly ever disagree.
type bar struct{ cover, both float64 }

var bars = [kinds]bar{denied: {.5, .1}, negates: {.7, .15}, counted: {.9, .65}}

// apart is the share of the weight of both that claims of different articles have in
// common at least: the words of a great story alone stand in many that say nothing of each
// other.
const apart = .32

// compare notes two claims where they may disagree.
func (f *finder) compare(a, b *weighed) {
	if !a.speaks() || !b.speaks() || a.Stand == neither || b.Stand == neither || a.article == b.article && a.Start < b.End && b.Start < a.End {
		return
	}
	k, al := kindOf(a, b)
	if k == kinds {
		return
	}
	if !al.enough(a, b, k) {
		return
	}
	if b.Day > a.Day || b.Day == a.Day && b.article == a.article && b.place > a.place && a.Stand == says {
		a, b = b, a // the one that answers goes first
	}
	if a.Day == b.Day && a.sameSide(b) {
		return // a source that says it in other words on the same day takes nothing back
	}
	f.add(a, b, k, al)
}

// enough says whether two claims have so much in common that they may speak of the same
// matter.
func (al *alignment) enough(a, b *weighed, k kind) bool {
	cover, both := al.cover(a, b)
	if a.article != b.article && both < apart {
		return false
	}
	if cover < bars[k].cover || both < bars[k].both || al.words < 2 && al.names == 0 {
		return false
	}
	elsewhere := al.names == 0 && a.names() && b.names()
	switch k {
	case denied:
		if a.Own && !b.of(a) || b.Own && !a.of(b) {
			return false // what others did
		}
		return a.Stand != doubts && b.Stand != doubts || cover >= bars[negates].cover
	case negates:
		own := (a.Bare || b.Bare) && !a.sameSide(b) // each source says it of itself
		return al.words >= 2 && !elsewhere && !own && focuses(a, b) && focuses(b, a)
	}
	return !elsewhere
}

// kindOf says how two claims may disagree; kinds where they do not.
func kindOf(a, b *weighed) (kind, alignment) {
	al := align(a, b)
	if al.words == 0 {
		return kinds, al
	}
	not := al.differ > .6*al.compared
	if not && !focused(a, b) && !focused(b, a) {
		return kinds, al
	}
	flipped := (a.Stand == says) != (b.Stand == says)
	against := not
	if flipped {
		against = !against
	}
	if al.opposed {
		against = !against
	}
	switch {
	case against && flipped && (!a.canDispute() || !b.canDispute()):
		return kinds, al // "denied them benefits"
	case against && flipped:
		return denied, al
	case a.Form == thing || b.Form == thing:
		return kinds, al
	case against && al.opposed:
		return kinds, al // "harmless", "poisonous": on real news hardly ever of the same
	case against:
		return negates, al
	case !flipped && !al.opposed && otherNumber(a, b):
		return counted, al
	}
	return kinds, al
}

// of says whether a claim is about the source of another, or about those for whom that
// source speaks, or made by them.
func (c *weighed) of(o *weighed) bool {
	return c.sameSide(o) || common(c.about, o.side) || slices.ContainsFunc(o.side, func(id string) bool { return indexOf(c.terms, "@"+id) >= 0 })
}

// canDispute says whether a claim is one of two of which one denies what the other says.
func (c *weighed) canDispute() bool { return c.Form == clause || c.Stand == says && c.Form != thing }

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
	if a.Expects || b.Expects || a.Times != b.Times {
		return false
	}
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
