package coref

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
)

// An Example is one decision of the walk through an article's mentions, for training:
// what is known of the mention and of each candidate, the tokens whose vectors are read,
// and which candidates are right; a mention of which none is begins something new. Mention
// and Candidates lie in memory that the next example takes again.
type Example struct {
	Mention    []float32
	Candidates [][]float32
	Head       int
	Near, Name []int // of each candidate: the heads of its nearest mention and of the last that is no pronoun
	Right      []bool
	Pronoun    bool
}

// Examples walks through the mentions of a text as [Resolve] does, but puts each where
// gold says: to what has the same number, -1 being nothing that is marked.
func Examples(t *token.Text, mentions []mention.Mention, out *encoder.Output, said []Saying, gold func(*mention.Mention) int, visit func(Example)) {
	r := newResolver(t, withSources(t, mentions, said), out)
	r.nameAll()
	k := newRanker(r, said)
	of := map[int]int{} // what each cluster is
	is := func(c int) int {
		if g, known := of[c]; known {
			return g
		}
		votes, best := map[int]int{}, -1
		for _, j := range r.clusters[c].mentions {
			if g := gold(&r.mentions[j]); g >= 0 {
				if votes[g]++; best < 0 || votes[g] > votes[best] {
					best = g
				}
			}
		}
		of[c] = best
		return best
	}
	k.rank(func(i int, all []candidate) int {
		m := &r.mentions[i]
		g := gold(m)
		e := Example{Head: m.Head, Pronoun: m.Form == mention.Pronoun}
		mine, theirs := k.compare(i, all)
		choice := -1
		e.Mention = mine
		for n, c := range all {
			right := g >= 0 && is(c.cluster) == g
			if right && choice < 0 {
				choice = n
			}
			e.Candidates = append(e.Candidates, theirs[n])
			e.Near, e.Name = append(e.Near, r.mentions[c.near].Head), append(e.Name, r.mentions[c.name].Head)
			e.Right = append(e.Right, right)
		}
		visit(e)
		return choice
	})
}
