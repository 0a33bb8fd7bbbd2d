// Package stage holds the stages of the extraction that stand between the encoder and a
// document, as [hearsay/extract] goes through them, and as those who measure or train a
// stage do. Each can do without its parts, to see what these give.
package stage

import (
	"slices"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// A Part is a part of the extraction that it can do without.
type Part string

// The parts that are of no one package: the others are those of coref and claim.
const (
	Doubt  Part = "doubt of what is a claim, learnt"
	Heads  Part = "heads of mentions, learnt"
	Lists  Part = "lists of names"
	Nested Part = "reading contents again"
	Gate   Part = "leaving contents unread"
)

// Parts are all parts, in the order of the work.
func Parts() []Part {
	parts := []Part{Nested, Gate, Doubt, Heads, Lists}
	for _, p := range coref.Parts {
		parts = append(parts, Part(p))
	}
	for _, p := range claim.Parts {
		parts = append(parts, Part(p))
	}
	return parts
}

// Attributions are the attributions of a text that are claims, nested ones too.
func Attributions(m *encoder.Model, t *token.Text, out *encoder.Output, without ...Part) []attribution.Attribution {
	said := attribution.Find(m, t, out)
	switch {
	case slices.Contains(without, Nested):
	case slices.Contains(without, Gate):
		said = attribution.NestAll(m, t, out, said)
	default:
		said = attribution.Nest(m, t, out, said)
	}
	if !slices.Contains(without, Doubt) {
		said = claim.Verify(t, out, said)
	}
	return said
}

// Who is who in a text: said are its attributions, publisher is the outlet it is from, ""
// where nobody knows.
func Who(t *token.Text, out *encoder.Output, publisher string, said []attribution.Attribution, without ...Part) *coref.Resolution {
	heads := out
	if slices.Contains(without, Heads) {
		heads = nil
	}
	mentions := mention.Find(t, heads, publisher)
	if slices.Contains(without, Lists) {
		mentions = mention.FindWithoutLists(t, heads)
	}
	return coref.Resolve(t, mentions, out, Sayings(t, said), of[coref.Part](without)...)
}

// Claims are the claims of an article, by its attributions and who is who in it.
func Claims(
	a news.Article, t *token.Text, out *encoder.Output, said []attribution.Attribution, who *coref.Resolution, without ...Part,
) []news.Claim {
	return claim.Find(a, t, out, said, who, of[claim.Part](without)...)
}

// Sayings are attributions of a text as far as they tell who is who.
func Sayings(t *token.Text, said []attribution.Attribution) []coref.Saying {
	all := make([]coref.Saying, len(said))
	spans := func(ranges []attribution.Range) (out []news.Span) {
		for _, r := range ranges {
			out = append(out, news.Span{Start: t.Tokens[r.First].Start, End: t.Tokens[r.End-1].End})
		}
		return out
	}
	for i, a := range said {
		all[i] = coref.Saying{Source: spans(a.Source), Content: spans(a.Content)}
	}
	return all
}

// of gives parts to the package that some of them are of.
func of[P ~string](parts []Part) []P {
	out := make([]P, len(parts))
	for i, p := range parts {
		out[i] = P(p)
	}
	return out
}
