package mention

import (
	_ "embed"
	"iter"
	"strings"
	"sync"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// The word lists, each a text that says in its first line what it holds.
var (
	//go:embed countries.txt
	countriesText string
	//go:embed places.txt
	placesText string
	//go:embed outlets.txt
	outletsText string
	//go:embed bodies.txt
	bodiesText string
	//go:embed things.txt
	thingsText string
	//go:embed titles.txt
	titlesText string
	//go:embed first_names.txt
	firstNamesText string
	//go:embed heads.txt
	headsText string
	//go:embed words.txt
	wordsText string
	//go:embed lexicon.txt
	lexiconText string
)

// A head is what a noun says of the thing it stands for.
type head struct {
	kind   news.Type
	gender Gender
}

// An entry is a name of a gazetteer.
type entry struct {
	kind  news.Type
	canon string // the name in full: "World Health Organization" for "W.H.O."
	adj   bool   // a demonym: "Chinese", which stands for nothing by itself
}

// gazetteers are the word lists, read.
type gazetteers struct {
	words     map[string]class  // by the word in lower case
	titles    map[string]class  // by the word as it is written, capitalized
	genders   map[string]Gender // of honorifics, first names (capitalized) and pronouns (in lower case)
	first     map[string]bool   // first names, capitalized
	nameHeads map[string]news.Type
	nounHeads map[string]head // singular, in lower case
	short     map[string]bool // last words of names of which the first word is enough, in lower case
	pronouns  map[string]pronounKind
	names     map[string]entry // by the name's tokens, joined by blanks
	prefixes  map[string]bool  // beginnings of names, in whole tokens
	demonyms  map[string]string
	countries map[string]bool // names in full
	states    map[string]bool // the same
}

// lists reads the word lists when they are first asked for.
var lists = sync.OnceValue(readLists)

func readLists() *gazetteers {
	g := &gazetteers{
		words: map[string]class{}, titles: map[string]class{}, genders: map[string]Gender{}, first: map[string]bool{},
		nameHeads: map[string]news.Type{}, nounHeads: map[string]head{}, short: map[string]bool{}, pronouns: map[string]pronounKind{},
		names: map[string]entry{}, prefixes: map[string]bool{}, demonyms: map[string]string{}, countries: map[string]bool{}, states: map[string]bool{},
	}
	g.readWords()
	g.readHeads()
	g.readTitles()
	g.readFirstNames()
	g.readPlaces()
	g.readNamed(outletsText, news.Publication)
	g.readNamed(bodiesText, news.Organization)
	g.readCountries()
	g.readThings()
	return g
}

// lines yields the lines of a list that are not remarks.
func lines(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// columns are the parts of a line between bars.
func columns(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// items are the parts of a column between commas.
func items(column string) []string {
	var all []string
	for part := range strings.SplitSeq(column, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func (g *gazetteers) readWords() {
	kinds := map[string]class{
		"determiner": determiner, "possessive": possessive, "quantity": quantity, "stop": barrier, "modifier": modifier,
		"plain": plain, "particle": particle, "noun": noun, "plural": plural, "verb": verb, "adjective": adjective, "adverb": adverb,
	}
	for _, text := range []string{wordsText, lexiconText} {
		for line := range lines(text) {
			kind, words, _ := strings.Cut(line, ":")
			if name, ok := strings.CutPrefix(kind, "pronoun "); ok {
				for word := range strings.FieldsSeq(words) {
					g.words[word] |= pronoun
					g.pronouns[strings.ToLower(word)] |= pronounKinds[name]
				}
				continue
			}
			for word := range strings.FieldsSeq(words) {
				g.words[strings.ToLower(word)] |= kinds[kind]
			}
		}
	}
}

func (g *gazetteers) readHeads() {
	genders := map[string]Gender{"male": Male, "female": Female}
	for line := range lines(headsText) {
		kind, words, _ := strings.Cut(line, ":")
		parts := strings.Fields(kind)
		for word := range strings.FieldsSeq(words) {
			if parts[0] == "short" {
				g.short[strings.ToLower(strings.TrimSuffix(word, "."))] = true
				continue
			}
			if parts[0] == "name" {
				if _, known := g.nameHeads[word]; !known {
					g.nameHeads[word] = news.Type(parts[1])
				}
				continue
			}
			h := head{kind: news.Type(parts[1])}
			if len(parts) > 2 {
				h.gender = genders[parts[2]]
			}
			if _, known := g.nounHeads[strings.ToLower(word)]; !known || h.gender != 0 {
				g.nounHeads[strings.ToLower(word)] = h
			}
		}
	}
}

func (g *gazetteers) readTitles() {
	kinds := map[string]class{
		"honorific": honorific, "abbreviation": office, "rank": rank, "office": office, "modifier": titleMod, "suffix": suffix,
	}
	for line := range lines(titlesText) {
		kind, words, _ := strings.Cut(line, ":")
		kind, gender, _ := strings.Cut(kind, " ")
		for word := range strings.FieldsSeq(words) {
			g.titles[word] |= kinds[kind]
			switch gender {
			case "male":
				g.genders[word] = Male
			case "female":
				g.genders[word] = Female
			}
		}
	}
}

func (g *gazetteers) readFirstNames() {
	genders := map[string]Gender{"m": Male, "f": Female}
	for line := range lines(firstNamesText) {
		kind, words, _ := strings.Cut(line, " ")
		for word := range strings.FieldsSeq(words) {
			if g.first[word] && g.genders[word] != genders[kind] {
				g.genders[word] = 0 // both
			} else {
				g.genders[word] = genders[kind]
			}
			g.first[word] = true
		}
	}
}

func (g *gazetteers) readPlaces() {
	for line := range lines(placesText) {
		name, other, _ := strings.Cut(line, " = ")
		if other != "" || !strings.Contains(name, ",") || strings.HasSuffix(name, "D.C.") {
			g.add(name, entry{kind: news.Place, canon: name})
			g.states[name] = true
			for word := range strings.FieldsSeq(other) {
				g.add(word, entry{kind: news.Place, canon: name})
			}
			continue
		}
		for _, name := range items(line) {
			g.add(name, entry{kind: news.Place, canon: name})
		}
	}
}

func (g *gazetteers) readNamed(text string, kind news.Type) {
	for line := range lines(text) {
		parts := columns(line)
		name := parts[0]
		g.add(name, entry{kind: kind, canon: name})
		if len(parts) > 1 {
			for _, other := range items(parts[1]) {
				g.add(other, entry{kind: kind, canon: name})
			}
		}
	}
}

func (g *gazetteers) readThings() {
	for line := range lines(thingsText) {
		kind, names, _ := strings.Cut(line, ":")
		for _, item := range items(names) {
			name, other, _ := strings.Cut(item, " = ")
			g.add(name, entry{kind: news.Type(kind), canon: name})
			if other != "" {
				g.add(other, entry{kind: news.Type(kind), canon: name})
			}
		}
	}
}

func (g *gazetteers) readCountries() {
	for line := range lines(countriesText) {
		parts := append(columns(line), "", "", "")
		name := parts[0]
		g.countries[name] = true
		g.add(name, entry{kind: news.Place, canon: name})
		for _, demonym := range items(parts[1]) {
			g.demonyms[demonym] = name
			g.add(demonym, entry{kind: news.Place, canon: name, adj: true})
		}
		for _, capital := range items(parts[2]) {
			g.add(capital, entry{kind: news.Place, canon: capital})
		}
		for _, other := range items(parts[3]) {
			g.add(other, entry{kind: news.Place, canon: name})
		}
	}
}

// add puts a name into the gazetteer, the first list that has it winning.
func (g *gazetteers) add(name string, e entry) {
	key := keyOf(name)
	for i := range key {
		if key[i] == ' ' {
			g.prefixes[key[:i]] = true
		}
	}
	if _, known := g.names[key]; !known {
		g.names[key] = e
	}
}

// keyOf is a name as the gazetteers have it: its words apart by blanks, apostrophes
// straight.
func keyOf(name string) string {
	t := token.Split(name)
	words := make([]string, len(t.Tokens))
	for i, tok := range t.Tokens {
		words[i] = name[tok.Start:tok.End]
	}
	return token.Straight(strings.Join(words, " "))
}

// Data is what the package knows beside its code.
func Data() []string {
	return []string{countriesText, placesText, outletsText, bodiesText, thingsText, titlesText, firstNamesText, headsText, wordsText, lexiconText, closedText, tagWeights}
}
