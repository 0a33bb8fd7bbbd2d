package extract

import (
	"os"
	"strings"
	"testing"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/stage"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// atoms are a token of each class that the rules know; of those with a % each is
// another: a %c is capitalized, a %l small, a %u all capitals.
var atoms = strings.Split(`Bob|%c|%l|%u|a|A|the|of|it|his|said|officials|official|President|Inc.|China|Chinese|Reuters|2031|and|'s|,|.|:|(|"|“|”|‘|-|who|that|is|new|WHO|I|Court|Monday|`+"\n\n", "|")

// units are what a text may do again and again that no newspaper does.
func units() []string {
	all := strings.Split(`"|(|“|'|a's |A.|Bob, |Bob and |Bob Roe |%c Court. |%c %c Court. |%c Roe. |Bob %c, |%u said. %c Court. |Bob, a %l official, |the %l official said. |%c, president of %c Inc., said. |Bob Roe, a %l adviser, left. |Bob's official's `, "|")
	all = append(all, "“%l.”\n\n", "“%l %l %l %l.” ", "Here is some background, via %c.\n\n")
	for _, a := range atoms {
		all = append(all, a+" ")
		if os.Getenv("HEARSAY_LONG") != "1" {
			continue
		}
		for _, b := range atoms {
			all = append(all, a+" "+b+" ")
		}
	}
	return all
}

// repeated is a text of about n bytes that says a unit again and again.
func repeated(unit string, n int) string {
	var b strings.Builder
	for k := 1; b.Len() < n; k++ {
		word := ""
		for d := k; d > 0; d /= 20 {
			word += string("bcdfghjklmnpqrstvwxz"[d%20]) + "a"
		}
		b.WriteString(strings.NewReplacer("%l", word, "%u", strings.ToUpper(word), "%c", strings.ToUpper(word[:1])+word[1:]).Replace(unit))
	}
	return b.String()
}

// TestGrowth lets the rules read texts of two lengths, with an attribution in every
// nine tokens: four times the text takes less than six times the memory and ten
// times the processor.
func TestGrowth(t *testing.T) {
	used := func(text string) cost {
		return measure(func() {
			split := token.Split(text)
			var said []attribution.Attribution
			for i := 0; i+8 < len(split.Tokens); i += 9 {
				said = append(said, attribution.Attribution{
					Source: []attribution.Range{{First: i, End: i + 1}}, Cue: []attribution.Range{{First: i + 1, End: i + 2}}, Content: []attribution.Range{{First: i + 2, End: i + 8}}, Parent: -1, Confidence: 0.9,
				})
			}
			claim.Find(news.Article{Text: text}, split, nil, said, stage.Who(split, nil, "", said))
		})
	}
	for _, unit := range units() {
		small, large := repeated(unit, 8000), repeated(unit, 32000)
		used(small) // what is made once
		a, b := used(small), used(large)
		if b.bytes > 6*a.bytes+1<<20 {
			t.Errorf("%q: %d bytes of text take %d of memory, %d take %d", unit, len(small), a.bytes, len(large), b.bytes)
		}
		if b.seconds > 10*a.seconds+0.5 {
			t.Errorf("%q: %d bytes of text take %.2f s, %d take %.2f s", unit, len(small), a.seconds, len(large), b.seconds)
		}
	}
}
