package entity

import (
	"cmp"
	"math"
	"slices"
)

// weigh gives the probability that a pair is one.
func (w *weights) of(p *pair) float64 {
	sum := w.Relation[p.relation]
	for i, f := range p.features {
		sum += float64(w.Feature[i] * f)
	}
	sum += float64(w.Context[p.relation] * p.features[context])
	return 1 / (1 + math.Exp(-sum))
}

// weights are those of a logistic regression: for each relation one of its own and
// one of its context, and one for each feature.
type weights struct {
	Relation, Context [relations]float64
	Feature           [features]float64
}

// The least probabilities with which units are joined.
const (
	leastJoin    = 0.75 // by a pair
	leastMeant   = 0.9  // somebody who is meant by a bare name
	leastBare    = 0.35 // likeness of the contexts of one bare name in two articles
	leastContext = 0.3  // likeness of contexts, where names alone do not say enough
	leastLead    = 2.0  // odds of the best choice against the second for a short name
)

// A bond is why a unit is in its cluster.
type bond struct {
	relation    relation
	probability float64
}

// clusters are the units that are one, by union and find (Tarjan, JACM 1975).
type clusters struct {
	*collection
	parent []int32
	units  map[int32][]int32 // of the roots that have several
	bonds  []bond
}

func newClusters(c *collection) *clusters {
	k := &clusters{collection: c, parent: make([]int32, len(c.units)), units: map[int32][]int32{}, bonds: make([]bond, len(c.units))}
	for i := range k.parent {
		k.parent[i] = int32(i)
	}
	return k
}

func (k *clusters) root(u int32) int32 {
	for k.parent[u] != u {
		k.parent[u] = k.parent[k.parent[u]]
		u = k.parent[u]
	}
	return u
}

func (k *clusters) all(root int32) []int32 {
	if all := k.units[root]; all != nil {
		return all
	}
	return []int32{root}
}

// join makes the clusters of two units one, unless two in them cannot be.
func (k *clusters) join(a, b int32, why bond) bool {
	ra, rb := k.root(a), k.root(b)
	if ra == rb {
		return true
	}
	for _, x := range k.all(ra) {
		for _, y := range k.all(rb) {
			if k.collection.apart(x, y) {
				return false
			}
		}
	}
	all := slices.Concat(k.all(ra), k.all(rb))
	delete(k.units, ra)
	delete(k.units, rb)
	k.parent[rb] = ra
	k.units[ra] = all
	for _, u := range [...]int32{a, b} {
		if k.bonds[u].probability == 0 {
			k.bonds[u] = why
		}
	}
	return true
}

// apart says whether two units cannot be one: two people of full names that do not
// agree.
func (c *collection) apart(a, b int32) bool {
	x, y := &c.units[a], &c.units[b]
	if x.bare || y.bare || x.kind != y.kind {
		return false
	}
	if x.longer(y) {
		x, y = y, x
	}
	return x.kind == "person" && relate(x, y) == none
}

// decide joins what is likely one, the likeliest first. A short name that could be
// several's goes to the one that is the likeliest by far.
func decide(c *collection, all []pair, w *weights, bare *bareWeights) *clusters {
	k := newClusters(c)
	byShort := map[int32][]int{}
	order := make([]int, 0, len(all))
	for i := range all {
		all[i].probability = w.of(&all[i])
		byShort[all[i].short] = append(byShort[all[i].short], i)
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(all[b].probability, all[a].probability), cmp.Compare(a, b))
	})
	for _, short := range [...]bool{false, true} { // full names first: what is left is one's more often
		for _, i := range order {
			p := &all[i]
			if p.probability < leastJoin {
				break
			}
			if p.ofPart(c) || !p.supported() {
				continue
			}
			if ambiguous(p.relation) != short {
				continue
			}
			if short && (k.bonds[p.short].relation == acronym || !k.leads(p, all, byShort[p.short])) { // an acronym is one's
				continue
			}
			k.join(p.long, p.short, bond{p.relation, p.probability})
		}
	}
	k.joinParts(all, bare)
	k.joinBare()
	return k
}

// ambiguous says whether a name that stands in the relation to one may stand in it to
// others as well.
func ambiguous(r relation) bool {
	switch r {
	case given, surname, acronym, begins, ends, initial:
		return true
	}
	return false
}

// leads says whether the long one of a pair is by far the likeliest that the short one
// can be, of those that are not the same.
func (k *clusters) leads(p *pair, all []pair, others []int) bool {
	odds := k.odds(p)
	for _, i := range others {
		o := &all[i]
		if o.long == p.long || k.root(o.long) == k.root(p.long) || !ambiguous(o.relation) {
			continue
		}
		if k.odds(o)*leastLead > odds {
			return false
		}
	}
	return true
}

// odds are those of a pair against the others of its short name, where somebody of
// whom more articles write is meant more often.
func (k *clusters) odds(p *pair) float64 {
	return p.probability / (1 - p.probability + 1e-3) * float64(len(k.collection.units[p.long].articles))
}

// supported says whether more than names speaks for a pair: without it only the same
// name, of another type or with its country, is enough.
func (p *pair) supported() bool {
	switch p.relation {
	case kindred, country:
		return true
	case middle: // of one whose name leaves it out there is nobody else
		return p.features[choices] == 0 && p.features[together] == 0 || p.features[context] >= leastContext
	case generation:
		return p.features[context] >= leastContext && p.features[together] == 0
	case acronym:
		return p.features[context] >= leastContext || p.features[together] > 0
	}
	return p.features[context] >= leastContext
}

// joinBare joins bare names of several articles that are alone, where what else the
// articles name is alike. Each is compared with what there is of it so far, in the
// order of the articles' ids.
func (k *clusters) joinBare() {
	left := map[string][]int32{}
	for i := range k.collection.units {
		if u := &k.collection.units[i]; u.bare && !u.apart && k.units[k.root(int32(i))] == nil {
			left[u.key] = append(left[u.key], int32(i))
		}
	}
	for _, key := range sortedKeys(left) {
		type leader struct {
			unit    int32
			profile profile
		}
		var leaders []leader
		for _, u := range left[key] {
			own := k.ownNames(&k.collection.units[u], &k.collection.units[u])
			p := k.profile(k.collection.units[u].articles)
			best, likeness := -1, leastBare
			for i := range leaders {
				if l := p.cosine(leaders[i].profile, own); l >= likeness {
					best, likeness = i, l
				}
			}
			if best < 0 {
				leaders = append(leaders, leader{u, p})
				continue
			}
			if k.join(leaders[best].unit, u, bond{bare, 0.5 + likeness/2}) {
				for n, v := range p {
					leaders[best].profile[n] += v
				}
			}
		}
	}
}
