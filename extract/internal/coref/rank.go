package coref

import (
	_ "embed"
	"slices"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/perceptron"
	"hearsay/extract/internal/pointer"
	"hearsay/extract/news"
)

// rankWeights is what the ranker has learnt; extract/model/training/rank.py writes it.
//
//go:embed rank.weights
var rankWeights string

// ranking reads the ranker's network when it is first asked for.
var ranking = pointer.Once(&rankWeights)

// Data is what the package knows beside its code.
func Data() []string { return []string{rankWeights, closedText} }

// A Saying is an attribution as far as it tells who is who.
type Saying struct {
	Source, Content []news.Span // bytes of the text
}

// A candidate is a cluster that a mention may go back to, and the mention of it that
// is nearest: the last before, or the next in the same sentence.
type candidate struct {
	cluster int
	near    int // mention
	name    int // the last mention before that is no pronoun, near where there is none
	later   bool
}

const (
	mostCandidates = 40 // clusters, those seen last, that a mention is compared with
	mostOfNoun     = 16 // and those of the same noun that were seen before these
)

// doubtful is the probability below which a noun phrase with "a" goes to nobody who has
// a name. Chosen by marked dev.
const doubtful = 0.8

// A ranker walks through the mentions and puts each to the likeliest cluster before
// it: an entity-level mention ranker (Clark & Manning, ACL 2016, in small).
type ranker struct {
	*resolver
	recent    []int             // clusters, the last seen first
	seen      map[int]*history  // of each cluster
	byHead    map[string][]int  // clusters by the heads of their descriptions
	holder    []int             // of each token: the saying whose content it is of, from 1
	source    []int             // of each token: the saying whose source it is of, from 1
	said      [][2]int          // of each saying: the tokens of its source
	contents  [][][2]int        // of each saying: the tokens of its contents
	begin     []int             // of each saying: its first token
	upTo      int               // sayings that began
	order     []int             // sayings by where they begin
	nameSum   map[int]int       // names of each cluster in the whole text
	projected map[int][]float32 // of each mention that was compared with others
	heading   [][]int           // of each token: the mentions whose head it is
	forms     map[int][]int     // of each cluster: mentions with different words, eight at most
	phrases   map[int][]string  // of each of these: its words
	mine      perceptron.Inputs // features of the last mention that was compared
	theirs    []perceptron.Inputs
}

// featuresOfPair is room for what is told of a mention and a candidate.
const featuresOfPair = 160

// A history is what was seen of a cluster.
type history struct {
	first, last, name int // mentions; name is the last that is no pronoun
	count             int
	outside           bool // some mention stands in no quotation
}

// newRanker prepares the walk.
func newRanker(r *resolver, said []Saying) *ranker {
	n := len(r.words)
	k := &ranker{
		resolver: r, seen: map[int]*history{}, byHead: map[string][]int{}, holder: make([]int, n), source: make([]int, n), nameSum: map[int]int{},
		heading: make([][]int, n), forms: map[int][]int{}, phrases: map[int][]string{}, projected: map[int][]float32{},
	}
	for i := range r.mentions {
		h := r.mentions[i].Head
		k.heading[h] = append(k.heading[h], i)
	}
	for s, x := range said {
		begin := n
		at := [2]int{-1, -1}
		for _, span := range x.Source {
			first, end := tokens(r.text, span)
			begin = min(begin, first)
			at = [2]int{first, end}
			for i := first; i < end; i++ {
				k.source[i] = s + 1
			}
		}
		var contents [][2]int
		for _, span := range x.Content {
			first, end := tokens(r.text, span)
			contents = append(contents, [2]int{first, end})
			begin = min(begin, first)
			for i := first; i < end; i++ {
				k.holder[i] = s + 1
			}
		}
		k.said, k.contents, k.begin, k.order = append(k.said, at), append(k.contents, contents), append(k.begin, begin), append(k.order, s)
	}
	slices.SortStableFunc(k.order, func(a, b int) int { return k.begin[a] - k.begin[b] })
	for i := range r.mentions {
		if r.mentions[i].Form == mention.Name && r.of[i] >= 0 {
			k.nameSum[r.root(r.of[i])]++
		}
	}
	return k
}

// likeliest is the likeliest candidate of mention i, -1 where it is likelier something
// new.
func (k *ranker) likeliest(i int, all []candidate) int {
	n := ranking()
	mine, theirs := k.compare(i, all)
	from := n.From(k.out, k.mentions[i].Head)
	scores, fresh := n.Scores(mine, from, theirs, func(c int) (near, name []float32) {
		return k.projection(all[c].near), k.projection(all[c].name)
	})
	best, top := -1, fresh
	for c, s := range scores {
		if s > top {
			best, top = c, s
		}
	}
	odds := encoder.Exp(float64(fresh - top))
	for _, s := range scores {
		odds += encoder.Exp(float64(s - top))
	}
	k.sure[i] = 1 / odds
	m := &k.mentions[i]
	if best < 0 || m.Form != mention.Nominal || m.Definite || m.First == m.NameFirst || !k.clusters[all[best].cluster].named {
		return best
	}
	if k.sure[i] < doubtful { // "a man" is somebody new, unless there is little doubt
		k.sure[i] = 1 - k.sure[i]
		return -1
	}
	return best
}

// projection is that of a mention as something to go back to.
func (k *ranker) projection(i int) []float32 {
	if k.projected[i] == nil {
		k.projected[i] = ranking().To(k.out, k.mentions[i].Head)
	}
	return k.projected[i]
}

// rank gives a cluster to the noun phrases and the pronouns of the third person that
// have none. choose says which of the candidates each goes to, -1 for none.
func (k *ranker) rank(choose func(i int, all []candidate) int) {
	for i := range k.mentions {
		if i > 0 && k.opens(i, i-1) {
			continue // it went before
		}
		if i+1 < len(k.mentions) && k.opens(i+1, i) {
			k.place(i+1, choose)
		}
		k.place(i, choose)
	}
}

// opens reports whether mention j is the possessive pronoun that opens noun phrase i:
// whose that is must be known before.
func (k *ranker) opens(j, i int) bool {
	return k.mentions[j].Form == mention.Pronoun && k.mentions[i].Form == mention.Nominal && k.mentions[j].First == k.mentions[i].First
}

// place gives a mention its cluster.
func (k *ranker) place(i int, choose func(i int, all []candidate) int) {
	m := &k.mentions[i]
	for k.upTo < len(k.order) && k.begin[k.order[k.upTo]] < m.First {
		k.upTo++
	}
	switch {
	case k.of[i] >= 0:
	case m.Form == mention.Nominal || m.Form == mention.Pronoun && m.Person == 3:
		all := k.candidates(i)
		c := choose(i, all)
		plural := m.Form == mention.Pronoun && m.Number == mention.Plural
		if c < 0 && plural {
			c = k.pair(i, all)
		}
		if c >= 0 {
			k.join(i, all[c].cluster)
			if plural {
				k.others[i] = k.withNext(all[c].near)
			}
		} else if m.Form == mention.Nominal {
			k.start(i)
		}
	case m.Form == mention.Pronoun && m.Person == 0:
		k.relative(i)
	}
	k.see(i)
}

// pair is the candidate that is the first of two persons joined by "and", in the
// sentence of a "they" or the one before; -1 for none.
func (k *ranker) pair(i int, all []candidate) int {
	return slices.IndexFunc(all, func(c candidate) bool {
		p := &k.mentions[c.near]
		return !c.later && p.Type == news.Person && len(k.withNext(c.near)) > 0 && k.sentence(k.mentions[i].Head)-k.sentence(p.Head) <= 1
	})
}

// compare gives the features of mention i, and those of it and each candidate, in memory
// that the next comparison takes again.
func (k *ranker) compare(i int, all []candidate) (mine perceptron.Inputs, theirs []perceptron.Inputs) {
	mine = k.mine[:0]
	k.ofMention(&mine, i)
	k.mine = mine
	learnt := k.learnt(i)
	for len(k.theirs) < len(all) {
		k.theirs = append(k.theirs, make(perceptron.Inputs, 0, featuresOfPair))
	}
	theirs = k.theirs[:len(all)]
	for n := range theirs {
		theirs[n] = theirs[n][:0]
	}
	compatible := map[news.Type]int{} // how many were of each type
	quoted := k.quotedBy(i)
	for n := range all {
		kind := k.clusters[all[n].cluster].kind
		k.ofPair(&theirs[n], i, &all[n], learnt[all[n].cluster], n, compatible[kind])
		theirs[n].Flag(slices.Contains(quoted, all[n].cluster))
		compatible[kind]++
	}
	return mine, theirs
}

// see notes a mention that has its cluster.
func (k *ranker) see(i int) {
	c := k.root(k.of[i])
	if c < 0 {
		return
	}
	m := &k.mentions[i]
	h := k.seen[c]
	if h == nil {
		h = &history{first: i, name: -1}
		k.seen[c] = h
	} else if at := slices.Index(k.recent, c); at >= 0 {
		k.recent = slices.Delete(k.recent, at, at+1)
	}
	k.recent = slices.Insert(k.recent, 0, c)
	if len(k.recent) > 2*mostCandidates {
		k.recent = k.recent[:mostCandidates]
	}
	h.last = i
	h.count++
	h.outside = h.outside || k.inside[m.Head] == 0
	if m.Form != mention.Pronoun {
		h.name = i
		k.keep(i, c)
		head := k.head(m)
		if of := k.byHead[head]; !slices.Contains(of[max(0, len(of)-mostOfNoun):], c) {
			k.byHead[head] = append(of, c)
		}
	}
}

// candidates are the clusters that mention i may go back to.
func (k *ranker) candidates(i int) []candidate {
	m := &k.mentions[i]
	var all []candidate
	within := k.clustersWithin(i)
	known := func(c int) bool { return slices.ContainsFunc(all, func(o candidate) bool { return o.cluster == c }) }
	add := func(c int) {
		h := k.seen[c]
		if h == nil || slices.Contains(within, c) || known(c) {
			return
		}
		near := h.last
		if p := &k.mentions[near]; p.First <= m.First && m.End <= p.End && p.Head != m.Head && near != h.first {
			near = h.first // it stands inside: "his lawyer"
		}
		if k.can(i, c, near) {
			all = append(all, candidate{cluster: c, near: near, name: max(h.name, h.first)})
		}
	}
	for j := 0; j < len(k.recent) && len(all) < mostCandidates; j++ {
		add(k.recent[j])
	}
	if m.Form != mention.Pronoun {
		of := k.byHead[k.head(m)]
		for j := len(of) - 1; j >= 0 && j >= len(of)-mostOfNoun; j-- {
			add(k.root(of[j]))
		}
	}
	for j := i + 1; j < len(k.mentions) && j <= i+8 && k.sentence(k.mentions[j].Head) == k.sentence(m.Head); j++ {
		c := k.root(k.of[j])
		if c >= 0 && k.seen[c] == nil && k.mentions[j].Form == mention.Name && k.can(i, c, j) && !known(c) {
			all = append(all, candidate{cluster: c, near: j, name: j, later: true})
		}
	}
	return all
}

// clustersWithin are those of the mentions inside a noun phrase: nothing stands inside
// its own name, "Pagliano's lawyer" and "his client" are somebody else.
func (k *ranker) clustersWithin(i int) (within []int) {
	m := &k.mentions[i]
	if m.Form == mention.Pronoun {
		return nil
	}
	for j := i + 1; j < len(k.mentions) && k.mentions[j].First < m.End; j++ {
		if c := k.root(k.of[j]); c >= 0 && k.mentions[j].End <= m.End {
			within = append(within, c)
		}
	}
	return within
}

// quotedBy are the clusters of whom the words speak that mention i is said to say: who
// says “Carver is a liar” is hardly Carver.
func (k *ranker) quotedBy(i int) (quoted []int) {
	m := &k.mentions[i]
	s := k.source[m.Head] - 1
	if s < 0 || m.Form != mention.Pronoun || k.inside[m.Head] > 0 {
		return nil
	}
	for _, x := range k.contents[s] {
		for t := x[0]; t < x[1]; t++ {
			for _, j := range k.heading[t] {
				if c := k.root(k.of[j]); c >= 0 && k.inside[t] > 0 && k.mentions[j].Form == mention.Name {
					quoted = append(quoted, c)
				}
			}
		}
	}
	return quoted
}

// can reports whether grammar lets mention i go to a cluster whose nearest mention is
// near: gender, number, and what stands inside what.
func (k *ranker) can(i, c, near int) bool {
	m, p, x := &k.mentions[i], &k.mentions[near], &k.clusters[c]
	if p.First <= m.Head && m.Head < p.End && near != i || m.First <= p.Head && p.Head < m.End {
		return false
	}
	if x.kind == "" {
		return false
	}
	human := x.kind == news.Person || x.kind == news.Group
	if k.without[Genders] {
		return true
	}
	switch {
	case m.Form == mention.Nominal:
		if (m.Type == news.Person) != (x.kind == news.Person) || (m.Type == news.Group) != (x.kind == news.Group) && human {
			return false
		}
		return x.gender.allows(m.Gender)
	case m.Gender != 0:
		return human && (x.kind == news.Person || x.number != mention.Plural) && x.gender.allows(m.Gender) && p.Number != mention.Plural
	case m.Number == mention.Plural:
		return k.fitsPlural(near, x)
	}
	return x.kind != news.Person && p.Number != mention.Plural
}

// keep notes a mention whose words its cluster did not have before.
func (k *ranker) keep(i, c int) {
	words := k.content(&k.mentions[i])
	if len(k.forms[c]) >= 8 || slices.ContainsFunc(k.forms[c], func(o int) bool { return slices.Equal(k.phrases[o], words) }) {
		return
	}
	k.forms[c], k.phrases[i] = append(k.forms[c], i), words
}
