package statement

import (
	"cmp"
	"math"
	"slices"
)

// A pair is two claims, the earlier first, that state the same.
type pair struct {
	a, b       int32 // places
	relation   relation
	confidence float64
}

const (
	rarest    = 6  // terms of a claim that it is looked up by
	beside    = 60 // earlier claims of a source, or about somebody, that a claim's meaning is compared with
	followers = 40 // earlier claims with a term that a claim is compared with
	window    = 10 // days within which claims in other words state the same
	ownWindow = 90 // the same of claims of one source
	gram      = 4  // words of a stretch that claims are looked up by
	gramShare = 3  // one in so many stretches is looked up
	firstFew  = 12 // earlier claims with a stretch that a claim is compared with
)

// pairsOf finds the pairs of claims, which are in the order of time, that state the same.
func pairsOf(claims []claim) []pair {
	near := newNeighbours(claims)
	var out []pair
	for b := range claims {
		for _, a := range near.of(claims, b) {
			l := compare(&claims[a], &claims[b])
			if p := l.probability(); p >= likeEnough && (l.relation != other || l.days <= window || l.source > 0) {
				out = append(out, pair{int32(a), int32(b), l.relation, p})
			}
		}
	}
	return out
}

// Neighbours are the claims by their rare terms and by stretches of words: entries of a
// key in the higher half and a place in the lower, sorted.
type neighbours struct{ terms, grams, parties []uint64 }

func newNeighbours(claims []claim) *neighbours {
	n := &neighbours{}
	for i := range claims {
		for _, t := range claims[i].rarest() {
			n.terms = append(n.terms, uint64(t.hash())<<32|uint64(i))
		}
		for _, g := range grams(claims[i].words) {
			n.grams = append(n.grams, uint64(g)<<32|uint64(i))
		}
	}
	for i := range claims {
		for _, p := range claims[i].parties() {
			n.parties = append(n.parties, uint64(p)<<32|uint64(i))
		}
	}
	slices.Sort(n.parties)
	slices.Sort(n.terms)
	slices.Sort(n.grams)
	return n
}

// rarest are the terms of a claim with the greatest weight, ties by hash.
func (c *claim) rarest() []term {
	out := slices.Clone(c.terms)
	slices.SortFunc(out, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(a, b)) })
	return out[:min(rarest, len(out))]
}

// grams are hashes of some stretches of four words, the same ones wherever they stand.
func grams(words []uint32) (out []uint32) {
	for i := 0; i+gram <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+gram] {
			h = (h*31 + uint64(w)) * 0xff51afd7ed558ccd
			h ^= h >> 33
		}
		if g := uint32(h); g%gramShare == 0 {
			out = append(out, g)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// of gives the places of earlier claims that the one at a place may state the same as.
func (n *neighbours) of(claims []claim, place int) []int {
	var found []int
	c := &claims[place]
	for _, g := range grams(c.words) {
		at, _ := slices.BinarySearch(n.grams, uint64(g)<<32)
		for end := at + firstFew; at < end && at < len(n.grams) && uint32(n.grams[at]>>32) == g && int(uint32(n.grams[at])) < place; at++ {
			found = append(found, int(uint32(n.grams[at])))
		}
	}
	var rare []int
	for _, t := range c.rarest() {
		at, _ := slices.BinarySearch(n.terms, uint64(t.hash())<<32|uint64(place))
		for low := max(0, at-followers); at > low; {
			at--
			k := int(uint32(n.terms[at]))
			if uint32(n.terms[at]>>32) != t.hash() || c.day-claims[k].day > ownWindow {
				break
			}
			rare = append(rare, k)
		}
	}
	// One rare term in common is enough where there are few, else two.
	slices.Sort(rare)
	for i, k := range rare {
		if i > 0 && rare[i-1] == k || len(c.terms) < 2*fewestTerms {
			found = append(found, k)
		}
	}
	for _, p := range c.parties() {
		at, _ := slices.BinarySearch(n.parties, uint64(p)<<32|uint64(place))
		for low := max(0, at-beside); at > low; {
			at--
			k := int(uint32(n.parties[at]))
			if uint32(n.parties[at]>>32) != p || c.day-claims[k].day > window {
				break
			}
			if claims[k].meaning.Near(&c.meaning) >= nearEnough {
				found = append(found, k)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// parties are hashes of who makes a claim and whom it is about, of those that are named.
func (c *claim) parties() (out []uint32) {
	for role, list := range [...][]entity{c.source, c.about} {
		for _, e := range list {
			if e.named && e.id != "" {
				out = append(out, hashOf(e.id)|uint32(role))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A group is claims that state the same, in their order.
type group struct{ members []member }

// A member is a claim of a group, and its likest pair in it.
type member struct {
	place      int
	relation   relation
	confidence float64
}

// cluster joins pairs to groups: the surest first, two groups where the mean of all
// pairs between them, of which one that is not among pairs counts nothing, is high enough.
func cluster(n int, pairs []pair) []group {
	pairs = slices.Clone(pairs)
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.confidence, x.confidence), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	of := map[int32][]pair{} // of each claim
	for _, p := range pairs {
		of[p.a], of[p.b] = append(of[p.a], p), append(of[p.b], p)
	}
	groupOf, members := map[int32]int32{}, map[int32][]int32{}
	for _, p := range pairs {
		for _, c := range [...]int32{p.a, p.b} {
			if _, ok := groupOf[c]; !ok {
				groupOf[c], members[c] = c, []int32{c}
			}
		}
	}
	for _, p := range pairs {
		a, b := groupOf[p.a], groupOf[p.b]
		if a == b {
			continue
		}
		if len(members[a]) > len(members[b]) {
			a, b = b, a
		}
		sum := 0.
		for _, c := range members[a] {
			for _, q := range of[c] {
				if o := q.a + q.b - c; groupOf[o] == b {
					sum += q.confidence
				}
			}
		}
		if sum < linked*float64(len(members[a])*len(members[b])) {
			continue
		}
		for _, c := range members[a] {
			groupOf[c] = b
		}
		members[b] = append(members[b], members[a]...)
		delete(members, a)
	}
	var out []group
	for c := range int32(n) {
		if groupOf[c] != c || len(members[c]) < 2 {
			continue
		}
		slices.Sort(members[c])
		g := group{}
		for _, m := range members[c] {
			best := member{place: int(m)}
			for _, q := range of[m] {
				if groupOf[q.a] == groupOf[q.b] && (q.confidence > best.confidence || q.confidence == best.confidence && q.relation > best.relation) {
					best.relation, best.confidence = q.relation, q.confidence
				}
			}
			best.confidence = math.Round(best.confidence*1000) / 1000
			g.members = append(g.members, best)
		}
		out = append(out, g)
	}
	return out
}
