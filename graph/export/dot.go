package export

import (
	"fmt"
	"io"
	"math"
	"strings"

	"hearsay/graph/export/picture"
)

// writeDOT writes the view for Graphviz, in the DOT language
// (https://graphviz.org/doc/info/lang.html): entities as circles or ellipses, claims
// as boxes. A map has its places, which neato and fdp keep; cards are laid out by dot.
func writeDOT(w io.Writer, v *View, program string) error {
	var b strings.Builder
	if program != "" {
		b.WriteString("// " + plain(program) + "\n")
	}
	fmt.Fprintf(&b, "digraph hearsay {\n  graph [labelloc=t, fontname=\"Helvetica\", label=%s, %s];\n",
		quoteDOT(v.Title+"\n"+v.Subtitle), map[bool]string{true: "rankdir=LR", false: "layout=neato, outputorder=edgesfirst, forcelabels=true"}[v.layered()])
	b.WriteString("  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n")
	for i := range v.Nodes {
		v.nodeDOT(&b, &v.Nodes[i])
	}
	for i := range v.Edges {
		e := &v.Edges[i]
		fmt.Fprintf(&b, "  %s -> %s [color=\"%s\", penwidth=%s, weight=%d, tooltip=%s%s];\n", quoteDOT(v.Nodes[e.From].ID), quoteDOT(v.Nodes[e.To].ID),
			hex(edgeColours[e.Kind]), decimal(min(5, 0.7+float64(0.45*math.Sqrt(float64(e.Weight))))), e.Weight, quoteDOT(v.edgeTitle(e)),
			map[bool]string{true: ", label=" + quoteDOT(e.Kind)}[v.layered()])
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// nodeDOT writes a node. Graphviz counts places in points from below.
func (v *View) nodeDOT(b *strings.Builder, n *Node) {
	switch {
	case n.Claim != noClaim && v.layered():
		f := v.figure(picture.NewText(), n)
		fmt.Fprintf(b, "  %s [shape=box, label=%s, tooltip=%s];\n", quoteDOT(n.ID), quoteDOT(strings.Join(append(f.head, f.body...), "\n")), quoteDOT(v.nodeTitle(n)))
	case v.layered():
		fmt.Fprintf(b, "  %s [shape=ellipse, style=filled, fillcolor=\"%s\", label=%s, tooltip=%s];\n",
			quoteDOT(n.ID), hex(typeTints[n.Type]), quoteDOT(n.label()), quoteDOT(v.nodeTitle(n)))
	default:
		fmt.Fprintf(b, "  %s [shape=circle, style=filled, color=white, fillcolor=\"%s\", fixedsize=true, width=%s, label=\"\", xlabel=%s, tooltip=%s, pos=\"%s,%s!\"];\n",
			quoteDOT(n.ID), hex(typeColours[n.Type]), decimal(n.R/36), quoteDOT(n.label()), quoteDOT(v.nodeTitle(n)), decimal(n.X/72), decimal(-n.Y/72))
	}
}

// hex is a colour on a light page as "#rrggbb".
func hex(c picture.Colour) string { return fmt.Sprintf("#%06x", c.Light) }

// quoteDOT writes a DOT string; a line end becomes the escape that centres the line.
func quoteDOT(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\t", " ").Replace(picture.Printable(s))
	return `"` + s + `"`
}
