package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// advance is the width of a rune in a proportional sans-serif font, in hundredths
// of the font's size: about those of DejaVu Sans, the widest of the fonts that
// stand in for Helvetica, so that text does not run out of its box in any.
func advance(r rune) int {
	switch {
	case strings.ContainsRune("ijl.,:;'|!`‘’ ", r):
		return 34
	case strings.ContainsRune("ftr()[]-I\"“”/", r):
		return 43
	case strings.ContainsRune("mMW@%—…", r):
		return 100
	case strings.ContainsRune("w", r):
		return 84
	case unicode.IsUpper(r):
		return 76
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		return 0
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300 && r <= 0x1faff || r >= 0x20000):
		return 105
	default:
		return 64
	}
}

// textWidth is the width of a text at a font size, in the size's unit.
func textWidth(s string, size float64) float64 {
	sum := 0
	for _, r := range s {
		sum += advance(r)
	}
	return float64(sum) * size / 100
}

// boldWidth is the width of a text in bold letters.
func boldWidth(s string, size float64) float64 { return 1.13 * textWidth(s, size) }

// wrap breaks a text at blanks into lines of at most width, and within a word
// where the word alone is wider. Nothing is left out; runs of blanks become one.
func wrap(s string, size, width float64) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(s) {
		for textWidth(word, size) > width {
			head, tail := splitAt(word, size, width)
			if current != "" {
				lines, current = append(lines, current), ""
			}
			lines = append(lines, head)
			word = tail
		}
		switch {
		case current == "":
			current = word
		case textWidth(current+" "+word, size) <= width:
			current += " " + word
		default:
			lines, current = append(lines, current), word
		}
	}
	if current != "" || len(lines) == 0 {
		lines = append(lines, current)
	}
	return lines
}

// splitAt cuts a word after the last rune that fits in width; at least one rune
// stays before the cut.
func splitAt(word string, size, width float64) (head, tail string) {
	used := 0.0
	for i, r := range word {
		used += float64(advance(r)) * size / 100
		if used > width && i > 0 {
			return word[:i], word[i:]
		}
	}
	return word, ""
}

// shorten cuts a text of more than n runes at a blank near the end, and marks
// the cut with an ellipsis.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := []rune(s)[:n-1]
	for i := len(cut) - 1; i > n/2; i-- {
		if cut[i] == ' ' {
			cut = cut[:i]
			break
		}
	}
	return strings.TrimRight(string(cut), " ,;:") + "…"
}

// printable gives a text without what XML 1.0 does not allow: control characters
// become U+FFFD, but for tab and line ends, and so does invalid UTF-8.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff:
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
