package evaluate

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hearsay/extract/read/page"
	"hearsay/extract/score"
)

// Pages reads KEY.html or KEY.html.gz of a folder for each key of the JSON file
// truthFile, and compares its body with the key's articleBody.
func Pages(truthFile, folder string) (score.Pages, error) {
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
