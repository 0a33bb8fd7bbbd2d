package export

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"hearsay/graph/export/picture"
)

// Limits of Mermaid, which the author of a diagram cannot raise: edges, and
// characters of the source (maxEdges and maxTextSize of its secure settings).
const (
	mermaidEdges = 500
	mermaidRunes = 50000
)

// writeMermaid writes the view as a Mermaid flowchart
// (https://mermaid.js.org/syntax/flowchart.html), for READMEs and issues. It is cut
// to its heaviest nodes until it is within Mermaid's limits, and says so in its title
// and in the notes returned. The program, if it is named, stands in a comment at its end.
func writeMermaid(w io.Writer, v *View, program string) ([]string, error) {
	whole := v
	end := ""
	if program != "" {
		end = "%% " + plain(program) + "\n"
	}
	text := mermaid(v, "") + end
	for n := len(v.Nodes); n > 1 && (len(v.Edges) > mermaidEdges || utf8.RuneCountInString(text) > mermaidRunes); {
		n = min(n-1, n*9/10)
		v = whole.Top(n)
		text = mermaid(v, v.cutNote()) + end
	}
	if v.Cut > 0 && v == whole {
		text = mermaid(v, v.cutNote()) + end
	}
	_, err := io.WriteString(w, text)
	return v.notes(), err
}

func (v *View) cutNote() string { return strings.Join(v.notes(), "") }

// mermaid is the source of the flowchart.
func mermaid(v *View, note string) string {
	var b strings.Builder
	title := v.Title
	if note != "" {
		title += " (" + note + ")"
	}
	fmt.Fprintf(&b, "---\ntitle: %q\n---\n%%%% %s\nflowchart LR\n", plain(title), plain(v.Subtitle))
	for i := range v.Nodes {
		n := &v.Nodes[i]
		if n.Claim != noClaim {
			c := &v.Claims[n.Claim]
			fmt.Fprintf(&b, "  n%d[\"%s\"]:::claim\n", i, mermaidText(shorten(c.Cue+": “"+c.Said()+"”", 160)))
			continue
		}
		fmt.Fprintf(&b, "  n%d([\"%s\"]):::%s\n", i, mermaidText(n.label()), n.Type)
	}
	for _, e := range v.Edges {
		arrow := "-->"
		if e.Kind == About {
			arrow = "-.->"
		}
		label := e.Kind
		if e.Weight > 1 {
			label = fmt.Sprintf("%s ×%d", e.Kind, e.Weight)
		}
		fmt.Fprintf(&b, "  n%d %s|%s| n%d\n", e.From, arrow, label, e.To)
	}
	s := sheet{}
	for i := range v.Nodes {
		s.note(v.Nodes[i].Type)
	}
	for _, t := range s.types {
		if t == "" {
			b.WriteString("  classDef claim fill:#f8f9fb,stroke:#9aa4b1,color:#1b1f24\n")
			continue
		}
		fmt.Fprintf(&b, "  classDef %s fill:%s,stroke:%s,color:#1b1f24\n", t, hex(typeTints[t]), hex(typeColours[t]))
	}
	return b.String()
}

// mermaidText is a text in which no character means anything to Mermaid or to the
// HTML of its labels: all but letters, digits and harmless signs are written as
// entity codes (#34;).
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range plain(s) {
		if r < 0x80 && strings.ContainsRune("\"#;<>&`{}[]()|\\*_~", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain is a text on one line, without control characters.
func plain(s string) string { return strings.Join(strings.Fields(picture.Printable(s)), " ") }
