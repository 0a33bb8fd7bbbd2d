// Package link holds what is found between articles, and what the packages under
// it, one for each kind, are given to find it: a digest of each article, of its
// document alone, and the entities that its own are in the graph. They know
// nothing of stores; what they find is the same whatever the order of the articles.
//
// Begin with [Link].
package link

import (
	"cmp"
	"slices"

	"hearsay/graph/schema"
)

// An Article is what a finder of links is given of one.
type Article struct {
	ID     string
	Digest []byte            // as the finder's own package made it of the document
	Joined map[string]string // the graph's entities for those of the article, by their ids, where they are others
}

// Entity is the graph's entity for one of the article.
func (a *Article) Entity(id string) string { return cmp.Or(a.Joined[id], id) }

// A Link is one thing found between articles: a statement of the graph with its
// reason. One of To, Text and Number says what it leads to.
type Link struct {
	From       string           // the node that it begins at: "claim/…", "form/person/trump"
	Predicate  schema.Predicate //
	To         string           // the node that it leads to
	Text       string           // where To is "": what is said of From
	Number     float64          // where Text is "" too
	Reason     string           // why, in a few words; "" where nothing is to be said
	Confidence float64          // 0 to 1; 0 where Reason is ""
}

// Compare orders links by where they begin, what they say and where they lead.
func Compare(a, b Link) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.To, b.To), cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Number, b.Number), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Confidence, b.Confidence))
}

// Sorted sorts links and leaves out what is double.
func Sorted(links []Link) []Link {
	slices.SortFunc(links, Compare)
	return slices.Compact(links)
}
