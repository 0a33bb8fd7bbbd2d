package news

// A Span is a stretch of an article's text, in bytes of its UTF-8: Start is
// its first byte, End the byte after its last. The zero Span is empty.
type Span struct{ Start, End int }

// An Article is one news text and what is known of where it comes from. Only
// Text is always there.
type Article struct {
	ID        string `json:"id"` // 20 hex digits, see [ArticleID]; "" until it is given one
	Title     string `json:"title"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"` // the outlet's name, as the input has it
	Published string `json:"published"` // ISO 8601, a date or a date and a time
	Language  string `json:"language"`  // BCP 47
	Text      string `json:"text"`      // begins with the title; every Span counts in it
}

// A Type is what sort of thing an entity is.
type Type string

// The types: whatever claims are made by or about is of one of them; products, devices and
// diseases are systems.
const (
	Person       Type = "person"
	Organization Type = "organization" // also governments, parties, agencies, campaigns
	Publication  Type = "publication"  // outlets: newspapers, broadcasters, sites
	Group        Type = "group"        // people nobody names: "health experts", "a senior aide"
	Place        Type = "place"
	Event        Type = "event"
	Law          Type = "law"
	Work         Type = "work"   // reports, books, films, polls, documents
	System       Type = "system" // programmes, technologies, schemes
)

// Types are all types, in the order in which they are listed everywhere.
var Types = [...]Type{Person, Organization, Publication, Group, Place, Event, Law, Work, System}

// A Kind says how far a claim's content is quoted.
type Kind string

const (
	Direct   Kind = "direct"   // all of it in quotation marks
	Mixed    Kind = "mixed"    // a part
	Indirect Kind = "indirect" // none
)

// Kinds are all kinds.
var Kinds = [...]Kind{Direct, Mixed, Indirect}

// A Stance is how a source stands to what it says.
type Stance string

const (
	Asserts   Stance = "asserts"   // says, notes, admits
	Denies    Stance = "denies"    // disputes, rejects as untrue
	Rejects   Stance = "rejects"   // opposes a plan
	Supports  Stance = "supports"  // backs a plan
	Warns     Stance = "warns"     //
	Demands   Stance = "demands"   // urges, asks for, orders, wants
	Promises  Stance = "promises"  // plans, vows
	Questions Stance = "questions" // asks, doubts
	Believes  Stance = "believes"  // thinks, fears, hopes
)

// Stances are all stances.
var Stances = [...]Stance{Asserts, Denies, Rejects, Supports, Warns, Demands, Promises, Questions, Believes}

// An Entity is a person, an organization or another thing that claims are made
// by or about, as one article knows it.
type Entity struct {
	ID           string   `json:"id"`   // "person/michael-ryan"; the same in every article that names it so
	Name         string   `json:"name"` // the fullest name in the article, without title or role
	Type         Type     `json:"type"`
	Named        bool     `json:"named"`        // the article names it; else it only describes it ("a senior aide")
	Aliases      []string `json:"aliases"`      // the surface forms it goes by, pronouns left out, sorted
	Roles        []string `json:"roles"`        // "director of the WHO Health Emergencies Program", sorted
	Affiliations []string `json:"affiliations"` // ids of the organizations that its roles name, sorted
	Spans        []Span   `json:"spans"`        // its mentions, pronouns and descriptions among them, in the order of the text
}

// A Claim is one attribution: the article says that somebody says something.
// It holds what was said, never whether it is true; what counts as one, the package
// comment says.
type Claim struct {
	ID               string   // "claim/<article>-<start>-<end>"
	Source           []string // ids of the entities that say it; empty where nobody can be named
	Cue              string   // the words that signal it ("said"), pieces joined by " … "; "" where there are none
	Content          string   // what is said: text[Start:End]
	About            []string // ids of the entities that the content is about
	Within           string   // id of the claim that reports this one; "" if the article itself does
	Kind             Kind     //
	Stance           Stance   //
	When             string   // the words that tell the time of the saying; "" where there are none
	Date             string   // the ISO date of the saying; "" where it cannot be told
	Start, End       int      // the largest piece of the content, in bytes
	SourceSpans      []Span   // where the source is named, pronouns included
	CueSpans         []Span   //
	ContentSpans     []Span   // every piece of the content, in the order of the text
	Sentence         string   // the text of the sentence or sentences that hold cue and content
	Confidence       float64  // probability that the claim is made, 0 to 1
	SourceConfidence float64  // probability that Source is who makes it, if it is made
	AboutConfidence  float64  // the share of About that is right, as far as one can tell, if it is made; 0 where About is empty
	DecidedBy        string   // the language model that named Source, which SourceConfidence was too low for; "" where none was asked
}

// A Document is an article with all that was found in it. Entities are sorted by
// id, claims by where their content starts, the longer first.
type Document struct {
	Article  Article  `json:"article"`
	Entities []Entity `json:"entities"`
	Claims   []Claim  `json:"claims"`
}
