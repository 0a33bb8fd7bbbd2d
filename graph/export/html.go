package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"hearsay/graph/export/page"
)

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
		Claims                         []claimJSON
		Graph, Script                  template.JS
		Style                          template.CSS
		ScriptHash                     string
	}{
		v.Title, v.Subtitle, strings.Join(v.notes(), " "), program, claims,
		template.JS(graph.String()), template.JS(page.Script), template.CSS(page.Style), // ours, and JSON without < and >
		"'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
	})
	if err != nil {
		return fmt.Errorf("export: write the page: %w", err)
	}
	return nil
}
