package extract

import (
	"testing"

	"hearsay/extract/news"
)

// FuzzExtract extracts any text with a tiny model, whose labels are as good as
// random: all rules meet what they do not expect.
func FuzzExtract(f *testing.F) {
	m := tiny(f)
	for _, c := range hurtful {
		f.Add(c.text(200))
	}
	f.Add("“No,” said Sen. Ann Roe (R-Texas).\n\nShe told the Post, citing the WHO, that “it is over”.")
	f.Fuzz(func(t *testing.T, text string) {
		doc := Extract(m, news.Article{Text: text, Published: "2031-03-10"})
		checkDocument(t, text, doc)
		if words := Explain(m, text); len(words) > len(text) {
			t.Errorf("%d words in %d bytes", len(words), len(text))
		}
	})
}
