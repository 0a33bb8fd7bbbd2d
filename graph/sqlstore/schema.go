package sqlstore

// tables are the graph's own, written for SQLite (see [Dialect.DDL]).
//
// A value's bytes (see encode) begin with its kind; value_hash finds them. Ids
// rise from 1, and none is given twice, so that what a reader remembers of one
// stays true when its value goes: total holds the next one, and how many values
// and quads there are.
//
// The primary key of quad serves subjects; quad_pos predicates, and objects by
// the few predicates there are. A label is 0 where a quad has none. Labels need no
// third copy of the quads: labelled holds the subjects that have quads under each.
const tables = `
CREATE TABLE value (id INTEGER NOT NULL PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE value_hash (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE total (next INTEGER NOT NULL, nodes INTEGER NOT NULL, quads INTEGER NOT NULL);
INSERT INTO total (next, nodes, quads) VALUES (1, 0, 0);
CREATE TABLE quad (s INTEGER NOT NULL, p INTEGER NOT NULL, o INTEGER NOT NULL, l INTEGER NOT NULL, PRIMARY KEY (s, p, o, l)) WITHOUT ROWID;
CREATE INDEX quad_pos ON quad (p, o, s, l);
CREATE TABLE labelled (l INTEGER NOT NULL, s INTEGER NOT NULL, PRIMARY KEY (l, s)) WITHOUT ROWID;
`
