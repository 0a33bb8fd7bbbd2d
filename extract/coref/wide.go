package coref

import (
	"slices"

	"hearsay/extract/mention"
	"hearsay/extract/news"
)

// Wide is the whole phrase of mention i as treebanks mark it: with what the
// encoder takes to belong to it, and with a possessive clitic.
func (r *Resolution) Wide(i int) news.Span {
	m := &r.Mentions[i]
	end := m.WideEnd
	if end < len(r.words) && (r.words[end] == "'s" || r.words[end] == "’s") {
		end++
	}
	return news.Span{Start: r.text.Tokens[m.WideFirst].Start, End: r.text.Tokens[end-1].End}
}

// Named reports whether mention i is of something that has a name: it is a name
// itself, or a description of what the article or the encoder knows by name.
func (r *Resolution) Named(i int) bool {
	m := &r.Mentions[i]
	return m.Proper || m.Form == mention.Nominal && slices.ContainsFunc(r.Of[i], func(e int) bool { return r.named[e] })
}
