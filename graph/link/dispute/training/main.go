// Command training makes the weights of package dispute: it reads documents, as
// `hearsay extract --format jsonl` prints them, and pairs of claims that people judged, as
// testdata/links/disputes-fit.tsv has them, and prints weights.go.
//
//	go run ./graph/link/dispute/training documents.jsonl testdata/links/disputes-fit.tsv > graph/link/dispute/weights.go
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/link/dispute"
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
	if len(args) != 2 {
		return errors.New("name the documents and the judged pairs")
	}
	articles, err := readArticles(args[0])
	if err != nil {
		return err
	}
	gold, err := readGold(args[1])
	if err != nil {
		return err
	}
	from := fmt.Sprintf("From %d articles of many outlets and %d pairs of their claims that were judged by reading.", len(articles), len(gold))
	_, err = io.WriteString(out, dispute.Fit(articles, gold, from))
	return err
}

// readArticles reads documents, each article with the entities that they have together.
func readArticles(file string) ([]link.Article, error) {
	docs, err := fit.Lines[news.Document](file)
	if err != nil {
		return nil, err
	}
	articles, forms := make([]link.Article, len(docs)), make([]link.Article, len(docs))
	for i := range docs {
		articles[i] = link.Article{ID: docs[i].Article.ID, Digest: dispute.Digest(&docs[i]), Joined: map[string]string{}}
		forms[i] = link.Article{ID: docs[i].Article.ID, Digest: entity.Digest(&docs[i])}
	}
	byID := func(a, b link.Article) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(articles, byID)
	slices.SortFunc(forms, byID)
	for _, j := range entity.Joins(forms) {
		if at, ok := slices.BinarySearchFunc(articles, j.Article, func(a link.Article, id string) int { return cmp.Compare(a.ID, id) }); ok {
			articles[at].Joined[j.Form] = j.Entity
		}
	}
	return articles, nil
}

// readGold reads lines of two claims, behind "claim/", and whether they may disagree.
func readGold(file string) (dispute.Gold, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	gold := dispute.Gold{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[2] != "yes" && fields[2] != "no" {
			return nil, fmt.Errorf("%s:%d: a line is two claims and yes or no", file, n)
		}
		gold[[2]string{"claim/" + fields[0], "claim/" + fields[1]}] = fields[2] == "yes"
	}
	return gold, nil
}
