// Package claim makes claims of attributions: which of them are claims at all, who
// the source is and what the content is about, which claim reports which, how the
// source stands to what it says, how far it is quoted, and when it was said. What is
// a claim, and what it is about, is learnt (learnt.txt, made by
// extract/model/training/claims.py); the other answers are by readable rules, whose
// lists of words stand in the .txt files beside it.
//
// Begin with [Verify] and [Find].
package claim

import (
	"cmp"
	"slices"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// A draft is a claim in the making.
type draft struct {
	source, cue []attribution.Range
	content     []attribution.Range     // in the order of the text
	parent      *draft                  // the claim that reports it, or nil
	speakers    []int                   // indices of entities
	follows     *draft                  // the claim that it goes on from, whose speakers are its own
	stranger    bool                    // somebody else says it than whoever speaks next to it
	inner       bool                    // found inside the content of another attribution
	implied     bool                    // its speakers are those of another, since it names none
	evidence    attribution.Attribution // what it was made of; empty for one that was added
	confidence  float64
}

// A finder holds what the rules ask of one article.
type finder struct {
	article   news.Article
	text      *token.Text
	who       *coref.Resolution
	lexicon   lexicon
	drafts    []*draft
	out       *encoder.Output
	most      int // mentions of the entity that has most
	standings []standing
	voice     []*draft  // of each token, the innermost claim that it is said in, or nil
	sum       []float64 // of vectors, and one of them: memory that mean takes again
	row       []float32
}

// A Part is a part of the work that Find can do without.
type Part string

// The parts, in the order of the work.
const (
	Continuations Part = "continuations"
	Implied       Part = "implied speakers"
)

// Parts are all parts.
var Parts = [...]Part{Continuations, Implied}

// Find returns the claims of an article in the order in which a [news.Document]
// has them. out is what the encoder says of the whole text, or nil. found are its
// attributions as [Verify] leaves them, of which a parent comes before what it reports;
// who is who in it. It can do without some parts, for measuring what these give.
func Find(
	a news.Article, t *token.Text, out *encoder.Output, found []attribution.Attribution, who *coref.Resolution, without ...Part,
) []news.Claim {
	f := newFinder(without, a, t, out, found, who)
	return f.claims()
}

// Decisions are the learnt decisions on who makes the claims of an article, and on what
// they are about.
func Decisions(a news.Article, t *token.Text, out *encoder.Output, found []attribution.Attribution, who *coref.Resolution) []Decision {
	f := newFinder(nil, a, t, out, found, who)
	var all []Decision
	for _, d := range f.drafts {
		all = append(append(all, f.speaking(d)), f.abouts(d, f.candidates(d))...)
	}
	return all
}

func newFinder(parts []Part, a news.Article, t *token.Text, out *encoder.Output, found []attribution.Attribution, who *coref.Resolution) *finder {
	f := &finder{article: a, text: t, who: who, out: out, lexicon: stances()}
	f.draft(found)
	f.order()
	if !slices.Contains(parts, Continuations) {
		f.introduced()
		f.goOn()
	}
	f.order()
	f.nest()
	f.identify(!slices.Contains(parts, Implied))
	f.prune()
	f.attitudes()
	f.paint()
	f.stand()
	return f
}

// draft makes drafts of attributions: one each, and one for every piece of
// content that stands in other sentences than the cue.
func (f *finder) draft(found []attribution.Attribution) {
	for _, a := range found {
		if len(a.Content) == 0 {
			continue
		}
		main := &draft{source: a.Source, cue: a.Cue, inner: a.Parent >= 0, evidence: a, confidence: a.Confidence}
		var rest []attribution.Range
		for i, c := range a.Content {
			if i+1 < len(a.Content) && f.answered(c, a.Content[i+1], a.Cue) {
				f.drafts = append(f.drafts, &draft{content: []attribution.Range{c}, stranger: true, confidence: a.Confidence})
				continue
			}
			if len(a.Cue) > 0 && !f.shareSentence(a.Cue[0], c) {
				rest = append(rest, c)
			} else if len(a.Cue) == 0 && len(main.content) > 0 {
				rest = append(rest, c)
			} else {
				main.content = append(main.content, c)
			}
		}
		if len(main.content) == 0 {
			nearest := 0
			for i, c := range rest {
				if distance(c, a.Cue[0]) < distance(rest[nearest], a.Cue[0]) {
					nearest = i
				}
			}
			main.content = []attribution.Range{rest[nearest]}
			rest = slices.Delete(rest, nearest, nearest+1)
		}
		f.drafts = append(f.drafts, main)
		for _, c := range rest {
			f.drafts = append(f.drafts, &draft{source: a.Source, content: []attribution.Range{c}, follows: main, confidence: a.Confidence})
		}
	}
}

// answered tells whether a quotation right before another is of somebody else: “Is it
// safe?” “It is,” replied Carver. The cue, behind the second, is of that alone.
func (f *finder) answered(c, next attribution.Range, cue []attribution.Range) bool {
	return len(cue) > 0 && next.End <= cue[0].First && c.End == next.First && f.closes(c.End-1) && f.opens(next.First)
}

// closes tells whether token i closes a quotation, opens whether it opens one.
func (f *finder) closes(i int) bool {
	return slices.ContainsFunc(f.text.Quotations, func(q token.Quotation) bool { return q.Close == i })
}

func (f *finder) opens(i int) bool {
	return slices.ContainsFunc(f.text.Quotations, func(q token.Quotation) bool { return q.Open == i })
}

// distance is the number of tokens between two ranges, 0 where they touch.
func distance(a, b attribution.Range) int { return max(0, a.First-b.End, b.First-a.End) }

// shareSentence tells whether two ranges have tokens of one sentence.
func (f *finder) shareSentence(a, b attribution.Range) bool {
	s := f.text.Tokens
	return s[a.First].Sentence <= s[b.End-1].Sentence && s[b.First].Sentence <= s[a.End-1].Sentence
}

// order sorts drafts by where their largest content begins, the longer first,
// then by their cues, and drops those that say the same as the one before.
func (f *finder) order() {
	slices.SortStableFunc(f.drafts, func(a, b *draft) int {
		x, y := a.largest(), b.largest()
		return cmp.Or(cmp.Compare(x.First, y.First), cmp.Compare(y.End, x.End), cmp.Compare(first(a.cue), first(b.cue)))
	})
}

// first is the first token of the ranges, -1 where there is none.
func first(r []attribution.Range) int {
	if len(r) == 0 {
		return -1
	}
	return r[0].First
}

// largest is the content's largest piece.
func (d *draft) largest() attribution.Range { return largest(d.content) }

// largest is the largest of the pieces of a content, the first of equal ones.
func largest(content []attribution.Range) attribution.Range {
	best := content[0]
	for _, c := range content {
		if c.End-c.First > best.End-best.First {
			best = c
		}
	}
	return best
}

// nest finds the claim that reports each: the smallest whose content holds both
// its cue and its own largest piece.
func (f *finder) nest() {
	var open []*draft // in the order in which their contents begin
	for _, d := range f.drafts {
		r := d.largest()
		open = slices.DeleteFunc(open, func(o *draft) bool { return o.largest().End <= r.First })
		for i := len(open) - 1; i >= 0; i-- {
			o := open[i].largest()
			if o.First <= r.First && r.End <= o.End && o != r && (len(d.cue) == 0 || o.First <= d.cue[0].First && d.cue[0].End <= o.End) {
				d.parent = open[i]
				break
			}
		}
		if len(open) < maxOpen {
			open = append(open, d)
		}
	}
}

// maxOpen is how many contents around a place are looked at for the one that
// reports it.
const maxOpen = 64

// span is the bytes of a range of tokens.
func (f *finder) span(r attribution.Range) news.Span {
	return news.Span{Start: f.text.Tokens[r.First].Start, End: f.text.Tokens[r.End-1].End}
}

// words are the tokens of a range.
func (f *finder) words(r attribution.Range) []string {
	out := make([]string, 0, r.End-r.First)
	for i := r.First; i < r.End; i++ {
		out = append(out, f.text.Word(i))
	}
	return out
}
