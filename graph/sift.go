package graph

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"hearsay/graph/internal/statement"
)

// SQLite joins the index of words with no other one: it looks a claim up for each word
// that it finds, or the words of each claim. Where both are many, what has the words
// and what fits the other conditions are read apart, as numbers, and sifted here.

// fewSifted is of how many claims the places are asked for one by one.
const fewSifted = 1000

// sifted says whether the claims of a selection are to be found so: it has words, and
// something else picks or sorts claims.
func (q *selection) sifted(f *Filter) bool {
	return q.from == "said" && q.byDay != "" && (q.claim || f.Sort == Surest || f.Sort == Longest)
}

// sift gives the claims of a selection in the order and within the limit of a filter,
// and how many there are.
func (s *Store) sift(ctx context.Context, q *selection, f *Filter) (wanted []Place, total int, err error) {
	numbers, err := s.numbers(ctx, "rowid", "said WHERE "+q.words, q.arguments[0])
	if err != nil {
		return nil, 0, err
	}
	rest := *q
	rest.from, rest.day, rest.number, rest.words, rest.arguments = "claim", "claim.day", "claim.n", "", q.arguments[1:]
	if len(numbers) > fewSifted {
		if numbers, err = s.fitting(ctx, &rest, numbers); err != nil {
			return nil, 0, err
		}
	}
	if len(numbers) > fewSifted {
		wanted, err = s.stream(ctx, &rest, f, bitsOf(numbers))
		return wanted, len(numbers), err
	}
	rest.byDay = ""
	rest.conditions = append(slices.Clone(rest.conditions), "claim.n IN ("+statement.List(numbers)+")")
	if err = s.row(ctx, rest.counting(), rest.arguments...).Scan(&total); err == nil {
		wanted, err = s.list(ctx, &rest, f)
	}
	return wanted, total, err
}

// fitting gives those of some numbers of claims that fit a selection, ascending.
func (s *Store) fitting(ctx context.Context, q *selection, numbers []int64) ([]int64, error) {
	if len(q.conditions) == 0 {
		return numbers, nil
	}
	fit, err := s.numbers(ctx, "claim.n", q.joined(true, q.article), q.arguments...)
	if err != nil {
		return nil, err
	}
	among := bitsOf(numbers)
	return slices.DeleteFunc(fit, func(n int64) bool { return !among.has(n) }), nil
}

// bits are a set of numbers, a bit each.
type bits []uint64

// bitsOf is the set of some numbers, ascending, none below 0.
func bitsOf(numbers []int64) bits {
	if len(numbers) == 0 {
		return nil
	}
	b := make(bits, numbers[len(numbers)-1]/64+1)
	for _, n := range numbers {
		b[n/64] |= 1 << (n % 64)
	}
	return b
}

func (b bits) has(n int64) bool { return n/64 < int64(len(b)) && b[n/64]&(1<<(n%64)) != 0 }

// A walk is along an index, by which claims are met in an order but for the articles
// and places of those that are equal in it.
type walk struct{ index, order, condition string }

// walks are those by which all claims are met in an order.
func walks(order Order) []walk {
	switch order {
	case Oldest:
		return []walk{{"claim_day", "claim.day", "TRUE"}}
	case Surest:
		return []walk{{"claim_confidence", "claim.confidence DESC, claim.day DESC", "TRUE"}}
	case Longest:
		return []walk{{"claim_depth", "claim.depth DESC, claim.day DESC", "claim.depth > 0"}, {"claim_day", "claim.day DESC", "claim.depth = 0"}}
	}
	return []walk{{"claim_day", "claim.day DESC", "TRUE"}}
}

// met is a claim that a walk meets.
type met struct {
	Place
	depth, day int64
	confidence float64
}

// compare is the order of two claims, articles and places aside.
func (order Order) compare(a, b *met) int {
	switch newest := cmp.Compare(b.day, a.day); order {
	case Oldest:
		return -newest
	case Surest:
		return cmp.Or(cmp.Compare(b.confidence, a.confidence), newest)
	case Longest:
		return cmp.Or(cmp.Compare(b.depth, a.depth), newest)
	default:
		return newest
	}
}

// errEnough ends a walk.
var errEnough = errors.New("enough")

// stream gives those claims of a set that fit a selection in the order and within the
// limit of a filter. It walks to where the limit is reached.
func (s *Store) stream(ctx context.Context, q *selection, f *Filter, among bits) ([]Place, error) {
	var all []met
	few := f.Offset + f.Limit
	for _, w := range walks(f.Sort) {
		along := *q
		along.from += " INDEXED BY " + w.index
		along.conditions = append(slices.Clone(q.conditions), w.condition)
		query := "SELECT claim.n, claim.article, claim.depth, claim.day, claim.confidence FROM " + along.joined(true, false) + " ORDER BY " + w.order
		err := s.each(ctx, query, q.arguments, func(scan statement.Scan) error {
			var c met
			if err := scan(&c.Claim, &c.Article, &c.depth, &c.day, &c.confidence); err != nil || !among.has(c.Claim) {
				return err
			}
			if f.Limit > 0 && len(all) >= few && f.Sort.compare(&all[len(all)-1], &c) != 0 {
				return errEnough
			}
			all = append(all, c)
			return nil
		})
		if errors.Is(err, errEnough) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return s.inPlaces(ctx, all, f)
}

// inPlaces puts claims into the order of a filter, and cuts them to its limit.
func (s *Store) inPlaces(ctx context.Context, all []met, f *Filter) ([]Place, error) {
	places := make([]Place, len(all))
	for i := range all {
		places[i] = all[i].Place
	}
	ids := make(map[int64]string, len(all))
	err := eachOf(ctx, s, "SELECT n, id FROM article WHERE n", articlesOf(places), func(scan statement.Scan) error {
		var n int64
		var id string
		err := scan(&n, &id)
		ids[n] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b met) int {
		return cmp.Or(f.Sort.compare(&a, &b), strings.Compare(ids[a.Article], ids[b.Article]), cmp.Compare(a.Claim, b.Claim))
	})
	for i := range all {
		places[i] = all[i].Place
	}
	if f.Limit > 0 {
		first, last := f.Window(len(places))
		places = places[first:last]
	}
	return places, nil
}
