package claim

import (
	"slices"
	"sort"
	"strings"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// A candidate is an entity that a content may be about, with its mentions there.
type candidate struct {
	entity   int
	mentions []int // in the order of the text; none for a speaker whom it does not mention
}

// candidates are the entities that a draft's content mentions, in the order of the
// mentions, and its speakers.
func (f *finder) candidates(d *draft) []candidate {
	var all []candidate
	for _, c := range d.content {
		for _, i := range f.headsIn(c) {
			for _, e := range f.meant(d, i) {
				k := slices.IndexFunc(all, func(c candidate) bool { return c.entity == e })
				if k < 0 {
					k = len(all)
					all = append(all, candidate{entity: e})
				}
				all[k].mentions = append(all[k].mentions, i)
			}
		}
	}
	for _, e := range d.speakers {
		if !slices.ContainsFunc(all, func(c candidate) bool { return c.entity == e }) {
			all = append(all, candidate{entity: e})
		}
	}
	return all
}

// meant are the entities that a mention in a draft's content stands for: those that
// speak, where it is of the first person and nobody else speaks there.
func (f *finder) meant(d *draft, i int) []int {
	m := &f.who.Mentions[i]
	if len(f.who.Of[i]) == 0 && m.Form == mention.Pronoun && m.Person == 1 && f.voice[m.Head] == d {
		return d.speakers
	}
	return f.who.Of[i]
}

// headsIn are the mentions whose heads stand in a range.
func (f *finder) headsIn(r attribution.Range) []int {
	all := f.who.Mentions
	i := sort.Search(len(all), func(i int) bool { return all[i].First >= r.First-32 })
	var out []int
	for ; i < len(all) && all[i].First < r.End; i++ {
		if h := all[i].Head; h >= r.First && h < r.End {
			out = append(out, i)
		}
	}
	return out
}

// A standing is what an entity is to its article. People who mark articles list an
// entity for all claims or for none, so that what tells one of its mentions tells the others.
type standing struct {
	names, pronouns  int
	contents, speaks int     // contents that mention it, and claims that it makes
	likely, named    float64 // the most of its mentions' Likely and Named
	mentions         []int32 // in the order of the text
	mean             []float32
}

// stand counts what each entity is to the article.
func (f *finder) stand() {
	f.standings = make([]standing, len(f.who.Entities))
	for i, of := range f.who.Of {
		m := &f.who.Mentions[i]
		for _, e := range of {
			s := &f.standings[e]
			s.mentions = append(s.mentions, int32(i))
			s.names += int(is(m.Form == mention.Name))
			s.pronouns += int(is(m.Form == mention.Pronoun))
			s.likely, s.named = max(s.likely, m.Likely), max(s.named, m.Named)
		}
	}
	f.most = 1
	for e := range f.standings {
		f.most = max(f.most, len(f.standings[e].mentions))
	}
	for _, d := range f.drafts {
		for _, e := range d.speakers {
			f.standings[e].speaks++
		}
		for _, c := range f.candidates(d) {
			s := &f.standings[c.entity]
			s.contents += int(is(len(c.mentions) > 0))
		}
	}
}

// leastAbout is the probability from which on a claim is about an entity: lower than
// even, since a claim whose target is missing is found by nobody who asks for it. The
// F1 of triples by cross-validation on marked train is highest from .3 to .4.
const leastAbout = 0.35

// about are the entities that a draft's content says something about, and what share of
// them is right as far as one can tell, 0 where there are none.
func (f *finder) about(d *draft) (all []int, share float64) {
	candidates := f.candidates(d)
	sum := 0.0
	for i, x := range f.abouts(d, candidates) {
		if p, sure := decide(x); p >= leastAbout {
			all = append(all, candidates[i].entity)
			sum += sure
		}
	}
	return all, sum / float64(max(1, len(all)))
}

// abouts are the decisions on the candidates of a draft, in their order.
func (f *finder) abouts(d *draft, candidates []candidate) []Decision {
	content := append(f.contentTraits(d), Trait{"content.candidates", float64(len(candidates))})
	var all []Decision
	for _, c := range candidates {
		head, traits := -1, noMention
		if i := f.telling(c); i >= 0 {
			head, traits = f.who.Mentions[i].Head, f.mentionTraits(d, c, i)
		}
		x := Decision{
			Question: "about", Content: f.span(d.largest()), Entity: f.who.Entities[c.entity].ID,
			Traits: slices.Concat(content, f.entityTraits(d, c), traits), Vector: vectors(f.out, head, first(d.cue)),
		}
		x.Vector = f.mean(x.Vector, c.entity)
		all = append(all, x)
	}
	return all
}

// fewMentions is up to how many mentions of an entity the mean of their vectors is
// computed each time that it is asked for: kept for all, it would fill the memory with that
// of a text of many names.
const fewMentions = 4

// mean puts the mean of the encoder's vectors of an entity's mentions to x, zeros where it
// has none.
func (f *finder) mean(x []float32, entity int) []float32 {
	s := &f.standings[entity]
	if f.out == nil || s.mean != nil {
		return append(x, s.mean...)
	}
	if f.sum == nil {
		f.sum = make([]float64, f.out.Width())
	}
	clear(f.sum)
	for _, i := range s.mentions {
		f.row = f.out.Vector(f.row[:0], f.who.Mentions[i].Head)
		for k, v := range f.row {
			f.sum[k] += float64(v)
		}
	}
	start := len(x)
	for _, v := range f.sum {
		x = append(x, float32(v/float64(max(1, len(s.mentions)))))
	}
	if len(s.mentions) > fewMentions {
		s.mean = slices.Clone(x[start:])
	}
	return x
}

// telling is the mention that tells most of an entity: a name before a noun before a
// pronoun, the first of equal ones; -1 where there is none.
func (f *finder) telling(c candidate) int {
	best := -1
	for _, i := range c.mentions {
		if best < 0 || f.who.Mentions[i].Form < f.who.Mentions[best].Form {
			best = i
		}
	}
	return best
}

// contentTraits are what tells of a draft's content, and how far it is about whoever
// says it: the words for the first person that are of this claim and no other inside it.
func (f *finder) contentTraits(d *draft) []Trait {
	subject, hedge, object := 0, 0, 0
	for _, c := range d.content {
		for _, i := range f.headsIn(c) {
			m := &f.who.Mentions[i]
			switch {
			case m.Form != mention.Pronoun || m.Person != 1 || f.voice[m.First] != d:
			case !f.subject(m.First):
				object++
			case f.hedge(m.First):
				hedge++
			default:
				subject++
			}
		}
	}
	stance := f.stance(d)
	return []Trait{
		{"content.words", float64(f.wordsIn(d.largest()))},
		{"content.marked", is(f.kind(d) != news.Indirect)},
		{"content.direct", is(f.kind(d) == news.Direct)},
		{"content.to", is(strings.EqualFold(f.text.Word(d.largest().First), "to"))},
		{"content.sources", float64(len(d.speakers))},
		{"content.promises", is(stance == news.Promises)},
		{"content.toward", is(stance == news.Supports || stance == news.Rejects || stance == news.Denies)},
		{"self.subject", float64(subject)},
		{"self.hedge", float64(hedge)},
		{"self.object", float64(object)},
	}
}

// entityTraits are what tells of a candidate.
func (f *finder) entityTraits(d *draft, c candidate) []Trait {
	e, s := &f.who.Entities[c.entity], &f.standings[c.entity]
	opens := len(f.text.Tokens) // the token that first stands for it
	if len(s.mentions) > 0 {
		opens = f.who.Mentions[s.mentions[0]].Head
	}
	return []Trait{
		{"entity.person", is(e.Type == news.Person)},
		{"entity.group", is(e.Type == news.Group)},
		{"entity.place", is(e.Type == news.Place)},
		{"entity.body", is(e.Type == news.Organization || e.Type == news.Publication)},
		{"entity.share", float64(len(s.mentions)) / float64(f.most)},
		{"entity.names", float64(s.names) / float64(max(1, len(s.mentions)))},
		{"entity.repeated", float64(min(len(s.mentions), 3))},
		{"entity.contents", float64(s.contents) / float64(len(f.drafts))},
		{"entity.speaks", float64(s.speaks) / float64(len(f.drafts))},
		{"entity.pronouns", float64(s.pronouns) / float64(max(1, len(s.mentions)))},
		{"entity.first", float64(opens) / float64(len(f.text.Tokens))},
		{"entity.title", is(len(f.text.Paragraphs) > 1 && opens < f.text.Paragraphs[0].End)},
		{"entity.likely", s.likely},
		{"entity.named", s.named},
		{"entity.speaker", is(slices.Contains(d.speakers, c.entity))},
		{"entity.here", float64(len(c.mentions))},
	}
}

// mentionTraits are what tells of the mentions of a candidate in a content, most of
// the one at i, which tells most of it.
func (f *finder) mentionTraits(d *draft, c candidate, i int) []Trait {
	content, m := d.largest(), &f.who.Mentions[i]
	subjects, owners, first := 0, 0, content.End
	for _, k := range c.mentions {
		n := &f.who.Mentions[k]
		subjects += int(is(f.verbAfter(n)))
		owners += int(is(f.owns(n)))
		first = min(first, n.First)
	}
	before := ""
	for k := m.First - 1; k >= 0 && (before == "" || !isWord(before)) && k >= m.First-2; k-- {
		before = strings.ToLower(f.text.Word(k))
	}
	capital := false
	for k := m.NameFirst; k < m.NameEnd; k++ {
		capital = capital || k > m.NameFirst && f.text.Word(k) != strings.ToLower(f.text.Word(k))
	}
	modifies, holds := 0, 0
	for k := max(0, i-8); k < min(len(f.who.Mentions), i+8); k++ {
		switch o := &f.who.Mentions[k]; {
		case k == i || o.Form == mention.Pronoun:
		case o.First <= m.First && m.End <= o.End && m.Head < o.Head:
			modifies++
		case m.First <= o.First && o.End <= m.End:
			holds++
		}
	}
	name, nominal, pronoun := f.heads(m.Head)
	return []Trait{
		{"mention.form", float64(m.Form)},
		{"mention.first", float64(first - content.First)},
		{"mention.place", float64(first-content.First) / float64(content.End-content.First)},
		{"mention.words", float64(m.End - m.First)},
		{"mention.definite", is(m.Definite)},
		{"mention.bare", is(m.First == m.NameFirst && !m.Definite)},
		{"mention.plural", is(m.Number == mention.Plural)},
		{"mention.sure", is(m.Sure)},
		{"mention.named", m.Named},
		{"mention.likely", m.Likely},
		{"mention.capital", is(capital)},
		{"mention.modifies", float64(modifies)},
		{"mention.holds", float64(holds)},
		{"mention.predicate", is(predicatives.has(before))},
		{"mention.opens", is(openers.has(before))},
		{"mention.subjects", float64(subjects)},
		{"mention.owners", float64(owners)},
		{"mention.sentence", float64(f.text.Tokens[m.Head].Sentence - f.text.Tokens[content.First].Sentence)},
		{"mention.name", name},
		{"mention.nominal", nominal},
		{"mention.pronoun", pronoun},
	}
}

// noMention are the traits where a content does not mention its speaker.
var noMention = func() (t []Trait) {
	for _, name := range strings.Fields(`form first place words definite bare plural sure named likely capital modifies holds
		predicate opens subjects owners sentence name nominal pronoun`) {
		t = append(t, Trait{"mention." + name, -1})
	}
	return t
}()

// heads are how much likelier than nothing the encoder takes a token for the head of
// a name, a noun phrase, a pronoun: log odds.
func (f *finder) heads(i int) (name, nominal, pronoun float64) {
	if f.out == nil {
		return 0, 0, 0
	}
	row := f.out.Mention[i-f.out.First]
	best := [3]float64{-20, -20, -20}
	for k, v := range row[1:] {
		best[k%3] = max(best[k%3], float64(v)-float64(row[0]))
	}
	return best[0], best[1], best[2]
}

// owns tells whether what a mention stands for has what follows it.
func (f *finder) owns(m *mention.Mention) bool {
	if m.Form == mention.Pronoun {
		return possessives.has(strings.ToLower(f.text.Word(m.First)))
	}
	return m.End < len(f.text.Tokens) && token.Possessive(f.text.Word(m.End))
}

// verbAfter tells whether what follows a mention is likely its verb.
func (f *finder) verbAfter(m *mention.Mention) bool {
	if m.End >= len(f.text.Tokens) {
		return false
	}
	w := strings.ToLower(f.text.Word(m.End))
	return auxiliaries.has(w) || len(w) > 3 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"))
}
