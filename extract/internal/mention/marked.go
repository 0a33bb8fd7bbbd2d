package mention

import (
	"cmp"
	"slices"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
)

// unlikely is the rating of a word that heads nothing, in log odds: where a shorter span
// has taken a word, another must look like a head too.
const unlikely = -2

// MarkedHeads gives, for the training of what finds noun phrases and their bounds, the
// token that heads each span that people marked, −1 for none; spans are tokens, the end
// excluded. It is the word before what completes the span that the encoder rates highest
// as the head of a name or a noun phrase ("rule" of "the rule issued last year"), or behind
// that the last word of the name that the span is ("Roe" of "Secretary of State Ann Roe"), of
// those that head no shorter span ("government" of "the Russian government").
func MarkedHeads(t *token.Text, out *encoder.Output, spans [][2]int) []int {
	s := newScanner(t)
	heads, order, taken := make([]int, len(spans)), make([]int, len(spans)), make([]bool, len(s.words))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := spans[a], spans[b]
		return cmp.Or(x[1]-x[0]-(y[1]-y[0]), x[0]-y[0], a-b)
	})
	for _, k := range order {
		first, end := spans[k][0], spans[k][1]
		head, rating, shared, completed := -1, 0.0, false, s.completed(first, end)
		for i := first; i < end; i++ {
			if taken[i] {
				shared = shared || i < completed
				continue
			}
			if !s.words[i].alpha || !out.Has(i) {
				continue
			}
			r, form := rated(out, i)
			if i >= completed && (form != Name || r <= rating || r <= 0) {
				continue
			}
			if head < 0 || r >= rating {
				head, rating = i, r
			}
		}
		if heads[k] = -1; head >= 0 && (rating > unlikely || !shared) {
			heads[k], taken[head] = head, true
		}
	}
	return heads
}

// completed is where what completes the noun phrase of tokens first to end begins: a
// preposition, a clause, another member of a list, punctuation; else its end. A possessive
// completes nothing, since what it is of follows it.
func (s *scanner) completed(first, end int) int {
	for i := first + 1; i < end; i++ {
		joined := i+1 < len(s.words) && s.words[i+1].text == "-" || s.words[i-1].text == "-" // oil-for-food
		switch w := &s.words[i]; {
		case joined:
		case behindHead.has(w.text), w.text == ",", w.text == ";", w.text == ":", w.text == "(", w.text == "–", w.text == "—":
			return i
		}
	}
	return end
}

// rated is how much likelier than no head the encoder takes token i for the head of a name
// or a noun phrase, in log odds of the likeliest type and form, and that form.
func rated(out *encoder.Output, i int) (float64, Form) {
	row, best := out.Mention[i-out.First][:], 0
	for k := 1; k < len(row); k++ {
		if labels[k].form != Pronoun && (best == 0 || row[k] > row[best]) {
			best = k
		}
	}
	return float64(row[best]) - float64(row[0]), labels[best].form
}
