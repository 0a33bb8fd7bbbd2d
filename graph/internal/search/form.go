package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
)

// A Rank says how well a name stands for an entity, the best first.
type Rank int

const (
	ByName Rank = iota
	ByAlias
	ByShort // a person's last name, an acronym
	ByWords
	Near
)

var ranks = [...]string{"name", "alias", "short", "words", "near"}

func (r Rank) String() string { return ranks[r] }

// A Form is a name, as [Fold] gives it, by which an entity is found.
type Form struct {
	Name string
	Rank Rank
}

// Forms are the names by which an entity is found: its name, its aliases, a person's
// last name, an acronym of its words.
func Forms(name string, aliases []string, kind news.Type) []Form {
	var out []Form
	add := func(s string, rank Rank) {
		if s != "" && !slices.ContainsFunc(out, func(f Form) bool { return f.Name == s }) {
			out = append(out, Form{s, rank})
		}
	}
	name = Fold(name)
	add(name, ByName)
	for _, a := range aliases {
		add(Fold(a), ByAlias)
	}
	words := strings.Fields(name)
	if len(words) > 1 {
		if kind == news.Person {
			add(words[len(words)-1], ByShort)
		} else {
			add(acronym(words), ByShort)
		}
	}
	return out
}

// WordsOf are the words of names, sorted, each once.
func WordsOf(forms []Form) []string {
	var out []string
	for _, f := range forms {
		out = append(out, strings.Fields(f.Name)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// acronym is made of the first letters of words, small words left out; "" where
// there would be one letter only.
func acronym(words []string) string {
	var b strings.Builder
	n := 0
	for _, w := range words {
		switch w {
		case "of", "the", "for", "and", "on", "in", "to":
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
		n++
	}
	if n < 2 {
		return ""
	}
	return b.String()
}
