package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/token"
)

const (
	leastTurns    = 3 // lines make a transcript
	leastSpeakers = 2 // of one form
	longestTurn   = 6 // paragraphs of a turn that have no label
)

// A label is what opens a turn of a transcript: whose it is, and the mark behind that.
type label struct {
	name, mark Range  // mark is empty where there is none
	end        int    // the token after the label
	form       string // how it is written; "" where that alone tells that it is one
}

// turnsOf are the turns of a transcript by the index of their line: what stands behind a
// label, and the paragraphs before the next one that have none. A line is no label by
// itself where only names and a colon, a dash or a full stop make it one: of those there
// must be several of one form, and one that comes again.
func turnsOf(t *token.Text, lines []Range) map[int]joined {
	labels := map[int]label{}
	forms, names := map[string]int{}, map[string]int{} // of each form: labels, and different ones
	seen := map[string]bool{}
	for i, line := range lines {
		l, ok := labelOf(t, line)
		if !ok || l.end >= line.End && (i+1 == len(lines) || !isSpeech(t, lines[i+1])) {
			continue
		}
		labels[i] = l
		name := l.form + " " + t.Words(l.name.First, l.name.End)
		forms[l.form]++
		if !seen[name] {
			names[l.form]++
		}
		seen[name] = true
	}
	for i, l := range labels {
		if forms[l.form] < leastTurns || l.form != "" && (names[l.form] < leastSpeakers || names[l.form] == forms[l.form]) {
			delete(labels, i)
		}
	}
	dropNonames(t, labels)
	turns := map[int]joined{}
	for i, line := range lines {
		l, ok := labels[i]
		if !ok {
			continue
		}
		turn := joined{cue: l.mark, source: l.name, cueMass: 1, sourceMass: 1, sure: true}
		if name := t.Words(l.name.First, l.name.End); nobodies.has(name) {
			turn.cue, turn.source = Range{l.name.First, l.mark.End}, Range{}
		}
		if l.end < line.End {
			turn.contents = append(turn.contents, Range{l.end, line.End})
		}
		turn.contents = append(turn.contents, rest(t, lines, labels, i)...)
		if len(turn.contents) > 0 {
			turns[i] = turn
		}
	}
	return turns
}

// dropNonames drops the labels of one word that is neither a role ("Host") nor a part of
// a name anywhere in the text: "Winner: … Loser: …" is a list. Two words are a name.
func dropNonames(t *token.Text, labels map[int]label) {
	if len(labels) == 0 {
		return
	}
	inNames := map[string]bool{}
	for i := 1; i < len(t.Tokens); i++ {
		if a, b := t.Word(i-1), t.Word(i); isTitle(a) && isTitle(b) && t.Tokens[i-1].Sentence == t.Tokens[i].Sentence {
			inNames[a], inNames[b] = true, true
		}
	}
	for i, l := range labels {
		if l.form == "" || l.form == "line" || l.name.End-l.name.First > 1 {
			continue
		}
		if name := t.Word(l.name.First); !inNames[name] && !roleLabels.has(name) && !nobodies.has(name) {
			delete(labels, i)
		}
	}
}

// rest are the paragraphs of a turn behind that of its label, in line i: those up to the
// next label, and of the last turn those that a quotation goes on in; below a label that
// has a line of its own at least one.
func rest(t *token.Text, lines []Range, labels map[int]label, i int) (contents []Range) {
	closed := false // another label follows
	for k := i + 1; k < len(lines) && k <= i+longestTurn+1 && !closed; k++ {
		_, closed = labels[k]
	}
	for k := i + 1; k < len(lines) && k <= i+longestTurn; k++ {
		quoted := openMarks.has(t.Word(lines[i].First)) && openMarks.has(t.Word(lines[k].First))
		below := k == i+1 && labels[i].end >= lines[i].End
		if _, next := labels[k]; next || !isSpeech(t, lines[k]) || !closed && !quoted && !below {
			break
		}
		contents = append(contents, lines[k])
	}
	return contents
}

// isSpeech tells whether a line of a transcript is spoken: not "(CROSSTALK)", "[Applause]"
// or "Follow us on …", and nothing that hands the word over.
func isSpeech(t *token.Text, line Range) bool {
	first := t.Word(line.First)
	if openMarks.has(first) && line.First+1 < line.End {
		first = t.Word(line.First + 1)
	}
	return line.End-line.First > 3 && first != "(" && first != "[" && first != "Follow" && t.Word(line.End-1) != ":"
}

// labelOf reads the label that a line begins with.
func labelOf(t *token.Text, line Range) (l label, ok bool) {
	i, led := lead(t, line)
	bracket := i < line.End && t.Word(i) == "["
	if bracket {
		i++
	}
	l.name.First = i
	capitals, named := 0, 0
	for ; i < line.End && i-l.name.First < longestName; i++ {
		w := t.Word(i)
		if !isCapital(w) && !isTitle(w) || w == "(" || w == ")" {
			break
		}
		named++
		if isCapital(w) && utf8.RuneCountInString(w) > 1 && !strings.HasSuffix(w, ".") {
			capitals++
		}
		if w == "." && capitals > 0 && i+1 < line.End && t.Tokens[i].Sentence != t.Tokens[i+1].Sentence {
			break
		}
	}
	l.name.End = i
	name := t.Words(l.name.First, l.name.End)
	if i == l.name.First || strings.ContainsAny(name[:1], ".,-") || headings.has(strings.ReplaceAll(name, " ", "-")) {
		return l, false
	}
	if i < line.End && t.Word(i) == "(" { // (through translator)
		for k := i; k < line.End && k-i <= longestName; k++ {
			if t.Word(k) == ")" {
				i = k + 1
				break
			}
		}
	}
	if bracket {
		if i >= line.End || t.Word(i) != "]" {
			return l, false
		}
		i++
	}
	upper := isCapital(strings.ReplaceAll(name, " ", ""))
	separator := ""
	if i < line.End {
		separator = t.Word(i)
	}
	switch {
	case separator == ":":
		l.mark = Range{i, i + 1}
		l.form = ":"
		if upper && (utf8.RuneCountInString(name) > 2 || nobodies.has(name)) || led {
			l.form = ""
		}
		i++
	case dashes.has(separator) && i+1 < line.End:
		l.mark, l.form = Range{i, i + 1}, "-"
		i++
	case separator == "." && capitals > 0 && utf8.RuneCountInString(name) > 4:
		l.form = "."
		i++
	case bracket && i < line.End:
		l.form = "[]"
	case separator == "" && upper && utf8.RuneCountInString(name) > 3:
		l.form = "line"
	default:
		return l, false
	}
	for i < line.End && t.Word(i) == "*" { // the end of what is bold
		i++
	}
	l.end = i
	return l, named > 0 && !strings.HasSuffix(name, ",")
}

// lead skips what may stand before a label: ">>", a mark of bold print, a quotation mark,
// a dash, a time in brackets or without; led tells whether it marks a turn.
func lead(t *token.Text, line Range) (i int, led bool) {
	for i = line.First; i+1 < line.End; i++ {
		switch w := t.Word(i); {
		case w == ">" || w == ">>" || w == ">>>" || w == "*" || w == "**":
			led = true
		case i == line.First && (openMarks.has(w) || dashes.has(w)):
		default:
			end := clock(t, Range{i, line.End})
			if end == i {
				return i, led
			}
			i, led = end-1, true
		}
	}
	return i, led
}

// clock is the token after the time that a line begins with: "[02:50:00]", "(12:05)",
// "12:05"; where there is none, the line's first.
func clock(t *token.Text, line Range) int {
	i, parts := line.First, 0
	open := t.Word(i) == "[" || t.Word(i) == "("
	if open {
		i++
	}
	for ; i < line.End; i++ {
		w := t.Word(i)
		if w != ":" && w != "." && strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsDigit(r) && r != ':' && r != '.' }) {
			break
		}
		if w == ":" && (i+1 == line.End || !isDigits(t.Word(i+1))) {
			break // that of the label
		}
		parts += 1 + 2*strings.Count(w, ":")
	}
	if parts < 3 {
		return line.First
	}
	if open {
		if i >= line.End || t.Word(i) != "]" && t.Word(i) != ")" {
			return line.First
		}
		i++
	}
	return i
}

func isDigits(w string) bool {
	return w != "" && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
}

// isTitle tells whether a word begins with a capital, as those of names do.
func isTitle(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first)
}
