package coref

import (
	"slices"

	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// Maximal is the whole phrase of mention i as treebanks mark it: with what the
// encoder takes to belong to it, and with a possessive clitic.
func (r *Resolution) Maximal(i int) news.Span {
	m := &r.Mentions[i]
	if m.Form == mention.Pronoun {
		return pronounSpan(r.text, m)
	}
	end := m.MaximalEnd
	if end < len(r.words) && token.PossessiveS(r.words[end]) {
		end++
	}
	return news.Span{Start: r.text.Tokens[m.MaximalFirst].Start, End: r.text.Tokens[end-1].End}
}

// pronounSpan is the bytes of a pronoun, without the verb that it is written together
// with ("they're").
func pronounSpan(t *token.Text, m *mention.Mention) news.Span {
	start := t.Tokens[m.First].Start
	return news.Span{Start: start, End: start + token.Uncontracted(t.Word(m.First))}
}

// How likely a mention must be of what has a name, by itself, to count as such.
// Tuned on GUM train.
const (
	leastNamed     = 0.25 // a name
	leastDescribed = 0.7  // a description
	leastKnown     = 0.3  // a description of what the article names
)

// Named reports whether mention i is of something that has a name: it is a name
// itself, or a description of what the article or the encoder knows by name.
func (r *Resolution) Named(i int) bool {
	m := &r.Mentions[i]
	switch {
	case m.Form == mention.Name:
		return m.Named >= leastNamed
	case m.Form != mention.Nominal:
		return false
	}
	return m.Named >= leastDescribed || m.Named >= leastKnown && slices.ContainsFunc(r.Of[i], func(e int) bool { return r.Entities[e].Named })
}
