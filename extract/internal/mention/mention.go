// Package mention finds the stretches of a text that stand for somebody or
// something: names ("Dr. Michael Ryan", "the WHO"), noun phrases ("health
// experts", "a senior aide", "such a system") and pronouns.
//
// Readable rules over word lists find them; where the encoder's output is
// there, its label of the head of each mention and its links to the mention's
// first and last token widen, add and take away, and small networks over its vectors
// have the last word: on names (tag.go), on which words head noun phrases (phrase.go)
// and on where these begin and end (extent.go). Begin with [Find].
package mention

import "hearsay/extract/news"

// A Form is how a mention refers.
type Form uint8

const (
	Name    Form = iota // by a name
	Nominal             // by a noun: "the ministry"
	Pronoun             // by a pronoun
)

// String is the form's name in the model's labels.
func (f Form) String() string {
	return [...]string{"name", "nominal", "pronoun"}[f]
}

// A Gender is what a word tells of the person it stands for; 0 is nothing.
type Gender uint8

const (
	Male Gender = iota + 1
	Female
)

// A Number is one or many; 0 is not known.
type Number uint8

const (
	Singular Number = iota + 1
	Plural
)

// A pronounKind is what a pronoun can stand for.
type pronounKind uint8

const (
	prMale pronounKind = 1 << iota
	prFemale
	prThing
	prPlural
	prFirst
	prWe
	prSecond
	prRelative
)

// pronounKinds are the names of the kinds in words.txt.
var pronounKinds = map[string]pronounKind{
	"male": prMale, "female": prFemale, "thing": prThing, "plural": prPlural,
	"first": prFirst, "we": prWe, "second": prSecond, "relative": prRelative,
}

// A Mention is a stretch of a text that refers to a person or another thing.
// All numbers are indices of tokens, ends excluded.
type Mention struct {
	First, End               int       // the whole phrase: "the Treasury Secretary Jane Doe"
	MaximalFirst, MaximalEnd int       // with what the encoder takes to belong to it besides: relative clauses, appositions
	Head                     int       // its syntactic head: "Doe"
	NameFirst, NameEnd       int       // without determiner, title and what follows: "Jane Doe"
	Type                     news.Type // "" where only the context can tell (pronouns)
	Form                     Form      //
	Gender                   Gender    //
	Guessed                  bool      // the gender is what the first name mostly has: Chris, Lindsey
	Number                   Number    //
	Person                   int       // of a pronoun: 1, 2, 3; 0 of a relative one ("who") and of what is none
	Canon                    string    // of a name of the gazetteers: the name in full
	Definite                 bool      // of a nominal: with "the", "this", "such", "his" …
	Sure                     bool      // the type is not a guess
	Likely                   float64   // of a nominal: how likely its noun stands for something that somebody may speak of; 0 where nothing is learnt
	Named                    float64   // how likely what it means has a name of its own ("the President", "the city"), as far as the mention tells, 0 to 1

	// Of a nominal where it begins and ends by what is next likeliest ("the plan to cut taxes"
	// beside "the plan"), First and End where that has little for it; OtherEnd is 0 where
	// nothing is learnt.
	OtherFirst, OtherEnd int
}
