package export

import (
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/export/table"
)

// visible is the view with its control characters visible: a script shows its
// texts as they are.
func (v *View) visible() *View {
	out := *v
	out.Title, out.Subtitle = shown(v.Title), shown(v.Subtitle)
	out.Nodes, out.Claims = slices.Clone(v.Nodes), slices.Clone(v.Claims)
	for i := range out.Nodes {
		n := &out.Nodes[i]
		n.Name, n.First, n.Last = shown(n.Name), shown(n.First), shown(n.Last)
	}
	out.Edges = slices.Clone(v.Edges)
	for i := range out.Edges {
		e := &out.Edges[i]
		e.First, e.Last = shown(e.First), shown(e.Last)
	}
	for i := range out.Claims {
		c := &out.Claims[i]
		a := &c.Article
		for _, text := range [...]*string{&c.Cue, &c.Content, &c.Whole, &c.Sentence, &c.Date, &a.Title, &a.Publisher, &a.Published, &a.URL} {
			*text = shown(*text)
		}
		c.Stance, c.Kind = news.Stance(shown(string(c.Stance))), news.Kind(shown(string(c.Kind)))
		c.Chain = slices.Clone(c.Chain)
		for k := range c.Chain {
			c.Chain[k].Source = slices.Clone(c.Chain[k].Source)
			for m := range c.Chain[k].Source {
				c.Chain[k].Source[m].Name = shown(c.Chain[k].Source[m].Name)
			}
		}
	}
	return &out
}

// shown is a text as a drawing shows it.
func shown(s string) string { return table.Visible(strings.ReplaceAll(s, "\r\n", "\n")) }
