// Package coref says which mentions of an article stand for the same thing, and
// makes an entity of each thing. Readable rules put names together, the sure ones
// first (the same name, an acronym, an apposition, a last name; for the multi-pass
// order see Lee et al., Computational Linguistics 39(4), 2013); what is learnt puts
// descriptions and pronouns to what they go back to, over the whole article: see
// rank.go.
//
// Begin with [Resolve]; ask what it found by [Resolution.Within] and
// [Resolution.Source].
package coref

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// A Resolution is who is who in one article.
type Resolution struct {
	Entities []news.Entity     // sorted by id
	Mentions []mention.Mention // in the order of the text
	Of       [][]int           // of each mention: the entities that it stands for, as indices; none where nobody knows, several for "they"
	Sure     []float64         // of each mention: the probability of the link that puts it there; 1 for one that rules put there
	Chains   [][]int           // mentions of one thing, as indices: those of the entities, relative pronouns left out, then of each "I", "we" and "you"

	text  *token.Text
	words []string // the tokens in lower case
	vague []bool   // of each mention: see Within
}

// Resolve makes entities of the mentions of a text. said are its attributions:
// a source without a mention becomes a group by its name. out is what the encoder says of the whole text, or nil.
// It can do without some parts, for measuring what these give.
func Resolve(t *token.Text, mentions []mention.Mention, out *encoder.Output, said []Saying, without ...Part) *Resolution {
	r := newResolver(t, withSources(t, mentions, said), out)
	for _, p := range without {
		r.without[p] = true
	}
	if r.without[Antecedents] {
		r.out = nil
	}
	r.nameAll()
	k := newRanker(r, said)
	k.rank(func(i int, all []candidate) int {
		if r.without[Descriptions] && r.mentions[i].Form == mention.Nominal || r.without[Pronouns] && r.mentions[i].Form == mention.Pronoun {
			return -1
		}
		return k.likeliest(i, all)
	})
	if !r.without[Roles] {
		r.counsel()
	}
	r.speakers()
	return r.resolution()
}

// nameAll gives the names their clusters, and what stands beside them.
func (r *resolver) nameAll() {
	r.names()
	r.shortNames()
	if !r.without[Appositions] {
		r.appositions()
	}
}

// A cluster is the mentions of one thing, while it is being put together.
type cluster struct {
	kind     news.Type
	canon    string // the name in full that the gazetteers give
	named    bool   // some mention is a name
	gender   genders
	number   mention.Number
	mentions []int
	roles    []string // in the order of the text, each once
	roleNPs  [][2]int // the tokens of each role, for affiliations
	heads    map[string]bool
	sure     map[news.Type]bool // the types that some name is sure of
	into     int                // the cluster that this one went into, itself where it did not
}

// A resolver holds an article while its mentions are sorted out.
type resolver struct {
	text     *token.Text
	out      *encoder.Output
	mentions []mention.Mention
	of       []int // of each mention: its cluster, −1 for none
	others   map[int][]int
	clusters []cluster
	keys     []string // of each name: its core, normalized
	words    []string // the tokens in lower case
	sure     []float64
	inside   []int // of each token: the innermost quotation, from 1
	without  map[Part]bool
}

func newResolver(t *token.Text, mentions []mention.Mention, out *encoder.Output) *resolver {
	r := &resolver{
		text: t, out: out, mentions: mentions, of: make([]int, len(mentions)), others: map[int][]int{}, keys: make([]string, len(mentions)),
		words: make([]string, len(t.Tokens)), sure: make([]float64, len(mentions)), inside: make([]int, len(t.Tokens)), without: map[Part]bool{},
	}
	for i := range r.of {
		r.of[i], r.sure[i] = -1, 1
		m := &mentions[i]
		r.keys[i] = key(r.core(m))
	}
	for i := range t.Tokens {
		r.words[i] = plainWord(t.Word(i))
	}
	for q, x := range t.Quotations {
		for i := x.First; i < x.End; i++ {
			r.inside[i] = q + 1
		}
	}
	return r
}

// plainWord is a word in lower case; "WHO", "IT" and the like, which would be
// common words, stay capitals.
func plainWord(w string) string {
	if small := lower(w); !isUpper(w) || len(w) < 2 || len(w) > 4 || !phraseEnds.has(small) && !auxiliaries.has(small) {
		return small
	}
	return w
}

// span is the text of tokens.
func (r *resolver) span(first, end int) string {
	return r.text.Words(first, end)
}

// core is a mention without determiner and title.
func (r *resolver) core(m *mention.Mention) string {
	return r.span(m.NameFirst, m.NameEnd)
}

// root is the cluster that a cluster has gone into.
func (r *resolver) root(c int) int {
	for c >= 0 && r.clusters[c].into != c {
		c = r.clusters[c].into
	}
	return c
}

// start makes a cluster of one mention.
func (r *resolver) start(i int) int {
	c := len(r.clusters)
	m := &r.mentions[i]
	r.clusters = append(r.clusters, cluster{kind: m.Type, number: m.Number, heads: map[string]bool{}, sure: map[news.Type]bool{}, into: c})
	r.join(i, c)
	return c
}

// join puts a mention into a cluster.
func (r *resolver) join(i, c int) {
	c = r.root(c)
	m, k := &r.mentions[i], &r.clusters[c]
	r.of[i] = c
	k.mentions = append(k.mentions, i)
	k.gender.note(m)
	if m.Form == mention.Pronoun {
		return
	}
	if m.Form == mention.Name {
		if !k.named || !k.sure[k.kind] && m.Sure {
			k.kind = m.Type
		}
		k.named = true
		if m.Sure {
			k.sure[m.Type] = true
		}
	}
	if k.canon == "" {
		k.canon = m.Canon
	}
	k.heads[r.head(m)] = true
}

// merge puts cluster b into cluster a.
func (r *resolver) merge(a, b int) {
	a, b = r.root(a), r.root(b)
	if a == b {
		return
	}
	ka, kb := &r.clusters[a], &r.clusters[b]
	if !ka.named && kb.named || ka.kind == "" || ka.named == kb.named && !ka.sure[ka.kind] && kb.sure[kb.kind] {
		ka.kind = kb.kind
	}
	ka.named = ka.named || kb.named
	if ka.canon == "" {
		ka.canon = kb.canon
	}
	ka.gender.add(&kb.gender)
	for _, i := range kb.mentions {
		r.of[i] = a
	}
	ka.mentions = append(ka.mentions, kb.mentions...)
	ka.roles = append(ka.roles, kb.roles...)
	ka.roleNPs = append(ka.roleNPs, kb.roleNPs...)
	for h := range kb.heads {
		ka.heads[h] = true
	}
	for kind := range kb.sure {
		ka.sure[kind] = true
	}
	kb.into, kb.mentions = a, nil
}

// head is a mention's head in lower case, singular.
func (r *resolver) head(m *mention.Mention) string {
	_, one, _, _ := mention.Noun(r.words[m.Head])
	return one
}
