package queries_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/queries"
)

// Articles in, a graph of them, and an answer out.
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

	model, err := extract.Open("")
	if err != nil {
		log.Fatal(err)
	}
	for _, article := range []news.Article{
		{Publisher: "The Harbour Courier", Published: "2031-03-03", Text: "Ada Lund said that Norvik Steel had lied to Parliament.\n"},
		{Publisher: "The Evening Bell", Published: "2031-03-04", Text: "“Norvik Steel never lied,” Tom Reed told Reuters.\n"},
	} {
		if _, err := store.Put(ctx, extract.Extract(model, article)); err != nil {
			log.Fatal(err)
		}
	}
	answer, err := queries.Ask{About: []string{"Norvik Steel"}, Sort: "oldest"}.Find(ctx, store)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Question)
	for _, c := range answer.Claims {
		fmt.Println(c.Day(), c.Article.Publisher, "←", c.Sources[0].Name, c.Cue, c.Content)
	}
	// Output:
	// what is said about “Norvik Steel”
	// 2031-03-03 The Harbour Courier ← Ada Lund said that Norvik Steel had lied to Parliament
	// 2031-03-04 The Evening Bell ← Tom Reed told “Norvik Steel never lied,”
}
