// Package search finds entities by what people type for their names, whole, begun or
// misspelt, and tells which words of a text a search for words means. Names and words are
// compared folded: without case, accents and titles.
//
// Begin with [Names] and [Terms].
package search

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/internal/statement"
)

// Names finds entities by their names, in the tables name (the forms of each), word
// (the words of these) and gram (their trigrams).
type Names struct {
	Asker interface {
		QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error)
	}
	Entities func(ctx context.Context, numbers []int64) ([]Named, error) // those that are there, in their order
}

// A Named is an entity with the forms by which it is found.
type Named struct {
	Hit
	Forms []Form
}

// A Hit is an entity that was found.
type Hit struct {
	ID, Name string
	Type     news.Type
	Claims   int // that it makes or that are about it
	Rank     Rank
}

// hits reads rows with the columns of a Hit.
func (n *Names) hits(ctx context.Context, query string, arguments ...any) (found []Hit, err error) {
	rows, err := n.Asker.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	err = statement.EachRow(rows, func(scan statement.Scan) error {
		var h Hit
		err := scan(&h.ID, &h.Name, &h.Type, &h.Claims, &h.Rank)
		found = append(found, h)
		return err
	})
	return found, err
}

// numbers reads numbers of entities.
func (n *Names) numbers(ctx context.Context, query string, arguments ...any) ([]int64, error) {
	rows, err := n.Asker.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	return statement.Column[int64](rows)
}

// Lookup gives the entities that a folded name could mean, the best first: by a form,
// or where none has this one, by all its words in one form. Of equally good ones the
// one with more claims stands first, then the first by id.
func (n *Names) Lookup(ctx context.Context, folded string) ([]Hit, error) {
	if folded == "" {
		return nil, nil
	}
	found, err := n.hits(ctx, `SELECT entity.id, entity.name, entity.type, entity.said + entity.about, name.rank
		FROM name JOIN entity ON entity.n = name.entity WHERE name.folded = ?`, folded)
	if err == nil && len(found) == 0 {
		found, err = n.byWords(ctx, strings.Fields(folded))
	}
	slices.SortFunc(found, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.ID, b.ID))
	})
	return found, err
}

// byWords gives the entities that have a form with all the words.
func (n *Names) byWords(ctx context.Context, words []string) ([]Hit, error) {
	var query strings.Builder
	query.WriteString("SELECT w0.entity FROM word AS w0")
	for i := range words[1:] {
		fmt.Fprintf(&query, " JOIN word AS w%[1]d ON w%[1]d.entity = w0.entity AND w%[1]d.word = ?", i+1)
	}
	query.WriteString(" WHERE w0.word = ?")
	having, err := n.numbers(ctx, query.String(), append(statement.Arguments(words[1:]), words[0])...)
	if err != nil {
		return nil, err
	}
	entities, err := n.Entities(ctx, having)
	if err != nil {
		return nil, err
	}
	var found []Hit
	for _, e := range entities {
		if slices.ContainsFunc(e.Forms, func(f Form) bool { return HasWords(f.Name, words) }) {
			e.Rank = ByWords
			found = append(found, e.Hit)
		}
	}
	return found, nil
}

// Complete gives the most entities of most claims that have a word that begins with
// the last of some words, and all the words before that: names while they are typed.
func (n *Names) Complete(ctx context.Context, words []string, most int) ([]Hit, error) {
	if len(words) == 0 || most <= 0 {
		return nil, nil
	}
	last := words[len(words)-1]
	const in = "entity.n IN (SELECT word.entity FROM word WHERE "
	conditions := []string{in + "word.word >= ? AND word.word < ?)"}
	arguments := []any{last, last + "\U0010FFFF"}
	for _, w := range words[:len(words)-1] {
		conditions, arguments = append(conditions, in+"word.word = ?)"), append(arguments, w)
	}
	query := fmt.Sprintf(`SELECT entity.id, entity.name, entity.type, entity.said + entity.about, %d FROM entity
		WHERE %s ORDER BY entity.said + entity.about DESC, entity.id LIMIT ?`, ByWords, strings.Join(conditions, " AND "))
	return n.hits(ctx, query, append(arguments, most)...)
}

// Nearest gives the most entities whose names are most like a folded one, best
// first, by their [likeness]; those under [least] are left out. Of equally near ones
// the one with more claims stands first, then the first by id.
func (n *Names) Nearest(ctx context.Context, folded string, most int) ([]Hit, error) {
	l := newLikeness(folded)
	if len(l.wanted) == 0 || most <= 0 {
		return nil, nil
	}
	similar, err := n.similarWords(ctx, l)
	if err != nil {
		return nil, err
	}
	type scored struct {
		Hit
		score float64
	}
	var best []scored
	seen := map[int64]bool{}
	for step := 8; len(similar) > 0; step = min(2*step, wordsAtOnce) {
		const rounding = 1e-9
		if b := bound(similar[0].share) + rounding; b < least || len(best) == most && b < best[most-1].score {
			break
		}
		words := similar[:min(len(similar), step)]
		similar = similar[len(words):]
		found, err := n.withWords(ctx, words, seen)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			m := scored{Hit: e.Hit}
			m.Rank = Near
			for _, f := range e.Forms {
				m.score = max(m.score, l.of(f.Name))
			}
			if m.score >= least {
				best = append(best, m)
			}
		}
		slices.SortFunc(best, func(a, b scored) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.ID, b.ID))
		})
		best = best[:min(most, len(best))]
	}
	var out []Hit
	for _, m := range best {
		out = append(out, m.Hit)
	}
	return out, nil
}

// wordsAtOnce bounds the words that one statement looks for.
const wordsAtOnce = 500

// similar is a word of a name, and the share of its trigrams that is wanted.
type similar struct {
	word  string
	share float64
}

// similarWords are the words that have a wanted trigram, the most similar first.
func (n *Names) similarWords(ctx context.Context, l *likeness) ([]similar, error) {
	grams := slices.Sorted(maps.Keys(l.wanted))
	rows, err := n.Asker.QueryContext(ctx, "SELECT DISTINCT word FROM gram WHERE gram IN ("+statement.Places(len(grams))+")", statement.Arguments(grams)...)
	if err != nil {
		return nil, err
	}
	words, err := statement.Column[string](rows)
	if err != nil {
		return nil, err
	}
	out := make([]similar, len(words))
	for i, w := range words {
		common, all := l.word(w)
		out[i] = similar{w, float64(common) / float64(all)}
	}
	slices.SortFunc(out, func(a, b similar) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.word, b.word)) })
	return out, nil
}

// withWords gives the entities that have one of the words in their names, those
// not yet seen.
func (n *Names) withWords(ctx context.Context, words []similar, seen map[int64]bool) ([]Named, error) {
	arguments := make([]any, len(words))
	for i, w := range words {
		arguments[i] = w.word
	}
	all, err := n.numbers(ctx, "SELECT DISTINCT entity FROM word WHERE word IN ("+statement.Places(len(words))+")", arguments...)
	if err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(all, func(number int64) bool { return seen[number] })
	for _, number := range fresh {
		seen[number] = true
	}
	return n.Entities(ctx, fresh)
}
