package statement

import (
	"hearsay/extract/news"
	"hearsay/graph/link/internal/words"
)

// apart is the most words between two that a quotation keeps side by side.
const apart = 12

// In finds the words of a quotation in a text: the share of them that stand there in
// their order, 0 to 1, and the stretch of the text from the first to the last of these.
func In(quotation, text string) (kept float64, stretch news.Span) {
	a, b := words.Split(quotation), words.Split(text)
	pairs := align(folded(a), folded(b))
	if len(pairs) == 0 {
		return 0, stretch
	}
	// Of words far apart the longest run near each other is meant.
	from, most := 0, 0
	best := pairs[:1]
	for i := 1; i <= len(pairs); i++ {
		if i < len(pairs) && pairs[i][1]-pairs[i-1][1] <= apart {
			continue
		}
		if i-from > most {
			most, best = i-from, pairs[from:i]
		}
		from = i
	}
	stretch = news.Span{Start: b[best[0][1]].Start, End: b[best[len(best)-1][1]].End}
	return float64(len(best)) / float64(len(a)), stretch
}

// Terms are the words of a quotation that tell what it is about, folded, in its order,
// each once.
func Terms(quotation string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words.Folded(quotation) {
		if !functional[w] && !negations[w] && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}
