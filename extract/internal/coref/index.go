package coref

import (
	"slices"
	"sort"

	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// starting is the mentions that begin in tokens first to end, as indices.
func (r *Resolution) starting(first, end int) []int {
	a := sort.Search(len(r.Mentions), func(i int) bool { return r.Mentions[i].First >= first })
	var all []int
	for ; a < len(r.Mentions) && r.Mentions[a].First < end; a++ {
		all = append(all, a)
	}
	return all
}

// tokens are the tokens that begin within a stretch of the text.
func tokens(t *token.Text, span news.Span) (first, end int) {
	first = sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= span.Start })
	end = sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= span.End })
	return first, end
}

// Within is the entities that a stretch of the text is about: those that it
// mentions by name, by description or by pronoun, as indices in the order of the
// mentions, each once. Descriptions of nobody in particular ("people", "a
// person", "as president") and names that only describe what follows ("Ohio
// voters") are left out.
func (r *Resolution) Within(span news.Span) []int {
	first, end := tokens(r.text, span)
	var all []int
	seen := map[int]bool{}
	for _, i := range r.starting(first-32, end) {
		if m := &r.Mentions[i]; m.Head < first || m.Head >= end || r.vague[i] {
			continue
		}
		for _, e := range r.Of[i] {
			if !seen[e] {
				seen[e] = true
				all = append(all, e)
			}
		}
	}
	return all
}

// Source is the entities that a source's span stands for, as indices: of "Ryan
// and Smith", "Ryan (R-Me.), Smith and Orr" and "critics such as Smith" all, of "Ryan,
// director of the WHO" one. It is empty where the span is a pronoun of the first or second
// person, or nobody knows whose.
func (r *Resolution) Source(span news.Span) []int {
	first, end := tokens(r.text, span)
	var all []int
	last, taken := -1, -1 // where the phrase taken last ends, and its mention
	for _, i := range r.starting(first-16, end) {
		m := &r.Mentions[i]
		if m.Head < first || m.Head >= end || m.First < last || len(r.Of[i]) == 0 && last >= 0 {
			continue
		}
		if last >= 0 && !r.joined(last, m.First, end) {
			continue
		}
		if r.owns(m, end) && r.ownedWithin(i, end) || r.opensAnother(i, end) {
			continue // "Pagliano's lawyer": the lawyer; "New Jersey Gov. Chris Christie": Christie
		}
		if taken >= 0 && r.apposes(all, taken, i, last, end) {
			last = r.closing(last, m.End, end)
			continue
		}
		for _, e := range r.Of[i] {
			if !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
		last, taken = r.beforeExamples(m), i
	}
	return all
}

// apposes reports whether mention i, which follows the mention taken, is no other member
// of the list but says who those of it are ("Vale, the clerk"), or where from ("Vale, Ohio").
// all is whom the list has so far; last is where the phrase of the mention taken ends.
func (r *Resolution) apposes(all []int, taken, i, last, end int) bool {
	n, m := &r.Mentions[taken], &r.Mentions[i]
	if !slices.ContainsFunc(r.Of[i], func(e int) bool { return !slices.Contains(all, e) }) {
		return true
	}
	if r.words[last] == "(" { // "Vale (R-Me.), a clerk"
		last += 1 + slices.Index(r.words[last:m.First], ")")
	}
	if last+1 != m.First || r.words[last] != "," || n.Form != mention.Name {
		return false
	}
	if m.Type == news.Place {
		return n.Type == news.Person && m.Form == mention.Name && (m.End >= end || r.words[m.End] == ",")
	}
	return m.Form == mention.Nominal && m.Number == mention.Singular && (r.words[m.First] == "a" || r.words[m.First] == "an")
}

// beforeExamples is where a noun phrase ends without the examples in it: "critics" of
// "critics such as Vale".
func (r *Resolution) beforeExamples(m *mention.Mention) int {
	if k := slices.IndexFunc(r.words[m.Head:m.End], examples.has); k > 0 {
		return m.Head + k
	}
	return m.End
}

// closing is where a list goes on behind an apposition that opens at token comma and whose
// first noun phrase ends at last: of "Vale, the clerk of the county, and Orr" at the second
// comma, of "Vale, the clerk, Orr and Lee" at last; at the end where the apposition goes on
// ("Vale, a clerk and father of two").
func (r *Resolution) closing(comma, last, end int) int {
	for k := last; k+1 < min(end, last+mostBetween); k++ {
		if r.words[k] == r.words[comma] && joining(r.words[k+1]) {
			return k
		}
	}
	if r.words[comma] == "," && last < end && r.words[last] != "," {
		return end
	}
	return last
}

// opensAnother reports whether mention i only opens the phrase of one behind it in the
// span, as the encoder has its bounds.
func (r *Resolution) opensAnother(i, end int) bool {
	m := &r.Mentions[i]
	for j := i + 1; j < len(r.Mentions) && r.Mentions[j].First < end; j++ {
		n := &r.Mentions[j]
		if n.Head < end && len(r.Of[j]) > 0 && n.MaximalFirst <= m.First && m.End <= n.NameFirst {
			if n.Type == news.Person && n.Form == mention.Name && m.Form == mention.Name && m.Type != news.Person && m.Type != news.Group {
				return true // "Health and Roads Secretary Ann Vale"
			}
			return !slices.ContainsFunc(r.words[m.End:n.NameFirst], func(w string) bool { return joining(w) || w == "," })
		}
	}
	return false
}

// owns reports whether a mention is a possessive pronoun, or has a possessive clitic behind it.
func (r *Resolution) owns(m *mention.Mention, end int) bool {
	return m.End < end && (m.Form == mention.Pronoun && possessives.has(r.words[m.Head]) || token.Possessive(r.words[m.End]))
}

// ownedWithin reports whether a mention after i within the span is of somebody.
func (r *Resolution) ownedWithin(i, end int) bool {
	for j := i + 1; j < len(r.Mentions) && j < i+6 && r.Mentions[j].First < end; j++ {
		if len(r.Of[j]) > 0 && r.Mentions[j].Head < end {
			return true
		}
	}
	return false
}

// How many tokens stand at most between two members of a list, and how many of these are
// words of the second one's phrase before the mention of it.
const (
	mostBetween = 32
	mostOwn     = 5
)

// joined reports whether the mention that begins at token next is a member of the list
// that the one before it, which ends at last, is of: only list words, brackets and a few
// words of its own phrase stand between.
func (r *Resolution) joined(last, next, end int) bool {
	if next <= last || next-last > mostBetween {
		return false
	}
	list, own := false, 0
	for i := last; i < next; i++ {
		switch w := r.words[i]; {
		case joining(w):
			list, own = true, 0
		case own == 0 && (listing.has(w) || w == "—" || w == "–"):
		case w == "(":
			k := slices.Index(r.words[i:next], ")")
			if k < 0 {
				return false
			}
			i += k
		case list && own < mostOwn && (r.describing(i) || own > 0 && token.Possessive(w)):
			own++ // "the Democratic-led" of "Reed and the Democratic-led Senate"
		default:
			return false
		}
	}
	return list || slices.ContainsFunc(r.words[next:end], conjunction)
}

// describing reports whether the word at token i may stand in a noun phrase before its noun.
func (r *Resolution) describing(i int) bool {
	w := r.words[i]
	if w == "-" || i > 0 && r.words[i-1] == "-" {
		return true
	}
	return token.HasWord(w) && !mention.IsVerb(w) && !completing.has(w) && !phraseEnds.has(w)
}

// joining reports whether a word puts another to the members of a list, or names one of
// those that stand before it: "critics such as Vale".
func joining(w string) bool { return conjunction(w) || examples.has(w) }

// conjunction reports whether a word joins the members of a list.
func conjunction(w string) bool { return w == "and" || w == "or" || w == "&" }

// vagueMentions marks the mentions that are of nobody in particular and those
// that only describe another.
func (r *Resolution) vagueMentions() []bool {
	vague := make([]bool, len(r.Mentions))
	for i := range r.Mentions {
		vague[i] = r.generic(i)
	}
	r.vaguePronouns(vague)
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Form == mention.Pronoun || len(r.Of[i]) == 0 || vague[i] {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-4; j-- {
			r.describes(i, j, vague)
		}
		for j := i + 1; j < len(r.Mentions) && j < i+8 && r.Mentions[j].First < m.End; j++ {
			r.describes(i, j, vague)
		}
	}
	return vague
}

// vaguePronouns marks the pronouns that stand only for what is vague wherever it
// is mentioned.
func (r *Resolution) vaguePronouns(vague []bool) {
	telling := make([]bool, len(r.Entities))
	for i := range r.Mentions {
		for _, e := range r.Of[i] {
			telling[e] = telling[e] || r.Mentions[i].Form != mention.Pronoun && !vague[i]
		}
	}
	for i := range r.Mentions {
		if r.Mentions[i].Form == mention.Pronoun {
			vague[i] = !slices.ContainsFunc(r.Of[i], func(e int) bool { return telling[e] })
		}
	}
}

// describes marks mention j where it is a name before the head of i and no
// possessive: "Ohio voters", "IMF economist Maury Obstfeld"; or the state after a city.
func (r *Resolution) describes(i, j int, vague []bool) {
	m, n := &r.Mentions[i], &r.Mentions[j]
	last := m.Head
	if m.Form == mention.Name {
		last = m.NameFirst
	}
	if n.Form != mention.Name || n.NameEnd >= len(r.words) {
		return
	}
	switch {
	case n.NameFirst >= m.First && n.NameEnd <= last && !token.Possessive(r.words[n.NameEnd]):
		vague[j] = true
	case m.Form == mention.Name && n.NameFirst > m.NameFirst && n.NameEnd <= m.NameEnd:
		vague[j] = true // University of Wisconsin
	case m.Form == mention.Name && m.Type == news.Place && n.Type == news.Place && n.NameFirst > m.NameEnd && n.NameEnd <= m.End:
		vague[j] = true // Sydney, Australia
	}
}

// generic reports whether a noun phrase that is of nothing named stands for
// nothing in particular.
func (r *Resolution) generic(i int) bool {
	m := &r.Mentions[i]
	if m.Form != mention.Nominal {
		return false
	}
	for _, e := range r.Of[i] {
		if r.Entities[e].Named {
			return false
		}
	}
	bare := m.First == m.NameFirst && !m.Definite
	capital := false
	for k := m.NameFirst; k < m.NameEnd; k++ {
		c := r.text.Source[r.text.Tokens[k].Start]
		capital = capital || c >= 'A' && c <= 'Z' && k > m.NameFirst
	}
	words := m.NameEnd - m.NameFirst
	if words == 1 && anybody.has(r.words[m.Head]) {
		return true
	}
	if m.Type == news.Place {
		return !capital
	}
	if m.First > 0 && !m.Definite && predicatives.has(r.words[m.First-1]) {
		return true // as president, was a teenager
	}
	first := r.text.Source[r.text.Tokens[m.NameFirst].Start]
	if bare && words == 1 {
		return m.Number == mention.Singular || first >= 'a' && first <= 'z'
	}
	return false
}
