package export

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/graph/export/table"
)

// subtitle says how much the set holds and from when to when.
func (s *Set) subtitle() string {
	first, last := "", ""
	articles := map[string]bool{}
	for i := range s.Claims {
		a := &s.Claims[i].Article
		articles[a.ID] = true
		stretch(&first, &last, a.Day())
	}
	return fmt.Sprintf("%s in %s%s. Claims are shown as made, not as true.",
		table.Count(len(s.Claims), "claim"), table.Count(len(articles), "article"), between(first, last))
}

// shorten cuts a text of more than n runes at a blank near the end, and marks the
// cut with an ellipsis. Runs of blanks become one.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := []rune(s)[:n-1]
	for i := len(cut) - 1; i > n/2; i-- {
		if cut[i] == ' ' {
			cut = cut[:i]
			break
		}
	}
	return strings.TrimRight(string(cut), " ,;:") + "…"
}

// decimal writes a number with at most two digits behind the point.
func decimal(x float64) string { return strconv.FormatFloat(hundredths(x), 'f', -1, 64) }
