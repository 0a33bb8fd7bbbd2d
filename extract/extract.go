// Package extract reads an article: who is in it, and who is said in it to say
// what about whom. It knows nothing of graphs.
package extract

import (
	"strings"

	"hearsay/extract/attribution"
	"hearsay/extract/claim"
	"hearsay/extract/coref"
	"hearsay/extract/encoder"
	"hearsay/extract/mention"
	"hearsay/extract/news"
	"hearsay/extract/token"
)

// Extract finds the entities and the claims of an article, by what the model
// makes of its words. It gives the article its id, and otherwise leaves it as
// it is. It never fails, takes time linear in the text, and may be called by
// several goroutines with one model; the same article and model give the same
// document on every machine.
func Extract(m *encoder.Model, a news.Article) news.Document {
	a.ID = news.ArticleID(a)
	text := token.Split(a.Text)
	out := m.Encode(text)
	said := attribution.Find(m, text, out)
	said = attribution.Nest(m, text, out, said)
	mentions := mention.Find(text, out, a.Publisher)
	who := coref.Resolve(text, mentions, out, sources(text, said)...)
	claims := claim.Find(a, text, said, who)
	return news.Document{Article: a, Entities: who.Entities, Claims: claims}
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
