package graph

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/internal/statement"
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
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newBuild(ctx)
}

func (s *Store) newBuild(ctx context.Context) error {
	// In a transaction, which is tried again where a server's connection is lost.
	err := s.quads.Update(ctx, func(tx *sqlstore.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(build), 0) + 1 FROM article").Scan(&s.build)
	})
	return doing("begin a build", err)
}

// thisBuild is the number of the build that goes on; one begins where there is none.
func (s *Store) thisBuild(ctx context.Context) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.build == 0 {
		if err := s.newBuild(ctx); err != nil {
			return 0, err
		}
	}
	return s.build, nil
}

// Put puts documents into the graph, all of them in one transaction: it returns
// when they are on the disk, or with an error when none is. Ids of articles
// must be set. It begins a build if NewBuild has not.
func (s *Store) Put(ctx context.Context, docs ...news.Document) ([]Outcome, error) {
	build, err := s.thisBuild(ctx)
	if err != nil {
		return nil, err
	}
	return s.putIn(ctx, build, docs)
}

// putIn puts documents into the graph as of a build.
func (s *Store) putIn(ctx context.Context, build int64, docs []news.Document) (outcomes []Outcome, err error) {
	ready, err := s.prepare(ctx, docs)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(p *put) error {
		p.build = build
		outcomes = outcomes[:0]
		if err := p.lookAhead(ready); err != nil {
			return err
		}
		for i := range docs {
			o, err := p.document(ready[i])
			if err != nil {
				return fmt.Errorf("put article %s: %w", docs[i].Article.ID, err)
			}
			outcomes = append(outcomes, o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

// Remove takes an article out, with all that was found in it.
func (s *Store) Remove(ctx context.Context, id string) error {
	return s.update(ctx, func(p *put) error {
		a, err := p.stored("id", id)
		if errors.Is(err, sql.ErrNoRows) {
			err = ErrNotFound
		}
		if err == nil {
			err = p.remove(a)
		}
		if err == nil {
			err = p.exec("DELETE FROM loser WHERE winner = ? OR id = ?", id, id)
		}
		return doing("remove article "+id, err)
	})
}

// update runs f in a transaction and writes what it gathered.
func (s *Store) update(ctx context.Context, f func(*put) error) error {
	return s.quads.Update(ctx, func(tx *sqlstore.Tx) error {
		p := &put{ctx: ctx, tx: tx, postgres: s.postgres(), linking: s.linking, changes: map[string]*delta{}}
		if err := p.total.read(p); err != nil {
			return doing("begin to write", err)
		}
		if err := f(p); err != nil {
			return err
		}
		return doing("write to the graph", p.flush())
	})
}

// put is one transaction of Put or Remove. Articles are decided on one by one;
// what follows from them is gathered, and written together at the end.
type put struct {
	ctx      context.Context
	tx       *sqlstore.Tx
	postgres bool
	build    int64
	linking  *linking
	total    totals
	warnings []string
	fresh    []*entry          // articles that came in this transaction, not yet written
	absent   map[lookup]bool   // what no article that is written is found by
	gone     []*entry          // those that went that were there before
	moved    []*moved          // and those that got other entities of the graph
	changes  map[string]*delta // of entities, by id
}

// A lookup is by which article one looks for: a column of the table article, "id" or
// "same", and what is in it.
type lookup struct{ column, key string }

// An entry is an article in the store.
type entry struct {
	n, first      int64 // its number, and that of its first claim
	id, published string
	key           string // see [sameKey]; set of fresh ones
	build         int64
	hash          []byte
	doc           *news.Document   // as it is stored; set by Put, or by load
	ready         *prepared        // the same of an article that came in this transaction; else nil
	same          identity         // of its entities; nil where none is another in the graph
	inGraph       *news.Document   // the same in the graph's entities; set by count
	says          map[string]facts // of each entity, by id; set by count
	claims        []claimRow       // in the order of their numbers; set by count
}

// sameKey is equal for the versions of one article; "" where it has none.
func sameKey(a *news.Article) string {
	switch {
	case a.URL != "":
		return "url " + clean(news.CanonicalURL(a.URL))
	case a.Publisher != "" && a.Title != "" && a.Published != "":
		return fmt.Sprintf("title %q %q %q", a.Publisher, a.Title, a.Published)
	}
	return ""
}

// document puts in one document, after what it replaces is gone.
func (p *put) document(r *prepared) (out Outcome, err error) {
	d, hash := r.doc, r.hash
	out = Outcome{ID: d.Article.ID, Change: Added}
	key := sameKey(&d.Article)
	switch old, err := p.stored("id", d.Article.ID); {
	case err == nil && bytes.Equal(old.hash, hash):
		out.Change = Unchanged
		return out, p.exec("UPDATE article SET build = ? WHERE n = ?", p.build, old.n)
	case err == nil:
		if err := p.load(old); err != nil {
			return out, err
		}
		if err := conflict(old.doc, d); err != nil {
			return out, err
		}
		if !stays(&d.Article, &old.doc.Article) {
			out.Change = Unchanged
			return out, p.exec("UPDATE article SET build = ? WHERE n = ?", p.build, old.n)
		}
		if out.Change, out.Other = Replaced, d.Article.ID; !same(d.Article, old.doc.Article) {
			out.Change, out.Other = Unchanged, "" // a copy in a better form
		}
		if err := p.remove(old); err != nil {
			return out, err
		}
	case !errors.Is(err, sql.ErrNoRows):
		return out, err
	case key != "":
		if out, err = p.version(d, key, out); err != nil || out.Change == Superseded {
			return out, err
		}
	default: // it may be there under the id that it had formerly
		old, err := p.stored("id", news.FormerID(d.Article))
		switch {
		case err == nil:
			out.Change, out.Other = Replaced, old.id
			err = p.remove(old)
		case errors.Is(err, sql.ErrNoRows):
			err = nil
		}
		if err != nil {
			return out, err
		}
	}
	return out, p.insert(r, key)
}

// version decides between the document and the version of it that is there.
func (p *put) version(d *news.Document, key string, out Outcome) (Outcome, error) {
	old, err := p.stored("same", key)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Other = old.id
	loser, winner := old.id, d.Article.ID
	var lost int
	if err := p.row("SELECT COUNT(*) FROM loser WHERE id = ? AND winner = ?", d.Article.ID, old.id).Scan(&lost); err != nil {
		return out, err
	}
	later := cmp.Or(news.Later(d.Article.Published, old.published), strings.Compare(d.Article.ID, old.id)) > 0
	if lost > 0 || old.build == p.build && !later {
		out.Change = Superseded
		loser, winner = d.Article.ID, old.id
	} else {
		out.Change = Replaced
		if err := p.remove(old); err != nil {
			return out, err
		}
	}
	if err := p.exec("DELETE FROM loser WHERE id = ?", winner); err != nil {
		return out, err
	}
	if old.build == p.build || out.Change == Superseded {
		err = p.exec("INSERT INTO loser (id, winner) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET winner = excluded.winner", loser, winner)
	}
	return out, err
}

// stored is the article whose column, "id" or "same", is key; sql.ErrNoRows where
// there is none.
func (p *put) stored(column, key string) (*entry, error) {
	for _, e := range p.fresh {
		if key != "" && (column == "id" && e.id == key || column == "same" && e.key == key) {
			return e, nil
		}
	}
	if p.absent[lookup{column, key}] {
		return nil, sql.ErrNoRows
	}
	var e entry
	err := p.row("SELECT n, first, id, published, build, hash FROM article WHERE "+column+" = ? AND "+column+" <> ''", key).
		Scan(&e.n, &e.first, &e.id, &e.published, &e.build, &e.hash)
	return &e, err
}

// lookAhead notes what will be looked for in vain, so that a server is asked once for
// many documents.
func (p *put) lookAhead(docs []*prepared) error {
	p.absent = map[lookup]bool{}
	for _, column := range [...]string{"id", "same"} {
		var keys []string
		for _, r := range docs {
			key := r.doc.Article.ID
			if column == "same" {
				key = sameKey(&r.doc.Article)
			}
			if l := (lookup{column, key}); key != "" && !p.absent[l] {
				p.absent[l] = true
				keys = append(keys, key)
			}
		}
		err := eachPadded(p, "SELECT "+column+" FROM article WHERE "+column+" <> '' AND "+column, keys, func(scan statement.Scan) error {
			l := lookup{column: column}
			err := scan(&l.key)
			delete(p.absent, l)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// load reads the document of an article.
func (p *put) load(e *entry) error {
	if i := p.freshAt(e.n); i >= 0 { // it is not written yet
		e.doc = p.fresh[i].doc
		return nil
	}
	var data []byte
	if err := p.row("SELECT data FROM document WHERE article = ?", e.n).Scan(&data); err != nil {
		return err
	}
	d, err := decode(data)
	e.doc = &d
	return err
}

// freshAt is the place in fresh of the article with a number; -1 where it is not one.
func (p *put) freshAt(n int64) int {
	return slices.IndexFunc(p.fresh, func(e *entry) bool { return e.n == n })
}

// insert notes an article, to be written with all that follows from its document.
func (p *put) insert(r *prepared, key string) error {
	if err := checkIDs(r.doc); err != nil {
		return err
	}
	a := &r.doc.Article
	e := &entry{
		n: p.total.nextArticle, first: p.total.nextClaim, id: a.ID, published: clean(a.Published), key: key, build: p.build, hash: r.hash, doc: r.doc, ready: r,
	}
	p.total.nextArticle++
	p.total.nextClaim += int64(len(r.doc.Claims))
	_, joins := r.alone()
	e.same = identityOf(joins)
	p.fresh = append(p.fresh, e)
	p.count(e, 1)
	p.total.linked = ""
	return nil
}

// checkIDs makes sure that the ids of claims lead to their article, and to one claim each.
func checkIDs(d *news.Document) error {
	seen := make(map[string]bool, len(d.Claims))
	for i := range d.Claims {
		id := d.Claims[i].ID
		if articleOf(id) != d.Article.ID {
			return fmt.Errorf("its claim %q has not an id of the form claim/%s-…", id, d.Article.ID)
		}
		if seen[id] {
			return fmt.Errorf("two of its claims have the id %s", id)
		}
		seen[id] = true
	}
	return nil
}

// remove deletes the rows of an article and notes what goes with it.
func (p *put) remove(e *entry) error {
	p.total.linked = ""
	if i := p.freshAt(e.n); i >= 0 { // it is not written yet
		p.count(p.fresh[i], -1)
		p.fresh = slices.Delete(p.fresh, i, i+1)
		return nil
	}
	if e.doc == nil {
		if err := p.load(e); err != nil {
			return err
		}
	}
	joins, err := p.joined(" WHERE joined.article = ?", e.n)
	if err != nil {
		return err
	}
	e.same = identityOf(joins[e.n])
	for _, statement := range [...]string{
		"DELETE FROM document WHERE article = ?", "DELETE FROM digest WHERE article = ?", "DELETE FROM joined WHERE article = ?", "DELETE FROM article WHERE n = ?",
	} {
		if err := p.exec(statement, e.n); err != nil {
			return err
		}
	}
	p.count(e, -1)
	p.gone = append(p.gone, e)
	return nil
}

// conflict is an error if two documents of one id are of different articles.
func conflict(was, d *news.Document) error {
	old, is := was.Article, d.Article
	for _, a := range [...]*news.Article{&old, &is} {
		a.Language = "" // says nothing of which article it is
		a.URL, a.Title, a.Text = news.CanonicalURL(a.URL), strings.TrimSpace(a.Title), news.Canonical(a.Text)
	}
	if old != is {
		return ErrConflict
	}
	return nil
}

// stays says whether of two copies of one article, in which lines end or addresses are
// written otherwise, a is the one to keep; of equal ones it is. It is the same whatever
// came first.
func stays(a, other *news.Article) bool {
	odd := func(given, canonical string) int {
		if given == canonical {
			return 0
		}
		return 1
	}
	return cmp.Or(
		odd(a.URL, news.CanonicalURL(a.URL))-odd(other.URL, news.CanonicalURL(other.URL)), len(a.URL)-len(other.URL), strings.Compare(a.URL, other.URL),
		odd(a.Text, news.Canonical(a.Text))-odd(other.Text, news.Canonical(other.Text)), len(a.Text)-len(other.Text), strings.Compare(a.Text, other.Text),
		strings.Compare(a.Title, other.Title),
	) <= 0
}

func (p *put) exec(statement string, arguments ...any) error {
	_, err := p.tx.ExecContext(p.ctx, statement, arguments...)
	return err
}

// each visits the rows of a query; no other statement may be run meanwhile.
func (p *put) each(query string, arguments []any, visit func(statement.Scan) error) error {
	rows, err := p.tx.QueryContext(p.ctx, query, arguments...)
	if err != nil {
		return err
	}
	return statement.EachRow(rows, visit)
}

func (p *put) row(query string, arguments ...any) *sql.Row {
	return p.tx.QueryRowContext(p.ctx, query, arguments...)
}
