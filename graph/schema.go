package graph

// entityLabel is the label of the facts of entities.
const entityLabel = "entities"

// A Predicate is a predicate of the graph, short as one types it in Gizmo, and
// the standard IRI that stands for it in RDF exports.
type Predicate struct {
	Name string
	IRI  string
	On   string // "article", "entity", "claim", or several
	What string // what it says, in a few words
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

// Predicates is the one table of the graph's predicates.
var Predicates = [...]Predicate{
	{"type", rdf + "type", "article, entity, claim", "what the node is"},
	{"title", dc + "title", "article", "its headline"},
	{"url", schema + "url", "article", "where it was read"},
	{"publisher", dc + "publisher", "article", "the outlet, an entity"},
	{"published", dc + "issued", "article", "when, ISO 8601"},
	{"language", dc + "language", "article", "BCP 47"},
	{"text", nif + "isString", "article", "its text, title first"},
	{"mentions", schema + "mentions", "article", "an entity in it"},
	{"name", schema + "name", "entity", "its most frequent full name"},
	{"alias", skos + "altLabel", "entity", "another form it goes by"},
	{"role", schema + "jobTitle", "entity", "what it is said to be"},
	{"affiliation", schema + "affiliation", "entity", "the organization that a role names"},
	{"source", prov + "wasAttributedTo", "claim", "who says it"},
	{"cue", own + "cue", "claim", "the words that signal it"},
	{"content", schema + "text", "claim", "what is said"},
	{"about", schema + "about", "claim", "whom or what it is about"},
	{"within", prov + "wasDerivedFrom", "claim", "the claim that reports it"},
	{"article", prov + "wasQuotedFrom", "claim", "where it stands"},
	{"kind", own + "kind", "claim", "direct, mixed or indirect"},
	{"stance", own + "stance", "claim", "how the source stands to it"},
	{"when", own + "when", "claim", "the words for the time of the saying"},
	{"date", dc + "date", "claim", "the day of the saying, ISO 8601"},
	{"start", nif + "beginIndex", "claim", "first byte of the content"},
	{"end", nif + "endIndex", "claim", "the byte after its last"},
	{"sentence", own + "sentence", "claim", "the sentence or sentences around it"},
	{"confidence", nif + "confidence", "claim", "0 to 1"},
}

// tables are the store's own, beside the quads: documents, and what answers
// questions by statements. Numbers (n) stand for ids inside the file alone.
const tables = `
CREATE TABLE article (
	n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, same TEXT NOT NULL, build INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
	publisher TEXT NOT NULL, publisher_id TEXT NOT NULL, published TEXT NOT NULL, claims INTEGER NOT NULL, hash BLOB NOT NULL, document BLOB NOT NULL);
CREATE INDEX article_same ON article (same) WHERE same <> '';
CREATE TABLE loser (id TEXT PRIMARY KEY, winner TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL, said INTEGER NOT NULL, about INTEGER NOT NULL);
CREATE INDEX entity_said ON entity (said DESC, id);
CREATE INDEX entity_about ON entity (about DESC, id);
CREATE TABLE fact (entity INTEGER NOT NULL, article INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (entity, article)) WITHOUT ROWID;
CREATE INDEX fact_article ON fact (article);
CREATE TABLE name (folded TEXT NOT NULL, rank INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (folded, rank, entity)) WITHOUT ROWID;
CREATE INDEX name_entity ON name (entity);
CREATE TABLE claim (
	n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, start INTEGER NOT NULL, depth INTEGER NOT NULL,
	kind TEXT NOT NULL, stance TEXT NOT NULL, day TEXT NOT NULL, confidence REAL NOT NULL);
CREATE INDEX claim_article ON claim (article, start);
CREATE INDEX claim_day ON claim (day);
CREATE TABLE part (entity INTEGER NOT NULL, role INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (entity, role, claim)) WITHOUT ROWID;
CREATE INDEX part_claim ON part (claim);
CREATE VIRTUAL TABLE said USING fts5 (content, sentence, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
`

// The roles of an entity in a claim, in the table part.
const (
	roleSource = 0 // says it
	roleTarget = 1 // it is about it
	roleVia    = 2 // is a source further out in its chain
)
