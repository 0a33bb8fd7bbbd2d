package dispute

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
)

// Bounds of what is compared.
const (
	rareWords = 5   // of a claim, the rarest, by which it is looked up
	rareNames = 5   // of its article, the rarest
	crowd     = 300 // claims with the same two words: more of them say nothing
	after     = 24  // of these, how many that follow in time each is compared with
	passes    = 8   // in which keys are held, a part in each
)

// A key is two words that a claim has, hashed.
type key struct {
	hash uint64
	rank int32 // of the claim, in the order of days
}

// A sign is what a claim is looked up by: the hashes of its rarest words, and of its
// article's rarest names.
type sign struct {
	claim        int32
	words, names []uint64
}

// across compares claims of different articles that have two rare words in common, or
// one and a name.
func (f *finder) across() {
	signs := f.signs()
	seen := newTwice(len(signs))
	for i := range signs {
		signs[i].each(seen.add)
	}
	var keys []key
	var pairs []uint64
	for pass := range uint64(passes) {
		keys, pairs = keys[:0], pairs[:0]
		for i := range signs {
			signs[i].each(func(h uint64) {
				if h%passes == pass && seen.has(h) {
					keys = append(keys, key{h, int32(i)})
				}
			})
		}
		slices.SortFunc(keys, func(x, y key) int { return cmp.Or(cmp.Compare(x.hash, y.hash), int(x.rank-y.rank)) })
		for rest := keys; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].hash == rest[0].hash {
				n++
			}
			if n <= crowd {
				pairs = f.pairs(pairs, signs, rest[:n])
			}
			rest = rest[n:]
		}
		slices.Sort(pairs)
		for _, p := range slices.Compact(pairs) {
			f.compare(f.claims[p>>32], f.claims[uint32(p)])
		}
	}
}

// signs are those of the claims that may disagree with another, in the order of their days.
func (f *finder) signs() []sign {
	var out []sign
	for i, c := range f.claims {
		if len(c.sources) > 0 && c.Stand != neither {
			out = append(out, sign{int32(i), hashes(f.rarest(c)), f.rareNames(c)})
		}
	}
	slices.SortStableFunc(out, func(x, y sign) int { return cmp.Compare(f.claims[x.claim].Day, f.claims[y.claim].Day) })
	return out
}

// each gives f the hashes of the pairs by which a claim is looked up.
func (s *sign) each(f func(uint64)) {
	for i, w := range s.words {
		for _, v := range s.words[i+1:] {
			f(both(w, v))
		}
		for _, n := range s.names {
			f(both(w, n))
		}
	}
}

// A twice knows which hashes came more than once, or may have: two bits for all that are
// alike in their low bits (a filter of Bloom's, CACM 1970, of one function). Most pairs of
// rare words stand in one claim alone, and need not be held.
type twice struct{ once, again []uint64 }

// newTwice is one for the pairs of so many claims.
func newTwice(claims int) *twice {
	n := 1 << min(27, max(10, bits.Len(uint(256*claims)))) / 64
	return &twice{make([]uint64, n), make([]uint64, n)}
}

func (t *twice) place(h uint64) (at, bit uint64) {
	return h >> 6 & uint64(len(t.once)-1), 1 << (h & 63)
}

func (t *twice) add(h uint64) {
	at, bit := t.place(h)
	if t.once[at]&bit != 0 {
		t.again[at] |= bit
	}
	t.once[at] |= bit
}

func (t *twice) has(h uint64) bool {
	at, bit := t.place(h)
	return t.again[at]&bit != 0
}

// pairs are those of claims with one key that are worth a look, the places of both in one.
func (f *finder) pairs(out []uint64, signs []sign, same []key) []uint64 {
	for i := range same {
		at := signs[same[i].rank].claim
		a := f.claims[at]
		for k := i + 1; k < len(same) && k <= i+after; k++ {
			to := signs[same[k].rank].claim
			b := f.claims[to]
			if b.Day-a.Day > ShiftWindow {
				break
			}
			if a.article != b.article && mayDiffer(a, b) && (b.Day-a.Day <= Window || a.sameSide(b)) {
				out = append(out, uint64(min(at, to))<<32|uint64(max(at, to)))
			}
		}
	}
	return out
}

// mayDiffer says whether [finder.compare] could find two claims of different articles to
// disagree, as far as is seen without their words: one is so much longer that they have
// too little in common, or neither negates anything and they do not count the same.
func mayDiffer(a, b *weighed) bool {
	const rounding = 1e-6
	if min(a.sum, b.sum) < (apart-rounding)*max(a.sum, b.sum, .1) {
		return false
	}
	return (a.Stand == says) != (b.Stand == says) || a.negates || b.negates || len(a.Numbers) > 0 && len(b.Numbers) > 0
}

// rarest are the rarest words of a claim.
func (f *finder) rarest(c *weighed) []string {
	var all []string
	for _, t := range c.terms {
		if t.stem[0] != '@' && !slices.Contains(all, t.stem) {
			all = append(all, t.stem)
		}
	}
	return f.few(all, rareWords)
}

// rareNames are the hashes of the rarest names of a claim's article.
func (f *finder) rareNames(c *weighed) []uint64 {
	if c.article.rare == nil {
		var all []string
		for _, k := range c.article.names {
			all = append(all, "@"+c.article.entities[k])
		}
		slices.Sort(all)
		c.article.rare = hashes(f.few(slices.Compact(all), rareNames))
	}
	return c.article.rare
}

// few are the rarest of some words that another article has too.
func (f *finder) few(all []string, most int) []string {
	all = slices.DeleteFunc(all, func(s string) bool { return f.idf[s] >= f.alone })
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(f.idf[b], f.idf[a]), strings.Compare(a, b)) })
	return all[:min(most, len(all))]
}

// hashes are those of words.
func hashes(words []string) []uint64 {
	out := make([]uint64, len(words))
	h := fnv.New64a()
	for i, w := range words {
		h.Reset()
		h.Write([]byte(w))
		out[i] = h.Sum64()
	}
	return out
}

// both is the hash of two, whichever comes first.
func both(a, b uint64) uint64 {
	if a > b {
		a, b = b, a
	}
	h := a*0x9e3779b97f4a7c15 ^ b // the golden ratio's bits (Knuth, TAOCP 3, 6.4)
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>32
}
