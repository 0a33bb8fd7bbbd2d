package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// writeCytoscape writes the view as Cytoscape JSON
// (https://js.cytoscape.org/#notation/elements-json), for Cytoscape, Cytoscape.js
// and networkx, which wants to know whether the graph is directed, and each node's
// id once more as its value.
func writeCytoscape(w io.Writer, v *View, program string) error {
	type position struct {
		X float64 `json:"x"`
		Y float64 `json:"y"`
	}
	type element struct {
		Data     map[string]any `json:"data"`
		Position *position      `json:"position,omitempty"`
	}
	var out struct {
		Version    string         `json:"format_version"`
		By         string         `json:"generated_by"`
		Target     string         `json:"target_cytoscapejs_version"`
		Directed   bool           `json:"directed"`
		Multigraph bool           `json:"multigraph"`
		Data       map[string]any `json:"data"`
		Elements   struct {
			Nodes []element `json:"nodes"`
			Edges []element `json:"edges"`
		} `json:"elements"`
	}
	out.Version, out.By, out.Target, out.Directed, out.Multigraph = "1.0", program, "~3.0", true, true
	out.Data = map[string]any{"name": v.Title, "description": v.Subtitle}
	out.Elements.Nodes, out.Elements.Edges = []element{}, []element{}
	for i := range v.Nodes {
		n := &v.Nodes[i]
		data := typed(nodeColumns, v.nodeCells(n))
		data["id"], data["value"], data["name"], data["colour"], data["size"] = n.ID, n.ID, n.Name, hex(typeColours[n.Type]), 2*n.R
		out.Elements.Nodes = append(out.Elements.Nodes, element{data, &position{n.X, n.Y}})
	}
	for i := range v.Edges {
		e := &v.Edges[i]
		data := typed(edgeColumns, v.edgeCells(e))
		data["id"], data["source"], data["target"], data["weight"], data["interaction"] = "e"+strconv.Itoa(i), v.Nodes[e.From].ID, v.Nodes[e.To].ID, e.Weight, e.Kind
		data["key"] = i // for networkx, which otherwise joins parallel edges
		out.Elements.Edges = append(out.Elements.Edges, element{Data: data})
	}
	data, err := compactJSON(out)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, append(data, '\n'), "", " "); err != nil {
		return fmt.Errorf("export: write Cytoscape JSON: %w", err)
	}
	_, err = b.WriteTo(w)
	return err
}

// typed gives cells by the names of their columns, numbers as numbers; empty ones
// are left out. encoding/json writes maps in the order of their keys.
func typed(columns []column, cells []string) map[string]any {
	all := map[string]any{}
	for i, c := range columns {
		if cells[i] == "" {
			continue
		}
		all[c.name] = cells[i]
		if c.kind != "string" {
			all[c.name] = json.Number(cells[i])
		}
	}
	return all
}
