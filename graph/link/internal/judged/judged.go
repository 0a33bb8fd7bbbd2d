// Package judged reads what the weights of pairs of claims are made from: documents, and
// pairs that people judged. It serves the commands that make weights anew.
package judged

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/link/entity"
	"hearsay/graph/link/internal/fit"
)

// Articles reads documents, a line each: each article with its digest, in the order of
// ids, and with the entities that they have together.
func Articles(file string, digest func(*news.Document) []byte) ([]link.Article, error) {
	docs, err := fit.Lines[news.Document](file)
	if err != nil {
		return nil, err
	}
	articles, forms := make([]link.Article, len(docs)), make([]link.Article, len(docs))
	for i := range docs {
		articles[i] = link.Article{ID: docs[i].Article.ID, Digest: digest(&docs[i]), Joined: map[string]string{}}
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

// Pairs reads lines of two claims, behind "claim/", and yes or no. Lines that begin with #
// are remarks.
func Pairs(file string) (map[[2]string]bool, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pairs := map[[2]string]bool{}
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
		pairs[[2]string{"claim/" + fields[0], "claim/" + fields[1]}] = fields[2] == "yes"
	}
	return pairs, nil
}
