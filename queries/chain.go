package queries

import (
	"strings"

	"hearsay/graph"
)

// Chain is the way by which we heard a claim, from the publisher in to who says
// it: "The Times ← a minister ← Chinese experts". Who says the same as the one
// before is named once.
func Chain(c *graph.Claim) string {
	var steps []string
	add := func(who string) {
		if who != "" && (len(steps) == 0 || steps[len(steps)-1] != who) {
			steps = append(steps, who)
		}
	}
	add(c.Article.Publisher)
	for _, l := range c.Chain {
		if who := names(l.Source); who != "" {
			add(who)
		} else {
			add("somebody unnamed")
		}
	}
	return strings.Join(steps, " ← ")
}

// names joins the names of entities: "A", "A and B", "A, B and C".
func names(refs []graph.EntityRef) string {
	all := make([]string, len(refs))
	for i, e := range refs {
		all[i] = e.Name
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}
