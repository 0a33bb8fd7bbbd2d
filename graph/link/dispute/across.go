package dispute

import (
	"cmp"
	"hash/fnv"
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
	hash  uint64
	claim int32
}

// across compares claims of different articles that have two rare words in common, or
// one and a name.
func (f *finder) across() {
	for pass := range uint64(passes) {
		var keys []key
		for i, c := range f.claims {
			if len(c.sources) == 0 || c.Stand == neither {
				continue
			}
			for _, h := range f.keys(c) {
				if h%passes == pass {
					keys = append(keys, key{h, int32(i)})
				}
			}
		}
		slices.SortFunc(keys, func(x, y key) int {
			a, b := f.claims[x.claim], f.claims[y.claim]
			return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(a.Day, b.Day), cmp.Compare(x.claim, y.claim))
		})
		var pairs [][2]int32
		for len(keys) > 0 {
			n := 1
			for n < len(keys) && keys[n].hash == keys[0].hash {
				n++
			}
			if n <= crowd {
				pairs = f.pairs(pairs, keys[:n])
			}
			keys = keys[n:]
		}
		slices.SortFunc(pairs, func(x, y [2]int32) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
		for _, p := range slices.Compact(pairs) {
			f.compare(f.claims[p[0]], f.claims[p[1]])
		}
	}
}

// pairs are those of claims with one key that are worth a look.
func (f *finder) pairs(out [][2]int32, same []key) [][2]int32 {
	for i := range same {
		a := f.claims[same[i].claim]
		for k := i + 1; k < len(same) && k <= i+after; k++ {
			b := f.claims[same[k].claim]
			if b.Day-a.Day > ShiftWindow {
				break
			}
			if a.article != b.article && (b.Day-a.Day <= Window || a.sameSide(b)) {
				out = append(out, [2]int32{min(same[i].claim, same[k].claim), max(same[i].claim, same[k].claim)})
			}
		}
	}
	return out
}

// keys are the hashes of the pairs of words by which a claim is looked up.
func (f *finder) keys(c *weighed) []uint64 {
	words, names := f.rarest(c), f.rareNames(c)
	var out []uint64
	for i, w := range words {
		for _, v := range words[i+1:] {
			out = append(out, hash(w, v))
		}
		for _, n := range names {
			out = append(out, hash(w, n))
		}
	}
	return out
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

// rareNames are the rarest names of a claim's article.
func (f *finder) rareNames(c *weighed) []string {
	if c.article.rare == nil {
		var all []string
		for _, k := range c.article.names {
			all = append(all, "@"+c.article.entities[k])
		}
		slices.Sort(all)
		c.article.rare = f.few(slices.Compact(all), rareNames)
	}
	return c.article.rare
}

// few are the rarest of some words that another article has too.
func (f *finder) few(all []string, most int) []string {
	all = slices.DeleteFunc(all, func(s string) bool { return f.idf[s] >= f.alone })
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(f.idf[b], f.idf[a]), strings.Compare(a, b)) })
	return all[:min(most, len(all))]
}

// hash of two words, whichever comes first.
func hash(a, b string) uint64 {
	if a > b {
		a, b = b, a
	}
	h := fnv.New64a()
	h.Write([]byte(a))
	h.Write([]byte{0})
	h.Write([]byte(b))
	return h.Sum64()
}
