package claim

import (
	"slices"
	"strings"

	"hearsay/extract/internal/attribution"
)

// leastQuoted is how many words a quotation without a cue has at least to be a
// claim.
const leastQuoted = 4

// goOn adds the quotations that go on from a claim in the sentence or paragraph
// before: whole sentences in quotation marks with no cue of their own.
func (f *finder) goOn() {
	covered := f.covered()
	var added []*draft
	last := 0 // drafts that end before the quotation
	for _, q := range f.text.Quotations {
		r := attribution.Range{First: q.Open, End: q.End}
		if q.Close >= 0 {
			r.End = q.Close + 1
		}
		if r.End-r.First < leastQuoted+2 || covered(r) || !f.standsAlone(r) {
			continue
		}
		for last < len(f.drafts) && f.drafts[last].largest().First < r.First {
			last++
		}
		if before := f.before(slices.Concat(f.drafts[max(0, last-maxOpen):last], added[max(0, len(added)-1):]), r); before != nil {
			d := &draft{source: before.source, content: []attribution.Range{r}, follows: before, confidence: before.confidence * goOnConfidence}
			added = append(added, d)
		}
	}
	f.drafts = append(f.drafts, added...)
}

// goOnConfidence is how much less sure a claim is than the one that it goes on
// from.
const goOnConfidence = 0.8

// covered tells of a range whether a token of it is a draft's already.
func (f *finder) covered() func(attribution.Range) bool {
	sum := make([]int32, len(f.text.Tokens)+1)
	for _, d := range f.drafts {
		for _, r := range slices.Concat(d.content, d.cue) {
			for i := r.First; i < r.End; i++ {
				sum[i+1] = 1
			}
		}
	}
	for i := 1; i < len(sum); i++ {
		sum[i] += sum[i-1]
	}
	return func(r attribution.Range) bool { return sum[r.End] > sum[r.First] }
}

// standsAlone tells whether a quotation makes up whole sentences.
func (f *finder) standsAlone(r attribution.Range) bool {
	t := f.text
	if t.Sentences[t.Tokens[r.First].Sentence].First != r.First {
		return false
	}
	return r.End == len(t.Tokens) || t.Tokens[r.End].Sentence != t.Tokens[r.End-1].Sentence
}

// before is the draft that a quotation goes on from: the last that ends before
// it, in the same paragraph or as the last of the one before, and is quoted too.
func (f *finder) before(drafts []*draft, r attribution.Range) *draft {
	var best *draft
	end := func(d *draft) int { return max(d.largest().End, first(d.cue)) }
	for _, d := range drafts {
		if end(d) <= r.First && (best == nil || end(d) > end(best)) {
			best = d
		}
	}
	if best == nil {
		return nil
	}
	t := f.text
	p, q := t.Tokens[max(0, end(best)-1)].Paragraph, t.Tokens[r.First].Paragraph
	if q == p || q == p+1 && f.marked(best.largest()) {
		return best
	}
	return nil
}

// marked tells whether a content holds a quotation mark.
func (f *finder) marked(r attribution.Range) bool {
	i := f.quotationFrom(r.First)
	return i < len(f.text.Quotations) && f.text.Quotations[i].Open < r.End
}

// longestIntroduction is how many words a sentence has at most that hands the
// word over to a source for the paragraphs that follow.
const longestIntroduction = 16

// mostIntroduced is for how many paragraphs at most.
const mostIntroduced = 8

// introduced adds the paragraphs that a sentence such as "Here is some
// background, via Breitbart." hands over to a source, a claim each, up to a gap
// wider than that between two paragraphs.
func (f *finder) introduced() {
	t := f.text
	for p, para := range t.Paragraphs {
		s := t.Sentences[t.Tokens[para.End-1].Sentence]
		source, ok := f.introduction(attribution.Range{First: s.First, End: s.End})
		if !ok {
			continue
		}
		var main *draft
		for k := p + 1; k < len(t.Paragraphs) && k <= p+mostIntroduced; k++ {
			next := t.Paragraphs[k]
			gap := t.Source[t.Tokens[next.First-1].End:t.Tokens[next.First].Start]
			if k > p+1 && strings.Count(gap, "\n") > 2 {
				break
			}
			d := &draft{source: source, content: []attribution.Range{{First: next.First, End: next.End}}, follows: main, confidence: introducedConfidence}
			if main == nil {
				main = d
			}
			f.drafts = append(f.drafts, d)
		}
	}
	f.order()
}

// introducedConfidence is how sure a claim is that stands in a paragraph handed
// over to a source.
const introducedConfidence = 0.8

// introduction reads a sentence that ends "via X." or "from X:" and says little
// else: the source.
func (f *finder) introduction(s attribution.Range) (source []attribution.Range, ok bool) {
	t := f.text
	if s.End-s.First > longestIntroduction || s.End-s.First < 4 {
		return nil, false
	}
	end := t.Word(s.End - 1)
	if end != "." && end != ":" {
		return nil, false
	}
	here := false
	for i := s.First; i < s.End; i++ {
		switch w := strings.ToLower(t.Word(i)); w {
		case "here", "background", "more", "details", "read", "excerpt", "excerpts":
			here = true
		case "via", "from":
			if here && i+1 < s.End-1 && s.End-1-i <= 6 && (w == "via" || end == ":") {
				return []attribution.Range{{First: i + 1, End: s.End - 1}}, true
			}
		}
	}
	return nil, false
}
