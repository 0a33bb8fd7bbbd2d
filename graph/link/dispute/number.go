package dispute

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph/link/internal/sense"
	"hearsay/graph/link/internal/words"
)

// A number is one that a claim gives, and what it counts.
type number struct {
	Value float64  `json:"v"`
	Of    []string `json:"u,omitempty"` // what is counted: "%", "$", or the stems of up to two words behind it
	Loose bool     `json:"l,omitempty"` // "about", "at least", "some": others near it, or beyond it, say the same
}

// small are the numbers that are written in words.
var small = map[string]float64{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
	"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}

// large are those that multiply the one before.
var large = map[string]float64{"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "k": 1e3}

// loosely makes a number loose, a word or two before it.
var loosely = words.Set("about around some nearly almost roughly approximately least most than over under up estimated dozens hundreds thousands between or")

// months, behind or before which a number is a day.
var months = words.Set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec")

// noQuantity are words behind a number that is no quantity of anything: times and ages.
var noQuantity = words.Set("am pm oclock gmt est et p a st nd rd th")

// numberAt reads the number that begins at the word i, and gives how many words it
// takes; 0 where there is none that counts anything.
func numberAt(words []word, i int) (number, int) {
	text := words[i].folded
	value, ok := small[text]
	used := 1
	if !ok {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || strings.ContainsAny(text, "xXpPeEiInN_") {
			return number{}, 0
		}
		value = v
	} else if i+1 < len(words) && value >= 20 {
		if unit, ok := small[words[i+1].folded]; ok && unit < 10 { // forty eight
			value, used = value+unit, 2
		}
	}
	bare := used == 1
	for i+used < len(words) {
		times, ok := large[words[i+used].folded]
		if !ok {
			break
		}
		value, used, bare = value*times, used+1, false
	}
	n := number{Value: value}
	for back := 1; back <= 2 && i-back >= 0; back++ {
		before := words[i-back].folded
		n.Loose = n.Loose || loosely[before]
		if back == 1 && months[before] {
			return number{}, 0
		}
	}
	if i+used < len(words) {
		next := words[i+used]
		switch {
		case months[next.folded] || noQuantity[next.folded]:
			return number{}, 0
		case next.folded == "percent" || next.folded == "per" || next.folded == "pct":
			n.Of = []string{"%"}
		case next.folded == "year" && i+used+1 < len(words) && words[i+used+1].folded == "old", next.folded == "yearold":
			return number{}, 0
		}
	}
	before, after := words[i].before, words[i+used-1].after
	switch {
	case after == '%':
		n.Of = []string{"%"}
	case before == '$' || before == '€' || before == '£':
		n.Of = []string{string(before)}
	case before == ':' || after == ':' && i+used < len(words) && words[i+used].number: // 10:30, 3:2
		return number{}, 0
	case after == '/' || before == '/' || before == '#' || before == '-' && words[i].joined:
		return number{}, 0
	}
	if bare && len(n.Of) == 0 && value >= 1900 && value < 2100 && value == math.Trunc(value) && !strings.ContainsAny(text, ".") && words[i].commas == 0 {
		return number{}, 0 // a year
	}
	for k := i + used; len(n.Of) < 2 && (len(n.Of) == 0 || n.Of[0] != "%") && k < len(words) && k < i+used+4; k++ {
		w := words[k]
		if w.boundary || w.number {
			break
		}
		if stopwords[w.folded] || negators[w.folded] {
			if len(n.Of) > 0 && n.Of[0] != "$" || w.folded != "of" && w.folded != "more" && w.folded != "people" && w.folded != "other" {
				if w.folded == "people" && len(n.Of) == 0 {
					n.Of = append(n.Of, "people")
				}
				break
			}
			continue
		}
		n.Of = append(n.Of, sense.Of(w.folded).Stem)
	}
	return n, used
}

// near says whether two numbers may be meant as the same: one is a rounding of the other,
// or is told loosely and not far.
func near(a, b number) bool {
	lo, hi := min(a.Value, b.Value), max(a.Value, b.Value)
	if lo == hi {
		return true
	}
	far := (hi - lo) / hi
	if a.Loose || b.Loose {
		return far < .34
	}
	return far < .06
}

// sameQuantity says whether two numbers count the same thing, as far as can be told.
func sameQuantity(a, b number) bool {
	if len(a.Of) == 0 || len(b.Of) == 0 {
		return false
	}
	unit := func(n number) bool { return n.Of[0] == "%" || n.Of[0] == "$" || n.Of[0] == "€" || n.Of[0] == "£" }
	if unit(a) || unit(b) {
		return a.Of[0] == b.Of[0]
	}
	return slices.ContainsFunc(a.Of, func(u string) bool { return slices.Contains(b.Of, u) })
}
