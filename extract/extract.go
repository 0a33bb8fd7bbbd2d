// Package extract reads an article: who is in it, and who is said in it to say
// what about whom. It knows nothing of graphs.
package extract

import (
	"slices"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
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
	if !slices.Contains(parts, Doubt) {
		said = claim.Verify(text, out, said)
	}
	who := Who(text, out, a.Publisher, Sayings(text, said), parts...)
	claims := claim.FindWithout(of[claim.Part](parts), a, text, out, said, who)
	return news.Document{Article: a, Entities: withOutlet(who.Entities, a.Publisher), Claims: claims}
}

// Said are the attributions of a text that are claims, nested ones too.
func Said(m *encoder.Model, t *token.Text, out *encoder.Output) []attribution.Attribution {
	return claim.Verify(t, out, attribution.Nest(m, t, out, attribution.Find(m, t, out)))
}

// Sayings are attributions of a text as far as they tell who is who.
func Sayings(t *token.Text, said []attribution.Attribution) []coref.Saying {
	all := make([]coref.Saying, len(said))
	spans := func(ranges []attribution.Range) (out []news.Span) {
		for _, r := range ranges {
			out = append(out, news.Span{Start: t.Tokens[r.First].Start, End: t.Tokens[r.End-1].End})
		}
		return out
	}
	for i, a := range said {
		all[i] = coref.Saying{Source: spans(a.Source), Content: spans(a.Content)}
	}
	return all
}
