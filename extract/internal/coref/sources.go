package coref

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// withSources adds to the mentions those sources that have none: a group, by
// the words that the text has for it.
func withSources(t *token.Text, mentions []mention.Mention, said []Saying) []mention.Mention {
	all := slices.Clone(mentions)
	res := &Resolution{Mentions: mentions, text: t}
	for _, span := range sourcesOf(said) {
		first, end := tokens(t, span)
		// A mark alone names nobody.
		if first >= end || !token.HasWord(t.Words(first, end)) || nobody(lower(t.Word(first))) || end-first == 1 && relative(lower(t.Word(first))) {
			continue
		}
		head, cut := sourceHead(t, first, end)
		if slices.ContainsFunc(res.starting(first-16, end), func(i int) bool {
			m := &mentions[i]
			return m.First <= head && head < m.End || !cut && m.Head >= first && m.Head < end
		}) {
			continue
		}
		m := mention.Mention{
			First: first, End: end, MaximalFirst: first, MaximalEnd: end, Head: head, NameFirst: first, NameEnd: end,
			Form: mention.Nominal, Type: news.Group, Number: mention.Plural,
		}
		for m.NameFirst < head && openings.has(lower(t.Word(m.NameFirst))) {
			m.NameFirst++
		}
		for j := head + 1; j < end; j++ {
			if t.Word(j) == "," || t.Word(j) == "(" && !nickname(t, j, end) {
				m.End, m.NameEnd, m.MaximalEnd = j, j, j // what follows only tells more
				break
			}
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b mention.Mention) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End), cmp.Compare(a.Head, b.Head))
	})
	return all
}

// sourcesOf are the spans that name whoever speaks.
func sourcesOf(said []Saying) (spans []news.Span) {
	for _, s := range said {
		spans = append(spans, s.Source...)
	}
	return spans
}

// relative reports whether a word is a relative pronoun, which names nobody.
func relative(w string) bool { return w == "which" || w == "that" || w == "who" }

// nobody reports whether a word that opens a source says that there is none.
func nobody(w string) bool { return w == "nobody" || w == "none" || w == "no" || w == "neither" }

// nickname reports whether a bracket that opens at token j holds one word of a name that
// goes on behind it: "Jan (Hans) Reed", but not "Jan Reed (R.) said".
func nickname(t *token.Text, j, end int) bool {
	if j+3 >= end || t.Word(j) != "(" || t.Word(j+2) != ")" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(t.Word(j + 3))
	return unicode.IsUpper(next)
}

// sourceHead is the last token before what completes a source's noun, and
// whether there is such: "those" of "those close to him", "Reed" of "Senator Reed (R., Me.)".
func sourceHead(t *token.Text, first, end int) (head int, cut bool) {
	for j := first + 1; j < end; j++ {
		if nickname(t, j, end) {
			j += 2
			continue
		}
		if t.Word(j) == "(" || completing.has(t.Word(j)) {
			for j > first+1 && (t.Word(j-1) == "–" || t.Word(j-1) == "—" || t.Word(j-1) == "-") {
				j-- // "Rosa Timms – who runs the pier –"
			}
			return j - 1, true
		}
	}
	return end - 1, false
}
