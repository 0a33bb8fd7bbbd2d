package graph

import (
	"fmt"
	"strconv"
	"strings"

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

// phrases are what a search for a text looks for, at least one.
func phrases(said string) ([]string, error) {
	out := search.Phrases(said)
	if len(out) == 0 {
		return nil, fmt.Errorf("find claims: %q holds no word to look for", said)
	}
	return out, nil
}

// fullText is the condition that claims have all phrases and a sign of each party.
func (s *Store) fullText(phrases []string, parties []party) (condition, match string) {
	and, or, beside := " AND ", " OR ", " "
	open, end, condition := `"`, `"`, "said MATCH ?"
	if s.postgres() {
		and, or, beside = " & ", " | ", "' <-> '"
		open, end, condition = "'", "'", "words @@ CAST(? AS tsquery)"
	}
	var terms []string
	for _, p := range phrases {
		terms = append(terms, "("+open+strings.ReplaceAll(p, " ", beside)+end+")")
	}
	for _, p := range parties {
		var signs []string
		for _, role := range p.roles {
			for _, n := range p.entities {
				signs = append(signs, open+partSign(role, n)+end)
			}
		}
		terms = append(terms, "("+strings.Join(signs, or)+")")
	}
	return condition, strings.Join(terms, and)
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
