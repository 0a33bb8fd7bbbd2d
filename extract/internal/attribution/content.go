package attribution

import (
	"sort"
	"strings"

	"hearsay/extract/internal/token"
)

// settle cuts contents at the ends of paragraphs and gives each the quotation
// marks that belong to it: none that closes before it or opens behind it, and
// both of a pair of which it has one with all that the pair holds. None leaves
// the limits.
func (r *reader) settle(contents []Range, limits Range) []Range {
	t := r.text
	var out []Range
	for _, c := range contents {
		for c.First < c.End {
			p := t.Paragraphs[t.Tokens[c.First].Paragraph]
			if piece := r.marks.fit(Range{c.First, min(c.End, p.End)}).within(limits); r.hasWord(piece) {
				out = append(out, piece)
			}
			c.First = p.End
		}
	}
	return apart(out)
}

// within is the part of r that lies in o.
func (r Range) within(o Range) Range { return Range{max(r.First, o.First), min(r.End, o.End)} }

// apart takes from each range what the one before it has already.
func apart(ranges []Range) []Range {
	out := ranges[:0]
	for _, r := range ranges {
		if n := len(out); n > 0 {
			r.First = max(r.First, out[n-1].End)
		}
		if r.First < r.End {
			out = append(out, r)
		}
	}
	return out
}

// beyond tells whether a piece of a content stands in another paragraph than its cue
// without being a quotation, or what a colon hands over to: the paper goes on there.
func (r *reader) beyond(cue, c Range) bool {
	t := r.text
	from, to := t.Tokens[cue.First].Paragraph, t.Tokens[c.First].Paragraph
	if from == to {
		return false
	}
	if _, opens := r.marks.opens[c.First]; opens {
		return false
	}
	if quotationAt(t, c.First) {
		return false
	}
	return to < from || t.Word(t.Paragraphs[to].First-1) != ":"
}

// quotationAt tells whether a token stands in a quotation.
func quotationAt(t *token.Text, i int) bool {
	at := sort.Search(len(t.Quotations), func(k int) bool { return t.Quotations[k].Open > i })
	return at > 0 && i < t.Quotations[at-1].End
}

// marks are a text's quotation marks, each with its partner's token, or -1
// where it has none; tokens that are none are not in it.
type marks struct {
	opens, closes map[int]int
}

func newMarks(t *token.Text) marks {
	m := marks{make(map[int]int, len(t.Quotations)), make(map[int]int, len(t.Quotations))}
	for _, q := range t.Quotations {
		m.opens[q.Open] = q.Close
		if q.Close >= 0 {
			m.closes[q.Close] = q.Open
		}
	}
	return m
}

// fit moves the ends of a content to the marks that belong to it.
func (m marks) fit(c Range) Range {
	for c.First < c.End {
		if open, ok := m.closes[c.First]; !ok || open >= c.First {
			break
		}
		c.First++
	}
	for c.First < c.End {
		if end, ok := m.opens[c.End-1]; !ok || end >= 0 && end < c.End {
			break
		}
		c.End--
	}
	if end, ok := m.opens[c.First-1]; ok && (end < 0 || c.First < end && end <= c.End) {
		c.First--
	}
	if open, ok := m.closes[c.End]; ok && c.First <= open && open < c.End {
		c.End++
	}
	return c
}

// hasWord tells whether a range holds more than punctuation.
func (r *reader) hasWord(x Range) bool {
	for i := x.First; i < x.End; i++ {
		if token.HasWord(r.text.Word(i)) {
			return true
		}
	}
	return false
}

// real are the pieces of a content without a conjunction that the sentence
// opens with before the source ("As he noted, …"), unless there is no other.
func (r *reader) real(pieces []Range) []Range {
	if len(pieces) < 2 || pieces[0].End-pieces[0].First > 1 {
		return pieces
	}
	if conjunctions.has(r.text.Word(pieces[0].First)) {
		return pieces[1:]
	}
	return pieces
}

// bare is a cue without the colon or comma behind its words.
func (r *reader) bare(c Range) Range {
	for c.End-c.First > 1 && cueEnds.has(r.text.Word(c.End-1)) {
		c.End--
	}
	return c
}

// whole is a cue with the "as" before it and the "by" between it and its source:
// "as noted by".
func (r *reader) whole(c, source Range) Range {
	lower := func(i int) string { return strings.ToLower(r.text.Word(i)) }
	switch {
	case source.First != c.End+1 || lower(c.End) != "by":
	case lower(c.First) == "as":
		c.End++
	case c.First > 0 && lower(c.First-1) == "as":
		c = Range{c.First - 1, c.End + 1}
	}
	return c
}
