package dispute

import (
	"slices"
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
	begin, carried := 0, false
	for i := range all {
		last := i == len(all)-1
		if !last && !all[i+1].boundary {
			continue
		}
		not := carried
		partly := false
		for k := begin; k <= i; k++ {
			f := all[k].folded
			next := ""
			if k+1 < len(all) {
				next = all[k+1].folded
			}
			switch {
			case unforced[next], k > 0 && all[k-1].folded == "or", k > 1 && all[k-1].folded == "and" && finite[all[k-2].folded],
				k > 2 && all[k-2].folded == "and" && all[k-1].folded == all[k-3].folded: // "in May or not at all", "what is and is not true"
			case negators[f], negativeVerbs[f] != "" && negativeVerbs[f] == next, stopping[f] && strings.HasSuffix(next, "ing"):
				not = !not
				at = append(at, k)
			case partial[f] && not:
				partly = true // "not all" is what "some" says
			}
		}
		if partly {
			not = false
			at = slices.DeleteFunc(at, func(k int) bool { return k >= begin })
		}
		for k := begin; k <= i; k++ {
			out[k] = not
		}
		// "there is no reason to believe that": what follows is what is negated.
		carried = not && !last && all[i+1].folded == "that" && believing[all[i].folded]
		begin = i + 1
	}
	return out, at
}

// partial are words by which a negated clause says that something is so in part.
var partial = words.Set("all every everyone everything everybody always enough much too fully entirely completely necessarily exactly alone only solely yet")

// believing are words before "that" whose negation is of what follows.
var believing = words.Set(`believe think know reason evidence proof indication sign prove show suggest mean indicate aware convinced clear true doubt say said
	claim`)

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
