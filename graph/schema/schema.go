// Package schema is the one table of the graph's predicates: what is written, what
// can be asked in Gizmo, and what stands for it in RDF. A test of package graph holds
// what is written to it.
package schema

// A Predicate is a predicate of the graph, short as one types it in Gizmo.
type Predicate string

// The predicates, in the order of the table.
const (
	Type        Predicate = "type"
	Title       Predicate = "title"
	URL         Predicate = "url"
	Publisher   Predicate = "publisher"
	Published   Predicate = "published"
	Language    Predicate = "language"
	Text        Predicate = "text"
	Mentions    Predicate = "mentions"
	Name        Predicate = "name"
	Named       Predicate = "named"
	Alias       Predicate = "alias"
	Role        Predicate = "role"
	Affiliation Predicate = "affiliation"
	Source      Predicate = "source"
	Cue         Predicate = "cue"
	Content     Predicate = "content"
	About       Predicate = "about"
	Within      Predicate = "within"
	Article     Predicate = "article"
	Kind        Predicate = "kind"
	Stance      Predicate = "stance"
	When        Predicate = "when"
	Date        Predicate = "date"
	Start       Predicate = "start"
	End         Predicate = "end"
	Sentence    Predicate = "sentence"
	Confidence  Predicate = "confidence"
	Same        Predicate = "same"
	From        Predicate = "from"
	To          Predicate = "to"
	Reason      Predicate = "reason"
	Disputes    Predicate = "disputes"
	Shifts      Predicate = "shifts"
	Credits     Predicate = "credits"
	SpeaksFor   Predicate = "speaksFor"
	CopyOf      Predicate = "copyOf"
	Share       Predicate = "share"
	States      Predicate = "states"
	First       Predicate = "first"
	Words       Predicate = "words"
	Outlets     Predicate = "outlets"
)

// A Node is a kind of node, of which a predicate is said.
type Node string

const (
	OnArticle   Node = "article"
	OnEntity    Node = "entity"
	OnClaim     Node = "claim"
	OnForm      Node = "form"
	OnLink      Node = "link"
	OnStatement Node = "statement"
	OnAll       Node = "article, entity, claim, link"
)

// Entities is the label of what is said of entities; all else carries its article's.
const Entities = "entities"

// A Definition says what a predicate is.
type Definition struct {
	Predicate
	IRI  string // the standard one that stands for it in RDF
	On   Node
	What string // what it says, in a few words
}

// Between says whether the predicate is of what is found between articles, which stands
// under the labels link/<kind>.
func (d *Definition) Between() bool {
	switch d.Predicate {
	case Same, From, To, Reason, Disputes, Shifts, Credits, SpeaksFor, CopyOf, Share, States, First, Words, Outlets:
		return true
	}
	return false
}

// Namespaces of the standard IRIs.
const (
	rdf    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	schema = "https://schema.org/"
	dc     = "http://purl.org/dc/terms/"
	prov   = "http://www.w3.org/ns/prov#"
	skos   = "http://www.w3.org/2004/02/skos/core#"
	nif    = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
	own    = "urn:hearsay:vocabulary#" // where no standard has the notion
)

// Predicates defines all predicates.
var Predicates = [...]Definition{
	{Type, rdf + "type", OnAll, "what the node is"},
	{Title, dc + "title", OnArticle, "its headline"},
	{URL, schema + "url", OnArticle, "where it was read"},
	{Publisher, dc + "publisher", OnArticle, "the outlet, an entity"},
	{Published, dc + "issued", OnArticle, "when, ISO 8601"},
	{Language, dc + "language", OnArticle, "BCP 47"},
	{Text, nif + "isString", OnArticle, "its text, title first"},
	{Mentions, schema + "mentions", OnArticle, "an entity in it"},
	{Name, schema + "name", OnEntity, "its most frequent full name"},
	{Named, own + "named", OnEntity, "true where an article names it rather than describe it"},
	{Alias, skos + "altLabel", OnEntity, "another form it goes by"},
	{Role, schema + "jobTitle", OnEntity, "what it is said to be"},
	{Affiliation, schema + "affiliation", OnEntity, "the organization that a role names"},
	{Source, prov + "wasAttributedTo", OnClaim, "who says it"},
	{Cue, own + "cue", OnClaim, "the words that signal it"},
	{Content, schema + "text", OnClaim, "what is said"},
	{About, schema + "about", OnClaim, "whom or what it is about"},
	{Within, prov + "wasDerivedFrom", OnClaim, "the claim that reports it"},
	{Article, prov + "wasQuotedFrom", OnClaim, "where it stands"},
	{Kind, own + "kind", OnClaim, "direct, mixed or indirect"},
	{Stance, own + "stance", OnClaim, "how the source stands to it"},
	{When, own + "when", OnClaim, "the words for the time of the saying"},
	{Date, dc + "date", OnClaim, "the day of the saying, ISO 8601"},
	{Start, nif + "beginIndex", OnClaim, "first byte of the content"},
	{End, nif + "endIndex", OnClaim, "the byte after its last"},
	{Sentence, own + "sentence", OnClaim, "the sentence or sentences around it"},
	{Confidence, nif + "confidence", OnClaim + ", " + OnLink, "0 to 1"},
	{Same, skos + "exactMatch", OnForm, "the entity that articles mean by this form"},
	{From, own + "from", OnLink, "the node that the link begins at"},
	{To, own + "to", OnLink, "the node that it leads to"},
	{Reason, own + "reason", OnLink, "why, in a few words"},
	{Disputes, own + "disputes", OnClaim, "a claim of another source with which it may disagree"},
	{Shifts, own + "shifts", OnClaim, "an earlier claim of the same source that it may take back"},
	{Credits, own + "credits", OnArticle + ", " + OnClaim, "an outlet that the article credits with it"},
	{SpeaksFor, own + "speaksFor", OnEntity, "whom it speaks for"},
	{CopyOf, dc + "isVersionOf", OnArticle, "the earliest article that it repeats"},
	{Share, own + "share", OnArticle, "how much of the shorter of the two stands in the other, 0 to 1"},
	{States, own + "states", OnClaim, "the statement that it makes, as claims elsewhere do"},
	{First, own + "first", OnStatement, "the claim of the earliest article that has it"},
	{Words, own + "words", OnStatement, "what that claim says"},
	{Outlets, own + "outlets", OnStatement, "how many have it"},
}
