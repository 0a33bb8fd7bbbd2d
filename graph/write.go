package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
	"hearsay/graph/internal/search"
	"hearsay/graph/internal/statement"
)

// totals are the row of the table tally.
type totals struct {
	articles, claims, nested, entities int64
	nextArticle, nextClaim, nextEntity int64
	linked                             string // see [linking.mark]; "" where articles came or went since
	links                              int64  // how often the links became others
}

func (t *totals) read(p *put) error {
	return p.row("SELECT articles, claims, nested, entities, next_article, next_claim, next_entity, linked, links FROM tally").
		Scan(&t.articles, &t.claims, &t.nested, &t.entities, &t.nextArticle, &t.nextClaim, &t.nextEntity, &t.linked, &t.links)
}

func (t *totals) write(p *put) error {
	return p.exec("UPDATE tally SET articles = ?, claims = ?, nested = ?, entities = ?, next_article = ?, next_claim = ?, next_entity = ?, linked = ?, links = ?",
		t.articles, t.claims, t.nested, t.entities, t.nextArticle, t.nextClaim, t.nextEntity, t.linked, t.links)
}

// A delta is what a transaction changes of an entity.
type delta struct {
	facts       facts
	said, about int
}

// delta is that of the entity with this id.
func (p *put) delta(id string) *delta {
	c := p.changes[id]
	if c == nil {
		c = &delta{facts: facts{}}
		p.changes[id] = c
	}
	return c
}

// count adds what follows from an article to what is counted, or with sign -1
// takes it away.
func (p *put) count(e *entry, sign int) {
	e.inGraph = e.same.document(e.doc)
	e.says, e.claims = factsOf(e.inGraph), claimsOf(e.inGraph)
	for id, says := range e.says {
		c := p.delta(id)
		for f := range says {
			c.facts[f] += sign
		}
	}
	p.total.articles += int64(sign)
	p.total.claims += int64(sign * len(e.doc.Claims))
	for _, c := range e.claims {
		if c.depth > 0 {
			p.total.nested += int64(sign)
		}
		for _, id := range c.parts[RoleSource] {
			p.delta(id).said += sign
		}
		for _, id := range c.parts[RoleTarget] {
			p.delta(id).about += sign
		}
	}
}

// flush writes what the transaction gathered.
func (p *put) flush() error {
	for _, e := range p.gone {
		if err := p.tx.RemoveLabel(p.ctx, quad.IRI(articleNode(e.id))); err != nil {
			return err
		}
	}
	entities, err := p.entities()
	if err != nil {
		return err
	}
	for _, e := range p.gone {
		if err := p.deleteRows(e, entities); err != nil {
			return err
		}
	}
	if err := p.insertRows(entities); err != nil {
		return err
	}
	left, err := p.moveRows(entities)
	if err != nil {
		return err
	}
	if _, err := p.tx.Remove(p.ctx, left); err != nil {
		return err
	}
	quads, err := p.describe(entities)
	if err != nil {
		return err
	}
	quads = append(quads, p.movedQuads()...)
	n := 0
	for _, e := range p.fresh {
		n += mostQuads(e.inGraph)
	}
	quads = slices.Grow(quads, n)
	for _, e := range p.fresh {
		quads = appendQuads(quads, e.inGraph)
	}
	if err := p.tx.Add(p.ctx, quads); err != nil {
		return err
	}
	p.fresh, p.gone, p.moved = nil, nil, nil
	clear(p.changes)
	return p.total.write(p)
}

// An entityRow is an entity whose facts or claims change.
type entityRow struct {
	n           int64
	said, about int // as stored
	before      facts
	isNew       bool
}

// entities reads the entities that change, by id; new ones get their numbers.
func (p *put) entities() (map[string]*entityRow, error) {
	ids := sortedKeys(p.changes)
	found := make(map[string]*entityRow, len(ids))
	before := make(map[int64]facts, len(ids))
	err := eachPadded(p, "SELECT n, id, said, about FROM entity WHERE id", ids, func(scan statement.Scan) error {
		var id string
		e := &entityRow{before: facts{}}
		if err := scan(&e.n, &id, &e.said, &e.about); err != nil {
			return err
		}
		found[id], before[e.n] = e, e.before
		return nil
	})
	if err != nil {
		return nil, err
	}
	numbers := slices.Sorted(maps.Keys(before))
	err = eachPadded(p, "SELECT "+formColumns+" FROM form WHERE entity", numbers, func(scan statement.Scan) error { return scanForm(scan, before) })
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if found[id] == nil {
			found[id] = &entityRow{n: p.total.nextEntity, before: facts{}, isNew: true}
			p.total.nextEntity++
		}
	}
	return found, nil
}

// claimRow is what the store knows of a claim beside its document.
type claimRow struct {
	claim *news.Claim
	depth int
	day   int32
	parts [4][]string // ids of entities by role, each once
}

// claimsOf are the claims of a document in the order of their numbers: by place, then by id.
func claimsOf(d *news.Document) []claimRow {
	out := make([]claimRow, len(d.Claims))
	outlet, credits := d.Outlet(), creditsOf(d)
	places := make(map[string]int, len(d.Claims)) // of claims by their ids: a document from elsewhere may have very many
	for i := range d.Claims {
		places[d.Claims[i].ID] = i
	}
	place := func(id string) int {
		if i, ok := places[id]; ok {
			return i
		}
		return -1
	}
	for rank, i := range ranked(d.Claims) {
		c := &d.Claims[i]
		chain := chainOf(d.Claims, i, place)
		row := claimRow{claim: c, depth: len(chain) - 1 + len(credits[i]), day: DayNumber(cmp.Or(c.Date, d.Article.Published))}
		row.parts[RoleSource], row.parts[RoleTarget] = once(c.Source), once(c.About)
		for _, outer := range chain[1:] {
			row.parts[RoleVia] = append(row.parts[RoleVia], d.Claims[outer].Source...)
		}
		row.parts[RoleVia] = once(append(row.parts[RoleVia], credits[i]...))
		if outlet != "" {
			row.parts[RoleOutlet] = []string{outlet}
		}
		out[rank] = row
	}
	return out
}

// ranked gives the places of claims in their document in the order of their numbers.
func ranked(claims []news.Claim) []int {
	places := make([]int, len(claims))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(claims[a].Start, claims[b].Start), cmp.Compare(claims[a].ID, claims[b].ID))
	})
	return places
}

// once leaves out what is double; the order stays.
func once(ids []string) []string {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			out := slices.Clone(ids[:i])
			for _, id := range ids[i+1:] {
				if !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
			return out
		}
	}
	return ids
}

// words are the words by which a claim is found: those of its sentence, those of
// its content where the sentence has not got them, and a sign for each part that
// an entity has in it, so that a search for words of somebody reads one index.
func (c *claimRow) words(entities map[string]*entityRow) string {
	var b strings.Builder
	b.WriteString(search.Words(c.claim.Sentence))
	if !search.HasWhole(c.claim.Sentence, c.claim.Content) {
		b.WriteString(" § " + search.Words(c.claim.Content))
	}
	b.WriteString(" §")
	for role, ids := range c.parts {
		for _, id := range ids {
			b.WriteString(" " + partSign(role, entities[id].n))
		}
	}
	return b.String()
}

// insertRows writes the rows of the articles that came.
func (p *put) insertRows(entities map[string]*entityRow) error {
	n := 0
	for _, e := range p.fresh {
		n += len(e.claims)
	}
	var articles, documents, digests, joins, mentions []any
	claims, parts, said := make([]any, 0, 7*n), make([]any, 0, 4*4*n), make([]any, 0, 2*n)
	for _, e := range p.fresh {
		a := &e.doc.Article
		articles = append(articles, e.n, e.id, e.key, e.build, clean(a.Title), clean(a.URL), clean(a.Publisher), e.same.of(e.doc.Outlet()),
			e.published, e.first, int64(len(e.claims)), e.hash)
		documents = append(documents, e.n, e.ready.data)
		kept, ones := e.ready.alone()
		for kind, data := range kept {
			digests = append(digests, kind, e.n, data)
		}
		joins = append(joins, joinRows(e.n, ones)...)
		for id := range e.says {
			mentions = append(mentions, entities[id].n, e.n)
		}
		for rank, c := range e.claims {
			n := e.first + int64(rank)
			claims = append(claims, n, e.n, int64(c.depth), string(c.claim.Kind), string(c.claim.Stance), int64(c.day), c.claim.Confidence)
			said = append(said, n, p.wordList(c.words(entities)))
			for role, ids := range c.parts {
				for _, id := range ids {
					parts = append(parts, entities[id].n, int64(role), int64(c.day), n)
				}
			}
		}
	}
	statement.SortRows(digests, 3)
	statement.SortRows(mentions, 2)
	statement.SortRows(parts, 4)
	for _, t := range [...]struct {
		into   string
		values []any
	}{
		{"article (n, id, same, build, title, url, publisher, publisher_id, published, first, claims, hash)", articles},
		{"document (article, data)", documents},
		{"digest (kind, article, data)", digests},
		{joinedColumns, joins},
		{"mention (entity, article)", mentions},
		{"claim (n, article, depth, kind, stance, day, confidence)", claims},
		{"part (entity, role, day, claim)", parts},
	} {
		if err := p.insertAll(t.into, "", t.values); err != nil {
			return err
		}
	}
	return p.insertSaid(said)
}

// insertSaid writes the words of claims.
func (p *put) insertSaid(said []any) error {
	together := max(2, len(said))
	if !p.postgres {
		// One by one: a statement of several rows of FTS5 writes its part of the index
		// to the disk at its end, to be merged with the others.
		together = 2
	}
	for rows := range slices.Chunk(said, together) {
		if err := p.insertAll("said (rowid, words)", "", rows); err != nil {
			return err
		}
	}
	return nil
}

// deleteRows deletes the rows of an article that went.
func (p *put) deleteRows(e *entry, entities map[string]*entityRow) error {
	for id := range e.says {
		if err := p.exec("DELETE FROM mention WHERE entity = ? AND article = ?", entities[id].n, e.n); err != nil {
			return err
		}
	}
	for rank, c := range e.claims {
		n := e.first + int64(rank)
		for _, statement := range [...]string{"DELETE FROM claim WHERE n = ?", "DELETE FROM said WHERE rowid = ?"} {
			if err := p.exec(statement, n); err != nil {
				return err
			}
		}
		for role, ids := range c.parts {
			for _, id := range ids {
				if err := p.exec("DELETE FROM part WHERE entity = ? AND role = ? AND day = ? AND claim = ?", entities[id].n, role, c.day, n); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// describe writes, for the entities that changed, their facts and what follows
// from them, and gives the quads to be added. An entity that no article names any
// more goes.
func (p *put) describe(entities map[string]*entityRow) (added []quad.Quad, err error) {
	var rows, forms, names []any
	var old []quad.Quad
	words := map[string][]int64{} // entities that have got a word
	for _, id := range sortedKeys(p.changes) {
		c, e := p.changes[id], entities[id]
		after, altered := e.before.plus(c.facts)
		for _, f := range altered {
			if after[f] > 0 {
				forms = append(forms, e.n, int64(f.kind), f.text, int64(after[f]))
			} else if err := p.exec("DELETE FROM form WHERE entity = ? AND kind = ? AND text = ?", e.n, f.kind, f.text); err != nil {
				return nil, err
			}
		}
		was, is := e.before.entity(id), after.entity(id)
		switch {
		case is.Name != "":
			if e.isNew || c.said != 0 || c.about != 0 || is.Name != was.Name {
				rows = append(rows, e.n, id, is.Name, string(is.Type), int64(e.said+c.said), int64(e.about+c.about))
			}
			if e.isNew {
				p.total.entities++
			}
		case !e.isNew:
			for _, statement := range [...]string{"DELETE FROM entity WHERE n = ?", "DELETE FROM form WHERE entity = ?"} {
				if err := p.exec(statement, e.n); err != nil {
					return nil, err
				}
			}
			p.total.entities--
		}
		if was.equal(&is) {
			continue
		}
		oldNames, newNames := was.forms(), is.forms()
		for _, f := range without(oldNames, newNames) {
			if err := p.exec("DELETE FROM name WHERE folded = ? AND rank = ? AND entity = ?", f.Name, f.Rank, e.n); err != nil {
				return nil, err
			}
		}
		for _, f := range without(newNames, oldNames) {
			names = append(names, f.Name, int64(f.Rank), e.n)
		}
		oldWords, newWords := search.WordsOf(oldNames), search.WordsOf(newNames)
		for _, w := range without(oldWords, newWords) {
			if err := p.forgetWord(w, e.n); err != nil {
				return nil, err
			}
		}
		for _, w := range without(newWords, oldWords) {
			words[w] = append(words[w], e.n)
		}
		before, now := entityQuads(&was), entityQuads(&is)
		old = append(old, without(before, now)...)
		added = append(added, without(now, before)...)
	}
	statement.SortRows(rows, 6)
	statement.SortRows(forms, 4)
	statement.SortRows(names, 3)
	if err := p.insertAll("entity (n, id, name, type, said, about)",
		" ON CONFLICT (n) DO UPDATE SET name = excluded.name, said = excluded.said, about = excluded.about", rows); err != nil {
		return nil, err
	}
	if err := p.insertAll("form (entity, kind, text, articles)", " ON CONFLICT (entity, kind, text) DO UPDATE SET articles = excluded.articles", forms); err != nil {
		return nil, err
	}
	if err := p.insertAll("name (folded, rank, entity)", "", names); err != nil {
		return nil, err
	}
	if err := p.learnWords(words); err != nil {
		return nil, err
	}
	_, err = p.tx.Remove(p.ctx, old)
	return added, err
}

// plus adds changes to facts. altered are those that have another count now,
// sorted.
func (f facts) plus(changes facts) (sum facts, altered []form) {
	sum = maps.Clone(f)
	for form, n := range changes {
		if n == 0 {
			continue
		}
		altered = append(altered, form)
		if sum[form] += n; sum[form] <= 0 {
			delete(sum, form)
		}
	}
	slices.SortFunc(altered, func(a, b form) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.text, b.text)) })
	return sum, altered
}

// equal says whether two entities are described alike, counts of claims aside.
func (e *Entity) equal(other *Entity) bool {
	return e.Name == other.Name && e.Named == other.Named && slices.Equal(e.Aliases, other.Aliases) && slices.Equal(e.Roles, other.Roles) && slices.Equal(e.Affiliations, other.Affiliations)
}

// without gives the items of a list that another has not.
func without[T comparable](list, other []T) []T {
	in := make(map[T]bool, len(other))
	for _, v := range other {
		in[v] = true
	}
	var out []T
	for _, v := range list {
		if !in[v] {
			out = append(out, v)
		}
	}
	return out
}

// learnWords writes the words of new names, and the trigrams of those words that
// no name had.
func (p *put) learnWords(words map[string][]int64) error {
	known := map[string]bool{}
	sorted := sortedKeys(words)
	err := eachPadded(p, "SELECT DISTINCT word FROM word WHERE word", sorted, func(scan statement.Scan) error {
		var w string
		err := scan(&w)
		known[w] = true
		return err
	})
	if err != nil {
		return err
	}
	var of, grams []any
	for _, w := range sorted {
		for _, n := range words[w] {
			of = append(of, w, n)
		}
		if known[w] {
			continue
		}
		for _, g := range search.Trigrams(w) {
			grams = append(grams, g, w)
		}
	}
	if err := p.insertAll("word (word, entity)", "", of); err != nil {
		return err
	}
	statement.SortRows(grams, 2)
	return p.insertAll("gram (gram, word)", " ON CONFLICT DO NOTHING", grams)
}

// forgetWord deletes a word of an entity, and where no other has it its trigrams.
func (p *put) forgetWord(word string, entity int64) error {
	if err := p.exec("DELETE FROM word WHERE word = ? AND entity = ?", word, entity); err != nil {
		return err
	}
	var others int
	if err := p.row("SELECT COUNT(*) FROM word WHERE word = ?", word).Scan(&others); err != nil || others > 0 {
		return err
	}
	for _, g := range search.Trigrams(word) {
		if err := p.exec("DELETE FROM gram WHERE gram = ? AND word = ?", g, word); err != nil {
			return err
		}
	}
	return nil
}

// insertAll writes rows, as [sqlstore.Tx.Insert] takes them.
func (p *put) insertAll(into, onConflict string, values []any) error {
	_, err := p.tx.Insert(p.ctx, into, onConflict, values)
	return err
}

// rowsAtOnce is the number of ids that one statement looks for: each size of a
// statement has a price.
const rowsAtOnce = 64

// eachPadded is [eachOf] in the transaction, by one prepared statement.
func eachPadded[ID any](p *put, query string, ids []ID, visit func(statement.Scan) error) error {
	for chunk := range slices.Chunk(ids, rowsAtOnce) {
		rows, err := p.tx.QueryContext(p.ctx, query+" IN ("+statement.Places(rowsAtOnce)+")", statement.Padded(chunk, rowsAtOnce)...)
		if err != nil {
			return err
		}
		if err := statement.EachRow(rows, visit); err != nil {
			return err
		}
	}
	return nil
}
