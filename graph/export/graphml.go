package export

import (
	"encoding/xml"
	"io"
	"strconv"

	"hearsay/graph/export/picture"
)

// writeGraphML writes the view as GraphML (http://graphml.graphdrawing.org), for
// yEd, igraph, networkx, Cytoscape and Gephi: flat, with typed keys alone. x, y,
// size and r, g, b are the names by which Gephi takes places and colours over.
func writeGraphML(w io.Writer, v *View, program string) error {
	g := graphML{Namespace: "http://graphml.graphdrawing.org/xmlns", Description: picture.Printable(program)}
	nodes := append([]column{{"label", "string"}}, nodeColumns...)
	nodes = append(nodes, column{"x", "double"}, column{"y", "double"}, column{"size", "double"}, column{"r", "integer"}, column{"g", "integer"}, column{"b", "integer"})
	edges := append([]column{{"weight", "double"}}, edgeColumns...)
	g.Keys = append(graphMLKeys("node", nodes), graphMLKeys("edge", edges)...)
	g.Graph.ID, g.Graph.EdgeDefault = "hearsay", "directed"
	for i := range v.Nodes {
		n := &v.Nodes[i]
		r, green, b := rgb(typeColours[n.Type])
		cells := append([]string{n.Name}, v.nodeCells(n)...)
		cells = append(cells, decimal(n.X), decimal(-n.Y), decimal(2*n.R), strconv.Itoa(r), strconv.Itoa(green), strconv.Itoa(b))
		g.Graph.Nodes = append(g.Graph.Nodes, graphMLNode{picture.Printable(n.ID), graphMLData("node", nodes, cells)})
	}
	for i := range v.Edges {
		e := &v.Edges[i]
		cells := append([]string{strconv.Itoa(e.Weight)}, v.edgeCells(e)...)
		g.Graph.Edges = append(g.Graph.Edges, graphMLEdge{
			"e" + strconv.Itoa(i), picture.Printable(v.Nodes[e.From].ID), picture.Printable(v.Nodes[e.To].ID), graphMLData("edge", edges, cells),
		})
	}
	return writeXML(w, g)
}

type graphML struct {
	XMLName     xml.Name     `xml:"graphml"`
	Namespace   string       `xml:"xmlns,attr"`
	Description string       `xml:"desc,omitempty"` // the program
	Keys        []graphMLKey `xml:"key"`
	Graph       struct {
		ID          string        `xml:"id,attr"`
		EdgeDefault string        `xml:"edgedefault,attr"`
		Nodes       []graphMLNode `xml:"node"`
		Edges       []graphMLEdge `xml:"edge"`
	} `xml:"graph"`
}

type graphMLKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graphMLNode struct {
	ID   string         `xml:"id,attr"`
	Data []graphMLDatum `xml:"data"`
}

type graphMLEdge struct {
	ID     string         `xml:"id,attr"`
	Source string         `xml:"source,attr"`
	Target string         `xml:"target,attr"`
	Data   []graphMLDatum `xml:"data"`
}

type graphMLDatum struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

// graphMLKeys declares columns; "integer" is "int" in GraphML.
func graphMLKeys(of string, columns []column) []graphMLKey {
	var all []graphMLKey
	for _, c := range columns {
		kind := c.kind
		if kind == "integer" {
			kind = "int"
		}
		all = append(all, graphMLKey{of + "-" + c.name, of, c.name, kind})
	}
	return all
}

func graphMLData(of string, columns []column, cells []string) []graphMLDatum {
	var all []graphMLDatum
	for i, cell := range cells {
		if cell != "" {
			all = append(all, graphMLDatum{of + "-" + columns[i].name, picture.Printable(cell)})
		}
	}
	return all
}
