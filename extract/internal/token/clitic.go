package token

import "strings"

// Straight is a text with typewriter's apostrophes in place of printer's.
func Straight(s string) string { return strings.ReplaceAll(s, "’", "'") }

// PossessiveS reports whether a token is 's.
func PossessiveS(word string) bool { return word == "'s" || word == "’s" }

// Possessive reports whether a token makes what stands before it a possessive: 's, or
// the apostrophe alone of plurals.
func Possessive(word string) bool { return PossessiveS(word) || word == "'" || word == "’" }

// Uncontracted is how many bytes of a word are its pronoun's: of "they're" and "I’ll"
// those before the apostrophe, of other words all.
func Uncontracted(word string) int {
	if i := strings.IndexAny(word, "'’"); i > 0 {
		switch strings.ToLower(strings.TrimLeft(word[i:], "'’")) {
		case "re", "ve", "m", "ll", "d":
			return i
		}
	}
	return len(word)
}
