// Package score measures what was found against what people marked: attributions
// as in PolNeAR, claims as in the annotation guide, mentions and coreference as in
// the CoNLL shared tasks, and confidence.
//
// Begin with [Attributions] and [Claims].
package score

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"hearsay/extract/news"
)

// An Attribution is who said what, by which words, as spans of a text.
type Attribution struct{ Source, Cue, Content []news.Span }

// A Marked is a text with what people marked in it and what was found.
type Marked struct {
	Text        string
	Gold, Found []Attribution
}

// A Tally counts the items of one figure: gold ones and those of them that were
// found, of all kinds and by the kind of the gold; and all that were found.
type Tally struct {
	Name      string
	Hit, Gold [3]int // all, direct, indirect
	Predicted int
}

// Ratios of a tally; a ratio with nothing to count is negative.
func (t *Tally) Precision() float64   { return ratio(t.Hit[0], t.Predicted) }
func (t *Tally) Recall(k int) float64 { return ratio(t.Hit[k], t.Gold[k]) }
func (t *Tally) F1() float64          { return ratio(2*t.Hit[0], t.Gold[0]+t.Predicted) }
func ratio(a, b int) float64 {
	if b == 0 {
		return -1
	}
	return float64(a) / float64(b)
}

// An AttributionScore holds the figures of [Attributions], micro-averaged over
// all articles:
//
//	tokens   tokens that have the role in any attribution
//	exact    distinct spans of the role, each with all its pieces, that cover the same words
//	overlap  distinct spans of the role with Dice ≥ .5, paired one to one, best first
//	found    attributions whose contents have Dice ≥ .5, paired one to one, best first
//	said     attributions whose contents and sources both have Dice ≥ .5
//	source   of the attributions found, those whose source is right
type AttributionScore struct {
	Articles, Tokens, Gold, Predicted int
	Figures                           []Tally
}

var roles = [...]string{"source", "cue", "content"}

// The kinds of recall.
const (
	All = iota
	Direct
	Indirect
)

// Attributions scores attributions. All figures but those of tokens compare words
// alone, so that marks in or around a span do not count; a span without any word
// keeps its marks. An attribution is direct if its gold content holds a pair of
// double quotation marks.
func Attributions(articles []Marked) AttributionScore {
	var s AttributionScore
	for _, measure := range [...]string{"tokens", "exact", "overlap"} {
		for _, role := range roles {
			s.Figures = append(s.Figures, Tally{Name: measure + " " + role})
		}
	}
	s.Figures = append(s.Figures, Tally{Name: "found"}, Tally{Name: "said"}, Tally{Name: "source"})
	for _, a := range articles {
		s.add(a)
	}
	return s
}

// Figure gives a figure by its name; nil where there is none.
func (s *AttributionScore) Figure(name string) *Tally {
	for i := range s.Figures {
		if s.Figures[i].Name == name {
			return &s.Figures[i]
		}
	}
	return nil
}

// covered is an attribution as the tokens that its roles touch, sorted.
type covered [3][]int

func (s *AttributionScore) add(a Marked) {
	tokens := tokenize(a.Text)
	kinds := make([]int, len(a.Gold))
	for i := range a.Gold {
		kinds[i] = kindOf(a.Text, a.Gold[i].Content)
	}
	gold, found := tokens.cover(a.Gold), tokens.cover(a.Found)
	s.Articles++
	s.Tokens += len(tokens)
	s.Gold += len(gold)
	s.Predicted += len(found)
	for r := range roles {
		s.Figures[r].addTokens(gold, found, r, kinds)
	}
	for _, side := range [...][]covered{gold, found} {
		for i := range side {
			for r := range roles {
				side[i][r] = tokens.words(side[i][r])
			}
		}
	}
	for r := range roles {
		addSpans(&s.Figures[3+r], &s.Figures[6+r], gold, found, r, kinds)
	}
	s.addWhole(gold, found, kinds)
}

// Right tells of each attribution found in a text whether a gold one is found by it.
func (a *Marked) Right() []bool {
	tokens := tokenize(a.Text)
	gold, found := tokens.cover(a.Gold), tokens.cover(a.Found)
	for _, side := range [...][]covered{gold, found} {
		for i := range side {
			side[i][2] = tokens.words(side[i][2])
		}
	}
	right := make([]bool, len(found))
	for _, j := range pair(len(gold), len(found), func(i, j int) [2]float64 { return [2]float64{dice(gold[i][2], found[j][2])} }, 1) {
		if j >= 0 {
			right[j] = true
		}
	}
	return right
}

// addTokens counts the tokens that have a role.
func (t *Tally) addTokens(gold, found []covered, r int, kinds []int) {
	have := map[int]bool{}
	for _, a := range found {
		for _, k := range a[r] {
			have[k] = true
		}
	}
	want := map[int][3]bool{}
	for i, a := range gold {
		for _, k := range a[r] {
			m := want[k]
			m[All], m[kinds[i]] = true, true
			want[k] = m
		}
	}
	for k, m := range want {
		t.count(m, have[k])
	}
	t.Predicted += len(have)
}

func (t *Tally) count(kinds [3]bool, hit bool) {
	for k, is := range kinds {
		if is {
			t.Gold[k]++
			if hit {
				t.Hit[k]++
			}
		}
	}
}

// addSpans counts the distinct spans of a role, equal ones and near ones.
func addSpans(exact, near *Tally, gold, found []covered, r int, kinds []int) {
	want, kindsOf := distinct(gold, r, kinds)
	have, _ := distinct(found, r, nil)
	pairs := pair(len(want), len(have), func(i, j int) [2]float64 { return [2]float64{dice(want[i], have[j]), 1} }, 1)
	for i := range want {
		equal := slices.ContainsFunc(have, func(h []int) bool { return slices.Equal(h, want[i]) })
		exact.count(kindsOf[i], equal)
		near.count(kindsOf[i], pairs[i] >= 0)
	}
	exact.Predicted += len(have)
	near.Predicted += len(have)
}

// distinct lists the different spans of a role that are not empty, in their
// order, and the kinds of the attributions that each is in.
func distinct(all []covered, r int, kinds []int) (spans [][]int, of [][3]bool) {
	at := map[string]int{}
	for i, a := range all {
		if len(a[r]) == 0 {
			continue
		}
		key := fmt.Sprint(a[r])
		k, ok := at[key]
		if !ok {
			k = len(spans)
			at[key] = k
			spans, of = append(spans, a[r]), append(of, [3]bool{All: true})
		}
		if kinds != nil {
			of[k][kinds[i]] = true
		}
	}
	return spans, of
}

// addWhole counts attributions: found, said, and the sources of those found.
func (s *AttributionScore) addWhole(gold, found []covered, kinds []int) {
	close := func(i, j int) [2]float64 {
		return [2]float64{dice(gold[i][2], found[j][2]), dice(gold[i][0], found[j][0])}
	}
	byContent := pair(len(gold), len(found), close, 1)
	byBoth := pair(len(gold), len(found), close, 2)
	n := len(s.Figures)
	foundTally, said, source := &s.Figures[n-3], &s.Figures[n-2], &s.Figures[n-1]
	for i, k := range kinds {
		is := [3]bool{All: true}
		is[k] = true
		foundTally.count(is, byContent[i] >= 0)
		said.count(is, byBoth[i] >= 0)
		if j := byContent[i]; j >= 0 {
			source.count(is, close(i, j)[1] >= 0.5)
			source.Predicted++
		}
	}
	foundTally.Predicted += len(found)
	said.Predicted += len(found)
}

// pair pairs n things with m one to one, the closest first, of equally close ones
// those that stand first; only pairs whose first needed measures are .5 or more.
// It gives for each of the n its partner, or -1.
func pair(n, m int, closeness func(i, j int) [2]float64, needed int) []int {
	type candidate struct {
		by   [2]float64
		i, j int
	}
	var ranked []candidate
	for i := range n {
		for j := range m {
			by := closeness(i, j)
			if by[0] >= 0.5 && (needed < 2 || by[1] >= 0.5) {
				ranked = append(ranked, candidate{by, i, j})
			}
		}
	}
	slices.SortFunc(ranked, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.by[0], a.by[0]), cmp.Compare(b.by[1], a.by[1]), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	partner, taken := make([]int, n), make([]bool, m)
	for i := range partner {
		partner[i] = -1
	}
	for _, c := range ranked {
		if partner[c.i] < 0 && !taken[c.j] {
			partner[c.i], taken[c.j] = c.j, true
		}
	}
	return partner
}

// dice is the Dice of two sorted sets; two empty ones are equal.
func dice(a, b []int) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	common, j := 0, 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j < len(b) && b[j] == x {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// textTokens are the tokens of a text for scoring: runs of letters, digits and
// underscores, and single other signs.
type textTokens []textToken

type textToken struct {
	start, end int
	word       bool
}

func tokenize(text string) textTokens {
	var out textTokens
	in := false
	for i, r := range text {
		word := isWord(r)
		switch {
		case word && in:
			out[len(out)-1].end = i + len(string(r))
		case word, !isSpace(r):
			out = append(out, textToken{i, i + len(string(r)), word})
		}
		in = word
	}
	return out
}

func isWord(r rune) bool  { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// cover gives the tokens that each role of each attribution touches.
func (t textTokens) cover(all []Attribution) []covered {
	out := make([]covered, len(all))
	for i, a := range all {
		for r, spans := range [...][]news.Span{a.Source, a.Cue, a.Content} {
			for _, s := range spans {
				first, _ := slices.BinarySearchFunc(t, s.Start, func(k textToken, at int) int { return cmp.Compare(k.end, at+1) })
				for k := first; k < len(t) && t[k].start < s.End; k++ {
					out[i][r] = append(out[i][r], k)
				}
			}
			slices.Sort(out[i][r])
			out[i][r] = slices.Compact(out[i][r])
		}
	}
	return out
}

// words gives the words among tokens, or all of them where none is a word.
func (t textTokens) words(tokens []int) []int {
	var out []int
	for _, k := range tokens {
		if t[k].word {
			out = append(out, k)
		}
	}
	if len(out) == 0 {
		return tokens
	}
	return out
}

// kindOf is Direct or Indirect, by the double quotation marks in the spans.
func kindOf(text string, content []news.Span) int {
	marks := 0
	for _, s := range content {
		piece := text[s.Start:s.End]
		marks += strings.Count(piece, "''") + strings.Count(piece, "``")
		for _, r := range piece {
			if strings.ContainsRune("\"“”„‟«»", r) {
				marks++
			}
		}
	}
	if marks >= 2 {
		return Direct
	}
	return Indirect
}

// Write prints the figures as a table.
func (s *AttributionScore) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles, %d tokens; attributions: %d gold, %d predicted\n", s.Articles, s.Tokens, s.Gold, s.Predicted)
	fmt.Fprintf(&b, "%15s      P       R      F1    gold   pred.   R direct (gold)  R indirect (gold)\n", "")
	for i := range s.Figures {
		t := &s.Figures[i]
		line := fmt.Sprintf("%-15s %s %s %s %7d %7d", t.Name, cell(t.Precision()), cell(t.Recall(All)), cell(t.F1()), t.Gold[All], t.Predicted)
		for _, k := range [...]int{Direct, Indirect} {
			line += fmt.Sprintf(" %10s %-7s", cell(t.Recall(k)), fmt.Sprintf("(%d)", t.Gold[k]))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func cell(v float64) string {
	if v < 0 {
		return "      -"
	}
	return fmt.Sprintf("%7.3f", v)
}
