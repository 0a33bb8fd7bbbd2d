package graph

import (
	"strings"

	"hearsay/extract/news"
)

// articleNode is the node of an article.
func articleNode(id string) string { return "article/" + id }

// TypeOf is the type that an entity's id begins with.
func TypeOf(id string) news.Type {
	t, _, _ := strings.Cut(id, "/")
	return news.Type(t)
}
