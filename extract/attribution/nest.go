package attribution

import (
	"slices"
	"strings"

	"hearsay/extract/encoder"
	"hearsay/extract/token"
)

// Chosen on 756 sentences of PolNeAR train, each wrapped in a further
// attribution ("Reuters reported that …"): near these limits .63 of what a model
// gives inside is the gold's, .47 of the gold's is found, and .1 more or less
// trades the one for the other.
const (
	deepest      = 8    // contents within contents that are read
	leastInside  = 5    // tokens of a content that can hold another attribution
	leastBelief  = 0.62 // confidence of an attribution inside a content
	leastUnnamed = 0.75 // the same of one that names no source, and so tells less

	insideConfidence = 0.78 // what the confidence is worth inside a content
)

// Nest appends to attributions those that their contents report, and those that
// these report, each with its parent: the model reads every content once more
// as a text of its own, since it has learnt from texts in which only the
// outermost attributions are marked. Out of its quotation marks, too, in which
// it would see what is said and not who says it.
func Nest(m *encoder.Model, t *token.Text, out *encoder.Output, found []Attribution) []Attribution {
	r := newReader(m, t)
	level := 0 // the first of the attributions found last
	for range deepest {
		next := len(found)
		for i := level; i < next; i++ {
			for _, c := range found[i].Content {
				for _, a := range r.inside(out, c) {
					a.Parent, a.Confidence = i, a.Confidence*insideConfidence
					found = append(found, a)
				}
			}
		}
		if level = next; next == len(found) {
			break
		}
	}
	return found
}

// inside finds the attributions inside a content.
func (r *reader) inside(out *encoder.Output, c Range) []Attribution {
	c = r.clause(c)
	if c.End-c.First < leastInside {
		return nil
	}
	return slices.DeleteFunc(r.alone(out, c), func(a Attribution) bool {
		return len(a.Cue) == 0 || a.Confidence < leastBelief || len(a.Source) == 0 && a.Confidence < leastUnnamed || a.Content[0] == c
	})
}

// alone finds the attributions in tokens read as a text of their own.
func (r *reader) alone(out *encoder.Output, c Range) []Attribution {
	start := r.text.Tokens[c.First].Start
	own := token.Split(r.text.Source[start:r.text.Tokens[c.End-1].End])
	same := func(a, b token.Token) bool { return a.Start+start == b.Start && a.End+start == b.End }
	if !slices.EqualFunc(own.Tokens, r.text.Tokens[c.First:c.End], same) {
		o := outputsOf(r.model, out.Range(c.First, c.End)) // cut where a token means something else by itself
		return r.decode(o, spans(o.best(), o.first), nil)
	}
	o := outputsOf(r.model, r.model.Encode(own))
	found := newReader(r.model, own).decode(o, spans(o.best(), o.first), nil)
	for _, a := range found {
		for _, ranges := range [...][]Range{a.Source, a.Cue, a.Content} {
			for i := range ranges {
				ranges[i].First += c.First
				ranges[i].End += c.First
			}
		}
	}
	return found
}

// clause is a content without its quotation marks and the words that only tie
// it to its cue: the model would take them for a content.
func (r *reader) clause(c Range) Range {
	for c.First < c.End {
		if end, ok := r.marks.opens[c.First]; ok && end == c.End-1 {
			c.End--
		}
		switch strings.ToLower(r.text.Word(c.First)) {
		case "that", "what", "whether", "if", "how", "why", "to", "as", ",", ":", "—", "-", "“", "”", `"`, "``", "''":
			c.First++
			continue
		}
		break
	}
	return c
}
