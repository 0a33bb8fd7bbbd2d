package coref

import (
	"slices"
	"strings"

	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/perceptron"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// bucket is how many of the bounds a number reaches.
func bucket(v int, bounds ...int) int {
	k := 0
	for k < len(bounds) && v >= bounds[k] {
		k++
	}
	return k
}

// kindIndex is a type's place among those of entities, their number for none.
func kindIndex(kind news.Type) int {
	for i, t := range news.Types {
		if t == kind {
			return i
		}
	}
	return len(news.Types)
}

// sortOf is what kind of pronoun or noun phrase a mention is, of sorts.
func (k *ranker) sortOf(m *mention.Mention) int {
	w := k.words[m.Head]
	switch {
	case m.Form == mention.Name:
		return 0
	case m.Form == mention.Pronoun:
		switch {
		case m.Person != 3:
			return 1
		case m.Gender == mention.Male:
			return 2
		case m.Gender == mention.Female:
			return 3
		case m.Number == mention.Plural:
			return 4
		}
		return 5
	case possessives.has(k.words[m.First]):
		return 6
	case !m.Definite && m.First == m.NameFirst:
		return 7
	case !m.Definite:
		return 8
	case k.words[m.First] == "the":
		return 9
	case w == "one" || w == "both" || w == "two":
		return 10
	}
	return 11
}

const sorts = 12

// ofMention appends what a mention is by itself.
func (k *ranker) ofMention(f *perceptron.Inputs, i int) {
	m := &k.mentions[i]
	w := k.words[m.Head]
	f.One(k.sortOf(m), sorts)
	f.One(kindIndex(m.Type), len(news.Types)+1)
	f.Flag(m.Number == mention.Plural)
	f.Flag(k.inside[m.Head] > 0)
	f.Flag(k.source[m.Head] > 0)
	f.Flag(k.holder[m.Head] > 0)
	f.Flag(k.subject(m))
	f.Flag(possessives.has(w))
	f.Flag(strings.HasSuffix(w, "sel") || strings.HasSuffix(w, "self") || strings.HasSuffix(w, "selves"))
	f.Number(float32(k.fresh(i)))
	f.Number(float32(m.Named))
	words := 0
	if m.Form == mention.Nominal {
		words = len(k.content(m))
	}
	f.One(bucket(words, 1, 2, 3, 4), 5)
	f.Flag(k.text.Sentences[k.text.Tokens[m.Head].Sentence].First == m.First)
}

// ofPair appends what speaks for and against mention i going to a candidate: rank is how
// many candidates were seen since, compatible how many of them are of the same type,
// learnt the probability that the encoder's links give it.
func (k *ranker) ofPair(f *perceptron.Inputs, i int, c *candidate, learnt float64, rank, compatible int) {
	m, p, x, h := &k.mentions[i], &k.mentions[c.near], &k.clusters[c.cluster], k.seen[c.cluster]
	tok := k.text.Tokens
	away, paragraphs := k.sentence(m.Head)-k.sentence(p.Head), int(tok[m.Head].Paragraph-tok[p.Head].Paragraph)
	f.Flag(c.later)
	if c.later {
		away, paragraphs = -1, -1
	}
	f.One(bucket(away, 0, 1, 2, 3, 5, 9, 17), 8)
	f.One(bucket(paragraphs, 0, 1, 2), 4)
	f.One(bucket(rank, 1, 2, 3, 5, 9, 17), 7)
	f.One(bucket(compatible, 1, 2, 3, 5), 5)
	f.One(k.sortOf(p), sorts)
	f.Flag(k.subject(p))
	f.Flag(p.End < len(k.words) && token.Possessive(k.words[p.End]))
	f.Flag(k.inside[p.Head] > 0)
	f.Flag(k.inside[p.Head] > 0 && k.inside[p.Head] == k.inside[m.Head])
	f.Flag(k.inside[p.Head] > 0 && k.inside[m.Head] == 0)
	f.Flag(k.inside[p.Head] == 0 && k.inside[m.Head] > 0)
	f.Flag(k.source[p.Head] > 0)
	f.Flag(k.text.Paragraphs[tok[p.Head].Paragraph].First == p.First)
	between := max(m.First-p.End, p.First-m.End)
	f.One(bucket(between, 1, 3, 6, 12), 5)
	f.Flag(away == 0 && !c.later && k.clear(p.End, m.First))
	f.One(kindIndex(x.kind), len(news.Types))
	f.Flag(x.named)
	x.gender.traits(f, m.Gender)
	f.Flag(x.kind == m.Type)
	f.Flag(m.Number != 0 && p.Number == m.Number)
	f.Flag(m.Number != 0 && p.Number != 0 && p.Number != m.Number)
	count := 0
	if h != nil {
		count = h.count
		f.Flag(tok[k.mentions[h.first].Head].Paragraph == 0)
		f.Flag(tok[k.mentions[h.first].Head].Paragraph <= 2)
		f.Flag(!h.outside && k.inside[m.Head] == 0)
	} else {
		f.One(-1, 3)
	}
	f.One(bucket(count, 1, 2, 3, 5, 9), 6)
	f.One(bucket(k.nameSum[c.cluster], 1, 2, 4, 8), 5)
	k.ofSpeech(f, i, c)
	f.Number(float32(learnt))
	f.Flag(learnt > 0.5)
	k.ofWords(f, i, c)
}

// clear reports whether no mark and no conjunction stands between tokens.
func (k *ranker) clear(from, to int) bool {
	for i := from; i < to; i++ {
		switch k.words[i] {
		case ",", ";", ":", "—", "–", "\"", "“", "”", "and", "but", "that", "as", "when", "while", "because", "if", "who", "which", "after", "before":
			return false
		}
	}
	return true
}

// ofSpeech appends who speaks of what a mention and its candidate stand in.
func (k *ranker) ofSpeech(f *perceptron.Inputs, i int, c *candidate) {
	m, p := &k.mentions[i], &k.mentions[c.near]
	own := k.source[m.Head]
	f.Flag(own > 0 && k.holder[p.Head] == own)
	f.Flag(own > 0 && k.source[p.Head] > 0 && k.source[p.Head] != own)
	held := k.holder[m.Head]
	f.Flag(held > 0 && k.speaks(held-1, c.cluster))
	f.Flag(held > 0 && held == k.holder[p.Head])
	seen := 0
	for j := k.upTo - 1; j >= 0 && seen < 2; j-- {
		if s := k.order[j]; s+1 != own {
			f.Flag(k.speaks(s, c.cluster))
			f.Flag(own > 0 && k.speaks(s, c.cluster))
			seen++
		}
	}
	f.One(-1, 2*(2-seen))
}

// speaks reports whether a cluster is the source of a saying, as far as that is known.
func (k *ranker) speaks(s, cluster int) bool {
	at := k.said[s]
	for i := at[0]; i >= 0 && i < at[1]; i++ {
		for _, j := range k.heading[i] {
			if c := k.of[j]; c >= 0 {
				return k.root(c) == cluster
			}
		}
	}
	return false
}

// ofWords appends what the words of a noun phrase and of a candidate share.
func (k *ranker) ofWords(f *perceptron.Inputs, i int, c *candidate) {
	const n = 12
	m := &k.mentions[i]
	if m.Form == mention.Pronoun {
		f.One(-1, n)
		return
	}
	x := &k.clusters[c.cluster]
	words, head := k.content(m), k.head(m)
	same, subsetOf, superset, any, alike := false, false, false, false, false
	most := 0
	for _, o := range k.forms[c.cluster] {
		theirs := k.phrases[o]
		shared := 0
		for _, w := range words {
			if slices.Contains(theirs, w) {
				shared++
			}
		}
		most = max(most, shared)
		same = same || shared == len(words) && len(words) == len(theirs)
		subsetOf = subsetOf || shared == len(words)
		superset = superset || shared == len(theirs)
		any = any || shared > 0
		alike = alike || k.head(&k.mentions[o]) == head
	}
	f.Flag(same && len(words) > 1)
	f.Flag(same && len(words) == 1)
	f.Flag(subsetOf)
	f.Flag(superset)
	f.Flag(any)
	f.Flag(most > 1)
	f.Flag(alike)
	f.Flag(x.heads[head])
	synonym := false
	for h := range x.heads {
		synonym = synonym || slices.Contains(bodySynonyms[h], head)
	}
	f.Flag(synonym)
	bears := k.bears(x, head)
	f.Flag(bears)
	f.Flag(bears && k.rolesHave(x, words))
	f.Flag(len(words) == 1 && generals.has(head))
}

// bears reports whether a role of a cluster names a noun, or another for the same.
func (k *ranker) bears(x *cluster, head string) bool {
	for _, role := range x.roles {
		for w := range strings.FieldsSeq(lower(role)) {
			if long, ok := offices[w]; ok {
				w = long
			}
			_, one, _, _ := mention.Noun(w)
			if one == head || slices.Contains(synonyms[one], head) {
				return true
			}
		}
	}
	return false
}
