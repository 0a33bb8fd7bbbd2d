// Command training makes the weights of package entity: it reads documents, as
// `hearsay extract --format jsonl` prints them, and rows of gold, as
// evaluation/score_crossdoc.py --dump writes them, and prints weights.go.
//
//	go run ./graph/link/entity/training documents.jsonl ecbplus.rows.jsonl > graph/link/entity/weights.go
//
// Those of bare names need no gold, and come from documents of whatever articles; what
// stands behind "bare" is said of these in the file.
//
//	go run ./graph/link/entity/training documents.jsonl bare "of many outlets" > graph/link/entity/weights_bare.go
//
// With one argument it prints the documents with the entities that the articles have
// together.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/link/entity"
	"hearsay/graph/link/internal/fit"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "training:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("name the documents, and the gold")
	}
	docs, err := fit.Lines[news.Document](args[0])
	if err != nil {
		return err
	}
	articles := make([]link.Article, len(docs))
	for i := range docs {
		articles[i] = link.Article{ID: docs[i].Article.ID, Digest: entity.Digest(&docs[i])}
	}
	slices.SortFunc(articles, func(a, b link.Article) int { return cmp.Compare(a.ID, b.ID) })
	if len(args) == 1 {
		return joined(docs, articles, out)
	}
	if args[1] == "bare" {
		from := append([]string{fmt.Sprintf("From %d articles", len(docs))}, args[2:]...)
		_, err := io.WriteString(out, entity.FitBare(articles, strings.Join(from, " ")+"."))
		return err
	}
	gold, err := readGold(args[1], docs)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, entity.Fit(articles, gold, fmt.Sprintf("From %d documents of ECB+ (corpora/crossdoc/ecbplus.json) and %d of their entities that its gold names.", len(docs), len(gold))))
	return err
}

// joined prints documents with the entities of the collection.
func joined(docs []news.Document, articles []link.Article, out io.Writer) error {
	ids := map[[2]string]string{}
	for _, j := range entity.Joins(articles) {
		ids[[2]string{j.Article, j.Form}] = j.Entity
	}
	w := bufio.NewWriter(out)
	for i := range docs {
		d := &docs[i]
		for k := range d.Entities {
			e := &d.Entities[k]
			e.ID = cmp.Or(ids[[2]string{d.Article.ID, e.ID}], e.ID)
		}
		if err := json.NewEncoder(w).Encode(d); err != nil {
			return err
		}
	}
	return w.Flush()
}

// readGold reads who the entities of documents are: of several mentions the most.
func readGold(file string, docs []news.Document) (entity.Gold, error) {
	type row struct{ Doc, Pred, Entity, World string }
	rows, err := fit.Lines[row](file)
	if err != nil {
		return nil, err
	}
	ids := map[string]string{}
	for i := range docs {
		ids[path.Base(docs[i].Article.URL)] = docs[i].Article.ID
	}
	counts := map[[2]string]map[[2]string]int{}
	for _, r := range rows {
		if r.Pred == "" {
			continue
		}
		at := [2]string{ids[r.Doc], r.Pred}
		if counts[at] == nil {
			counts[at] = map[[2]string]int{}
		}
		counts[at][[2]string{r.World, r.Entity}]++
	}
	gold := entity.Gold{}
	for at, of := range counts {
		most := 0
		for g, n := range of {
			if n > most || n == most && g[1] < gold[at][1] {
				most, gold[at] = n, g
			}
		}
	}
	return gold, nil
}
