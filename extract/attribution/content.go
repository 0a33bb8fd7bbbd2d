package attribution

import "hearsay/extract/token"

// settle cuts contents at the ends of paragraphs and gives each the quotation
// marks that belong to it: none that closes before it or opens behind it, and
// both of a pair of which it has one with all that the pair holds.
func settle(t *token.Text, contents []Range) []Range {
	marks := newMarks(t)
	var out []Range
	for _, c := range contents {
		for c.First < c.End {
			p := t.Paragraphs[t.Tokens[c.First].Paragraph]
			if piece := marks.fit(Range{c.First, min(c.End, p.End)}); piece.First < piece.End {
				out = append(out, piece)
			}
			c.First = p.End
		}
	}
	return apart(out)
}

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
