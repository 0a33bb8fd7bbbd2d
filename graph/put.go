package graph

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
	"hearsay/graph/sqlstore"
)

// An Outcome says what became of an article that was put in.
type Outcome struct {
	ID     string
	Change Change
	Other  string // id of the article that was replaced, or that stays instead
}

// A Change is what an article did to the graph.
type Change int

const (
	Added      Change = iota
	Unchanged         // it was there already
	Replaced          // it took the place of Other, an older version, or of what was found in it before
	Superseded        // it was left out: Other, a later version, stays
)

// NewBuild begins a build. Of two versions of an article in one build the one
// with the later date of publication stays, then the one with the greater id,
// whatever their order; an article of a later build replaces its older version.
func (s *Store) NewBuild(ctx context.Context) error {
	err := s.quads.DB().QueryRowContext(ctx, "SELECT COALESCE(MAX(build), 0) + 1 FROM article").Scan(&s.build)
	return doing("begin a build", err)
}

// Put puts documents into the graph, all of them in one transaction: it returns
// when they are on the disk, or with an error when none is. Ids of articles
// must be set. It begins a build if NewBuild has not.
func (s *Store) Put(ctx context.Context, docs ...news.Document) ([]Outcome, error) {
	if s.build == 0 {
		if err := s.NewBuild(ctx); err != nil {
			return nil, err
		}
	}
	var outcomes []Outcome
	err := s.quads.Update(ctx, func(tx *sqlstore.Tx) error {
		outcomes = outcomes[:0]
		p := &put{ctx: ctx, tx: tx, sql: tx, build: s.build, touched: map[int64]bool{}}
		for i := range docs {
			o, err := p.document(&docs[i])
			if err != nil {
				return fmt.Errorf("put article %s: %w", docs[i].Article.ID, err)
			}
			outcomes = append(outcomes, o)
		}
		return p.facts()
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

// Remove takes an article out, with all that was found in it.
func (s *Store) Remove(ctx context.Context, id string) error {
	return s.quads.Update(ctx, func(tx *sqlstore.Tx) error {
		p := &put{ctx: ctx, tx: tx, sql: tx, touched: map[int64]bool{}}
		n, err := p.number("article", id)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("remove article %s: %w", id, ErrNotFound)
		}
		if err == nil {
			err = p.remove(n, id)
		}
		if err == nil {
			_, err = p.sql.ExecContext(ctx, "DELETE FROM loser WHERE winner = ?1 OR id = ?1", id)
		}
		if err != nil {
			return fmt.Errorf("remove article %s: %w", id, err)
		}
		return p.facts()
	})
}

// put is one transaction of Put or Remove. touched are the numbers of the
// entities whose facts must be computed again.
type put struct {
	ctx     context.Context
	tx      *sqlstore.Tx
	sql     *sqlstore.Tx // the same, for the tables beside the quads
	build   int64
	touched map[int64]bool
}

// sameKey is equal for the versions of one article; "" where it has none.
func sameKey(a *news.Article) string {
	switch {
	case a.URL != "":
		return "url\x00" + a.URL
	case a.Publisher != "" && a.Title != "" && a.Published != "":
		return "title\x00" + a.Publisher + "\x00" + a.Title + "\x00" + a.Published
	}
	return ""
}

// document puts in one document, after what it replaces is gone.
func (p *put) document(d *news.Document) (Outcome, error) {
	data, hash, err := pack(d)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{ID: d.Article.ID, Change: Added}
	key := sameKey(&d.Article)
	var n int64
	var old []byte
	var kept []byte
	err = p.sql.QueryRowContext(p.ctx, "SELECT n, hash, document FROM article WHERE id = ?", d.Article.ID).Scan(&n, &old, &kept)
	switch {
	case err == nil && bytes.Equal(old, hash):
		out.Change = Unchanged
		_, err := p.sql.ExecContext(p.ctx, "UPDATE article SET build = ? WHERE n = ?", p.build, n)
		return out, err
	case err == nil:
		if err := conflict(kept, d); err != nil {
			return out, err
		}
		out.Change, out.Other = Replaced, d.Article.ID
		if err := p.remove(n, d.Article.ID); err != nil {
			return out, err
		}
		return out, p.insert(d, key, data, hash)
	case !errors.Is(err, sql.ErrNoRows):
		return out, err
	}
	if key != "" {
		if out, err = p.version(d, key, out); err != nil || out.Change == Superseded {
			return out, err
		}
	}
	return out, p.insert(d, key, data, hash)
}

// version decides between the document and the version of it that is there.
func (p *put) version(d *news.Document, key string, out Outcome) (Outcome, error) {
	var n, build int64
	var id, published string
	err := p.sql.QueryRowContext(p.ctx, "SELECT n, id, published, build FROM article WHERE same = ? AND same <> ''", key).Scan(&n, &id, &published, &build)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Other = id
	loser, winner := id, d.Article.ID
	var lost int
	if err := p.sql.QueryRowContext(p.ctx, "SELECT COUNT(*) FROM loser WHERE id = ? AND winner = ?", d.Article.ID, id).Scan(&lost); err != nil {
		return out, err
	}
	later := d.Article.Published > published || d.Article.Published == published && d.Article.ID > id
	if lost > 0 || build == p.build && !later {
		out.Change = Superseded
		loser, winner = d.Article.ID, id
	} else {
		out.Change = Replaced
		if err := p.remove(n, id); err != nil {
			return out, err
		}
	}
	if _, err := p.sql.ExecContext(p.ctx, "DELETE FROM loser WHERE id = ?", winner); err != nil {
		return out, err
	}
	if build == p.build || out.Change == Superseded {
		_, err = p.sql.ExecContext(p.ctx, "INSERT OR REPLACE INTO loser (id, winner) VALUES (?, ?)", loser, winner)
	}
	return out, err
}

// insert writes the rows and quads of a document.
func (p *put) insert(d *news.Document, key string, data, hash []byte) error {
	a := &d.Article
	result, err := p.sql.ExecContext(p.ctx, `INSERT INTO article (id, same, build, title, url, publisher, publisher_id, published, claims, hash, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.ID, key, p.build, a.Title, a.URL, a.Publisher, PublisherID(a.Publisher), a.Published, len(d.Claims), hash, data)
	if err != nil {
		return err
	}
	article, err := result.LastInsertId()
	if err != nil {
		return err
	}
	if err := p.tx.Add(p.ctx, articleQuads(d)); err != nil {
		return err
	}
	if err := p.mentions(article, d); err != nil {
		return err
	}
	for i := range d.Claims {
		if err := p.claim(article, d, i); err != nil {
			return err
		}
	}
	return nil
}

// mentions writes what the document says of each entity, its publisher among them.
func (p *put) mentions(article int64, d *news.Document) error {
	facts := map[string]fact{}
	for _, e := range d.Entities {
		facts[e.ID] = fact{Name: e.Name, Type: e.Type, Aliases: e.Aliases, Roles: e.Roles, Affiliations: e.Affiliations}
	}
	if id := PublisherID(d.Article.Publisher); id != "" {
		if _, ok := facts[id]; !ok {
			facts[id] = fact{Name: d.Article.Publisher, Type: news.Publication}
		}
	}
	for _, id := range sortedKeys(facts) {
		n, err := p.entity(id)
		if err != nil {
			return err
		}
		data, err := json.Marshal(facts[id])
		if err != nil {
			return err
		}
		if _, err := p.sql.ExecContext(p.ctx, "INSERT INTO fact (entity, article, data) VALUES (?, ?, ?)", n, article, data); err != nil {
			return err
		}
	}
	return nil
}

// entity gives the number of an entity, a new one the first time, and notes
// that its facts must be computed.
func (p *put) entity(id string) (int64, error) {
	n, err := p.number("entity", id)
	if errors.Is(err, sql.ErrNoRows) {
		var result sql.Result
		if result, err = p.sql.ExecContext(p.ctx, "INSERT INTO entity (id, name, type, said, about) VALUES (?, '', ?, 0, 0)", id, TypeOf(id)); err == nil {
			n, err = result.LastInsertId()
		}
	}
	if err == nil {
		p.touched[n] = true
	}
	return n, err
}

// number is the number of a row by its id; sql.ErrNoRows where there is none.
func (p *put) number(table, id string) (n int64, err error) {
	err = p.sql.QueryRowContext(p.ctx, "SELECT n FROM "+table+" WHERE id = ?", id).Scan(&n)
	return n, err
}

// claim writes the rows of a claim.
func (p *put) claim(article int64, d *news.Document, i int) error {
	c := &d.Claims[i]
	day := c.Date
	if day == "" {
		day = Day(d.Article.Published)
	}
	chain := chainOf(d.Claims, i)
	result, err := p.sql.ExecContext(p.ctx, "INSERT INTO claim (id, article, start, depth, kind, stance, day, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		c.ID, article, c.Start, len(chain)-1, c.Kind, c.Stance, day, c.Confidence)
	if err != nil {
		return err
	}
	n, err := result.LastInsertId()
	if err != nil {
		return err
	}
	if _, err := p.sql.ExecContext(p.ctx, "INSERT INTO said (rowid, content, sentence) VALUES (?, ?, ?)", n, c.Content, c.Sentence); err != nil {
		return err
	}
	var via []string
	for _, outer := range chain[1:] {
		via = append(via, d.Claims[outer].Source...)
	}
	for role, ids := range [...][]string{roleSource: c.Source, roleTarget: c.About, roleVia: via} {
		for _, id := range ids {
			e, err := p.entity(id)
			if err != nil {
				return err
			}
			if _, err := p.sql.ExecContext(p.ctx, "INSERT OR IGNORE INTO part (entity, role, claim) VALUES (?, ?, ?)", e, role, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// chainOf gives the indices of a claim and of those it is within, the claim
// first. A circle, which no document should have, ends the chain.
func chainOf(claims []news.Claim, i int) []int {
	chain := []int{i}
	for claims[i].Within != "" {
		outer := slices.IndexFunc(claims, func(c news.Claim) bool { return c.ID == claims[i].Within })
		if outer < 0 || slices.Contains(chain, outer) {
			break
		}
		chain = append(chain, outer)
		i = outer
	}
	return chain
}

// remove deletes the rows and quads of an article.
func (p *put) remove(n int64, id string) error {
	rows, err := p.sql.QueryContext(p.ctx, "SELECT entity FROM fact WHERE article = ?1 UNION SELECT part.entity FROM part JOIN claim ON claim.n = part.claim WHERE claim.article = ?1", n)
	if err != nil {
		return err
	}
	entities, err := numbers(rows)
	if err != nil {
		return err
	}
	for _, e := range entities {
		p.touched[e] = true
	}
	for _, statement := range []string{
		"DELETE FROM said WHERE rowid IN (SELECT n FROM claim WHERE article = ?)",
		"DELETE FROM part WHERE claim IN (SELECT n FROM claim WHERE article = ?)",
		"DELETE FROM claim WHERE article = ?",
		"DELETE FROM fact WHERE article = ?",
		"DELETE FROM article WHERE n = ?",
	} {
		if _, err := p.sql.ExecContext(p.ctx, statement, n); err != nil {
			return err
		}
	}
	return p.tx.RemoveLabel(p.ctx, quad.IRI(articleNode(id)))
}

// numbers reads a column of numbers.
func numbers(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// pack gives a document as it is stored, and its hash: that of its JSON.
func pack(d *news.Document) (data, hash []byte, err error) {
	if d.Article.ID == "" {
		return nil, nil, errors.New("the article has no id")
	}
	plain, err := json.Marshal(d)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err != nil {
		return nil, nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, nil, err
	}
	if err := w.Close(); err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(plain)
	return b.Bytes(), sum[:], nil
}

// unpack reads what pack wrote.
func unpack(data []byte) (news.Document, error) {
	var d news.Document
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err == nil {
		err = json.Unmarshal(plain, &d)
	}
	if err != nil {
		return d, fmt.Errorf("read a document: %w: %w", ErrDamaged, err)
	}
	return d, nil
}

// conflict is an error if the stored document is of another article than d.
func conflict(stored []byte, d *news.Document) error {
	was, err := unpack(stored)
	if err != nil {
		return err
	}
	is := d.Article
	is.Language = was.Article.Language // says nothing of which article it is
	if was.Article != is {
		return ErrConflict
	}
	return nil
}
