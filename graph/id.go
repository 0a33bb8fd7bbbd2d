package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay/extract/news"
)

// slugBytes is the greatest length of a slug.
const slugBytes = 80

// Slug is a name as part of an id: without marks (NFKD), in lower case, runs of
// what is neither letter nor digit as one hyphen, at most 80 bytes.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	s := b.String()
	for len(s) > slugBytes {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return strings.Trim(s, "-")
}

// PublisherID is the id of the outlet that an article names as its publisher,
// the same as of the outlet when a text names it: a leading "The" is no part of it.
func PublisherID(name string) string {
	if len(name) > 4 && strings.EqualFold(name[:4], "the ") {
		name = name[4:]
	}
	if s := Slug(name); s != "" {
		return string(news.Publication) + "/" + s
	}
	return ""
}

// articleNode is the node of an article.
func articleNode(id string) string { return "article/" + id }

// TypeOf is the type that an entity's id begins with.
func TypeOf(id string) news.Type {
	t, _, _ := strings.Cut(id, "/")
	return news.Type(t)
}
