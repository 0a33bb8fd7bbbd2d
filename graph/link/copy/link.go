package copy

import (
	"bytes"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// Digest is what is kept of an article to find its copies: the date of publication, NUL,
// and its runs.
func Digest(d *news.Document) []byte {
	return append(append([]byte(d.Article.Published), 0), Runs(d.Article.Text)...)
}

// Links are the copies among articles as links of the graph.
func Links(articles []link.Article) []link.Link {
	all := make([]Article, len(articles))
	for i, a := range articles {
		published, runs, _ := bytes.Cut(a.Digest, []byte{0})
		all[i] = Article{ID: a.ID, Published: string(published), Runs: runs}
	}
	var out []link.Link
	for _, l := range Find(all) {
		from := "article/" + l.Copy
		out = append(out,
			link.Link{From: from, Predicate: schema.CopyOf, To: "article/" + l.Of},
			link.Link{From: from, Predicate: schema.Share, Number: l.Share})
	}
	return link.Sorted(out)
}
