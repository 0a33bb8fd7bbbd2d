// Package extract reads an article: who is in it, and who is said in it to say
// what about whom. It knows nothing of graphs.
//
// To import it, or [hearsay/graph] and [hearsay/queries], from a module of your own,
// say in its go.mod where the checkout lies, since the module's path is no address:
//
//	require hearsay v0.0.0
//	replace hearsay => ../hearsay
//
// and run go mod tidy. What is in internal folders may change from day to day.
//
// Begin with [Open] and [Extract]; [All] does many articles side by side.
package extract

import (
	"hearsay/extract/internal/stage"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// Extract finds the entities and the claims of an article, by what the model
// makes of its words. It gives the article its id, and otherwise leaves it as
// it is. It never fails, takes time linear in the text, and may be called by
// several goroutines with one model; the same article and model give the same
// document on every machine.
func Extract(m *Model, a news.Article) news.Document { return Without(m, a) }

// Without does as Extract without some parts, for measuring what these give.
func Without(m *Model, a news.Article, parts ...Part) news.Document {
	a.ID = news.ArticleID(a)
	text := token.Split(a.Text)
	out := m.Encode(text)
	said := stage.Attributions(m, text, out, parts...)
	who := stage.Who(text, out, a.Publisher, said, parts...)
	claims := stage.Claims(a, text, out, said, who, parts...)
	return news.Document{Article: a, Entities: withOutlet(who.Entities, a.Publisher), Claims: claims}
}

// A Part is a part of the extraction that it can do without; see [Without].
type Part = stage.Part

// Parts are all parts, in the order of the work.
func Parts() []Part { return stage.Parts() }
