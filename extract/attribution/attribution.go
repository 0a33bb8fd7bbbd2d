// Package attribution finds who is said to say what: sources, cues and contents
// by a conditional random field over the encoder's label scores, put together
// by its links, as Newell et al. (LREC 2018, PolNeAR) define an attribution.
//
// The rule that puts them together is [join]; what is done to contents before
// is in content.go, and how sure one may be of an attribution in confidence.go.
// Begin with [Find].
package attribution

import (
	"cmp"
	"slices"

	"hearsay/extract/token"
)

// A Range is a stretch of a text's tokens: First is the index of its first,
// End the index after its last. The zero Range is empty.
type Range struct{ First, End int }

// holds tells whether o lies in r.
func (r Range) holds(o Range) bool { return r.First <= o.First && o.End <= r.End }

// An Attribution is the words by which a text says that somebody says
// something. Each role may be empty, but not both cue and content.
type Attribution struct {
	Source     []Range // who says it: at most one piece
	Cue        []Range // the words that signal it: at most one piece
	Content    []Range // what is said, each piece in one paragraph, in the order of the text
	Parent     int     // index of the attribution whose content holds this one, or -1
	Confidence float64 // probability that the text makes this attribution, 0 to 1
}

// outerDepth is how many contents within contents are read.
const outerDepth = 8

// decode finds the attributions in the tokens that the outputs are of.
func decode(t *token.Text, o *outputs) []Attribution {
	plain := byLayout(t)
	cues, sources, contents := byRole(without(spans(o.best(), o.first), plain))
	contents = settle(t, contents)
	all, alone := o.join(cues, sources, contents)
	o.fallback(all, append(slices.Clone(cues), contents...))
	certain := newCertainty(o)
	var found []Attribution
	for _, j := range append(all, plain...) {
		if len(j.contents) == 0 {
			continue
		}
		a := Attribution{Cue: []Range{j.cue}, Content: j.contents, Parent: -1}
		if j.source.End > 0 {
			a.Source = []Range{j.source}
		}
		a.Confidence = certain.of(j)
		found = append(found, a)
	}
	for _, x := range alone {
		found = append(found, Attribution{Content: []Range{x}, Parent: -1, Confidence: certain.of(joined{contents: []Range{x}})})
	}
	slices.SortStableFunc(found, func(a, b Attribution) int { return cmp.Compare(a.first(), b.first()) })
	return found
}

// first is the first token of the attribution's contents.
func (a Attribution) first() int { return a.Content[0].First }
