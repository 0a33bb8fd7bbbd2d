package export

import (
	"fmt"
	"io"
	"strings"
)

// writeDOT writes the graph for Graphviz, in the DOT language
// (https://graphviz.org/doc/info/lang.html): entities as ellipses, claims as boxes.
func writeDOT(w io.Writer, d *drawing) error {
	var b strings.Builder
	b.WriteString("digraph hearsay {\n")
	fmt.Fprintf(&b, "  graph [rankdir=LR, labelloc=t, label=%s];\n", quoteDOT(d.title+"\n"+d.subtitle))
	b.WriteString("  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n")
	for i, f := range d.figures {
		if f.class == "claim" {
			text := strings.Join(append(append([]string{}, f.head...), f.body...), "\n")
			fmt.Fprintf(&b, "  %s [shape=box, label=%s, tooltip=%s];\n", quoteDOT(f.link), quoteDOT(text), quoteDOT(f.title))
			continue
		}
		fmt.Fprintf(&b, "  %s [shape=ellipse, style=filled, fillcolor=%s, label=%s, tooltip=%s];\n",
			quoteDOT(f.link), quoteDOT(typeColours[d.kinds[i]][0]), quoteDOT(strings.Join(f.head, "\n")), quoteDOT(f.title))
	}
	looks := map[string]string{
		"says":   `color="#3b6ea5"`,
		"about":  `color="#a05a2c", style=dashed`,
		"within": `color="#5c8a3a"`,
	}
	for _, l := range d.lines {
		class := d.classes[[2]int{l.From, l.To}]
		label := class
		if class == "within" {
			label = "reports"
		}
		fmt.Fprintf(&b, "  %s -> %s [label=%s, %s];\n", quoteDOT(d.figures[l.From].link), quoteDOT(d.figures[l.To].link), quoteDOT(label), looks[class])
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// quoteDOT writes a DOT string; a line end becomes the escape that centres the line.
func quoteDOT(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\t", " ").Replace(printable(s))
	return `"` + s + `"`
}
