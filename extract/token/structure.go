package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs sets the paragraphs. In a text with a blank line between two of
// its lines a paragraph ends at blank lines, else at every line end.
func (t *Text) paragraphs() {
	blank := t.hasBlankLine()
	for i := range t.Tokens {
		if i == 0 || t.breaks(i, blank) {
			t.Paragraphs = append(t.Paragraphs, Paragraph{First: i})
		}
		p := len(t.Paragraphs) - 1
		t.Paragraphs[p].End = i + 1
		t.Tokens[i].Paragraph = int32(p)
	}
}

// hasBlankLine says whether two tokens have a blank line between them.
func (t *Text) hasBlankLine() bool {
	for i := 1; i < len(t.Tokens); i++ {
		if t.breaks(i, true) {
			return true
		}
	}
	return false
}

// breaks says whether a line end, or a blank line, stands before token i.
func (t *Text) breaks(i int, blank bool) bool {
	gap := t.Source[t.Tokens[i-1].End:t.Tokens[i].Start]
	first := strings.IndexByte(gap, '\n')
	if first < 0 {
		return strings.ContainsRune(gap, '\u2029')
	}
	return !blank || strings.IndexByte(gap[first+1:], '\n') >= 0
}

// sentences sets the sentences: a new one begins at a paragraph's start and
// behind a full stop, question mark or exclamation mark with the closing marks
// that follow it, if what comes next can begin one.
func (t *Text) sentences() {
	for i := range t.Tokens {
		if i == 0 || t.Tokens[i].Paragraph != t.Tokens[i-1].Paragraph || t.begins(i) {
			t.Sentences = append(t.Sentences, Sentence{First: i})
		}
		s := len(t.Sentences) - 1
		t.Sentences[s].End = i + 1
		t.Tokens[i].Sentence = int32(s)
	}
}

// begins says whether a sentence ends before token i, which is not the first of
// its paragraph.
func (t *Text) begins(i int) bool {
	if t.Tokens[i-1].End == t.Tokens[i].Start && !opensAt(t.Word(i)) {
		return false // no blank between them
	}
	if closesAt(t.Word(i)) && t.marks(i) == closeMark {
		return false
	}
	j := i - 1
	for k := 0; k < 4 && j > 0 && (closesAt(t.Word(j)) || t.marks(j) == closeMark); k++ {
		j--
	}
	last := t.Word(j)
	next, _ := utf8.DecodeRuneInString(t.Word(i))
	starts := unicode.IsUpper(next) || unicode.IsTitle(next) || unicode.IsDigit(next) || !unicode.IsLetter(next) && isWord(next) || opensAt(t.Word(i)) || t.marks(i) == openMark ||
		unicode.Is(unicode.Lo, next)
	switch {
	case last == "?" || last == "!" || last == "." || last == "。":
		return starts || next == '@' || next == '#' || next == '-' || next == '–' || next == '—'
	case last == "…" || strings.HasPrefix(last, "..."):
		return starts && j < i-1 || starts && unicode.IsUpper(next)
	case strings.HasSuffix(last, "."):
		return starts && t.stopEnds(j, i)
	}
	return false
}

// stopEnds says whether the full stop inside token j, an abbreviation or an
// initial, ends a sentence before token i as well.
func (t *Text) stopEnds(j, i int) bool {
	w := strings.ToLower(strings.TrimSuffix(t.Word(j), "."))
	if kind, ok := abbreviations[w]; ok {
		return kind == closing && (j < i-1 || sentenceStarters[strings.ToLower(t.Word(i))])
	}
	if j < i-1 { // a closing mark between
		return true
	}
	if utf8.RuneCountInString(w) == 1 { // an initial
		return false
	}
	return sentenceStarters[strings.ToLower(t.Word(i))]
}

// sentenceStarters are words that, with a capital, begin a sentence more often
// than they go on with a name.
var sentenceStarters = map[string]bool{
	"the": true, "a": true, "an": true, "he": true, "she": true, "it": true, "they": true, "we": true, "i": true, "you": true, "but": true, "and": true,
	"in": true, "on": true, "at": true, "for": true, "this": true, "that": true, "these": true, "those": true, "his": true, "her": true, "their": true, "its": true,
	"if": true, "when": true, "while": true, "as": true, "there": true, "what": true, "who": true, "how": true, "why": true, "so": true, "after": true, "before": true,
	"\"": true, "“": true, "``": true, "‘": true, "«": true, "„": true, "no": true, "yes": true, "not": true, "some": true, "many": true, "most": true,
}

// opensAt says whether a token is an opening bracket or a mark that only opens.
func opensAt(w string) bool {
	switch w {
	case "(", "[", "“", "‘", "«", "„", "``":
		return true
	}
	return false
}

// closesAt says whether a token is a closing bracket or a mark that only closes.
func closesAt(w string) bool {
	switch w {
	case ")", "]", "”", "’", "»", "''":
		return true
	}
	return false
}
