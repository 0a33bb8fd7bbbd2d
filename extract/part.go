package extract

import (
	"slices"

	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
)

// A Part is a part of the extraction that it can do without; see [Without].
type Part string

// The parts that are of no one package: the others are those of coref and claim.
const (
	Doubt  Part = "doubt of what is a claim, learnt"
	Heads  Part = "heads of mentions, learnt"
	Lists  Part = "lists of names"
	Nested Part = "reading contents again"
)

// Parts are all parts, in the order of the work.
func Parts() []Part {
	parts := []Part{Nested, Doubt, Heads, Lists}
	for _, p := range coref.Parts {
		parts = append(parts, Part(p))
	}
	for _, p := range claim.Parts {
		parts = append(parts, Part(p))
	}
	return parts
}

// Who is who in a text, without some parts: said are its attributions, publisher is the outlet it is from, "" where nobody knows.
func Who(text *token.Text, out *encoder.Output, publisher string, said []coref.Saying, parts ...Part) *coref.Resolution {
	heads := out
	if slices.Contains(parts, Heads) {
		heads = nil
	}
	mentions := mention.Find(text, heads, publisher)
	if slices.Contains(parts, Lists) {
		mentions = mention.FindWithoutLists(text, heads)
	}
	return coref.ResolveWithout(of[coref.Part](parts), text, mentions, out, said)
}

// of gives parts to the package that some of them are of.
func of[P ~string](parts []Part) []P {
	out := make([]P, len(parts))
	for i, p := range parts {
		out[i] = P(p)
	}
	return out
}
