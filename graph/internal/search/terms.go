package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
)

// A Term is what a text has to have, or with Not may not have: one of some phrases,
// each folded words that stand side by side.
type Term struct {
	Any    []string // of a word its inflections, itself first
	Prefix bool     // the last word of a phrase may go on
	Not    bool
}

// Terms reads what people type to look for words: each word in any inflection, "words
// in quotes" as they stand, vaccin* for all words that begin so, and a minus before
// what is to be left out.
func Terms(said string) []Term {
	var out []Term
	for _, t := range typed(said) {
		words := Words(t.text)
		switch {
		case words == "":
		case t.quoted || t.prefix && !strings.Contains(words, " "):
			out = append(out, Term{Any: []string{words}, Prefix: t.prefix, Not: t.not})
		default:
			fields := strings.Fields(words)
			if t.not && len(fields) > 1 { // without "re-open" is not without "re" and without "open"
				out = append(out, Term{Any: []string{words}, Prefix: t.prefix, Not: true})
				continue
			}
			for i, w := range fields {
				if t.prefix && i == len(fields)-1 {
					out = append(out, Term{Any: []string{w}, Prefix: true})
				} else {
					out = append(out, Term{Any: inflections(w), Not: t.not})
				}
			}
		}
	}
	return out
}

// Finds says whether there is something to look for: not only what is to be left out.
func Finds(terms []Term) bool {
	return slices.ContainsFunc(terms, func(t Term) bool { return !t.Not })
}

// A token is a piece of what was typed, without its signs.
type token struct {
	text                string
	quoted, prefix, not bool
}

// typed cuts a text at blanks, but for those in quotes. Quotes stand for themselves
// within a word, and one that is never closed reaches to the end.
func typed(said string) []token {
	var out []token
	for {
		said = strings.TrimSpace(strings.NewReplacer("“", `"`, "”", `"`).Replace(said))
		if said == "" {
			return out
		}
		var t token
		if rest, ok := strings.CutPrefix(said, "-"); ok && rest != "" && rest[0] != ' ' {
			t.not, said = true, rest
		}
		if rest, ok := strings.CutPrefix(said, `"`); ok {
			t.quoted = true
			t.text, said, _ = strings.Cut(rest, `"`)
			if rest, ok := strings.CutPrefix(said, "*"); ok {
				t.prefix, said = true, rest
			}
		} else {
			end := strings.IndexAny(said, " \t\r\n\"")
			if end < 0 {
				end = len(said)
			}
			t.text, said = said[:end], said[end:]
			t.text, t.prefix = strings.CutSuffix(t.text, "*")
		}
		out = append(out, t)
	}
}

// A Matcher looks for terms in many texts.
type Matcher []pattern

type pattern struct {
	any []string
	not bool
}

// NewMatcher makes terms ready.
func NewMatcher(terms []Term) Matcher {
	m := make(Matcher, len(terms))
	for i, t := range terms {
		end := " "
		if t.Prefix {
			end = ""
		}
		m[i].not = t.Not
		for _, phrase := range t.Any {
			m[i].any = append(m[i].any, " "+phrase+end)
		}
	}
	return m
}

// Matches says whether folded words, with a blank before and behind them, have all that
// the terms ask for.
func (m Matcher) Matches(padded string) bool {
	for i := range m {
		if slices.ContainsFunc(m[i].any, func(phrase string) bool { return strings.Contains(padded, phrase) }) == m[i].not {
			return false
		}
	}
	return true
}

// Marks gives the stretches of a text in which words stand that terms ask for, in
// their order.
func Marks(text string, terms []Term) []news.Span {
	words := spans(text)
	var out []news.Span
	for i := 0; i < len(words); i++ {
		if n := longest(words[i:], terms); n > 0 {
			out = append(out, news.Span{Start: words[i].Start, End: words[i+n-1].End})
			i += n - 1
		}
	}
	return out
}

// longest is the number of words of the longest phrase that stands at the beginning.
func longest(words []word, terms []Term) (most int) {
	for _, t := range terms {
		if t.Not {
			continue
		}
		for _, phrase := range t.Any {
			n := 0
			fits := true
			for w := range strings.FieldsSeq(phrase) {
				fits = fits && n < len(words) && (words[n].folded == w || t.Prefix && strings.HasPrefix(words[n].folded, w))
				n++
			}
			if fits {
				most = max(most, n)
			}
		}
	}
	return most
}

// A word is one of a text, folded.
type word struct {
	news.Span
	folded string
}

// spans cuts a text into words as [Words] does.
func spans(text string) (out []word) {
	begun := -1
	end := func(at int) {
		if begun >= 0 {
			if folded := Words(text[begun:at]); folded != "" {
				out = append(out, word{news.Span{Start: begun, End: at}, folded})
			}
			begun = -1
		}
	}
	for i, r := range text {
		switch {
		case inWords(r):
			if begun < 0 {
				begun = i
			}
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

// apart are words that look like the form of another, and are none.
var apart = map[string]bool{"news": true, "united": true, "means": true, "during": true, "evening": true, "wing": true, "red": true}

// inflections are the forms of an English word that a search takes for the same: the
// word itself, then those of the words that it may be a form of, whether there are such
// words or not. Nothing is cut off as by a stemmer: "university" is not "universe".
func inflections(w string) []string {
	out := []string{w}
	if len(w) < 3 || apart[w] || strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return out
	}
	for _, base := range bases(w) {
		for _, form := range formsOf(base) {
			if !slices.Contains(out, form) && !apart[form] {
				out = append(out, form)
			}
		}
	}
	return out
}

// bases are the words that w may be a form of, itself first.
func bases(w string) []string {
	out := []string{w}
	add := func(stem string, endings ...string) {
		for _, e := range endings {
			if len(stem+e) >= 3 && strings.ContainsAny(stem, "aeiouy") {
				out = append(out, stem+e)
			}
		}
	}
	if stem, ok := strings.CutSuffix(w, "ies"); ok {
		add(stem, "y", "ie")
	} else if stem, ok := strings.CutSuffix(w, "ied"); ok {
		add(stem, "y", "ie")
	} else if stem, ok := strings.CutSuffix(w, "ing"); ok {
		add(stem, "", "e")
		add(single(stem), "")
	} else if stem, ok := strings.CutSuffix(w, "ed"); ok {
		add(stem, "", "e")
		add(single(stem), "")
	} else if stem, ok := strings.CutSuffix(w, "es"); ok {
		add(stem, "e")
		if hisses(stem) {
			add(stem, "")
		}
	} else if stem, ok := strings.CutSuffix(w, "s"); ok && len(stem) > 2 && !strings.ContainsAny(stem[len(stem)-1:], "sui") {
		add(stem, "")
	}
	return out
}

// formsOf are the forms of a noun or a verb.
func formsOf(base string) []string {
	last := base[len(base)-1]
	cut := base[:len(base)-1]
	switch {
	case last == 'y' && !vowel(base[len(base)-2]):
		return []string{base, cut + "ies", cut + "ied", base + "ing"}
	case last == 'e':
		return []string{base, base + "s", base + "d", cut + "ing", base + "ing"}
	case hisses(base):
		return []string{base, base + "es", base + "ed", base + "ing"}
	}
	out := []string{base, base + "s", base + "ed", base + "ing"}
	if n := len(base); n >= 3 && !vowel(last) && vowel(base[n-2]) && !vowel(base[n-3]) {
		out = append(out, base+string(last)+"ed", base+string(last)+"ing")
	}
	return out
}

// hisses says whether a word takes es, not s.
func hisses(w string) bool {
	return strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") || strings.HasSuffix(w, "z") || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "o")
}

// single is a stem whose last letter was doubled before an ending, without the double.
func single(stem string) string {
	if n := len(stem); n > 3 && stem[n-1] == stem[n-2] && !vowel(stem[n-1]) {
		return stem[:n-1]
	}
	return ""
}

func vowel(b byte) bool { return b < utf8.RuneSelf && strings.IndexByte("aeiou", b) >= 0 }
