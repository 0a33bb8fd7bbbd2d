package graph

import (
	"context"
	"fmt"
	"slices"

	"hearsay/graph/internal/search"
	"hearsay/graph/internal/statement"
)

// What package census asks of a graph: rows, and what stands behind the numbers in
// them.

// Rows visits the rows of a query, for the packages that know the tables.
func (s *Store) Rows(ctx context.Context, query string, visit func(statement.Scan) error) error {
	rows, err := s.query(ctx, query)
	if err != nil {
		return err
	}
	return statement.EachRow(rows, visit)
}

// ClaimsAt reads claims, in the order of their places.
func (s *Store) ClaimsAt(ctx context.Context, places []Place) ([]Claim, error) {
	return inView(ctx, s, func(s *Store) ([]Claim, error) { return s.read(ctx, places) })
}

// ArticlesAt reads articles by their numbers, in their order; what is gone is left out.
func (s *Store) ArticlesAt(ctx context.Context, numbers []int64) ([]ArticleInfo, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	found := make(map[int64]ArticleInfo, len(numbers))
	for chunk := range slices.Chunk(numbers, idsAtOnce) {
		rows, err := s.query(ctx, "SELECT n, "+articleColumns+" FROM article WHERE n IN ("+statement.Places(len(chunk))+")", statement.Arguments(chunk)...)
		if err != nil {
			return nil, doing("list articles", err)
		}
		err = statement.EachRow(rows, func(scan statement.Scan) error {
			var n int64
			var a ArticleInfo
			err := scan(append([]any{&n}, a.columns()...)...)
			found[n] = a
			return err
		})
		if err != nil {
			return nil, doing("list articles", err)
		}
	}
	out := make([]ArticleInfo, 0, len(found))
	for _, n := range numbers {
		if a, ok := found[n]; ok {
			out = append(out, a)
		}
	}
	return out, nil
}

// WithWords gives the numbers of the claims that have all words of a text in their
// content or sentence, those in quotes side by side.
func (s *Store) WithWords(ctx context.Context, text string) ([]int64, error) {
	words := search.Phrases(text)
	if len(words) == 0 {
		return nil, fmt.Errorf("find claims: %q holds no word to look for", text)
	}
	condition, match := s.fullText(words, nil)
	rows, err := s.query(ctx, "SELECT rowid FROM said WHERE "+condition, match)
	if err != nil {
		return nil, doing("find words", err)
	}
	numbers, err := statement.Column[int64](rows)
	return numbers, doing("find words", err)
}
