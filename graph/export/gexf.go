package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"

	"hearsay/graph/export/picture"
)

// writeGEXF writes the view for Gephi, as GEXF 1.3 (https://gexf.net): typed
// attributes, weights, the colours, sizes and places of the pictures, and the days
// of the claims as timestamps, so that Gephi's timeline works. A graph none of whose
// claims has a day is static.
func writeGEXF(w io.Writer, v *View, program string) error {
	g := gexf{
		Namespace: "http://gexf.net/1.3", Viz: "http://gexf.net/1.3/viz", Version: "1.3",
		Meta:  gexfMeta{Creator: program, Description: picture.Printable(v.Title + " · " + v.Subtitle)},
		Graph: gexfGraph{EdgeType: "directed", Mode: "static"},
	}
	if v.dated() {
		g.Graph.Mode, g.Graph.TimeFormat, g.Graph.Times = "dynamic", "date", "timestamp"
	}
	g.Graph.Attributes = []gexfAttributes{gexfColumns("node", nodeColumns), gexfColumns("edge", edgeColumns)}
	days := v.nodeDays()
	for i := range v.Nodes {
		n := &v.Nodes[i]
		node := gexfNode{
			ID: picture.Printable(n.ID), Label: picture.Printable(n.Name), Values: gexfValues(nodeColumns, v.nodeCells(n)), Spells: gexfTimes(days[i]),
			Colour: gexfColour(typeColours[n.Type]), Position: &gexfPosition{X: n.X, Y: -n.Y}, Size: &gexfSize{n.R * 2},
		}
		g.Graph.Nodes.Nodes = append(g.Graph.Nodes.Nodes, node)
	}
	for i := range v.Edges {
		e := &v.Edges[i]
		g.Graph.Edges.Edges = append(g.Graph.Edges.Edges, gexfEdge{
			ID: strconv.Itoa(i), Source: picture.Printable(v.Nodes[e.From].ID), Target: picture.Printable(v.Nodes[e.To].ID), Kind: e.Kind, Label: e.Kind, Weight: e.Weight,
			Values: gexfValues(edgeColumns, v.edgeCells(e)), Spells: gexfTimes(v.days(e.Claims)), Colour: gexfColour(edgeColours[e.Kind]),
		})
	}
	return writeXML(w, g)
}

// writeXML writes a document with its declaration.
func writeXML(w io.Writer, document any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	out := xml.NewEncoder(w)
	out.Indent("", " ")
	if err := out.Encode(document); err != nil {
		return fmt.Errorf("export: write XML: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type gexf struct {
	XMLName   xml.Name  `xml:"gexf"`
	Namespace string    `xml:"xmlns,attr"`
	Viz       string    `xml:"xmlns:viz,attr"`
	Version   string    `xml:"version,attr"`
	Meta      gexfMeta  `xml:"meta"`
	Graph     gexfGraph `xml:"graph"`
}

type gexfMeta struct {
	Creator     string `xml:"creator"`
	Description string `xml:"description"`
}

type gexfGraph struct {
	EdgeType   string           `xml:"defaultedgetype,attr"`
	Mode       string           `xml:"mode,attr"`
	TimeFormat string           `xml:"timeformat,attr,omitempty"`
	Times      string           `xml:"timerepresentation,attr,omitempty"`
	Attributes []gexfAttributes `xml:"attributes"`
	Nodes      struct {
		Nodes []gexfNode `xml:"node"`
	} `xml:"nodes"`
	Edges struct {
		Edges []gexfEdge `xml:"edge"`
	} `xml:"edges"`
}

type gexfAttributes struct {
	Class string          `xml:"class,attr"`
	All   []gexfAttribute `xml:"attribute"`
}

type gexfAttribute struct {
	ID    string `xml:"id,attr"`
	Title string `xml:"title,attr"`
	Type  string `xml:"type,attr"`
}

type gexfNode struct {
	ID       string        `xml:"id,attr"`
	Label    string        `xml:"label,attr"`
	Values   *gexfCells    `xml:"attvalues"`
	Spells   *gexfSpells   `xml:"spells"`
	Size     *gexfSize     `xml:"viz:size"`
	Position *gexfPosition `xml:"viz:position"`
	Colour   *gexfRGB      `xml:"viz:color"`
}

type gexfEdge struct {
	ID     string      `xml:"id,attr"`
	Source string      `xml:"source,attr"`
	Target string      `xml:"target,attr"`
	Kind   string      `xml:"kind,attr"` // edges of different kinds may join the same nodes
	Label  string      `xml:"label,attr"`
	Weight int         `xml:"weight,attr"`
	Values *gexfCells  `xml:"attvalues"`
	Spells *gexfSpells `xml:"spells"`
	Colour *gexfRGB    `xml:"viz:color"`
}

type gexfCells struct {
	All []gexfCell `xml:"attvalue"`
}

type gexfCell struct {
	For   string `xml:"for,attr"`
	Value string `xml:"value,attr"`
}

type gexfSpells struct {
	All []gexfSpell `xml:"spell"`
}

type gexfSpell struct {
	Timestamp string `xml:"timestamp,attr"`
}

type gexfSize struct {
	Value float64 `xml:"value,attr"`
}

type gexfPosition struct {
	X float64 `xml:"x,attr"`
	Y float64 `xml:"y,attr"`
}

type gexfRGB struct {
	R uint8 `xml:"r,attr"`
	G uint8 `xml:"g,attr"`
	B uint8 `xml:"b,attr"`
}

func gexfColour(c picture.Colour) *gexfRGB {
	return &gexfRGB{uint8(c.Light >> 16), uint8(c.Light >> 8), uint8(c.Light)}
}

func gexfColumns(class string, columns []column) gexfAttributes {
	a := gexfAttributes{Class: class}
	for _, c := range columns {
		a.All = append(a.All, gexfAttribute{c.name, c.name, c.kind})
	}
	return a
}

func gexfValues(columns []column, cells []string) *gexfCells {
	var all gexfCells
	for i, cell := range cells {
		if cell != "" {
			all.All = append(all.All, gexfCell{columns[i].name, picture.Printable(cell)})
		}
	}
	return &all
}

// gexfTimes are days as timestamps; nil without any.
func gexfTimes(days []string) *gexfSpells {
	var all gexfSpells
	for _, day := range days {
		all.All = append(all.All, gexfSpell{day})
	}
	if len(all.All) == 0 {
		return nil
	}
	return &all
}

// dated says whether any claim of the view has a day.
func (v *View) dated() bool {
	return slices.ContainsFunc(v.Nodes, func(n Node) bool { return n.First != "" })
}
