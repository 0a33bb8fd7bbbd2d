package entity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"hearsay/extract/news"
	"hearsay/graph/link/internal/words"
)

// A name is a name as names are compared: its words without marks and case, and without
// what says nothing of whose it is.
type name struct {
	words  []string // "of" and the like among them
	suffix string   // of a person "jr", "iii", of a place what stands behind its comma; "" where there is none
}

func (n *name) String() string { return strings.TrimSpace(strings.Join(n.words, " ") + " " + n.suffix) }

func (n *name) last() string { return n.words[len(n.words)-1] }

// parse gives the name of an entity of a type. The words before it that are titles go,
// and what stands behind a company's name ("Inc") or, after a comma, behind a person's.
func parse(text string, kind news.Type) name {
	text = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(text), "'s"), "’s")
	before, after, comma := strings.Cut(text, ",")
	if kind == news.Person && comma {
		text = before
		if words := fold(after); len(words) > 0 && personSuffixes[words[0]] {
			text += " " + words[0]
		}
	}
	if kind == news.Place && comma && len(fold(before)) > 0 {
		return name{words: fold(before), suffix: strings.Join(fold(after), " ")}
	}
	n := name{words: fold(text)}
	for len(n.words) > 1 && (determiners[n.words[0]] && len(n.words[0]) > 1 || kind == news.Person && titles[n.words[0]]) { // "A." may be an initial
		n.words = n.words[1:]
	}
	for len(n.words) > 1 && kind == news.Person && personSuffixes[n.last()] {
		n.suffix = n.last()
		n.words = n.words[:len(n.words)-1]
	}
	for len(n.words) > 1 && kind == news.Organization && companySuffixes[n.last()] {
		n.words = n.words[:len(n.words)-1]
	}
	if full := fullNames[n.String()]; full != "" && kind != news.Person {
		n.words = strings.Fields(full)
	}
	return n
}

// fullNames are those of countries and of bodies of countries that are never written out.
var fullNames = map[string]string{
	"us": "united states", "usa": "united states", "united states of america": "united states", "uk": "united kingdom", "britain": "united kingdom",
	"great britain": "united kingdom", "un": "united nations", "eu": "european union",
}

// fold gives the words of a text without marks and case (NFKD), full stops and
// apostrophes left out.
func fold(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
		case r == '&':
			b.WriteString(" and ")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

var (
	personSuffixes  = words.Set("jr sr ii iii iv junior senior")
	companySuffixes = words.Set("inc corp corporation co ltd plc llc lp ag sa nv limited incorporated company companies holdings and")
	titles          = words.Set(`mr mrs ms miss dr prof professor sir dame lord lady president vice senator sen representative rep congressman congresswoman governor gov mayor
		general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm commander cmdr judge justice secretary minister premier chancellor ambassador
		pope bishop archbishop cardinal reverend rev father sister king queen prince princess sheriff officer detective inspector superintendent constable const chief deputy coach
		actor actress former then attorney prosecutor spokesman spokeswoman speaker chairman ceo director prime foreign defense defence acting special counsel agent saint`)
	countries = words.Set("us usa united states uk british american england english")
	small     = words.Set("of the for and on in to at a an de la")
)

// A relation is how one name can be another's.
type relation int

const (
	none    relation = iota
	kindred          // the same name of another type
	given            // "Lindsay" of "Lindsay Lohan"
	surname          // "Lohan" of "Lindsay Lohan"
	initial          // "J. Smith" of "John Smith"
	middle           // "Hillary Clinton" of "Hillary Rodham Clinton"
	nickname
	generation // "Sammy Davis" of "Sammy Davis Jr."
	spelling
	acronym
	country // "Senate" of "US Senate"
	begins  // "Promises" of "Promises Treatment Center"
	ends    // "Saints" of "New Orleans Saints"
	bare    // "Smith" of another article's "Smith"
	relations
)

var relationNames = [relations]string{
	"", "the same name of another type", "given name", "last name", "initial", "middle name", "nickname", "junior or senior", "spelling", "acronym", "country before the name",
	"the name's beginning", "the name's end", "the same bare name",
}

func (r relation) String() string { return relationNames[r] }

// relate says how the names of two people could be one; short is the shorter one.
func relatePeople(short, long *name) relation {
	s, l := short.words, long.words
	switch {
	case slices.Equal(s, l):
		switch {
		case short.suffix != "" && long.suffix != "" && short.suffix != long.suffix:
			return none
		case short.suffix != long.suffix:
			return generation
		case len(s) == 1:
			return bare
		}
		return kindred
	case len(s) == 1:
		switch {
		case len(l) == 1:
			return none
		case s[0] == l[len(l)-1] || s[0] == strings.Join(l[1:], " "):
			return surname
		case s[0] == l[0]:
			return given
		case squashed(l) == s[0]:
			return spelling
		}
		return none
	case short.suffix != "" && long.suffix != "" && short.suffix != long.suffix:
		return none
	case squashed(s) == squashed(l):
		return spelling
	case len(s) == len(l)-1 && len(l[0]) == 1 && slices.Equal(s, l[1:]):
		return middle // "Mark Felt" of "W. Mark Felt"
	case len(s) < len(l) && slices.Equal(s, l[len(l)-len(s):]):
		return surname // "bin Laden"
	case len(s) < len(l) && slices.Equal(s, l[:len(s)]):
		return begins // "Kim Kardashian" of "Kim Kardashian West"
	}
	sl, ll := short.last(), long.last()
	if sl == ll {
		switch a, b := s[0], l[0]; {
		case a == b:
			if middlesAgree(s[1:len(s)-1], l[1:len(l)-1]) {
				return middle
			}
			return none
		case isInitial(a, b):
			return initial
		case nicknames[a] != "" && (nicknames[a] == nicknames[b] || nicknames[a] == b) || nicknames[b] == a:
			return nickname
		case len(s) == len(l) && alike(a, b) && slices.Equal(s[1:], l[1:]):
			return spelling
		case len(l) > 2 && a == l[1]:
			return middle // "Chin Gigante" of "Vincent Chin Gigante"
		}
		return none
	}
	if len(s) == len(l) && slices.Equal(s[:len(s)-1], l[:len(l)-1]) && (alike(sl, ll) || len(sl) > 3 && sl+"e" == ll) {
		return spelling
	}
	return none
}

// middlesAgree says whether what stands between first and last name can be one's.
func middlesAgree(a, b []string) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] && !isInitial(a[i], b[i]) {
			return false
		}
	}
	return true
}

// isInitial says whether one word is the first letter of the other.
func isInitial(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) == 1 && strings.HasPrefix(b, a)
}

// relateThings says how the names of two that are no people could be one's.
func relateThings(short, long *name, a, b news.Type) relation {
	s, l := short.words, long.words
	switch {
	case slices.Equal(s, l) && short.suffix != long.suffix:
		if short.suffix != "" && long.suffix != "" {
			return none
		}
		return begins // "Portland" of "Portland, Maine"
	case slices.Equal(s, l):
		return kindred
	case squashed(s) == squashed(l):
		return spelling
	case len(s) == 1 && len(l) > 1 && a != news.Place && b != news.Place && isAcronym(s[0], l):
		return acronym
	case slices.Equal(withoutCountry(s), withoutCountry(l)):
		return country
	case len(s) < len(l) && slices.Equal(s, l[:len(s)]) && allIn(l[len(s):], bodyWords) && (a == b && a != news.Place || l[len(s)] == "sea" || l[len(s)] == "ocean"):
		return begins
	case len(s) < len(l) && slices.Equal(s, l[len(l)-len(s):]) && (strings.HasSuffix(short.last(), "s") || short.last() == "sox") && a != news.Place:
		return ends // of teams; see [collection.isTeam]
	case a == b && misprinted(s, l):
		return spelling
	}
	return none
}

// misprinted says whether two names differ in one word, as misprints do.
func misprinted(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	found := false
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if found || !alike(a[i], b[i]) || a[i]+"s" == b[i] || b[i]+"s" == a[i] {
			return false
		}
		found = true
	}
	return found
}

func allIn(words []string, set map[string]bool) bool {
	for _, w := range words {
		if !set[w] {
			return false
		}
	}
	return true
}

// bodyWords are those that a body's short name leaves out.
var bodyWords = words.Set(`sea ocean technologies technology group systems international industries motors airlines airways communications pharmaceuticals center centre clinic hospital treatment rehab
	rehabilitation healthcare media labs entertainment studios partners energy foods stores software networks telecom solutions services insurance capital records magazine newspaper mission critical facilities and
	inc corp usa us organization association foundation institute agency`)

func withoutCountry(words []string) []string {
	out := words
	if allIn(words, countries) {
		return words
	}
	for len(out) > 1 && countries[out[len(out)-1]] {
		out = out[:len(out)-1]
	}
	for len(out) > 1 && countries[out[0]] {
		out = out[1:]
	}
	return out
}

// isAcronym says whether a word is made of the first letters of others, small words
// counted or not.
func isAcronym(word string, of []string) bool {
	var all, great strings.Builder
	for _, w := range of {
		all.WriteString(w[:1])
		if !small[w] {
			great.WriteString(w[:1])
		}
	}
	return len(word) > 1 && (word == all.String() || word == great.String())
}

func squashed(words []string) string { return strings.Join(words, "") }

// alike says whether two words differ as misprints do: by one letter where they
// are long, by two where they are very long, and never in the first; letters that changed places count one. Digits must be the same.
func alike(a, b string) bool {
	shorter := min(len(a), len(b))
	most := 0
	switch {
	case shorter >= 10:
		most = 2
	case shorter >= 6:
		most = 1
	}
	if most == 0 || a[0] != b[0] || len(a)-len(b) > most || len(b)-len(a) > most || digits(a) != digits(b) {
		return false
	}
	return distance(a, b) <= most
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// distance is how many letters must be changed, put in, left out or swapped with the
// next (Damerau, CACM 1964; each letter at most once).
func distance(a, b string) int {
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row = above, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// nicknames lead from short given names to the full ones.
var nicknames = pairs(`bill william billy william will william willie william bob robert bobby robert rob robert robbie robert dick richard rick richard rich richard ricky richard jim james jimmy james jamie james
	joe joseph joey joseph mike michael mick michael mickey michael tom thomas tommy thomas tony anthony chuck charles charlie charles dave david dan daniel danny daniel ed edward eddie edward ted edward
	fred frederick freddie frederick frank francis jack john johnny john jeff jeffrey geoff geoffrey ken kenneth kenny kenneth larry lawrence matt matthew nick nicholas pat patrick pete peter phil philip
	ray raymond ron ronald ronnie ronald sam samuel sandy alexander alex alexander steve steven stephen steven stan stanley tim timothy vince vincent vinny vincent walt walter zack zachary andy andrew drew andrew ben benjamin
	bernie bernard bert albert brad bradley cathy catherine kathy katherine kate katherine katie katherine kathryn katherine liz elizabeth beth elizabeth betty elizabeth betsy elizabeth bettie elizabeth sue susan susie susan
	debbie deborah deb deborah barb barbara becky rebecca jen jennifer jenny jennifer jess jessica kim kimberly maggie margaret meg margaret peggy margaret mandy amanda nancy ann pam pamela patty patricia
	sally sarah sherry cheryl terry terrence theo theodore tina christina chris christopher christie christopher greg gregory harry henry hank henry jerry gerald josh joshua len leonard leo leonard
	lou louis manny manuel marty martin max maxwell mitch mitchell nate nathan norm norman oz oswald russ russell sid sidney val valerie vic victor wes wesley gabe gabriel gus augustus dom dominic don donald donnie donald
	doug douglas eli elijah mo maurice abe abraham al albert alf alfred archie archibald art arthur bart bartholomew cal calvin cliff clifford clint clinton curt curtis dale dalton gene eugene gil gilbert hal harold herb herbert
	ike isaac ira irving jake jacob jon jonathan kit christopher lenny leonard les leslie mel melvin moe maurice ned edward newt newton rudy rudolph`)

func pairs(words string) map[string]string {
	out := map[string]string{}
	all := strings.Fields(words)
	for i := 0; i+1 < len(all); i += 2 {
		out[all[i]] = all[i+1]
	}
	return out
}
