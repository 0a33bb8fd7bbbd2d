// Package words cuts a text into words as quotations are compared: in NFC, without
// case, apostrophes and punctuation, so that “Don’t” and "don't" are the same word.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Word is text[Start:End], and Folded what it is compared by.
type Word struct {
	Folded     string
	Start, End int
}

// Split gives the words of a text: runs of letters, digits and marks. Apostrophes, and
// commas and full stops between digits, part no words; only the full stops between
// digits count.
func Split(text string) []Word {
	out := make([]Word, 0, len(text)/6)
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !inWord(r) {
			at += size
			continue
		}
		end := at + size
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !inWord(r) && !joins(text, end, r, size) {
				break
			}
			end += size
		}
		out = append(out, Word{Folded: fold(text[at:end]), Start: at, End: end})
		at = end
	}
	return out
}

// Folded are the words of a text alone.
func Folded(text string) []string {
	all := Split(text)
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = w.Folded
	}
	return out
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// joins says whether the rune at a place, which is no part of a word, parts none: an
// apostrophe or what is not seen between letters, a comma or full stop between digits.
func joins(text string, at int, r rune, size int) bool {
	next, _ := utf8.DecodeRuneInString(text[at+size:])
	switch r {
	case '\'', '’', 'ʼ', '\u00ad', '\u200b', '\u200d', '\u2060':
		return inWord(next)
	case ',', '.':
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		return digit(before) && digit(next)
	}
	return false
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// fold is a word as it is compared.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '\'' || c == ',' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return strings.Map(func(r rune) rune {
		switch {
		case inWord(r):
			return unicode.ToLower(r)
		case r == '.':
			return r
		}
		return -1
	}, norm.NFC.String(word))
}

// Set are words with blanks between them, as a set.
func Set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
