package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs sets the paragraphs. In a text with a blank line between two of
// its lines, beside that behind its title, a paragraph ends at blank lines, else at
// every line end that is none of wrapping.
func (t *Text) paragraphs() {
	blank := t.blankLines()
	for i := range t.Tokens {
		if i == 0 || t.breaks(i, blank) {
			t.Paragraphs = append(t.Paragraphs, Paragraph{First: i})
		}
		p := len(t.Paragraphs) - 1
		t.Paragraphs[p].End = i + 1
		t.Tokens[i].Paragraph = int32(p)
	}
}

// blankLines says whether paragraphs end at blank lines: one stands between two
// tokens, and not only behind a title above lines that end where they want.
func (t *Text) blankLines() bool {
	blank, lines, first := 0, 0, false
	for i := 1; i < len(t.Tokens); i++ {
		switch {
		case t.breaks(i, true):
			blank++
			first = first || lines == 0
		case t.EndsLine(i):
			lines++
		}
	}
	return blank > 1 || blank == 1 && !(first && lines > 1)
}

// breaks says whether a line end, or a blank line, stands before token i.
func (t *Text) breaks(i int, blank bool) bool {
	gap := t.gap(i)
	first := strings.IndexByte(gap, '\n')
	switch {
	case first < 0:
		return strings.ContainsRune(gap, '\u2029')
	case strings.IndexByte(gap[first+1:], '\n') >= 0:
		return true
	}
	return !blank && t.EndsLine(i)
}

// gap is what stands between token i and the one before.
func (t *Text) gap(i int) string { return t.Source[t.Tokens[i-1].End:t.Tokens[i].Start] }

// EndsLine says whether a line ends before token i, and was not only wrapped there:
// because the next word did not fit in the width that all lines have, or in the middle
// of a sentence, which goes on with a small letter.
func (t *Text) EndsLine(i int) bool {
	if i == 0 {
		return false
	}
	gap := t.gap(i)
	end := strings.IndexByte(gap, '\n')
	if end < 0 {
		return strings.ContainsRune(gap, '\u2029')
	}
	if strings.IndexByte(gap[end+1:], '\n') >= 0 {
		return true
	}
	next, _ := utf8.DecodeRuneInString(t.Source[t.Tokens[i].Start:])
	if unicode.IsLower(next) && !stops(t.Word(i-1)) {
		return false
	}
	if t.width == 0 {
		return true
	}
	last := t.Tokens[i-1].End
	line := t.Source[strings.LastIndexByte(t.Source[:last], '\n')+1 : last]
	rest := t.Source[t.Tokens[i].Start:]
	word := rest[:len(rest)-len(strings.TrimLeftFunc(rest, func(r rune) bool { return !unicode.IsSpace(r) }))]
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= t.width
}

// stops says whether a word ends a sentence, or what stands before a list.
func stops(w string) bool {
	return strings.HasSuffix(w, ".") || w == "!" || w == "?" || w == ":" || w == ";" || w == "…" || closesAt(w) || w == `"`
}

// Bounds of lines that were wrapped by hand, in characters: mail has 72, old
// terminals 80.
const narrowest, widest = 40, 100

// wrapWidth is the width in which the lines of a text were wrapped by hand: most line
// ends without a blank line stand where the next word would not fit, and most of these
// are no ends of sentences. 0 where they were not.
func wrapWidth(text string) int {
	width, joins := 0, 0
	each := func(visit func(line, next string)) {
		for line, rest, more := strings.Cut(text, "\n"); more; {
			var next string
			next, rest, more = strings.Cut(rest, "\n")
			if strings.TrimSpace(line) != "" && strings.TrimSpace(next) != "" {
				visit(strings.TrimRight(line, " \t\r"), strings.TrimSpace(next))
			}
			line = next
		}
	}
	each(func(line, _ string) { width, joins = max(width, utf8.RuneCountInString(line)), joins+1 })
	if joins < 2 || width < narrowest || width > widest {
		return 0
	}
	full, within := 0, 0
	each(func(line, next string) {
		word, _, _ := strings.Cut(next, " ")
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			full++
			if !strings.ContainsAny(line[len(line)-1:], ".!?:;") && !strings.HasSuffix(line, "”") {
				within++
			}
		}
	})
	if 10*full < 6*joins || 2*within < full {
		return 0
	}
	return width
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
	starts := unicode.In(next, unicode.Lu, unicode.Lt, unicode.Lo, unicode.Nd) || !unicode.IsLetter(next) && isWord(next) ||
		opensAt(t.Word(i)) || t.marks(i) == openMark
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
	if kind, ok := words().abbreviations[w]; ok {
		return kind == closing && (j < i-1 || words().starters[strings.ToLower(t.Word(i))])
	}
	if j < i-1 { // a closing mark between
		return true
	}
	if utf8.RuneCountInString(w) == 1 { // an initial
		return false
	}
	return words().starters[strings.ToLower(t.Word(i))]
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
