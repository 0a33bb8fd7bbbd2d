package queries

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph/export/table"
)

//go:embed *.js
var scripts embed.FS

// A Saved is a query that comes with the program: a script in Gizmo whose first
// comment says in a line what it answers, then how it is called. The array args
// holds the ids of what its arguments name.
type Saved struct {
	Name    string // of its file, without .js
	Heading string // the first line of its comment
	Usage   string // its arguments: "NAME", or "" for none
	Script  string
}

// SavedQueries lists the saved queries by name.
func SavedQueries() ([]Saved, error) {
	entries, err := scripts.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list the saved queries: %w", err)
	}
	var out []Saved
	for _, e := range entries {
		data, err := scripts.ReadFile(e.Name())
		if err != nil {
			return nil, fmt.Errorf("read the saved query %s: %w", e.Name(), err)
		}
		out = append(out, parseSaved(strings.TrimSuffix(e.Name(), ".js"), string(data)))
	}
	slices.SortFunc(out, func(a, b Saved) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// FindSaved gives the saved query of a name, nil where there is none. An error
// says how it is called where it does not take these arguments.
func FindSaved(name string, args []string) (*Saved, error) {
	all, err := SavedQueries()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(s Saved) bool { return s.Name == name })
	if i < 0 {
		return nil, nil
	}
	s := &all[i]
	if want := len(strings.Fields(s.Usage)); len(args) != want {
		return nil, fmt.Errorf("query: %s takes %s: hearsay query %s", name, table.Count(want, "argument"), strings.TrimSpace(name+" "+s.Usage))
	}
	return s, nil
}

// parseSaved reads the heading and the usage from a script's first comment:
//
//	// Who speaks for an organization, by how many claims.
//	// usage: NAME
func parseSaved(name, script string) Saved {
	s := Saved{Name: name, Script: script}
	for line := range strings.Lines(script) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
		if !ok {
			break
		}
		text = strings.TrimSpace(text)
		if usage, ok := strings.CutPrefix(text, "usage:"); ok {
			s.Usage = strings.TrimSpace(usage)
		} else if s.Heading == "" {
			s.Heading = text
		}
	}
	return s
}
