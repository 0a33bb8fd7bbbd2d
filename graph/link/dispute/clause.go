package dispute

import (
	"strings"
	"unicode/utf8"

	"hearsay/graph/link/internal/words"
)

// A word of a content, with what stands around it.
type word struct {
	folded        string
	start, end    int  // bytes of the content
	before, after rune // 0 at the ends
	boundary      bool // a clause begins with it
	number        bool
	joined        bool // by a hyphen to the word before
	commas        int  // inside it: 1,900 is no year
}

// opening words begin a clause: what is negated before them is not behind them.
var opening = words.Set("but because although though while which who if when whereas until unless after before since and that despite")

// split cuts a content into words.
func split(text string) []word {
	all := words.Split(text)
	out := make([]word, len(all))
	at := 0
	for i, w := range all {
		o := word{folded: w.Folded, start: w.Start, end: w.End}
		o.before, _ = utf8.DecodeLastRuneInString(text[:w.Start])
		o.after, _ = utf8.DecodeRuneInString(text[w.End:])
		between := text[at:w.Start]
		o.boundary = i > 0 && (strings.ContainsAny(between, ",;:.?!()—–…\"“”") || strings.Contains(between, "--") || strings.Contains(between, " - ") || opening[o.folded])
		o.joined = between == "-"
		o.number = o.folded[0] >= '0' && o.folded[0] <= '9'
		o.commas = strings.Count(text[w.Start:w.End], ",")
		out[i], at = o, w.End
	}
	return out
}

// negated says of each word whether its clause is negated, and gives the negators' places.
func negated(all []word) (out []bool, at []int) {
	out = make([]bool, len(all))
	begin := 0
	for i := range all {
		last := i == len(all)-1
		if !last && !all[i+1].boundary {
			continue
		}
		not := false
		for k := begin; k <= i; k++ {
			f := all[k].folded
			switch next := k + 1; {
			case next < len(all) && unforced[all[next].folded], k > 0 && all[k-1].folded == "or": // "in May or not at all"
			case negators[f], next < len(all) && negativeVerbs[f] == all[next].folded && negativeVerbs[f] != "":
				not = !not
				at = append(at, k)
			}
		}
		for k := begin; k <= i; k++ {
			out[k] = not
		}
		begin = i + 1
	}
	return out, at
}

// finite are words that make a clause, one that says that something is so.
var finite = words.Set(`is are was were be been am has have had do does did will would shall should can could may might must isnt arent wasnt werent hasnt
	havent hadnt dont doesnt didnt wont wouldnt cant cannot couldnt shouldnt took met won lost gave got made went came knew saw found told sent built thought
	ran broke spoke wrote held hid stole sold bought paid fell rose left kept led beat hit let put cut shut set began felt became i we he she they you its weve ive theyre were hes shes`)

// bare says whether a content is what its source does or means to do, without a subject:
// "to close the mill", "not to close it".
func bare(all []word) bool {
	if len(all) > 1 && all[0].folded == "not" {
		all = all[1:]
	}
	return len(all) > 0 && all[0].folded == "to"
}

// What a content is.
const (
	thing  = iota // "the meeting", "benefits to couples"
	loose         // perhaps a clause: a word of it ends like a verb
	clause        // "that they met", "having met"
)

// formOf tells which of these some words are.
func formOf(all []word) int {
	out := thing
	for i, w := range all {
		switch {
		case finite[w.folded] || i == 0 && (w.folded == "that" || w.folded == "to" || len(w.folded) > 5 && strings.HasSuffix(w.folded, "ing")):
			return clause
		case w.folded == "to" && out == thing && i < len(all)/2, i > 0 && len(w.folded) > 4 && strings.HasSuffix(w.folded, "ed"):
			out = loose
		}
	}
	return out
}

// pointing are the words of a content that only points to what was said before.
var pointing = words.Set(`it that this them those the claim claims allegation allegations accusation accusations charge charges report reports suggestion
	suggestions idea notion story all any such these both its his her their`)

// points says whether a content only points back: "that", "the accusation".
func points(all []word) bool {
	for _, w := range all {
		if !pointing[w.folded] {
			return false
		}
	}
	return len(all) > 0
}
