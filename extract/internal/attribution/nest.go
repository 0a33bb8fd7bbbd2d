package attribution

import (
	"slices"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
)

const (
	deepest     = 8   // contents within contents that are read
	leastInside = 5   // tokens of a content that can hold another attribution
	leastBelief = 0.2 // confidence of an attribution inside a content; package claim asks more of it
)

// passagesAtOnce is how many contents are read side by side at most, since what the
// model makes of each is kept until all are read.
const passagesAtOnce = 64

// mostAgain is how many times the tokens of a text are read once more at most, in
// contents of all levels together: what is longer is left unread. News has .6, and
// of 60 articles the one with most 1.3.
const mostAgain = 2

// Nest appends to attributions those that their contents may report, and those that
// these may report, each with its parent and the confidence it would have outside: the model
// reads once more, as a text of its own, every content that may hold one by what the first
// reading made of its words. It has learnt from texts in which only the outermost
// attributions are marked, and so says little of the others at once. Out of its quotation
// marks, too, in which it would see what is said and not who says it.
func Nest(m *encoder.Model, t *token.Text, out *encoder.Output, found []Attribution) []Attribution {
	return nest(m, t, out, found, newGate(t, out).opens)
}

// NestAll does as Nest, but reads every content: it takes a tenth of the whole time more.
func NestAll(m *encoder.Model, t *token.Text, out *encoder.Output, found []Attribution) []Attribution {
	return nest(m, t, out, found, func(Range) bool { return true })
}

// nest is Nest for contents that are worth it.
func nest(m *encoder.Model, t *token.Text, out *encoder.Output, found []Attribution, worth func(Range) bool) []Attribution {
	r := newReader(m, t)
	left := mostAgain * len(t.Tokens)
	level := 0 // the first of the attributions found last
	for range deepest {
		next := len(found)
		var inner []passage
		for i := level; i < next; i++ {
			for _, c := range found[i].Content {
				c = r.clause(c)
				if n := c.End - c.First; n >= leastInside && n <= left && worth(c) {
					left -= n
					inner = append(inner, r.passage(out, c, i))
				}
			}
		}
		for batch := range slices.Chunk(inner, passagesAtOnce) {
			found = append(found, r.inside(batch)...)
		}
		if level = next; next == len(found) {
			break
		}
	}
	return found
}

// A passage is a content that is read as a text of its own.
type passage struct {
	Range
	parent  int         // the attribution that it is of
	text    *token.Text // nil where a word means something else by itself: it is cut from the whole text then
	stretch encoder.Stretch
}

// passage prepares a content of the attribution parent.
func (r *reader) passage(out *encoder.Output, c Range, parent int) passage {
	start := r.text.Tokens[c.First].Start
	own := token.Split(r.text.Source[start:r.text.Tokens[c.End-1].End])
	same := func(a, b token.Token) bool { return a.Start+start == b.Start && a.End+start == b.End }
	if !slices.EqualFunc(own.Tokens, r.text.Tokens[c.First:c.End], same) {
		return passage{c, parent, nil, out.Stretch(c.First, c.End)}
	}
	return passage{c, parent, own, encoder.Stretch{Input: r.model.Input(own), First: 0, End: len(own.Tokens)}}
}

// inside finds the attributions inside passages, in their order.
func (r *reader) inside(passages []passage) []Attribution {
	stretches := make([]encoder.Stretch, len(passages))
	for i, p := range passages {
		stretches[i] = p.stretch
	}
	var all []Attribution
	for i, out := range r.model.EncodeAll(stretches) {
		p := &passages[i]
		for _, a := range r.alone(p, out) {
			if len(a.Cue) == 0 || a.Confidence < leastBelief || a.Content[0] == p.Range {
				continue
			}
			a.Parent = p.parent
			all = append(all, a)
		}
	}
	return all
}

// alone finds the attributions in a passage, given what the encoder made of it.
func (r *reader) alone(p *passage, out *encoder.Output) []Attribution {
	o := outputsOf(r.model, out)
	if p.text == nil {
		return r.decode(o, spans(o.best(), o.first), nil)
	}
	found := newReader(r.model, p.text).decode(o, spans(o.best(), o.first), nil)
	for _, a := range found {
		for _, ranges := range [...][]Range{a.Source, a.Cue, a.Content} {
			for i := range ranges {
				ranges[i].First += p.First
				ranges[i].End += p.First
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
		if !openers.has(r.text.Word(c.First)) {
			break
		}
		c.First++
	}
	return c
}
