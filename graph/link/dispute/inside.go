package dispute

import (
	"slices"
	"strings"

	"hearsay/extract/news"
)

// How far back in bytes of the text "denied it" may lead.
const reach = 300

// inside looks at the claims of each article: of one within another, of one that only
// points back, and of each with those around it.
func (f *finder) inside() {
	for _, a := range f.articles {
		for i := range a.claims {
			c := &a.claims[i]
			if c.Stand == denies && len(c.sources) > 0 {
				f.denied(c)
			}
			for k := i + 1; k < len(a.claims) && k <= i+40; k++ {
				f.compare(c, &a.claims[k])
			}
		}
	}
}

// denied finds what a denial denies where it is no words of its own: a claim within it,
// or the one before it.
func (f *finder) denied(c *weighed) {
	a := c.article
	for i := range a.claims {
		o := &a.claims[i]
		if o.Within == c.place+1 && o.Stand == says && o.Form != thing && o.words() >= 2 && o.speaks() && !c.sameSide(o) {
			f.add(c, o, Denial, .85)
		}
	}
	if !c.Back {
		return
	}
	for i := c.place - 1; i >= 0 && c.Start-a.claims[i].Start <= reach; i-- {
		o := &a.claims[i]
		if o.Within == c.place+1 || c.sameSide(o) {
			continue
		}
		if o.Stand == says && o.Form != thing && o.words() >= 2 && len(o.sources) > 0 {
			f.add(c, o, Denial, .7)
		}
		return
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
	for _, s := range c.sources {
		for _, t := range o.side {
			if s == t {
				return true
			}
		}
	}
	for _, s := range c.side {
		for _, t := range o.sources {
			if s == t {
				return true
			}
		}
	}
	return false
}

// add notes a pair: the later claim first, or the one that denies.
func (f *finder) add(a, b *weighed, reason string, confidence float64) {
	f.found = append(f.found, pair{a, b, reason, confidence})
}

// speaks says whether a source of the claim is somebody who can speak.
func (c *weighed) speaks() bool {
	for _, s := range c.sources {
		switch kind, _, _ := strings.Cut(s, "/"); news.Type(kind) {
		case news.Law, news.Event, news.System:
		default:
			return true
		}
	}
	return false
}
