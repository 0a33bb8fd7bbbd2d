// Package extract reads an article: who is in it, and who is said in it to say
// what about whom. It knows nothing of graphs.
package extract

import (
	"slices"
	"strings"

	"hearsay/extract/attribution"
	"hearsay/extract/claim"
	"hearsay/extract/encoder"
	"hearsay/extract/news"
	"hearsay/extract/token"
)

// Extract finds the entities and the claims of an article, by what the model
// makes of its words. It gives the article its id, and otherwise leaves it as
// it is. It never fails, takes time linear in the text, and may be called by
// several goroutines with one model; the same article and model give the same
// document on every machine.
func Extract(m *encoder.Model, a news.Article) news.Document { return Without(m, a) }

// Without does as Extract without some parts, for measuring what these give.
func Without(m *encoder.Model, a news.Article, parts ...Part) news.Document {
	a.ID = news.ArticleID(a)
	text := token.Split(a.Text)
	out := m.Encode(text)
	said := attribution.Find(m, text, out)
	if !slices.Contains(parts, Nested) {
		said = attribution.Nest(m, text, out, said)
	}
	who := Who(text, out, a.Publisher, sources(text, said), parts...)
	claims := claim.FindWithout(of[claim.Part](parts), a, text, said, who)
	return news.Document{Article: a, Entities: withOutlet(who.Entities, a.Publisher), Claims: claims}
}

// sources are the bytes that name the sources of attributions: all but the
// relative pronouns, which name nobody.
func sources(t *token.Text, said []attribution.Attribution) []news.Span {
	var spans []news.Span
	for _, a := range said {
		for _, s := range a.Source {
			if w := strings.ToLower(t.Word(s.First)); s.End-s.First == 1 && (w == "which" || w == "that" || w == "who") {
				continue
			}
			spans = append(spans, news.Span{Start: t.Tokens[s.First].Start, End: t.Tokens[s.End-1].End})
		}
	}
	return spans
}
