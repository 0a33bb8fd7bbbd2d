package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestLine = 64  // bytes of a line that is furniture
	teaserName  = 8   // tokens between a name and the word in which it comes again
	teaserWords = 120 // tokens of a teaser
)

// without leaves out the tokens that a site put between those of the article: lines of a
// closed list, and teasers behind names. What goes on around them, a
// quotation or a sentence, is read as if they were not there; places in the text stay.
func without(text string, tokens []Token, wrapped bool) []Token {
	out, line := tokens[:0], 0
	for i := 0; i < len(tokens); {
		if i == 0 || strings.IndexByte(text[tokens[i-1].End:tokens[i].Start], '\n') >= 0 {
			if end := furnitureLine(text, tokens, i, wrapped); end > i {
				i = end
				continue
			}
			line = len(out)
		}
		out = append(out, tokens[i])
		i++
		if name := again(text, out[max(line, len(out)-1-teaserName):]); name > 0 {
			if end := teaserEnd(text, tokens, i); end > 0 {
				out, i = out[:len(out)-name], end
			}
		}
	}
	return out
}

// furnitureLine is the token behind what is furniture of the line that token i begins; i
// where nothing is. The first line is a title, whatever it says, and one that is only
// wrapped begins with any words of the article.
func furnitureLine(text string, tokens []Token, i int, wrapped bool) int {
	start := tokens[i].Start
	end := strings.IndexByte(text[start:min(len(text), start+longestLine)], '\n')
	if end < 0 {
		end = min(len(text)-start, longestLine)
	}
	line, v := text[start:start+end], words()
	opening := openingOf(line)
	switch {
	case i > 0 && len(line) < longestLine && v.furniture[hyphens(strings.Trim(line, " \t\r\u00a0:.…-–—*[]()"))]:
	case i > 0 && len(line) < longestLine && !wrapped && (v.openings[hyphens(opening[0])] || v.openings[hyphens(opening[1])]):
	case !wrapped && v.captions[hyphens(opening[0])]:
		end = len(opening[0])
	default:
		return i
	}
	for i < len(tokens) && tokens[i].Start < start+end {
		i++
	}
	return i
}

// openingOf are the first two and the first three words of a line.
func openingOf(line string) (opening [2]string) {
	for i, words := 0, 0; i <= len(line) && words < 3; i++ {
		if i == len(line) || line[i] == ' ' {
			if words++; words > 1 {
				opening[words-2] = line[:i]
			}
		}
	}
	return opening
}

func hyphens(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") }

// again says how many of the last tokens stand behind a name that the last one begins
// with, before a word that was run into it: of "Ada Ruiz Ada Mary RuizSenate" three; else 0.
func again(text string, tokens []Token) int {
	last := text[tokens[len(tokens)-1].Start:tokens[len(tokens)-1].End]
	if first, _ := utf8.DecodeRuneInString(last); !unicode.IsUpper(first) {
		return 0
	}
	for k, token := range tokens[:len(tokens)-1] {
		name := text[token.Start:token.End]
		if len(name) < 3 || len(name) == len(last) || !strings.HasPrefix(last, name) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(name)
		if next, _ := utf8.DecodeRuneInString(last[len(name):]); unicode.IsLower(before) && unicode.IsUpper(next) {
			return len(tokens) - 1 - k
		}
	}
	return 0
}

// teaserEnd is the token behind the teaser that token i stands in: behind the MORE that
// ends it in the same line, or was run into the name; 0 where none does.
func teaserEnd(text string, tokens []Token, i int) int {
	if strings.HasSuffix(text[tokens[i-1].Start:tokens[i-1].End], "MORE") {
		return i
	}
	for k := i; k < len(tokens) && k < i+teaserWords; k++ {
		if strings.IndexByte(text[tokens[k-1].End:tokens[k].Start], '\n') >= 0 {
			return 0
		}
		if text[tokens[k].Start:tokens[k].End] == "MORE" {
			return k + 1
		}
	}
	return 0
}
