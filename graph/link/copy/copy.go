// Package copy finds articles that repeat another one: wire copy, and whole passages
// taken over. Of two articles one is a copy where half or more of the shorter one's runs
// of eight words stand in the other, the containment of Broder (On the resemblance and
// containment of documents, SEQUENCES 1997).
//
// An article is known by the hashes of all its runs. Pairs that may be copies are found
// by a fourth of these in an index of all articles; their share is then that of all runs.
// Begin with [Find].
package copy

import (
	"cmp"
	"encoding/binary"
	"slices"

	"hearsay/extract/news"
	"hearsay/graph/link/internal/words"
)

// Least is the share from which on an article is a copy.
const Least = .5

const (
	run      = 8               // words of a run
	bits     = 28              // of a run's hash: three bytes a run, once they are sorted; a run stands in an article by chance once in 400,000
	sampled  = 1 << (bits - 2) // hashes below it, a fourth, are looked up
	likely   = .2              // share of the smaller sample from which on the runs are compared
	earliest = 8               // articles, the first of those that have a run, that others are compared with for its sake
	most     = 16              // articles that one is compared with
	fewest   = 3               // runs of an article that can be a copy or have one
)

// An Article is what finding copies needs to know of one.
type Article struct {
	ID, Published string
	Runs          []byte // as [Runs] gives them
}

// A Link says that an article repeats an earlier one.
type Link struct {
	Copy, Of string  // ids of articles
	Share    float64 // of the shorter one's runs, Least to 1
}

// Runs are the hashes of a text's runs, sorted, each once: the first, then the distances
// from one to the next, as varints.
func Runs(text string) []byte {
	all := runs(text)
	out := make([]byte, 0, 3*len(all))
	last := uint32(0)
	for _, h := range all {
		out = binary.AppendUvarint(out, uint64(h-last))
		last = h
	}
	return out
}

// hashes are the runs of an article up to the first that is at least end.
func (a *Article) hashes(end uint32) (out []uint32) {
	last := uint64(0)
	for data := a.Runs; len(data) > 0; {
		d, n := binary.Uvarint(data)
		if n <= 0 || d >= 1<<bits || last+d >= uint64(end) {
			break
		}
		last += d
		out, data = append(out, uint32(last)), data[n:]
	}
	return out
}

// runs are the hashes of all runs of a text, sorted, each once.
func runs(text string) []uint32 {
	all := words.Split(text)
	var out []uint32
	var last [run]uint64
	for i, w := range all {
		last[i%run] = hash(w.Folded)
		if i < run-1 {
			continue
		}
		h := uint64(0)
		for k := range run {
			h = mix(h*31 + last[(i+1+k)%run])
		}
		out = append(out, uint32(h>>(64-bits)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hash is FNV-1a.
func hash(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h
}

// mix spreads a number over all its bits, as the end of MurmurHash3 does.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	return h ^ h>>33
}

// share is how many of the shorter article's runs stand in the other, 0 to 1; 0 where it
// has next to none.
func share(a, b []uint32) float64 {
	shorter := min(len(a), len(b))
	if shorter < fewest {
		return 0
	}
	return float64(common(a, b)) / float64(shorter)
}

// common counts what stands in both of two sorted lists.
func common(a, b []uint32) (n int) {
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch c := cmp.Compare(a[i], b[k]); {
		case c < 0:
			i++
		case c > 0:
			k++
		default:
			n, i, k = n+1, i+1, k+1
		}
	}
	return n
}

// Find gives the copies among articles, sorted by their ids: each with the earliest
// article of which it is one, by date, then by id; one without a date is later than all
// that have one. What it gives does not depend on the order of the articles.
func Find(articles []Article) []Link {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b Article) int {
		return cmp.Or(undated(a)-undated(b), news.Instant(a.Published).Compare(news.Instant(b.Published)), cmp.Compare(a.ID, b.ID))
	})
	x := newIndex(articles)
	var links []Link
	for i := range articles {
		near := x.near(articles, i)
		if len(near) == 0 {
			continue
		}
		own := articles[i].hashes(1 << bits)
		for _, k := range near {
			if s := share(own, articles[k].hashes(1<<bits)); s >= Least {
				links = append(links, Link{Copy: articles[i].ID, Of: articles[k].ID, Share: s})
				break
			}
		}
	}
	slices.SortFunc(links, func(a, b Link) int { return cmp.Compare(a.Copy, b.Copy) })
	return links
}

// undated is 1 for an article whose date is not known, else 0.
func undated(a Article) int {
	if news.Instant(a.Published).IsZero() {
		return 1
	}
	return 0
}

// An index holds the sampled runs that several articles have, and how many runs of each
// article are in the sample.
type index struct {
	places []uint64 // a run in the higher half, the place of an article that has it in the lower; sorted
	sizes  []int
}

func newIndex(articles []Article) *index {
	x := &index{sizes: make([]int, len(articles))}
	for i := range articles {
		own := articles[i].hashes(sampled)
		x.sizes[i] = len(own)
		for _, h := range own {
			x.places = append(x.places, uint64(h)<<32|uint64(i))
		}
	}
	slices.Sort(x.places)
	kept := x.places[:0]
	for i := 0; i < len(x.places); {
		end := i + 1
		for end < len(x.places) && x.places[end]>>32 == x.places[i]>>32 {
			end++
		}
		if end-i > 1 {
			kept = append(kept, x.places[i:min(end, i+earliest)]...)
		}
		i = end
	}
	x.places = slices.Clip(kept)
	return x
}

// near gives the places of earlier articles that the one at a place may be a copy of,
// in their order.
func (x *index) near(articles []Article, place int) []int {
	var hits []int
	for _, h := range articles[place].hashes(sampled) {
		at, _ := slices.BinarySearch(x.places, uint64(h)<<32)
		for ; at < len(x.places) && uint32(x.places[at]>>32) == h && int(uint32(x.places[at])) < place; at++ {
			hits = append(hits, int(uint32(x.places[at])))
		}
	}
	slices.Sort(hits)
	type candidate struct{ place, hits int }
	var all []candidate
	for i := 0; i < len(hits); {
		end := i + 1
		for end < len(hits) && hits[end] == hits[i] {
			end++
		}
		if smaller := min(x.sizes[place], x.sizes[hits[i]]); float64(end-i) >= likely*float64(smaller) {
			all = append(all, candidate{hits[i], end - i})
		}
		i = end
	}
	if len(all) > most {
		slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.hits, a.hits) })
		all = all[:most]
	}
	out := make([]int, len(all))
	for i, c := range all {
		out[i] = c.place
	}
	slices.Sort(out)
	return out
}
