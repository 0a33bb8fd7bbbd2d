package attribution

import (
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/token"
)

// byLayout finds the attributions that the layout of a text makes, without a
// verb: the turns of a transcript ("SMITH: …") and signed quotations
// ("“…” ― Jane Smith"). They are in the order of the text.
func byLayout(t *token.Text) []joined {
	lines := lineRanges(t)
	turns := turnsOf(t, lines)
	out := make([]joined, 0, len(turns))
	for i := range lines {
		if j, ok := turns[i]; ok {
			out = append(out, j)
		} else if j, ok := signed(t, lines, i); ok {
			out = append(out, j)
		}
	}
	return out
}

// lineRanges are the tokens of each line of the text that has some.
func lineRanges(t *token.Text) []Range {
	var lines []Range
	for i := range t.Tokens {
		if i == 0 || t.EndsLine(i) {
			lines = append(lines, Range{First: i})
		}
		lines[len(lines)-1].End = i + 1
	}
	return lines
}

// signed reads line i as a quotation signed with a dash and a name, which may
// stand on a line of its own below the quotation.
func signed(t *token.Text, lines []Range, i int) (joined, bool) {
	line := lines[i]
	dash := line.End - 1
	for dash >= line.First && line.End-dash <= 8 && !dashes.has(t.Word(dash)) {
		dash--
	}
	if dash < line.First || !dashes.has(t.Word(dash)) || dash+1 >= line.End || line.End-dash > 8 || !isName(t, Range{dash + 1, line.End}) {
		return joined{}, false
	}
	mark := Range{dash, dash + 1}
	if dash > line.First && t.Word(dash) == "-" && t.Word(dash-1) == "-" {
		mark.First--
	}
	said := Range{line.First, mark.First}
	if said.First == said.End {
		if i == 0 {
			return joined{}, false
		}
		said = lines[i-1]
	}
	if said.End-said.First < 3 || !openMarks.has(t.Word(said.First)) || !closeMarks.has(t.Word(said.End-1)) {
		return joined{}, false
	}
	return joined{
		cue: mark, source: Range{dash + 1, line.End}, contents: []Range{said},
		cueMass: 1, sourceMass: 1, sure: true,
	}, true
}

// isName tells whether a signature names somebody: two words or more, the first
// and the last of them, a comma and what follows aside, with a capital.
func isName(t *token.Text, r Range) bool {
	n := 0
	for i := r.First; i < r.End; i++ {
		w := t.Word(i)
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == ",":
			return n >= 2
		case unicode.IsUpper(first):
			n++
		case unicode.IsLower(first) && n == 0 || !unicode.IsLetter(first) && w != "." && w != "-":
			return false
		}
	}
	return n >= 2
}

// isCapital tells whether a word is written in capitals, or is a mark that may
// stand among such words in a name.
func isCapital(w string) bool {
	if w == "." || w == "-" || w == "," || w == "(" || w == ")" {
		return true
	}
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 0
}

// without cuts from spans what lies within the given attributions; they are
// all in the order of the text.
func without(all []span, taken []joined) []span {
	if len(taken) == 0 {
		return all
	}
	var busy []Range
	for _, j := range taken {
		busy = append(busy, append([]Range{j.cue, j.source}, j.contents...)...)
	}
	busy = union(busy)
	var out []span
	k := 0
	for _, s := range all {
		for k < len(busy) && busy[k].End <= s.First {
			k++
		}
		for i := k; i < len(busy) && busy[i].First < s.End; i++ {
			if s.First < busy[i].First && s.role == content {
				out = append(out, span{Range{s.First, busy[i].First}, s.role})
			}
			if s.role != content {
				s.First = s.End // a cue or source that is cut is none
			}
			s.First = max(s.First, busy[i].End)
		}
		if s.First < s.End {
			out = append(out, s)
		}
	}
	return out
}

// union sorts ranges and joins those that touch.
func union(ranges []Range) []Range {
	sortRanges(ranges)
	out := ranges[:0]
	for _, r := range ranges {
		if n := len(out); n > 0 && r.First <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}
