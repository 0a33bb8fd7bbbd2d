package dispute

import (
	"slices"
	"strings"

	"hearsay/graph/link/internal/words"
)

// pointing are nouns for what somebody said before.
var pointing = words.Set(`claim claims allegation allegations accusation accusations charge charges report reports suggestion suggestions idea notion story
	stories assertion assertions statement statements characterization characterizations description account accounts rumor rumors rumour rumours criticism
	criticisms insinuation implication complaint complaints speculation theory theories remark remarks comment comments argument assessment conclusion
	conclusions finding findings`)

// wrongs are nouns for what people are accused of.
var wrongs = words.Set("wrongdoing involvement guilt misconduct impropriety responsibility collusion knowledge criminality complicity")

// before are words that stand before these.
var before = words.Set(`the these those this that such any all both his her their its your my our some other several multiple many previous earlier recent news
	media latest initial original similar published democratic republican false old own a an`)

// backOf tells whether a content that is denied says nothing of its own but points to
// what was said before ("it", "the accusations against him"), and how.
func backOf(all []word) back {
	if len(all) == 0 {
		return none
	}
	if n := pronounAt(all); n == len(all) || n > 0 && all[n].boundary {
		return toWords
	}
	n, to := nounAt(all)
	rest := all[min(n, len(all)):]
	goesOn := len(rest) > 0 && !rest[0].boundary && !leading[rest[0].folded]
	if to == none || goesOn || slices.ContainsFunc(rest, func(w word) bool { return w.folded == "that" }) {
		return none // "the claim that …", "the charge it tried to …" have words of their own
	}
	return to
}

// leading are words that may stand behind the noun.
var leading = words.Set("against from by about in as made on over leveled levelled brought raised lodged posed during of and when because at outright")

// A back says what a content without words of its own points to.
type back int8

const (
	none    back = iota
	toWords      // what was said
	toWrong      // what somebody is accused of: "any wrongdoing"
)

// pronounAt is how many words at the beginning are a pronoun that points back.
func pronounAt(all []word) int {
	n := 0
	for n < len(all) && (all[n].folded == "all" || all[n].folded == "both" || all[n].folded == "any") {
		n++
	}
	if n < len(all) && slices.Contains([]string{"it", "that", "this", "them", "those", "these"}, all[n].folded) {
		return n + 1
	}
	return 0
}

// nounAt is how many words at the beginning end with a noun that points back, and to what.
func nounAt(all []word) (int, back) {
	n := 0
	ofSomebody := func(n int) bool { // "Vey's claim"
		return strings.HasSuffix(all[n].folded, "s") && n+1 < len(all) && pointing[all[n+1].folded] && !pointing[all[n].folded]
	}
	for n < len(all) && n < 4 && (before[all[n].folded] || ofSomebody(n)) {
		n++
	}
	if n == len(all) {
		return 0, none
	}
	switch w := all[n].folded; {
	case pointing[w]:
		return n + 1, toWords
	case wrongs[w]:
		return n + 1, toWrong
	}
	return 0, none
}

// asks says whether a content is a question.
func asks(all []word) bool {
	return len(all) > 0 && slices.Contains([]string{"who", "what", "when", "where", "why", "how", "which", "whether"}, all[0].folded)
}

// own says whether a content that is denied is of its source itself, as often as not: it
// has no subject, or a pronoun is.
func own(all []word) bool {
	if len(all) > 1 && all[0].folded == "that" {
		all = all[1:]
	}
	return len(all) > 0 && (strings.HasSuffix(all[0].folded, "ing") || slices.Contains([]string{"i", "we", "he", "she", "they", "authorship"}, all[0].folded))
}
