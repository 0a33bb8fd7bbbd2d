package graph_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"hearsay/extract/news"
	"hearsay/graph"
)

// A document in, and its claims out; extract.Extract makes documents of articles.
func Example() {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "hearsay")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	store, err := graph.Open(ctx, filepath.Join(folder, "hearsay.db"), graph.Write)
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()

	article := news.Article{Publisher: "The Harbour Courier", Text: "The bridge is safe, Ada Lund said."}
	article.ID = news.ArticleID(article)
	said := news.Claim{
		ID: "claim/" + article.ID + "-0-18", Source: []string{"person/ada-lund"}, Cue: "said",
		Content: "The bridge is safe", Start: 0, End: 18, Kind: news.Indirect, Confidence: 0.9,
	}
	lund := news.Entity{ID: "person/ada-lund", Name: "Ada Lund", Type: news.Person, Spans: []news.Span{{Start: 20, End: 28}}}
	if _, err := store.Put(ctx, news.Document{Article: article, Entities: []news.Entity{lund}, Claims: []news.Claim{said}}); err != nil {
		log.Fatal(err)
	}
	claims, total, err := store.Claims(ctx, graph.Filter{Limit: 10})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d claim: %s %s: %s\n", total, claims[0].Sources[0].Name, claims[0].Cue, claims[0].Content)
	// Output:
	// 1 claim: Ada Lund said: The bridge is safe
}
