package export

import (
	"encoding/json"
	"fmt"
	"io"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A viewJSON is a view as the page's script reads it. Edges name nodes, and nodes
// and edges claims, by their indices.
type viewJSON struct {
	View     string      `json:"view"`
	Title    string      `json:"title"`
	Subtitle string      `json:"subtitle"`
	Cut      int         `json:"cut"`
	Nodes    []nodeJSON  `json:"nodes"`
	Edges    []edgeJSON  `json:"edges"`
	Claims   []claimJSON `json:"claims"`
}

type nodeJSON struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Label  string  `json:"label,omitempty"` // what stands below the circle, where it is not the name
	Type   string  `json:"type"`
	Weight int     `json:"weight"`
	Said   int     `json:"said"`
	About  int     `json:"about"`
	First  string  `json:"first,omitempty"`
	Last   string  `json:"last,omitempty"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	R      float64 `json:"r"`
	Claim  *int    `json:"claim,omitempty"`
	Group  int     `json:"community,omitempty"`
}

type edgeJSON struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Kind   string `json:"kind"`
	Weight int    `json:"weight"`
	First  string `json:"first,omitempty"`
	Last   string `json:"last,omitempty"`
	Claims []int  `json:"claims"`
}

type claimJSON struct {
	ID        string   `json:"id"`
	Who       string   `json:"who"` // the chain, the outlet first: "The Times ← Chinese experts"
	Source    []string `json:"source"`
	About     []string `json:"about"`
	Cue       string   `json:"cue"`
	Content   string   `json:"content"`
	Stance    string   `json:"stance"`
	Kind      string   `json:"kind"`
	Date      string   `json:"date"`
	Sentence  string   `json:"sentence"`
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	URL       string   `json:"url"`
	Article   string   `json:"article"`
}

// WriteJSON writes the placed view as the script of package page reads it: with
// the claims that its nodes and edges stand for, and no others.
func (v *View) WriteJSON(w io.Writer) error {
	v = v.visible()
	out := viewJSON{View: v.Name, Title: v.Title, Subtitle: v.Subtitle, Cut: v.Cut, Nodes: []nodeJSON{}, Edges: []edgeJSON{}, Claims: []claimJSON{}}
	place := map[int]int{}
	claim := func(i int) int {
		k, ok := place[i]
		if !ok {
			k = len(out.Claims)
			place[i] = k
			out.Claims = append(out.Claims, newClaimJSON(&v.Claims[i]))
		}
		return k
	}
	for i := range v.Nodes {
		n := &v.Nodes[i]
		j := nodeJSON{ID: n.ID, Name: n.Name, Type: typeWord(n.Type), Weight: n.Weight, Said: n.Said, About: n.About, First: n.First, Last: n.Last, X: n.X, Y: n.Y, R: n.R, Group: n.Community}
		if label := n.label(); label != n.Name {
			j.Label = label
		}
		if n.Claim != noClaim {
			k := claim(n.Claim)
			j.Claim = &k
		}
		out.Nodes = append(out.Nodes, j)
	}
	for _, e := range v.Edges {
		j := edgeJSON{From: e.From, To: e.To, Kind: e.Kind, Weight: e.Weight, First: e.First, Last: e.Last, Claims: []int{}}
		for _, c := range e.Claims {
			j.Claims = append(j.Claims, claim(c))
		}
		out.Edges = append(out.Edges, j)
	}
	if err := json.NewEncoder(w).Encode(out); err != nil {
		return fmt.Errorf("export: write the graph: %w", err)
	}
	return nil
}

func newClaimJSON(c *graph.Claim) claimJSON {
	return claimJSON{
		ID: c.ID, Who: table.Chain(c), Source: table.IDs(c.Sources), About: table.IDs(c.Targets), Cue: c.Cue, Content: c.Said(),
		Stance: string(c.Stance), Kind: string(c.Kind), Date: c.Day(), Sentence: c.Sentence, Title: c.Article.Title, Publisher: c.Article.Publisher, URL: table.WebAddress(c.Article.URL), Article: c.Article.ID,
	}
}
