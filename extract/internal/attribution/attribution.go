// Package attribution finds who is said to say what: sources, cues and contents
// by a conditional random field over the encoder's label scores, put together
// by its links, as Newell et al. (LREC 2018, PolNeAR) define an attribution.
//
// The rule that puts them together is [outputs.join]; what is done to contents before
// is in content.go, and how sure one may be of an attribution in confidence.go.
// Begin with [Find]; [Nest] goes on inside the contents.
package attribution

import (
	"cmp"
	"slices"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
)

// A Range is a stretch of a text's tokens: First is the index of its first,
// End the index after its last. The zero Range is empty.
type Range struct{ First, End int }

// An Attribution is the words by which a text says that somebody says
// something. Each role may be empty, but not both cue and content.
type Attribution struct {
	Source     []Range // who says it: at most one piece
	Cue        []Range // the words that signal it: at most one piece
	Content    []Range // what is said, each piece in one paragraph, in the order of the text
	Parent     int     // index of the attribution whose content holds this one, or -1
	Confidence float64 // probability that the text makes this attribution, 0 to 1

	evidence evidence // what the confidence comes from
}

// Find returns the attributions of a text that no other reports, in the order
// of their contents, given what the encoder made of the whole text.
func Find(m *encoder.Model, t *token.Text, out *encoder.Output) []Attribution {
	r := newReader(m, t)
	o := outputsOf(m, out)
	o.breakAt(t.Paragraphs)
	plain := byLayout(t)
	labelled := without(spans(o.best(), o.first), plain)
	found := r.decode(o, labelled, plain)
	if missed := byPhrase(t, cuesOf(found)); len(missed) > 0 {
		found = r.decode(o, without(labelled, missed), append(plain, missed...))
	}
	return slices.DeleteFunc(found, func(a Attribution) bool { return a.Confidence < leastConfidence })
}

// cuesOf are the cues of attributions, in the order of the text.
func cuesOf(found []Attribution) []Range {
	var cues []Range
	for _, a := range found {
		cues = append(cues, a.Cue...)
	}
	sortRanges(cues)
	return cues
}

// A reader reads the attributions of one text.
type reader struct {
	model *encoder.Model
	text  *token.Text
	marks marks
}

func newReader(m *encoder.Model, t *token.Text) *reader {
	return &reader{m, t, newMarks(t)}
}

// Tuned on PolNeAR dev: spans are found a little more readily than the model alone
// would, and attributions dropped that are more likely wrong than right. With .1
// more or less of either, found and said stay within .002.
const (
	readiness       = 0.2 // added to the score of every label that begins a span
	leastConfidence = 0.2 // of an attribution that no other reports; package claim asks more
)

// outputsOf are what the attributions need of the encoder's outputs.
func outputsOf(m *encoder.Model, out *encoder.Output) *outputs {
	emissions := slices.Clone(out.Attribution)
	for i := range emissions {
		for r := range roles {
			emissions[i][r.begins()] += readiness
		}
	}
	kinds := [...]encoder.Link{contentCue: encoder.ContentCue, sourceCue: encoder.SourceCue, cueSource: encoder.CueSource}
	return &outputs{
		first:   out.First,
		lattice: lattice{emissions, m.Start(), m.Transition()},
		link: func(kind, token int) (encoder.Targets, encoder.Window) {
			targets, _ := out.Link(kinds[kind], token)
			return targets, out.Sight(token)
		},
	}
}

// breakAt keeps sources and cues from reaching into a paragraph from the one before: only
// contents go on.
func (o *outputs) breakAt(paragraphs []token.Paragraph) {
	const never = 1e4 // beyond all scores
	for _, p := range paragraphs {
		if i := p.First - o.first; i > 0 && i < len(o.emissions) {
			o.emissions[i][iSource] -= never
			o.emissions[i][iCue] -= never
		}
	}
}

// decode puts the labelled spans together, beside the attributions that are
// plain already.
func (r *reader) decode(o *outputs, labelled []span, plain []joined) []Attribution {
	cues, sources, contents := byRole(labelled)
	contents = r.settle(contents, Range{o.first, o.first + len(o.emissions)})
	all, alone := o.join(cues, sources, contents)
	o.fallback(all, append(slices.Clone(cues), contents...))
	certain := newCertainty(o)
	var found []Attribution
	for _, j := range append(all, plain...) {
		if !j.sure {
			j.contents = slices.DeleteFunc(j.contents, func(c Range) bool { return r.beyond(j.cue, c) })
		}
		if len(j.contents) == 0 {
			continue
		}
		if !j.sure {
			j.cue = r.whole(r.bare(j.cue), j.source)
		}
		a := Attribution{Content: r.real(j.contents), Parent: -1}
		if j.cue.End > 0 {
			a.Cue = []Range{j.cue}
		}
		if j.source.End > 0 {
			a.Source = []Range{j.source}
		}
		a.evidence = certain.evidence(j)
		a.Confidence = a.evidence.confidence()
		found = append(found, a)
	}
	for _, x := range alone {
		e := certain.evidence(joined{contents: []Range{x}})
		found = append(found, Attribution{Content: []Range{x}, Parent: -1, Confidence: e.confidence(), evidence: e})
	}
	slices.SortStableFunc(found, func(a, b Attribution) int { return cmp.Compare(a.first(), b.first()) })
	return found
}

// first is the first token of the attribution's contents.
func (a Attribution) first() int { return a.Content[0].First }

// Marginals are the probabilities of the attribution labels of each token that
// the outputs are of, in the model's order of labels.
func Marginals(m *encoder.Model, out *encoder.Output) [][labels]float32 {
	return outputsOf(m, out).marginals()
}
