package graph

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/codec"
	"hearsay/graph/internal/search"
	"hearsay/graph/internal/statement"
	"hearsay/graph/link"
	"hearsay/graph/link/entity"
	"hearsay/graph/names"
)

// Verify checks the whole graph: the database's own structures, the hash of every
// document, and that everything else, quads and tables, is what follows from the
// documents, from what was found between them, and from what people decided. It gives a line for each fault, none if all is well.
func (s *Store) Verify(ctx context.Context) ([]string, error) {
	return inView(ctx, s, func(s *Store) ([]string, error) { return s.verify(ctx) })
}

func (s *Store) verify(ctx context.Context) ([]string, error) {
	faults, err := s.quads.Check(ctx)
	if err != nil || len(faults) > 0 {
		return faults, err
	}
	v := &verifier{Store: s, ctx: ctx, numbers: map[string]int64{}, says: map[string]facts{}, said: map[string]int{}, about: map[string]int{}, tables: map[string]*digest{}, quads: map[[sha256.Size]byte]bool{}, kept: map[string][]link.Article{}}
	for _, step := range [...]func() error{v.entities, v.joins, v.documents, v.links, v.follow, v.compare, v.compareQuads} {
		err := step()
		if errors.Is(err, ErrDamaged) {
			return append(v.faults, err.Error()), nil
		}
		if err != nil {
			return v.faults, doing("verify", err)
		}
	}
	return v.faults, nil
}

// A verifier gathers what must be in the tables, by the documents.
type verifier struct {
	*Store
	ctx     context.Context
	faults  []string
	numbers map[string]int64 // of entities, by id
	says    map[string]facts // of entities, by id
	said    map[string]int   // claims that they make
	about   map[string]int   // claims about them
	total   totals
	tables  map[string]*digest // what rows each table must hold
	quads   map[[sha256.Size]byte]bool
	same    map[int64]identity        // of articles, by their numbers
	joined  []entity.Join             // by article and form
	kept    map[string][]link.Article // the digests of the articles, by kind
}

func (v *verifier) fault(format string, arguments ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, arguments...))
}

// A digest is that of the rows of a table, in whatever order: their number and
// the sum of their hashes.
type digest struct {
	rows int
	sum  uint64
}

func (d *digest) add(values ...any) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%#v", values))
	d.rows++
	d.sum += binary.BigEndian.Uint64(sum[:])
}

// row notes a row that a table must hold.
func (v *verifier) row(table string, values ...any) {
	if v.tables[table] == nil {
		v.tables[table] = &digest{}
	}
	v.tables[table].add(values...)
}

func (v *verifier) entities() error {
	return v.Rows(v.ctx, "SELECT id, n FROM entity", func(scan statement.Scan) error {
		var id string
		var n int64
		err := scan(&id, &n)
		v.numbers[id] = n
		return err
	})
}

// documents reads every document and notes what follows from it alone.
func (v *verifier) documents() error {
	return v.Rows(v.ctx, `SELECT article.n, article.first, article.id, article.same, article.title, article.url, article.publisher, article.publisher_id,
		article.published, article.claims, article.hash, document.data
		FROM article LEFT JOIN document ON document.article = article.n`, func(scan statement.Scan) error {
		e := &entry{}
		var data []byte
		var columns [6]string
		var claims int
		if err := scan(&e.n, &e.first, &e.id, &columns[0], &columns[1], &columns[2], &columns[3], &columns[4], &columns[5], &claims, &e.hash, &data); err != nil {
			return err
		}
		d, err := decode(data)
		if err != nil {
			v.fault("article %s: %v", e.id, err)
			return nil
		}
		_, hash, err := codec.Encode(&d)
		a := &d.Article
		switch {
		case err != nil:
			return err
		case !slices.Equal(hash, e.hash) || a.ID != e.id:
			v.fault("article %s: its document is not what was stored", e.id)
		case claims != len(d.Claims):
			v.fault("article %s: %d claims are listed, its document has %d", e.id, claims, len(d.Claims))
		case columns != [6]string{sameKey(a), clean(a.Title), clean(a.URL), clean(a.Publisher), v.same[e.n].of(d.Outlet()), clean(a.Published)}:
			v.fault("article %s: what is listed of it is not what its document says", e.id)
		}
		e.doc = &d
		v.document(e)
		digests := v.linking.digestsOf(&d)
		for _, kind := range sortedKeys(digests) {
			v.row("digest", kind, e.n, string(digests[kind]))
			v.kept[kind] = append(v.kept[kind], link.Article{ID: e.id, Digest: digests[kind]})
		}
		return nil
	})
}

// joins reads which entities of articles are others in the graph.
func (v *verifier) joins() error {
	v.same = map[int64]identity{}
	err := v.Rows(v.ctx, joinedQuery, func(scan statement.Scan) error {
		var n int64
		var j entity.Join
		err := scan(&n, &j.Article, &j.Form, &j.Entity, &j.Reason, &j.Confidence)
		if v.same[n] == nil {
			v.same[n] = identity{}
		}
		v.same[n][j.Form] = j.Entity
		v.joined = append(v.joined, j)
		return err
	})
	slices.SortFunc(v.joined, entity.Compare)
	return err
}

// links notes the quads that follow from the links, and finds these anew, unless
// articles came or went since and the next writer does so.
func (v *verifier) links() error {
	var mark string
	if err := v.Store.row(v.ctx, "SELECT linked FROM tally").Scan(&mark); errors.Is(err, sql.ErrNoRows) {
		return nil // which is told of the tally
	} else if err != nil {
		return err
	}
	decisions, err := decisionsOf(v.Store.row(v.ctx, decisionsQuery))
	if err != nil {
		return err
	}
	if data := names.Encode(decisions); data != nil {
		v.row("digest", namesKind, int64(0), string(data))
	}
	l, current := v.linking, mark == v.linking.mark(decisions)
	digests := func(kind string) ([]link.Article, error) {
		slices.SortFunc(v.kept[kind], func(a, b link.Article) int { return strings.Compare(a.ID, b.ID) })
		return v.kept[kind], nil
	}
	articles, err := digests(entityKind)
	if err != nil {
		return err
	}
	who := l.joiner.find(articles, decisions)
	found, err := l.links(&who, digests)
	if err != nil {
		return err
	}
	if current && !slices.Equal(who.Joins, v.joined) {
		v.fault("%d entities of articles are joined with others, not the %d that follow from the articles", len(v.joined), len(who.Joins))
	}
	called := who.Called()
	if !current {
		if called, err = renames(v.visitor(v.ctx)); err != nil {
			return err
		}
	}
	for id, name := range called {
		if v.says[id] != nil {
			v.says[id][form{kindRename, clean(name)}] = 1
		}
	}
	for _, kind := range l.kinds() {
		var have []link.Link
		if err := v.each(v.ctx, linkQuery+" WHERE kind = ?", []any{kind}, scanLinks(&have)); err != nil {
			return err
		}
		have = link.Sorted(have)
		if current && !slices.Equal(have, found[kind]) {
			v.fault("%d links of the kind %s are not the %d that follow from the articles", len(have), kind, len(found[kind]))
		}
		for _, q := range linkQuads(kind, have) {
			v.quads[sha256.Sum256([]byte(q.NQuad()))] = true
		}
	}
	return nil
}

// document notes the rows and quads that follow from a document.
func (v *verifier) document(e *entry) {
	v.total.articles++
	v.total.claims += int64(len(e.doc.Claims))
	e.inGraph = v.same[e.n].document(e.doc)
	for id, says := range factsOf(e.inGraph) {
		v.row("mention", v.numbers[id], e.n)
		if v.says[id] == nil {
			v.says[id] = facts{}
		}
		for f := range says {
			v.says[id][f]++
		}
	}
	for rank, c := range claimsOf(e.inGraph) {
		n := e.first + int64(rank)
		if c.depth > 0 {
			v.total.nested++
		}
		v.claim(n, e.n, &c)
	}
	for _, q := range articleQuads(e.inGraph) {
		v.quads[sha256.Sum256([]byte(q.NQuad()))] = true
	}
}

// claim notes the rows of a claim.
func (v *verifier) claim(n, article int64, c *claimRow) {
	v.row("claim", n, article, c.depth, string(c.claim.Kind), string(c.claim.Stance), c.day, c.claim.Confidence)
	for role, ids := range c.parts {
		for _, id := range ids {
			v.row("part", v.numbers[id], role, c.day, n)
		}
	}
	for _, id := range c.parts[RoleSource] {
		v.said[id]++
	}
	for _, id := range c.parts[RoleTarget] {
		v.about[id]++
	}
}

// follow notes what follows from the facts of entities.
func (v *verifier) follow() error {
	known := map[string]bool{}
	for _, id := range sortedKeys(v.says) {
		n, ok := v.numbers[id]
		if !ok {
			v.fault("entity %s, which articles name, is missing", id)
			continue
		}
		v.total.entities++
		e := v.says[id].entity(id)
		v.row("entity", n, id, e.Name, string(e.Type), v.said[id], v.about[id])
		for f, articles := range v.says[id] {
			v.row("form", n, f.kind, f.text, articles)
		}
		names := e.forms()
		for _, f := range names {
			v.row("name", f.Name, int(f.Rank), n)
		}
		for _, w := range search.WordsOf(names) {
			v.row("word", w, n)
			if known[w] {
				continue
			}
			known[w] = true
			for _, g := range search.Trigrams(w) {
				v.row("gram", g, w)
			}
		}
		for _, q := range entityQuads(&e) {
			v.quads[sha256.Sum256([]byte(q.NQuad()))] = true
		}
	}
	return nil
}

// compare reads the tables and compares them with what they must hold.
func (v *verifier) compare() error {
	var number [4]int64
	var text [3]string
	var confidence float64
	for _, t := range [...]struct {
		name, columns string
		into          []any
	}{
		{"mention", "entity, article", []any{&number[0], &number[1]}},
		{"claim", "n, article, depth, kind, stance, day, confidence", []any{&number[0], &number[1], &number[2], &text[0], &text[1], &number[3], &confidence}},
		{"part", "entity, role, day, claim", []any{&number[0], &number[1], &number[2], &number[3]}},
		{"entity", "n, id, name, type, said, about", []any{&number[0], &text[0], &text[1], &text[2], &number[1], &number[2]}},
		{"form", "entity, kind, text, articles", []any{&number[0], &number[1], &text[0], &number[2]}},
		{"name", "folded, rank, entity", []any{&text[0], &number[0], &number[1]}},
		{"word", "word, entity", []any{&text[0], &number[0]}},
		{"gram", "gram, word", []any{&text[0], &text[1]}},
		{"digest", "kind, article, data", []any{&text[0], &number[0], &text[1]}},
	} {
		var have digest
		err := v.Rows(v.ctx, "SELECT "+t.columns+" FROM "+t.name, func(scan statement.Scan) error {
			if err := scan(t.into...); err != nil {
				return err
			}
			have.add(values(t.into)...)
			return nil
		})
		if err != nil {
			return err
		}
		want := v.tables[t.name]
		if want == nil {
			want = &digest{}
		}
		if have != *want {
			v.fault("the table %s holds %d rows that are not the %d that follow from the documents", t.name, have.rows, want.rows)
		}
	}
	return v.compareTotals()
}

// values are what pointers point to.
func values(pointers []any) []any {
	out := make([]any, len(pointers))
	for i, p := range pointers {
		switch p := p.(type) {
		case *int64:
			out[i] = *p
		case *string:
			out[i] = *p
		case *float64:
			out[i] = *p
		}
	}
	return out
}

func (v *verifier) compareTotals() error {
	var t totals
	var said int64
	err := v.Store.row(v.ctx, "SELECT articles, claims, nested, entities, (SELECT COUNT(*) FROM said) FROM tally").Scan(&t.articles, &t.claims, &t.nested, &t.entities, &said)
	if errors.Is(err, sql.ErrNoRows) {
		v.fault("the table tally has no row")
		return nil
	}
	if t != v.total || said != t.claims {
		v.fault("counted are %d articles, %d claims, %d nested, %d entities and %d with their words; there are %d, %d, %d and %d",
			t.articles, t.claims, t.nested, t.entities, said, v.total.articles, v.total.claims, v.total.nested, v.total.entities)
	}
	return err
}

// compareQuads reads all quads.
func (v *verifier) compareQuads() error {
	err := v.eachQuad(v.ctx, func(q quad.Quad) error {
		sum := sha256.Sum256([]byte(q.NQuad()))
		if !v.quads[sum] {
			v.fault("a quad that follows from no document: %s", q.NQuad())
		}
		delete(v.quads, sum)
		return nil
	})
	if err == nil && len(v.quads) > 0 {
		v.fault("%d quads of documents are missing", len(v.quads))
	}
	return err
}
