// Package score measures what is found between articles against what people marked:
// which names are one entity, which claims one statement, which of these may disagree,
// which articles are copies, which outlets they credit.
//
// Begin with [Read] and [Of].
package score

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// File is the name of the file in which people marked the articles of its folder.
const File = "links.gold.json"

// A Gold is what people marked in a folder of articles, which it names by their files
// without ".txt".
type Gold struct {
	Entities []struct {
		ID       string   `json:"id"`
		Forms    []string `json:"forms"`
		Articles []string `json:"articles"` // in which the forms mean it
	} `json:"entities"`
	Statements []struct {
		ID     string `json:"id"`
		Claims []struct {
			Article string `json:"article"`
			Words   string `json:"words"` // of the content, as they stand in the text
			Back    bool   `json:"back"`  // it has no words of its own: "he denied it"
		} `json:"claims"`
	} `json:"statements"`
	Disputes []struct {
		Reason   string      `json:"reason"`
		Sides    [2][]string `json:"sides"`    // statements
		Optional bool        `json:"optional"` // right where it is found, but not missed
	} `json:"disputes"`
	Shifts []struct {
		Who   string      `json:"who"`
		Sides [2][]string `json:"sides"`
	} `json:"shifts"`
	Copies  [][2]string `json:"copies"`
	Credits []struct {
		Article string   `json:"article"`
		Outlets []string `json:"outlets"` // entities
	} `json:"credits"`
}

// Read reads what people marked in a folder and in those in it: one thing that has the
// same id in two of them is one.
func Read(folder string) (*Gold, error) {
	var all Gold
	files := 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() != File {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var g Gold
		if err := json.Unmarshal(data, &g); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		all.Entities = append(all.Entities, g.Entities...)
		all.Statements = append(all.Statements, g.Statements...)
		all.Disputes = append(all.Disputes, g.Disputes...)
		all.Shifts = append(all.Shifts, g.Shifts...)
		all.Copies = append(all.Copies, g.Copies...)
		all.Credits = append(all.Credits, g.Credits...)
		return nil
	})
	if err == nil && files == 0 {
		err = fmt.Errorf("no %s in %s", File, folder)
	}
	return &all, err
}
