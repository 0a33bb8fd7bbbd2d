package attribution

import (
	_ "embed"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/perceptron"
	"hearsay/extract/internal/tagger"
	"hearsay/extract/internal/token"
)

// gateWeights is what the gate has learnt; extract/model/training/gate.py writes it.
//
//go:embed gate.weights
var gateWeights string

// gating reads the gate when it is first asked for. Its labels are no cue, and a cue of a
// claim that stands in another's content.
var gating = tagger.Once(&gateWeights)

// A gate tells which contents are worth reading again, by what the first reading
// of the whole text made of their words: to read a content takes a thousand times as long.
type gate struct {
	network *tagger.Network
	out     *encoder.Output
	traits  [][]float32
	asked   []bool // of each token from out.First on: whether cue knows it
	cue     []bool
}

func newGate(t *token.Text, out *encoder.Output) *gate {
	n := len(t.Tokens)
	return &gate{gating(), out, GateTraits(t), make([]bool, n), make([]bool, n)}
}

// opens tells whether a content may hold a claim: one of its words may be the cue of one.
// How likely is enough stands in the weights (gate.py --keep).
func (g *gate) opens(c Range) bool {
	for i := c.First; i < c.End; i++ {
		if !g.asked[i] && g.out.Has(i) {
			scores := g.network.Scores(g.out, g.traits, i)
			g.asked[i], g.cue[i] = true, scores[1] > scores[0]
		}
		if g.cue[i] {
			return true
		}
	}
	return false
}

// GateTraits are what the gate is told of each token beside its vector.
func GateTraits(t *token.Text) [][]float32 {
	traits := make([][]float32, len(t.Tokens))
	quoted := make([]bool, len(t.Tokens))
	for _, q := range t.Quotations {
		for i := q.First; i < q.End; i++ {
			quoted[i] = true
		}
	}
	for _, s := range t.Sentences {
		for i := s.First; i < s.End; i++ {
			w := t.Word(i)
			first, _ := utf8.DecodeRuneInString(w)
			x := make(perceptron.Inputs, 0, 5)
			x.Flag(token.HasWord(w))
			x.Flag(unicode.IsUpper(first))
			x.Flag(reportingVerbs.has(w))
			x.Flag(quoted[i])
			x.Flag(i == s.First)
			traits[i] = x
		}
	}
	return traits
}

// A Reading is a content that may be read again, for the gate's training: whether
// attributions inside it are wanted, and their cues.
type Reading struct {
	Range
	Yields bool
	Cues   []Range
}

// Readings are the contents in which attributions of found stand, or might, in the order of
// the text. wanted tells of each attribution whether it is. Found is what [NestAll] gives.
func Readings(t *token.Text, found []Attribution, wanted func(i int) bool) []Reading {
	r := newReader(nil, t)
	all := make([][]Reading, len(found))
	for i, a := range found {
		for _, c := range a.Content {
			if c = r.clause(c); c.End-c.First >= leastInside {
				all[i] = append(all[i], Reading{Range: c})
			}
		}
	}
	for i, a := range found {
		if a.Parent < 0 || !wanted(i) {
			continue
		}
		for p := a.Parent; p >= 0; p = found[p].Parent {
			for k := range all[p] {
				if c := &all[p][k]; a.Cue[0].First >= c.First && a.Cue[0].End <= c.End {
					c.Yields, c.Cues = true, append(c.Cues, a.Cue[0])
				}
			}
		}
	}
	var flat []Reading
	for _, of := range all {
		flat = append(flat, of...)
	}
	return flat
}
