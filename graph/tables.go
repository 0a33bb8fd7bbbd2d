package graph

import "hearsay/graph/sqlstore"

// tables are the store's own, beside the quads. Numbers stand for ids inside one
// store alone. Days are numbers too, 20310304; 0 where none is known. What follows
// from the documents alone, all but article, document and loser, is checked
// against them by [Store.Verify].
//
//	tally    how many there are of each, and the next numbers; one row
//	article  an article without its text; its claims have the numbers from first on, in the order of their places
//	document the article's document, as package codec has it
//	loser    versions that were left out, by what stays instead
//	digest   what finders of links keep of an article, by the kind of the links
//	joined   the entities of an article that are others in the graph
//	link     what is found between articles, by kind
//	entity   its name, and how many claims it makes and are about it
//	mention  the articles that mention it
//	form     what articles say of it, by kind, and how many articles say so
//	name     the folded forms it is found by, by how well they stand for it
//	word     the words of these; gram the three-letter pieces of the words
//	claim    what claims are picked by
//	part     who has part in claims; a claim's day stands in it for the order of the index
const tables = `
CREATE TABLE tally (articles INTEGER NOT NULL, claims INTEGER NOT NULL, nested INTEGER NOT NULL, entities INTEGER NOT NULL,
	next_article INTEGER NOT NULL, next_claim INTEGER NOT NULL, next_entity INTEGER NOT NULL,
	linked TEXT NOT NULL, links INTEGER NOT NULL);
INSERT INTO tally VALUES (0, 0, 0, 0, 1, 1, 1, '', 0);
CREATE TABLE article (
	n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, same TEXT NOT NULL, build INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
	publisher TEXT NOT NULL, publisher_id TEXT NOT NULL, published TEXT NOT NULL, first INTEGER NOT NULL, claims INTEGER NOT NULL, hash BLOB NOT NULL);
CREATE INDEX article_same ON article (same) WHERE same <> '';
CREATE INDEX article_published ON article (published);
CREATE INDEX article_publisher ON article (publisher_id);
CREATE TABLE document (article INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE loser (id TEXT PRIMARY KEY, winner TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE digest (kind TEXT NOT NULL, article INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (kind, article));
CREATE TABLE joined (article INTEGER NOT NULL, form TEXT NOT NULL, entity TEXT NOT NULL, reason TEXT NOT NULL, confidence REAL NOT NULL,
	PRIMARY KEY (article, form)) WITHOUT ROWID;
CREATE INDEX joined_entity ON joined (entity);
CREATE TABLE link (kind TEXT NOT NULL, source TEXT NOT NULL, predicate TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL, number REAL NOT NULL,
	reason TEXT NOT NULL, confidence REAL NOT NULL, PRIMARY KEY (kind, source, predicate, target, text, number)) WITHOUT ROWID;
CREATE INDEX link_target ON link (kind, target) WHERE target <> '';
CREATE TABLE entity (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL, said INTEGER NOT NULL, about INTEGER NOT NULL);
CREATE INDEX entity_said ON entity (said) WHERE said > 0;
CREATE INDEX entity_about ON entity (about) WHERE about > 0;
CREATE TABLE mention (entity INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (entity, article)) WITHOUT ROWID;
CREATE TABLE form (entity INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (entity, kind, text)) WITHOUT ROWID;
CREATE TABLE name (folded TEXT NOT NULL, rank INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (folded, rank, entity)) WITHOUT ROWID;
CREATE TABLE word (word TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (word, entity)) WITHOUT ROWID;
CREATE TABLE gram (gram TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
CREATE TABLE claim (
	n INTEGER PRIMARY KEY, article INTEGER NOT NULL, depth INTEGER NOT NULL, kind TEXT NOT NULL, stance TEXT NOT NULL, day INTEGER NOT NULL, confidence REAL NOT NULL);
CREATE INDEX claim_day ON claim (day);
CREATE INDEX claim_kind ON claim (kind, day);
CREATE INDEX claim_confidence ON claim (confidence, day);
CREATE INDEX claim_depth ON claim (depth, day) WHERE depth > 0;
CREATE TABLE part (entity INTEGER NOT NULL, role INTEGER NOT NULL, day INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (entity, role, day, claim)) WITHOUT ROWID;
`

// saidSQLite holds the words of claims, as [foldedWords] gives them, by the
// claims' numbers; saidPostgres the same. Both only look words up.
const (
	saidSQLite   = "CREATE VIRTUAL TABLE said USING fts5 (words, content='', contentless_delete=1, tokenize='ascii');\n"
	saidPostgres = "CREATE TABLE said (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);\nCREATE INDEX said_words ON said USING GIN (words);\n"
)

// storeSchema makes the tables in each dialect.
func storeSchema() sqlstore.Schema {
	return sqlstore.Schema{Version: Format, SQLite: tables + saidSQLite, Postgres: sqlstore.Postgres.DDL(tables) + saidPostgres}
}

// The roles of an entity in a claim, in the table part.
const (
	RoleSource = 0 // says it
	RoleTarget = 1 // it is about it
	RoleVia    = 2 // is a source further out in its chain
	RoleOutlet = 3 // published its article
)
