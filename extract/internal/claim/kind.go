package claim

import (
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/news"
)

// kind says how far a draft's content is quoted, by the marks that stand in it
// or around it; one that stands in a quotation of another's is judged by marks
// of its own.
func (f *finder) kind(d *draft) news.Kind {
	words, quoted := 0, 0
	marked := false
	for _, c := range d.content {
		inside := make([]bool, c.End-c.First)
		for _, q := range f.quotations(c) {
			paragraph := f.text.Paragraphs[f.text.Tokens[c.First].Paragraph]
			closed := q.Close >= 0 && q.Close <= c.End || q.Close < 0 && (q.End >= c.End || q.End >= paragraph.End)
			if q.First < c.First || q.Open >= c.End || !closed {
				continue
			}
			marked = true
			for i := max(q.First, c.First); i < min(q.End, c.End); i++ {
				inside[i-c.First] = true
			}
		}
		for i, in := range inside {
			if !isWord(f.text.Word(c.First + i)) {
				continue
			}
			words++
			if in {
				quoted++
			}
		}
	}
	switch {
	case !marked || quoted == 0:
		return news.Indirect
	case quoted == words:
		return news.Direct
	}
	return news.Mixed
}

// quotations are those that touch a range, or open or close beside it.
func (f *finder) quotations(c attribution.Range) []quotation {
	var out []quotation
	for i := f.quotationFrom(c.First - 1); i < len(f.text.Quotations) && f.text.Quotations[i].Open <= c.End; i++ {
		q := f.text.Quotations[i]
		if q.End >= c.First {
			out = append(out, quotation{q.Open, q.Close, q.First, q.End})
		}
	}
	return out
}

// A quotation is the tokens of one and of its marks.
type quotation struct{ Open, Close, First, End int }

// quotationFrom is the index of the first quotation that opens at token i or
// later.
func (f *finder) quotationFrom(i int) int {
	lo, hi := 0, len(f.text.Quotations)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.text.Quotations[mid].Open < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// isWord tells whether a token is more than punctuation.
func isWord(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == utf8.RuneError {
			return true
		}
	}
	return false
}
