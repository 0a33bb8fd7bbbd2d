package coref

// A Part is a part of the resolution that it can do without.
type Part string

// The parts, in the order of the work.
const (
	SameNames    Part = "the same name, misprints"
	Acronyms     Part = "acronyms, parts of names"
	LastNames    Part = "last names"
	Appositions  Part = "titles, appositions"
	Roles        Part = "roles"
	Descriptions Part = "descriptions"
	Antecedents  Part = "antecedent links, learnt"
	Pronouns     Part = "pronouns"
	Genders      Part = "gender and number"
)

// Parts are all parts.
var Parts = [...]Part{SameNames, Acronyms, LastNames, Appositions, Roles, Descriptions, Antecedents, Pronouns, Genders}
