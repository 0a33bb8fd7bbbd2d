package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"hearsay/graph/export/page"
)

// centre is the id of the heaviest node of the centre that is shown, "" for none.
func (v *View) centre() string {
	for i := range v.Nodes {
		if slices.Contains(v.Centre, v.Nodes[i].ID) {
			return v.Nodes[i].ID
		}
	}
	return ""
}

// writeHTML writes the placed view as one page that needs nothing else: the
// interactive graph, and every claim of the set as text. Its policy lets this
// script run, and nothing be loaded from anywhere.
func writeHTML(w io.Writer, s *Set, v *View, program string) error {
	t, err := template.New("page").Parse(page.HTML)
	if err != nil {
		return fmt.Errorf("export: the page's template: %w", err)
	}
	var graph bytes.Buffer
	if err := v.WriteJSON(&graph); err != nil {
		return err
	}
	claims := make([]claimJSON, len(s.Claims))
	for i := range s.Claims {
		claims[i] = newClaimJSON(&s.Claims[i])
	}
	sum := sha256.Sum256([]byte(page.Script))
	err = t.Execute(w, struct {
		Title, Subtitle, Note, Program string
		Centre                         string
		Claims                         []claimJSON
		Graph, Script                  template.JS
		Style                          template.CSS
		ScriptHash                     string
	}{
		v.Title, v.Subtitle, strings.Join(v.notes(), " "), program, v.centre(), claims,
		template.JS(graph.String()), template.JS(page.Script), template.CSS(page.Style), // ours, and JSON without < and >
		"'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
	})
	if err != nil {
		return fmt.Errorf("export: write the page: %w", err)
	}
	return nil
}
