package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hearsay/extract/read/page"
	"hearsay/extract/score"
)

// evaluatePages measures how pages of the web are read.
func (a *app) evaluatePages() *cobra.Command {
	return &cobra.Command{
		Use:   "pages TRUTH HTML",
		Short: "Bodies of articles on pages, against the article extraction benchmark's",
		Long: `pages reads KEY.html or KEY.html.gz of the folder HTML for each key of the JSON file
TRUTH, and compares its body with the key's articleBody: runs of four words, and breaks
between paragraphs.`,
		Example: "  hearsay evaluate pages ground-truth.json html/",
		Args:    cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := scorePages(args[0], args[1])
			if err != nil {
				return fmt.Errorf("evaluate pages: %w", err)
			}
			return buffered(a.out, s.Write)
		},
	}
}

// scorePages reads the pages of a folder and compares their bodies.
func scorePages(truthFile, folder string) (score.Pages, error) {
	data, err := os.ReadFile(truthFile)
	if err != nil {
		return score.Pages{}, err
	}
	var marked map[string]struct {
		ArticleBody string `json:"articleBody"`
	}
	if err := json.Unmarshal(data, &marked); err != nil {
		return score.Pages{}, fmt.Errorf("%s: %w", truthFile, err)
	}
	truth, found := map[string]string{}, map[string]string{}
	for key, m := range marked {
		html, err := pageOf(filepath.Join(folder, key+".html"))
		if err != nil {
			return score.Pages{}, err
		}
		truth[key], found[key] = m.ArticleBody, page.Read(html, "").Body
	}
	return score.BodiesOf(truth, found), nil
}

// pageOf reads a page, packed or not.
func pageOf(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err == nil || !os.IsNotExist(err) {
		return data, err
	}
	f, err := os.Open(path + ".gz")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s.gz: %w", path, err)
	}
	return io.ReadAll(z)
}
