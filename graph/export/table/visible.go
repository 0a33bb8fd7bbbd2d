package table

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible shows control characters as they would be written in Go, so that no
// text of an article can drive a terminal: C0 but tab and line feed, delete, C1,
// the marks that turn the direction of writing, and bytes that are not UTF-8.
func Visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if hidden(r) {
			b.WriteString(asText(r, s[i:i+size]))
		} else {
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// OneLine is a text on one line, with single spaces, its control characters visible.
func OneLine(s string) string {
	if isOneLine(s) {
		return s
	}
	return Visible(strings.Join(strings.Fields(s), " "))
}

// isOneLine says whether a text is as [OneLine] gives it, as nearly all are.
func isOneLine(s string) bool {
	blank := true // before this rune
	for _, r := range s {
		if r != ' ' && (unicode.IsSpace(r) || hidden(r)) || r == ' ' && blank {
			return false
		}
		blank = r == ' '
	}
	return s == "" || !blank
}

// hidden says whether a rune must not reach a terminal as it is.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20 || r >= 0x7f && r < 0xa0 || r == utf8.RuneError || r == '\u2028' || r == '\u2029':
		return true
	}
	return r == '\u061c' || r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// asText writes a hidden rune as Go does; from is its bytes.
func asText(r rune, from string) string {
	switch {
	case r == utf8.RuneError && len(from) == 1:
		return fmt.Sprintf(`\x%02x`, from[0])
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// asJSON writes a hidden rune as it stands in a string of JSON, and of N-Quads and
// Turtle.
func asJSON(r rune, _ string) string { return fmt.Sprintf(`\u%04x`, r) }
