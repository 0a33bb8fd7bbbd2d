package reviews

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/internal/search"
)

// leastOverlap is the share of the words of both, in bytes, that a review's claim and the
// one it goes on to have in common at least. It was measured on two models, 118 articles
// and the claims that both find there with a cue: of those that overlap so much and have
// the same source, .992 have the same cue too (at .5: .987, at .9: .995), and of those whose words
// are others .84 (.75, .93), without the same source .20.
const leastOverlap = .7

// A Lost is a review that no claim has any more.
type Lost struct {
	Review
	Reason string
}

// Last gives of all lines of each claim the last one, in the order of the file.
func Last(all []Review) []Review {
	last := map[string]int{}
	for i := range all {
		last[all[i].Claim] = i
	}
	var out []Review
	for i := range all {
		if last[all[i].Claim] == i {
			out = append(out, all[i])
		}
	}
	return out
}

// Follow says which claims of a document the reviews of its article are of: reviews as
// [Last] gives them, the claims by their places in the document. A review goes on to the
// claim that overlaps most with its own, at least by seven tenths of what both cover; of equal
// ones to one by the review's source, then to that with its id, then to the first by id.
// There it holds only where what it judges is the same: right and source need the same
// source, words the same words, and none one of the two. Of several reviews that
// come to one claim the last holds. What is left is lost, each with the reason.
func Follow(d *news.Document, all []Review) (of map[int]Review, lost []Lost) {
	names := make(map[string][]string, len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		names[e.ID] = append([]string{e.Name}, e.Aliases...)
	}
	of = map[int]Review{}
	lose := func(r Review, format string, values ...any) {
		if r.Verdict != Undo {
			lost = append(lost, Lost{r, fmt.Sprintf(format, values...)})
		}
	}
	for _, r := range all {
		text := d.Article.Text
		if r.Span.End > len(text) || r.Words != "" && r.Words != text[r.Span.Start:r.Span.End] {
			lose(r, "the article has other words there")
			continue
		}
		at, overlap := nearest(d.Claims, &r, names)
		if at < 0 || overlap < leastOverlap {
			lose(r, "no claim is found there any more")
			continue
		}
		c := &d.Claims[at]
		switch moved := r.Span != (news.Span{Start: c.Start, End: c.End}); {
		case r.Verdict == Undo:
		case r.Verdict == Words && moved:
			lose(r, "the claim there (%s) has other words now", c.ID)
			continue
		case r.Verdict != Words && (r.Verdict != None || moved) && !r.by(c, names):
			lose(r, "the claim there (%s) has another source now", c.ID)
			continue
		}
		if was, twice := of[at]; twice && r.Verdict != Undo {
			lose(was, "a later review, in line %d, is of the same claim", r.Line)
		}
		of[at] = r
	}
	for at, r := range of {
		if r.Verdict == Undo {
			delete(of, at)
		}
	}
	return of, lost
}

// nearest is the place of the claim that a review goes on to, and how much they overlap;
// below 0 where there is none.
func nearest(claims []news.Claim, r *Review, names map[string][]string) (at int, overlap float64) {
	at = -1
	rank := func(i int) (n int) {
		if r.by(&claims[i], names) {
			n += 2
		}
		if claims[i].ID == r.Claim {
			n++
		}
		return n
	}
	for i := range claims {
		c := &claims[i]
		share := overlapOf(r.Span, news.Span{Start: c.Start, End: c.End})
		if share == 0 {
			continue
		}
		if at < 0 || cmp.Or(cmp.Compare(share, overlap), cmp.Compare(rank(i), rank(at)), strings.Compare(claims[at].ID, c.ID)) > 0 {
			at, overlap = i, share
		}
	}
	return at, overlap
}

// overlapOf is what two spans have in common, as a share of what both cover.
func overlapOf(a, b news.Span) float64 {
	common := min(a.End, b.End) - max(a.Start, b.Start)
	if common <= 0 {
		return 0
	}
	return float64(common) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// by says whether a claim is by the review's source: by somebody of one of its names, or
// of a name that has all words of it, or the other way around; by nobody where it is by
// nobody. A review that does not tell is of any.
func (r *Review) by(c *news.Claim, names map[string][]string) bool {
	if r.Source == nil || len(r.Source) == 0 && len(c.Source) == 0 {
		return true
	}
	for _, id := range c.Source {
		for _, name := range append([]string{id}, names[id]...) {
			for _, other := range r.Source {
				if alike(name, other) {
					return true
				}
			}
		}
	}
	return false
}

// alike says whether one of two names has all words of the other.
func alike(a, b string) bool {
	as, bs := strings.Fields(search.Fold(a)), strings.Fields(search.Fold(b))
	if len(as) > len(bs) {
		as, bs = bs, as
	}
	return len(as) > 0 && !slices.ContainsFunc(as, func(w string) bool { return !slices.Contains(bs, w) })
}

// Of is the review of a claim of a document, with a verdict and nothing else of who gives it.
func Of(d *news.Document, c *news.Claim, v Verdict) Review {
	r := Review{
		Claim: c.ID, Article: d.Article.ID, Span: news.Span{Start: c.Start, End: c.End}, Words: c.Content, Verdict: v, Source: []string{},
	}
	for _, id := range c.Source {
		name := id
		if at := slices.IndexFunc(d.Entities, func(e news.Entity) bool { return e.ID == id }); at >= 0 {
			name = d.Entities[at].Name
		}
		r.Source = append(r.Source, name)
	}
	return r
}
