package graph

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/internal/search"
)

// The words of claims lie in the table said, in SQLite's index (FTS5) or in one
// of PostgreSQL's (GIN over tsvector). What a word is and when it is found is
// decided here, not by them: they are given folded words and compare bytes.

// partSign is the word that stands for an entity's part in a claim. No text has
// it: § is no letter.
func partSign(role int, entity int64) string {
	return "§" + string("savo"[role]) + strconv.FormatInt(entity, 10)
}

// terms are what a search for a text looks for, at least one.
func terms(said string) ([]search.Term, error) {
	out := search.Terms(said)
	switch {
	case len(out) == 0:
		return nil, fmt.Errorf("find claims: %q holds no word to look for", said)
	case !search.Finds(out):
		return nil, fmt.Errorf("find claims: %q only says what to leave out; add a word to look for", said)
	}
	return out, nil
}

// Marks gives the stretches of a text in which words stand that a search for said
// finds, in their order.
func Marks(text, said string) []news.Span { return search.Marks(text, search.Terms(said)) }

// Finds says whether a text names a word to look for, not only what to leave out.
func Finds(said string) bool { return search.Finds(search.Terms(said)) }

// A syntax is how an index of words is asked.
type syntax struct{ and, or, not, beside, open, end, prefix string }

var (
	syntaxSQLite   = syntax{" AND ", " OR ", " NOT ", " ", `"`, `"`, " *"}
	syntaxPostgres = syntax{" & ", " | ", " & !", "' <-> '", "'", "'", ":*"}
)

// term is one of a search as a condition, without its Not.
func (x *syntax) term(t *search.Term) string {
	var any []string
	for _, p := range t.Any {
		phrase := x.open + strings.ReplaceAll(p, " ", x.beside) + x.end
		if t.Prefix {
			phrase += x.prefix
		}
		any = append(any, phrase)
	}
	return "(" + strings.Join(any, x.or) + ")"
}

// fullText is the condition that claims have all terms and a sign of each party.
func (s *Store) fullText(terms []search.Term, parties []party) (condition, match string) {
	x, condition := syntaxSQLite, "said MATCH ?"
	if s.postgres() {
		x, condition = syntaxPostgres, "words @@ CAST(? AS tsquery)"
	}
	var all, out []string
	for i := range terms {
		if terms[i].Not {
			out = append(out, x.term(&terms[i]))
		} else {
			all = append(all, x.term(&terms[i]))
		}
	}
	for _, p := range parties {
		var signs []string
		for _, role := range p.roles {
			for _, n := range p.entities {
				signs = append(signs, x.open+partSign(role, n)+x.end)
			}
		}
		all = append(all, "("+strings.Join(signs, x.or)+")")
	}
	match = strings.Join(all, x.and)
	if len(out) > 0 {
		match = "(" + match + ")" + x.not + "(" + strings.Join(out, x.or) + ")"
	}
	return condition, match
}

// wordList gives words as the column takes them: as they are, or as a tsvector with
// the place of each. Places above 16,383, which it does not know, all are that one.
func (p *put) wordList(words string) string {
	if !p.postgres {
		return words
	}
	var b strings.Builder
	for i, w := range strings.Fields(words) {
		b.WriteString("'" + w + "':" + strconv.Itoa(min(i+1, 16383)) + " ")
	}
	return b.String()
}
