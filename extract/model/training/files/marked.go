package files

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// A Marked is an article in which people marked the mentions.
type Marked struct {
	Name, Text string
	Mentions   []Mention // entity by entity
}

// A Mention is a marked stretch of a text.
type Mention struct {
	Span   news.Span // bytes of the text
	Entity int       // from 0
	Type   news.Type
	Form   string // name, nominal, pronoun
}

// ReadMarked reads the articles of a folder that a file in it names, one a line: NAME.txt
// and NAME.gold.json of each.
func ReadMarked(folder, list string) ([]Marked, error) {
	names, err := os.ReadFile(filepath.Join(folder, list))
	if err != nil {
		return nil, err
	}
	var all []Marked
	for _, name := range strings.Fields(string(names)) {
		a, err := readMarked(folder, strings.TrimSuffix(name, ".txt"))
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// readMarked reads an article, the spans of whose marks count code points.
func readMarked(folder, name string) (a Marked, err error) {
	path := filepath.Join(folder, name)
	data, err := os.ReadFile(path + ".txt")
	if err != nil {
		return a, err
	}
	marks, err := os.ReadFile(path + ".gold.json")
	if err != nil {
		return a, err
	}
	var gold struct {
		Entities []struct {
			Type  news.Type
			Spans [][3]any
		}
	}
	if err := json.Unmarshal(marks, &gold); err != nil {
		return a, fmt.Errorf("%s.gold.json: %w", path, err)
	}
	a = Marked{Name: name, Text: string(data)}
	var at []int // where each code point begins
	for i := range a.Text {
		at = append(at, i)
	}
	at = append(at, len(a.Text))
	for i, e := range gold.Entities {
		for _, s := range e.Spans {
			first, ok1 := s[0].(float64)
			end, ok2 := s[1].(float64)
			form, ok3 := s[2].(string)
			if !ok1 || !ok2 || !ok3 || first < 0 || end < first || int(end) >= len(at) {
				return a, fmt.Errorf("%s.gold.json: a span is %v", path, s)
			}
			a.Mentions = append(a.Mentions, Mention{news.Span{Start: at[int(first)], End: at[int(end)]}, i, e.Type, form})
		}
	}
	return a, nil
}

// Tokens are the tokens that a stretch of the text touches, from first to before end; end
// is 0 where it touches none.
func Tokens(t *token.Text, s news.Span) (first, end int) {
	for i, tok := range t.Tokens {
		if tok.Start < s.End && s.Start < tok.End {
			if end == 0 {
				first = i
			}
			end = i + 1
		}
	}
	return first, end
}
