package evaluate

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/extract"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/extract/score"
)

// Claims compares what is found in each NAME.txt of the folders that has a
// NAME.gold.json beside it with the claims in there.
func Claims(m *extract.Model, folders []string) (score.ClaimScore, error) {
	articles, gold, err := readGold(folders)
	if err != nil {
		return nil, err
	}
	return scoreClaims(gold, documents(m, articles)), nil
}

// readGold reads the articles of folders that have gold claims beside them.
func readGold(folders []string) (articles []news.Article, gold []score.Document, err error) {
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
		if err != nil {
			return nil, nil, err
		}
		if len(files) == 0 {
			return nil, nil, fmt.Errorf("no *.gold.json in %s", folder)
		}
		slices.Sort(files)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, nil, err
			}
			g, err := score.ReadDocument(data)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", file, err)
			}
			article, err := oneArticle(strings.TrimSuffix(file, ".gold.json") + ".txt")
			if err != nil {
				return nil, nil, err
			}
			articles, gold = append(articles, article), append(gold, g)
		}
	}
	return articles, gold, nil
}

// scoreClaims compares documents with what people marked.
func scoreClaims(gold []score.Document, found []news.Document) score.ClaimScore {
	pairs := make([][2]score.Document, len(gold))
	for i := range gold {
		pairs[i] = [2]score.Document{gold[i], toScore(&found[i])}
	}
	return score.Claims(pairs)
}

// oneArticle reads the one article in a file.
func oneArticle(path string) (article news.Article, err error) {
	n := 0
	err = (&read.Reader{Language: "any"}).Walk([]string{path}, func(i read.Item) error {
		n++
		article = i.Article
		if i.Skip != "" {
			return errors.New(path + ": " + i.Skip)
		}
		return nil
	})
	if err == nil && n != 1 {
		err = fmt.Errorf("%s: %d articles, want one", path, n)
	}
	return article, err
}

// toScore is a document as the scorer takes it.
func toScore(d *news.Document) score.Document {
	var out score.Document
	for _, e := range d.Entities {
		out.Entities = append(out.Entities, score.Entity{ID: e.ID, Name: e.Name, Aliases: e.Aliases})
	}
	for _, c := range d.Claims {
		out.Claims = append(out.Claims, score.Claim{
			ID: c.ID, Content: c.Content, Within: c.Within, Stance: string(c.Stance), Kind: string(c.Kind), Source: c.Source, About: c.About,
		})
	}
	return out
}
