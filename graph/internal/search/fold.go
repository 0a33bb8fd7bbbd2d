package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// titles stand before names and say nothing of which name it is.
var titles = map[string]bool{
	"the": true, "a": true, "an": true, "mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "prof": true, "professor": true, "sir": true, "dame": true, "lord": true, "lady": true,
	"president": true, "senator": true, "sen": true, "rep": true, "representative": true, "gov": true, "governor": true, "gen": true, "general": true, "judge": true, "justice": true,
	"secretary": true, "minister": true, "mayor": true, "col": true, "colonel": true, "lt": true, "capt": true, "captain": true, "rev": true, "reverend": true, "congressman": true, "congresswoman": true,
}

// Fold gives a name as names are compared: without marks and case (NFKD), full
// stops and apostrophes left out, other punctuation as blanks, titles before it
// and a possessive 's behind it taken off.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(name), "'s"), "’s")) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && titles[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// longestWord is the most bytes of a word that count in a search; PostgreSQL
// takes none of more than 2,046.
const longestWord = 255

// Words gives the words of a text as searches compare them, one blank
// between two: runs of letters and digits, without marks and case (NFKD).
func Words(text string) string {
	out := make([]byte, 0, len(text))
	begun, inWord := 0, false
	for _, r := range norm.NFKD.String(text) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf:
			inWord = false
			continue
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
		default:
			inWord = false
			continue
		}
		if !inWord {
			if len(out) > 0 {
				out = append(out, ' ')
			}
			begun, inWord = len(out), true
		}
		if len(out)-begun+utf8.RuneLen(r) <= longestWord {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// HasWhole says whether a part stands in a text from the beginning of a word to
// the end of one. It may miss one that stands there more than once.
func HasWhole(text, part string) bool {
	before, after, ok := strings.Cut(text, part)
	if !ok || part == "" {
		return ok
	}
	first, _ := utf8.DecodeRuneInString(part)
	last, _ := utf8.DecodeLastRuneInString(part)
	left, _ := utf8.DecodeLastRuneInString(before)
	right, _ := utf8.DecodeRuneInString(after)
	return (before == "" || !inWords(first) || !inWords(left)) && (after == "" || !inWords(last) || !inWords(right))
}

// inWords says whether a rune may be a part of a word.
func inWords(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// HasWords says whether a folded text has all the words.
func HasWords(folded string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(" "+folded+" ", " "+w+" ") {
			return false
		}
	}
	return true
}
