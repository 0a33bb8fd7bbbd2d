package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is the greatest length of a token in bytes; longer runs are cut.
const longest = 1024

// tokens cuts a text into tokens.
func tokens(text string) []Token {
	out := make([]Token, 0, len(text)/5+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || r == 0 || r >= 0xad && invisible(r) {
			i += size
			continue
		}
		end := i + size
		switch {
		case isWord(r):
			end = word(text, i)
		case (r == '@' || r == '#') && startsWord(text[end:]):
			end = run(text, end)
		case r == '\'' || r == '’':
			end = apostrophe(text, i, size)
		case r == '`' && strings.HasPrefix(text[i:], "``"):
			end = i + 2
		case r == '.' && strings.HasPrefix(text[i:], "..."):
			for end = i; end < len(text) && text[end] == '.' && end-i < longest; end++ {
			}
		}
		if end-i > longest {
			for end = i + longest; !utf8.RuneStart(text[end]); end-- {
			}
		}
		out = append(out, Token{Start: i, End: end})
		i = end
	}
	return out
}

// isWord says whether a rune belongs to words and numbers.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// HasWord reports whether a text is more than marks: it has a letter or a digit.
func HasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWord(r)
}

// run gives the end of the word runes that begin at i.
func run(text string, i int) int {
	limit := min(len(text), i+longest)
	for i < limit {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r >= 0xad && invisible(r) { // within a word it is part of it
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); isWord(next) && i+size <= limit {
				i += size
				continue
			}
		}
		if !isWord(r) || i+size > limit {
			break
		}
		i += size
	}
	return i
}

// word gives the end of the word, number or address that begins at i: with the
// apostrophes, full stops and commas that belong to it, without the clitic 's.
func word(text string, i int) int {
	if end := address(text, i); end > 0 {
		return end
	}
	end := run(text, i)
	for end < len(text) && end-i < longest {
		next := text[end:]
		switch {
		case next[0] == '.' && inWord(text[i:end], next[1:]):
			end = run(text, end+1)
		case next[0] == ',' && digitAtEnd(text[i:end]) && thousands(next[1:]):
			end += 4
		case (next[0] == '\'' || strings.HasPrefix(next, "’")) && joins(next):
			size := 1
			if next[0] != '\'' {
				size = len("’")
			}
			end = run(text, end+size)
		default:
			return withStop(text, i, end)
		}
	}
	return end
}

// inWord says whether a full stop after head goes on with tail as one word: a
// decimal, initials, a host's name.
func inWord(head, tail string) bool {
	if tail == "" || !startsWord(tail) {
		return false
	}
	first, _ := utf8.DecodeLastRuneInString(head)
	next, size := utf8.DecodeRuneInString(tail)
	if unicode.IsDigit(first) && unicode.IsDigit(next) {
		return true
	}
	if unicode.IsLetter(first) && unicode.IsLetter(next) && lastLetters(head) == 1 { // U.S, a.m, J.K
		after, _ := utf8.DecodeRuneInString(tail[size:])
		return after == '.' || !isWord(after)
	}
	// A host's name: small letters on both sides, with no blank.
	return unicode.IsLower(first) && unicode.IsLower(next) && domain(tail)
}

// lastLetters is the number of runes after the last full stop.
func lastLetters(head string) int {
	return utf8.RuneCountInString(head[strings.LastIndexByte(head, '.')+1:])
}

// domain says whether the word that tail begins with is the end of a host's name.
func domain(tail string) bool {
	return words().hosts[tail[:run(tail, 0)]]
}

func digitAtEnd(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// thousands says whether s begins with three digits and no fourth.
func thousands(s string) bool {
	if len(s) < 3 {
		return false
	}
	for k := range 3 {
		if s[k] < '0' || s[k] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// joins says whether the apostrophe that s begins with stands inside a word: a
// letter follows, and it is not the clitic 's.
func joins(s string) bool {
	tail := strings.TrimPrefix(strings.TrimPrefix(s, "'"), "’")
	r, _ := utf8.DecodeRuneInString(tail)
	if !unicode.IsLetter(r) {
		return false
	}
	rest := tail[:run(tail, 0)]
	return rest != "s" && rest != "S"
}

// withStop takes a full stop into the word where it marks an abbreviation or an
// initial.
func withStop(text string, i, end int) int {
	if end >= len(text) || text[end] != '.' || strings.HasPrefix(text[end:], "..") {
		return end
	}
	w := text[i:end]
	r, size := utf8.DecodeRuneInString(w)
	initial := size == len(w) && unicode.IsUpper(r)
	initials := strings.IndexByte(w, '.') > 0 && lastLetters(w) == 1 && unicode.IsLetter(r)
	if initial || initials || words().abbreviations[strings.ToLower(w)] != plain {
		return end + 1
	}
	return end
}

// apostrophe gives the end of what an apostrophe at i begins: the clitic 's, a
// doubled quotation mark, or itself.
func apostrophe(text string, i, size int) int {
	rest := text[i+size:]
	if text[i] == '\'' && strings.HasPrefix(rest, "'") {
		return i + 2
	}
	if i > 0 && (strings.HasPrefix(rest, "s") || strings.HasPrefix(rest, "S")) && !startsWord(rest[1:]) {
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); isWord(before) || before == '.' {
			return i + size + 1
		}
	}
	return i + size
}

// address gives the end of the URL or e-mail address that begins at i, or 0.
func address(text string, i int) int {
	limit := min(len(text), i+longest)
	rest := text[i:limit]
	web := hasPrefixFold(rest, "http://") || hasPrefixFold(rest, "https://") || hasPrefixFold(rest, "www.")
	if !web && !email(rest) {
		return 0
	}
	end := 0
	for end < len(rest) {
		r, size := utf8.DecodeRuneInString(rest[end:])
		if unicode.IsSpace(r) || r == utf8.RuneError || strings.ContainsRune(`<>"“”‘’«»|{}^`, r) {
			break
		}
		end += size
	}
	trimmed := strings.TrimRight(rest[:end], ".,;:!?)]'")
	if trimmed == "" {
		return 0
	}
	return i + len(trimmed)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// email says whether s begins with an e-mail address: it looks at no more than
// 64 bytes before the @.
func email(s string) bool {
	at := strings.IndexByte(s[:min(len(s), 65)], '@')
	if at < 1 || at+1 >= len(s) || !startsWord(s[at+1:]) {
		return false
	}
	for _, r := range s[:at] {
		if !isWord(r) && r != '.' && r != '-' && r != '+' {
			return false
		}
	}
	host := s[at+1:]
	end := run(host, 0)
	return end < len(host) && host[end] == '.' && startsWord(host[end+1:])
}
