package extract

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
)

// least is the probability below which Explain leaves a label or link out.
const least = 0.01

// An Explanation is what the model made of a word: the probability of each
// label that it can have, and of each link from it.
type Explanation struct {
	Word        string `json:"word"`
	Start       int    `json:"start"` // bytes in the text
	End         int    `json:"end"`
	Attribution Odds   `json:"attribution"`       // those of 0.01 and more
	Mention     Odds   `json:"mention,omitempty"` // likewise; left out where none but "O" is
	Links       []Link `json:"links,omitempty"`   // the likeliest of each kind
}

// Odds are labels with their probabilities, in the order of the labels' names: a
// JSON object, label → probability. Maps would be most of what a long
// text takes.
type Odds []Odd

// An Odd is one of Odds.
type Odd struct {
	Label       string
	Probability float64
}

// Of is the probability of a label, 0 where it is none of them.
func (o Odds) Of(label string) float64 {
	for _, l := range o {
		if l.Label == label {
			return l.Probability
		}
	}
	return 0
}

// MarshalJSON writes an object.
func (o Odds) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, l := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendQuote(b, l.Label)
		b = append(b, ':')
		b = strconv.AppendFloat(b, l.Probability, 'f', -1, 64)
	}
	return append(b, '}'), nil
}

// A Link is the likeliest target of a link from a word.
type Link struct {
	Kind        string  `json:"kind"`            // as in the model: "content-cue"
	To          string  `json:"to"`              // the word linked to, "" for none
	Start       int     `json:"start,omitempty"` // where it begins, bytes in the text
	Probability float64 `json:"probability"`
}

// Explain returns what the model makes of every word of a text, for those who
// improve it and those who doubt it.
func Explain(m *Model, text string) []Explanation {
	t := token.Split(text)
	out := m.Encode(t)
	labels, mentions := encoder.AttributionLabels(), encoder.MentionLabels()
	marginals := attribution.Marginals(m, out)
	words := make([]Explanation, len(t.Tokens))
	odds := make([]float64, len(mentions))
	for i, w := range t.Tokens {
		e := Explanation{Word: t.Word(i), Start: w.Start, End: w.End}
		e.Attribution = likely(labels, func(k int) float64 { return float64(marginals[i][k]) })
		encoder.Softmax(odds, out.Mention[i][:])
		if e.Mention = likely(mentions, func(k int) float64 { return odds[k] }); len(e.Mention) == 1 && e.Mention[0].Label == mentions[0] {
			e.Mention = nil
		}
		for kind := encoder.ContentCue; kind <= encoder.Antecedent; kind++ {
			if targets, none := out.Link(kind, i); targets != nil {
				e.Links = append(e.Links, likeliest(t, kind, targets, none))
			}
		}
		words[i] = e
	}
	return words
}

// likeliest is the likeliest target of the links of a token.
func likeliest(t *token.Text, kind encoder.Link, targets encoder.Targets, none float32) Link {
	l := Link{Kind: kind.String(), Probability: round(float64(none))}
	best := none
	for _, to := range targets {
		if to.P > best {
			best = to.P
			l.To, l.Start, l.Probability = t.Word(int(to.Token)), t.Tokens[to.Token].Start, round(float64(to.P))
		}
	}
	return l
}

// likely are the labels with their probabilities, the small ones left out.
func likely(names []string, probability func(k int) float64) Odds {
	var out Odds
	for k, name := range names {
		if p := probability(k); p >= least {
			out = append(out, Odd{name, round(p)})
		}
	}
	slices.SortFunc(out, func(a, b Odd) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

func round(p float64) float64 { return math.Round(p*1000) / 1000 }
