package web

import (
	"regexp"
	"strings"

	"hearsay/graph/schema"
	"hearsay/queries/gizmo"
)

// A completion is a word that the console completes while one types, with what it
// means.
type completion struct{ Word, Means string }

// gizmoWords are the methods of Gizmo that scripts need most, as Cayley's reference
// explains them.
var gizmoWords = []completion{
	{"g.V(", "a path from these nodes, or from all"},
	{"g.M(", "a path to be followed from elsewhere"},
	{"g.Emit(", "answers a value as a row"},
	{"Out(", "to what a predicate leads to"},
	{"In(", "to what leads here by a predicate"},
	{"Both(", "to either end of a predicate"},
	{"Has(", "keeps nodes with a predicate, or with a value of it"},
	{"Is(", "keeps these nodes"},
	{"Filter(", "keeps values that a regex, lt, gt … lets through"},
	{"And(", "keeps what another path has too"},
	{"Or(", "adds what another path has"},
	{"Except(", "leaves out what another path has"},
	{"Follow(", "goes along a path of g.M"},
	{"FollowRecursive(", "goes along a path of g.M, again and again"},
	{"Save(", "answers the value of a predicate as a column"},
	{"SaveOpt(", "the same, also where there is none"},
	{"Tag(", "answers the node here as a column"},
	{"Back(", "returns to where a tag was set"},
	{"Unique(", "each node once"},
	{"Limit(", "so many at most"},
	{"Skip(", "all but the first ones"},
	{"All(", "answers all"},
	{"GetLimit(", "answers so many"},
	{"Count(", "how many there are"},
	{"ToArray(", "the ids, as an array"},
	{"TagArray(", "the rows, as an array of objects"},
	{"ForEach(", "calls a function with each row"},
}

// preludeWord is a function of the prelude with the first words of its comment.
var preludeWord = regexp.MustCompile(`(?m)^// (\w+) (.*(?:\n// .*)*)\nfunction (\w+)\(`)

// completions are the predicates of the graph, what the prelude has, and methods of
// Gizmo.
func completions() []completion {
	var all []completion
	for _, p := range schema.Predicates {
		all = append(all, completion{"<" + string(p.Predicate) + ">", string(p.On) + ": " + p.What})
	}
	for _, m := range preludeWord.FindAllStringSubmatch(gizmo.Prelude, -1) {
		if m[1] == m[3] {
			means, _, _ := strings.Cut(strings.ReplaceAll(m[2], "\n// ", " "), ".")
			all = append(all, completion{m[3] + "(", means})
		}
	}
	return append(all, gizmoWords...)
}
