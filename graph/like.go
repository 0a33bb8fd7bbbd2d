package graph

import (
	"cmp"
	"context"
	"math"
	"slices"

	"hearsay/graph/internal/statement"
	"hearsay/graph/link/meaning"
	statements "hearsay/graph/link/statement"
)

// Claims by what they mean. Vectors are made of the digests when they are asked for: to
// keep them would add a twentieth to the file.

// LikeEnough is how near the words of a filter's Like a claim lies at least, see
// [meaning.Vector.Near].
const LikeEnough = .5

// Meanings gives the numbers of the claims of articles, ascending, and the vectors of what
// they say; without articles, of all.
func (s *Store) Meanings(ctx context.Context, articles []int64) (claims []int64, vectors []meaning.Vector, err error) {
	type source struct {
		first  int64
		digest []byte
		of     []meaning.Vector
	}
	var all []source
	const query = `SELECT article.first, digest.data FROM digest JOIN article ON article.n = digest.article WHERE digest.kind = 'statement'`
	add := func(scan statement.Scan) error {
		var one source
		err := scan(&one.first, &one.digest)
		all = append(all, one)
		return err
	}
	if articles == nil {
		err = s.each(ctx, query, nil, add)
	} else {
		err = eachOf(ctx, s, query+" AND digest.article", articles, add)
	}
	if err != nil {
		return nil, nil, doing("read what claims say", err)
	}
	slices.SortFunc(all, func(a, b source) int { return cmp.Compare(a.first, b.first) })
	inParallel(len(all), func(i int) {
		for _, content := range statements.Contents(all[i].digest) {
			all[i].of = append(all[i].of, meaning.Of(content))
		}
		all[i].digest = nil
	})
	for i := range all {
		for k := range all[i].of {
			claims = append(claims, all[i].first+int64(k))
		}
		vectors = append(vectors, all[i].of...)
	}
	return claims, vectors, nil
}

// like gives the claims of a selection that lie near some words, by their numbers, and how near.
func (s *Store) like(ctx context.Context, q *selection, words string) (map[int64]float64, error) {
	var articles []int64
	if len(q.conditions) > 0 || q.words != "" {
		var err error
		if articles, err = s.numbers(ctx, "claim.article", q.joined(true, q.article), q.arguments...); err != nil {
			return nil, err
		}
		articles = slices.Compact(articles)
		if articles == nil {
			return nil, nil
		}
	}
	claims, vectors, err := s.Meanings(ctx, articles)
	if err != nil {
		return nil, err
	}
	near := map[int64]float64{}
	to := meaning.Of(words)
	for i := range vectors {
		if n := to.Near(&vectors[i]); n >= LikeEnough {
			near[claims[i]] = n
		}
	}
	return near, nil
}

// nearest gives the claims of a selection, the nearest first, within the limit of a filter,
// and how many there are.
func (s *Store) nearest(ctx context.Context, q *selection, f *Filter) ([]Place, int, error) {
	whole := *f
	whole.Limit, whole.Offset = 0, 0
	all, err := s.list(ctx, q, &whole)
	if err != nil {
		return nil, 0, err
	}
	if f.Sort == Newest {
		slices.SortStableFunc(all, func(a, b Place) int { return cmp.Compare(q.near[b.Claim], q.near[a.Claim]) })
	}
	first, last := f.Window(len(all))
	return all[first:last], len(all), nil
}

// rounded is how near a claim lies, to three places.
func rounded(near float64) float64 { return math.Round(near*1000) / 1000 }
