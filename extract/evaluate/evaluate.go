// Package evaluate measures what is found in articles against what people marked in
// them: it reads their files, extracts the texts, and gives both to [hearsay/extract/score],
// which defines the figures.
//
// Begin with [Claims].
package evaluate

import (
	"context"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/extract/read"
)

// documents extracts articles side by side, without some parts; the documents are in
// their order.
func documents(m *extract.Model, all []news.Article, without ...extract.Part) []news.Document {
	walk := func(visit func(read.Item) error) error {
		for _, a := range all {
			if err := visit(read.Item{Article: a}); err != nil {
				return err
			}
		}
		return nil
	}
	one := func(m *extract.Model, a news.Article) news.Document { return extract.Without(m, a, without...) }
	out := make([]news.Document, 0, len(all))
	for r := range extract.All(context.Background(), m, walk, extract.Options{}, one) {
		out = append(out, r.Value)
	}
	return out
}
