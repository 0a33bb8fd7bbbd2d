package dispute

import (
	"slices"
	"strings"

	"hearsay/extract/news"
)

// Where what is denied without words of its own may stand: so many bytes before, and
// so many claims.
const (
	reachBack   = 700
	lookBack    = 6
	followed    = 40 // claims of an article that each is compared with
	fewestWords = 2  // of a claim that can be denied so
)

// inside looks at the claims of each article: of one within another, of one that only
// points back, and of each with those around it.
func (f *finder) inside() {
	for _, a := range f.articles {
		for i := range a.claims {
			c := &a.claims[i]
			if len(c.sources) > 0 && c.speaks() {
				f.reported(c)
				f.answered(c)
			}
			for k := i + 1; k < len(a.claims) && k <= i+followed; k++ {
				f.compare(c, &a.claims[k])
			}
		}
	}
}

// reported finds the claims that a denial says are not so.
func (f *finder) reported(c *weighed) {
	if c.Stand != denies {
		return
	}
	for i := range c.article.claims {
		if o := &c.article.claims[i]; o.Within == c.place+1 && o.Stand == says && o.Form != thing && o.words() >= fewestWords && o.speaks() && !c.sameSide(o) {
			f.add(c, o, reported, align(c, o))
		}
	}
}

// answered finds what a claim without words of its own says is not so may be.
func (f *finder) answered(c *weighed) {
	if c.Stand != denies || c.Back == none {
		return
	}
	claims := c.article.claims
	for i := c.place - 1; i >= 0 && i >= c.place-lookBack && c.Start-claims[i].End <= reachBack; i-- {
		f.answers(c, &claims[i])
	}
}

// answers notes what a claim without words of its own may answer.
func (f *finder) answers(c, o *weighed) {
	if o.Stand == says && o.Form != thing && o.words() >= fewestWords && o.speaks() && !c.sameSide(o) && o.Within != c.place+1 &&
		(o.End <= c.Start || c.End <= o.Start) {
		f.add(c, o, answered, align(c, o))
	}
}

// words is how many words a claim says, entities left out.
func (c *weighed) words() int {
	n := 0
	for _, t := range c.terms {
		if t.stem[0] != '@' {
			n++
		}
	}
	return n
}

// names says whether a claim names anybody or anything.
func (c *weighed) names() bool {
	return slices.ContainsFunc(c.terms, func(t term) bool { return t.stem[0] == '@' })
}

// sameSide says whether two claims have a source in common, or one's speaks for the other's.
func (c *weighed) sameSide(o *weighed) bool {
	return common(c.sources, o.side) || common(c.side, o.sources)
}

// add notes a pair, the claim that answers first.
func (f *finder) add(a, b *weighed, k kind, al alignment) {
	p := pair{a: a, b: b, kind: k, features: evidence(a, b, k, &al)}
	p.confidence = f.weights.of(&p)
	f.found = append(f.found, p)
}

// speaks says whether a source of the claim is somebody who can speak for themselves:
// "53 percent of voters" are no side.
func (c *weighed) speaks() bool {
	for _, s := range c.sources {
		switch kind, name, _ := strings.Cut(s, "/"); news.Type(kind) {
		case news.Law, news.Event, news.System:
		default:
			if !strings.Contains(name, "percent") {
				return true
			}
		}
	}
	return false
}
