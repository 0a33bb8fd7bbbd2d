package export

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
)

// A column is an attribute that nodes or edges of a view have in graph formats. Its
// kind is one of the types that GEXF and GraphML share: string, int or double.
type column struct{ name, kind string }

// nodeColumns are the attributes of nodes; those of claims are empty for entities.
var nodeColumns = []column{
	{"type", "string"},
	{"claims", "integer"},
	{"said", "integer"},
	{"said_about", "integer"},
	{"first", "string"},
	{"last", "string"},
	{"cue", "string"},
	{"stance", "string"},
	{"quoted", "string"},
	{"chain", "string"},
	{"sentence", "string"},
	{"article", "string"},
	{"url", "string"},
	{"confidence", "double"},
}

// edgeColumns are the attributes of edges, beside their weight.
var edgeColumns = []column{
	{"relation", "string"},
	{"first", "string"},
	{"last", "string"},
	{"stances", "string"},
	{"claim_ids", "string"},
}

// nodeCells are a node's values, in the order of nodeColumns; "" for none.
func (v *View) nodeCells(n *Node) []string {
	cells := []string{typeWord(n.Type), strconv.Itoa(n.Weight), strconv.Itoa(n.Said), strconv.Itoa(n.About), n.First, n.Last}
	if n.Claim == noClaim {
		return append(cells, make([]string, len(nodeColumns)-len(cells))...)
	}
	c := &v.Claims[n.Claim]
	return append(cells, c.Cue, string(c.Stance), string(c.Kind), table.Chain(c), c.Sentence, c.Article.Title, c.Article.URL,
		strconv.FormatFloat(c.Confidence, 'f', 3, 64))
}

// edgeCells are an edge's values, in the order of edgeColumns. Claims are joined by
// a blank, which no id holds.
func (v *View) edgeCells(e *Edge) []string {
	ids := make([]string, len(e.Claims))
	for i, c := range e.Claims {
		ids[i] = v.Claims[c].ID
	}
	return []string{e.Kind, e.First, e.Last, v.stances(e), strings.Join(ids, " ")}
}

// stances lists the stances of an edge's claims with their numbers, the most
// frequent first: "asserts 3, warns 1".
func (v *View) stances(e *Edge) string {
	counts := map[string]int{}
	var names []string
	for _, c := range e.Claims {
		s := string(v.Claims[c].Stance)
		if counts[s] == 0 {
			names = append(names, s)
		}
		counts[s]++
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for i, s := range names {
		names[i] = s + " " + strconv.Itoa(counts[s])
	}
	return strings.Join(names, ", ")
}

// days are the days of claims, ascending, each once.
func (v *View) days(claims []int) []string {
	var all []string
	for _, c := range claims {
		if day := v.Claims[c].Day(); day != "" {
			all = append(all, day)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// nodeDays are, for each node, the days of the claims that it makes or is, and of
// those about it or on an edge of it.
func (v *View) nodeDays() [][]string {
	claims := make([][]int, len(v.Nodes))
	at := map[string]int{}
	for i := range v.Nodes {
		at[v.Nodes[i].ID] = i
		if c := v.Nodes[i].Claim; c != noClaim {
			claims[i] = append(claims[i], c)
		}
	}
	for k := range v.Claims {
		c := &v.Claims[k]
		for _, id := range slices.Concat(table.IDs(c.Sources), table.IDs(c.Targets)) {
			if i, ok := at[id]; ok {
				claims[i] = append(claims[i], k)
			}
		}
	}
	for _, e := range v.Edges {
		claims[e.From] = append(claims[e.From], e.Claims...)
		claims[e.To] = append(claims[e.To], e.Claims...)
	}
	days := make([][]string, len(v.Nodes))
	for i := range days {
		days[i] = v.days(claims[i])
	}
	return days
}

// rgb is a colour on a light page as three numbers.
func rgb(c picture.Colour) (r, g, b int) {
	return int(c.Light >> 16), int(c.Light >> 8 & 0xff), int(c.Light & 0xff)
}
