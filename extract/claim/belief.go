package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay/extract/attribution"
	"hearsay/extract/coref"
	"hearsay/extract/encoder"
	"hearsay/extract/news"
	"hearsay/extract/token"
)

//go:embed belief.txt
var beliefText string

// leastBelief is the probability from which on an attribution inside another's
// content is believed: a little less than even, since a link of a chain that is
// missing tells nobody, and one that is doubtful tells so by its confidence.
const leastBelief = 0.45

// Traits are what tells whether an attribution that the model finds inside a
// content is one, in the order of [Inner.Traits].
var Traits = [...]string{
	"bias", "confidence", "certainty", "saying", "modal", "infinitive", "negated", "passive",
	"unnamed", "nobody", "first-person", "pronoun", "relative", "clause", "quoted", "short",
}

// An Inner is an attribution found inside the content of another, before it is
// believed.
type Inner struct {
	Content news.Span // its largest piece
	Traits  [len(Traits)]float64
}

// Inners gives the attributions inside others of an article, believed or not, for
// those who fit the weights of their traits: extract/model/training/belief.
func Inners(a news.Article, t *token.Text, found []attribution.Attribution, who *coref.Resolution) []Inner {
	f := &finder{article: a, text: t, who: who, lexicon: readLexicon(stancesText)}
	f.draft(found)
	var all []Inner
	for _, d := range f.drafts {
		if d.inner {
			all = append(all, Inner{f.span(d.largest()), f.traits(d)})
		}
	}
	return all
}

// doubt drops the drafts inside others' contents that are more likely wrong, by a
// logistic regression on their traits, and gives the rest its probability.
func (f *finder) doubt() {
	weights := weightsOf(beliefText)
	gone := map[*draft]bool{}
	for _, d := range f.drafts {
		if !d.inner {
			continue
		}
		x := 0.0
		for k, v := range f.traits(d) {
			x += float64(weights[k] * v)
		}
		d.confidence = encoder.Logistic(x)
		gone[d] = d.confidence < leastBelief
	}
	f.drafts = slices.DeleteFunc(f.drafts, func(d *draft) bool { return gone[d] || gone[d.follows] })
}

// traits are the traits of a draft.
func (f *finder) traits(d *draft) [len(Traits)]float64 {
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	c := d.confidence
	cue := f.cueWords(d)
	source := ""
	if len(d.source) > 0 {
		source = strings.ToLower(f.text.Word(d.source[0].First))
	}
	content := d.largest()
	opening := strings.ToLower(f.text.Word(content.First))
	stance := f.lexicon.ofCue(cue[1:])
	return [...]float64{
		1, c, 1 / (1 + float64(20*(1-c))),
		is(stance != "" && stance != deed),
		is(slices.ContainsFunc(cue, func(w string) bool { return modals[w] })),
		is(cue[0] == "to" || len(cue) > 1 && cue[1] == "to"),
		is(slices.ContainsFunc(cue, negates)),
		is(len(d.cue) > 0 && f.passive(d.cue[0])),
		is(source == ""), is(nobodies[source]), is(f.firstPerson(d.source)), is(pronouns[source]), is(source == "who" || source == "which" || source == "that"),
		is(conjunctions[opening]), is(opening == "“" || opening == `"` || opening == "``"), is(f.wordsIn(content) < 3),
	}
}

// wordsIn counts the words of a range, punctuation left out.
func (f *finder) wordsIn(r attribution.Range) int {
	n := 0
	for _, w := range f.words(r) {
		if isWord(w) {
			n++
		}
	}
	return n
}

// cueWords are the words of a draft's cue in lower case, behind the one before it.
func (f *finder) cueWords(d *draft) []string {
	if len(d.cue) == 0 {
		return []string{""}
	}
	r := d.cue[0]
	var words []string
	if before := r.First - 1; before < f.text.Sentences[f.text.Tokens[r.First].Sentence].First {
		words = append(words, "")
	} else {
		r.First = before
	}
	for _, w := range f.words(r) {
		words = append(words, strings.ReplaceAll(strings.ToLower(w), "’", "'"))
	}
	return words
}

func negates(w string) bool {
	return lemma(w, func(string) bool { return false }) == "not" || w == "no"
}

var (
	modals       = words("would will should must can could may might shall 'll")
	nobodies     = words("nobody no none few neither nothing")
	pronouns     = words("he she it they him her them")
	conjunctions = words("that whether if why how what")
)

// weightsOf reads a table of traits and their weights, in the order of [Traits].
func weightsOf(table string) (weights [len(Traits)]float64) {
	k := 0
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, weight, _ := strings.Cut(strings.TrimSpace(line), " ")
		v, err := strconv.ParseFloat(strings.TrimSpace(weight), 64)
		if err != nil || k == len(Traits) || name != Traits[k] {
			panic(fmt.Sprintf("belief.txt: %q, want the trait %d of %v and its weight", line, k+1, Traits))
		}
		weights[k] = v
		k++
	}
	return weights
}
