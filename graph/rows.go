package graph

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph/internal/statement"
)

// How rows are read, here and by package census, which asks for rows and for what
// stands behind the numbers in them.

// Rows visits the rows of a query, for the packages that know the tables.
func (s *Store) Rows(ctx context.Context, query string, visit func(statement.Scan) error) error {
	return s.each(ctx, query, nil, visit)
}

// each visits the rows of a query.
func (s *Store) each(ctx context.Context, query string, arguments []any, visit func(statement.Scan) error) error {
	rows, err := s.query(ctx, query, arguments...)
	if err != nil {
		return err
	}
	return statement.EachRow(rows, visit)
}

// A visitor visits the rows of a query: [Store.visitor] those that are there, [put.each]
// those of its transaction.
type visitor func(query string, arguments []any, visit func(statement.Scan) error) error

func (s *Store) visitor(ctx context.Context) visitor {
	return func(query string, arguments []any, visit func(statement.Scan) error) error {
		return s.each(ctx, query, arguments, visit)
	}
}

// idsAtOnce bounds the ids that one statement looks for.
const idsAtOnce = 500

// eachOf visits the rows of a query that ends in the column that holds one of some ids.
func eachOf[ID any](ctx context.Context, s *Store, query string, ids []ID, visit func(statement.Scan) error) error {
	for chunk := range slices.Chunk(ids, idsAtOnce) {
		if err := s.each(ctx, query+" IN ("+statement.Places(len(chunk))+")", statement.Arguments(chunk), visit); err != nil {
			return err
		}
	}
	return nil
}

// inOrder gives what was found of some ids, in their order.
func inOrder[ID comparable, T any](ids []ID, found map[ID]T) []T {
	out := make([]T, 0, len(found))
	for _, id := range ids {
		if v, ok := found[id]; ok {
			out = append(out, v)
		}
	}
	return out
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
	err := eachOf(ctx, s, "SELECT n, "+articleColumns+" FROM article WHERE n", numbers, func(scan statement.Scan) error {
		var n int64
		var a ArticleInfo
		err := scan(append([]any{&n}, a.columns()...)...)
		found[n] = a
		return err
	})
	if err != nil {
		return nil, doing("list articles", err)
	}
	return inOrder(numbers, found), nil
}

// WithWords gives the numbers of the claims that have all words of a text in their
// content or sentence, as a filter's Said looks for them, ascending.
func (s *Store) WithWords(ctx context.Context, text string) ([]int64, error) {
	words, err := terms(text)
	if err != nil {
		return nil, err
	}
	condition, match := s.fullText(words, nil)
	numbers, err := s.numbers(ctx, "rowid", "said WHERE "+condition, match)
	return numbers, doing("find words", err)
}

// numbers gives a column of numbers, ascending. They come as one text: a row each takes
// longer than to find it.
func (s *Store) numbers(ctx context.Context, column, from string, arguments ...any) ([]int64, error) {
	together := "COALESCE(group_concat(" + column + "), '')"
	if s.postgres() {
		together = "COALESCE(string_agg(CAST(" + column + " AS text), ','), '')"
	}
	var list string
	if err := s.row(ctx, "SELECT "+together+" FROM "+from, arguments...).Scan(&list); err != nil {
		return nil, err
	}
	var numbers []int64
	for one := range strings.SplitSeq(list, ",") {
		if n, err := strconv.ParseInt(one, 10, 64); err == nil {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}
