package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/internal/token"
)

// longestName is how many tokens the name of a source in a phrase has at most.
const longestName = 8

// byPhrase finds the attributions made by a clause that only names the source:
// "As Breitbart noted, …", "…, as the Times reported", "And now, as reported by
// Breitbart, …", and, in a headline, "…, say officials" and "…, report finds", where the
// model makes nothing of the cue. cues are those that it does.
func byPhrase(t *token.Text, cues []Range) []joined {
	var out []joined
	for _, s := range t.Sentences {
		line := Range{s.First, s.End}
		for line.End > line.First && !token.HasWord(t.Word(line.End-1)) {
			line.End--
		}
		j, ok := asNoted(t, line)
		if !ok {
			j, ok = asNotedBy(t, line)
		}
		if p := t.Paragraphs[t.Tokens[s.First].Paragraph]; !ok && line.End == s.End && p.First == s.First && p.End == s.End {
			if j, ok = saysInTitle(t, line); !ok {
				j, ok = sayInTitle(t, line)
			}
		}
		if ok && !meets(cues, j.cue) {
			out = append(out, j)
		}
	}
	return out
}

// asNoted reads a sentence that opens or ends with "as SOURCE reported".
func asNoted(t *token.Text, s Range) (joined, bool) {
	if strings.EqualFold(t.Word(s.First), "as") {
		for verb := s.First + 2; verb+2 < s.End && verb-s.First-1 <= longestName; verb++ {
			if t.Word(verb) == "," {
				break
			}
			if t.Word(verb+1) == "," && reportingVerbs.has(t.Word(verb)) && nameLike(t, Range{s.First + 1, verb}) {
				return phrase(Range{verb, verb + 1}, Range{s.First + 1, verb}, Range{verb + 2, s.End})
			}
		}
	}
	if s.End-s.First > 6 && reportingVerbs.has(t.Word(s.End-1)) {
		for as := s.End - 3; as > s.First+1 && s.End-as <= longestName+2; as-- {
			if t.Word(as) == "as" && t.Word(as-1) == "," && nameLike(t, Range{as + 1, s.End - 1}) {
				return phrase(Range{s.End - 1, s.End}, Range{as + 1, s.End - 1}, Range{s.First, as - 1})
			}
		}
	}
	return joined{}, false
}

// asNotedBy reads a sentence with "as reported by SOURCE" near its beginning, set
// off by commas, or at its end.
func asNotedBy(t *token.Text, s Range) (joined, bool) {
	for as := s.First; as+3 < s.End; as++ {
		if !strings.EqualFold(t.Word(as), "as") || !reportingVerbs.has(t.Word(as+1)) || t.Word(as+2) != "by" || as > s.First && t.Word(as-1) != "," {
			continue
		}
		end := as + 3
		for end < s.End && t.Word(end) != "," && end-as-3 < longestName {
			end++
		}
		cue, source := Range{as, as + 3}, Range{as + 3, end}
		switch {
		case !nameLike(t, source):
		case end == s.End && as-1-s.First > 3:
			return phrase(cue, source, Range{s.First, as - 1})
		case end+3 < s.End && t.Word(end) == "," && as-s.First <= longestLead:
			return phrase(cue, source, Range{end + 1, s.End})
		}
	}
	return joined{}, false
}

// longestLead is how many tokens stand before "as reported by" at most, where what
// is reported follows it.
const longestLead = 4

// saysInTitle reads a title that ends with ", SOURCE says".
func saysInTitle(t *token.Text, s Range) (joined, bool) {
	verb := s.End - 1
	for comma := verb - 2; comma > s.First+1 && verb-comma <= longestName && reportingVerbs.has(t.Word(verb)); comma-- {
		if t.Word(comma) == "," {
			return phrase(Range{verb, verb + 1}, Range{comma + 1, verb}, Range{s.First, comma})
		}
	}
	return joined{}, false
}

// sayInTitle reads a title that ends with ", say SOURCE".
func sayInTitle(t *token.Text, s Range) (joined, bool) {
	for verb := s.End - 2; verb > s.First+2 && s.End-verb <= longestName; verb-- {
		if t.Word(verb-1) == "," && reportingVerbs.has(t.Word(verb)) {
			return phrase(Range{verb, verb + 1}, Range{verb + 1, s.End}, Range{s.First, verb - 1})
		}
	}
	return joined{}, false
}

func phrase(cue, source, content Range) (joined, bool) {
	return joined{cue: cue, source: source, contents: []Range{content}, cueMass: 1, sourceMass: 1, sure: true}, content.First < content.End
}

// nameLike tells whether tokens can name a source: a word with a capital among
// them, or "the" before them.
func nameLike(t *token.Text, r Range) bool {
	if strings.EqualFold(t.Word(r.First), "the") {
		return r.End-r.First > 1
	}
	for i := r.First; i < r.End; i++ {
		if first, _ := utf8.DecodeRuneInString(t.Word(i)); unicode.IsUpper(first) && t.Word(i) != "I" {
			return true
		}
	}
	return false
}
