package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
	"hearsay/graph/internal/statement"
	"hearsay/graph/link"
	copies "hearsay/graph/link/copy"
	"hearsay/graph/link/credit"
	"hearsay/graph/link/dispute"
	"hearsay/graph/link/entity"
	"hearsay/graph/link/speaker"
	statements "hearsay/graph/link/statement"
	"hearsay/graph/names"
	"hearsay/graph/schema"
)

// A finder finds the links of one kind. It keeps a digest of each article, so that
// no article is read anew to find what it has to do with others.
type finder struct {
	kind   string                           // of the links: they lie under the label link/<kind>
	digest func(*news.Document) []byte      // nil where it needs nothing of an article
	find   func([]link.Article) []link.Link // of all articles, by id; sorted
}

// joiner is what finds one entity in the forms of many articles; it goes first,
// for the others are given what it finds.
type joiner struct {
	digest func(*news.Document) []byte
	find   func([]link.Article, []names.Decision) entity.Found
}

// linking is how this program finds links.
type linking struct {
	version string // another one where any of the rest finds other links than before
	joiner  joiner
	finders []finder
}

// entityKind is the kind of the links that the joiner finds.
const entityKind = "entity"

var links = linking{
	version: "9",
	joiner:  joiner{entity.Digest, entity.Find},
	finders: []finder{
		{"copy", copies.Digest, copies.Links},
		{"statement", statements.Digest, statements.Links},
		{"credit", credit.Digest, credit.Find},
		{"dispute", dispute.Digest, dispute.Find},
		{"speaker", speaker.Digest, speaker.Find},
	},
}

// Link finds anew what there is between the articles of the graph, where articles
// came or went since it was done last, and writes what differs: a transaction of its
// own, after those of the articles. A writer that is killed before leaves it to the
// next that opens the graph.
func (s *Store) Link(ctx context.Context) error {
	return doing("link articles", s.update(ctx, func(p *put) error {
		err := p.link()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.warnings = p.warnings
		return err
	}))
}

// mark is what stands in the table tally where the links are those of the articles
// that are there, and of what people decided.
func (l *linking) mark(decisions []names.Decision) string {
	return strings.TrimSpace("linked " + l.version + " " + names.Digest(decisions))
}

// of says whether a mark is of the articles that are there, whatever people decided.
func (l *linking) of(mark string) bool {
	return mark == l.mark(nil) || strings.HasPrefix(mark, l.mark(nil)+" ")
}

// link brings the links up to the articles.
func (p *put) link() error {
	decisions, err := decisionsOf(p.row(decisionsQuery))
	if err != nil || p.total.linked == p.linking.mark(decisions) {
		return err
	}
	ids, err := articleIDs(p.each)
	if err != nil {
		return err
	}
	digests := func(kind string) ([]link.Article, error) { return readDigests(p.each, kind, ids) }
	articles, err := digests(entityKind)
	if err != nil {
		return err
	}
	who := p.linking.joiner.find(articles, decisions)
	changed, err := p.join(ids, who.Joins)
	if err != nil {
		return err
	}
	kinds, found := []string{entityKind}, map[string][]link.Link{entityKind: entity.Links(who.Joins)}
	if changed || !p.linking.of(p.total.linked) { // else nothing is new that the others are given
		if found, err = p.linking.links(&who, digests); err != nil {
			return err
		}
		if kinds, err = p.kinds(); err != nil {
			return err
		}
	}
	renamed, err := p.rename(who.Called())
	if err != nil {
		return err
	}
	changed = changed || renamed
	p.warnings = who.Warnings
	for _, kind := range kinds {
		differs, err := p.writeLinks(kind, found[kind])
		if err != nil {
			return err
		}
		changed = changed || differs
	}
	if p.total.linked = p.linking.mark(decisions); changed {
		p.total.links++
	}
	return p.total.write(p)
}

// links finds the links of every kind, given which entities are one and the digests of
// each kind.
func (l *linking) links(who *entity.Found, digests func(kind string) ([]link.Article, error)) (map[string][]link.Link, error) {
	found := map[string][]link.Link{entityKind: entity.Links(who.Joins)}
	joined, hidden := joinedBy(who.Joins), map[string]bool{}
	for at, id := range who.Hidden { // which is found by its id, and goes with what was found
		joined[at[0]][at[1]], hidden[id] = id, true
	}
	for _, f := range l.finders {
		articles, err := digests(f.kind)
		if err != nil {
			return nil, err
		}
		for i := range articles {
			articles[i].Joined = joined[articles[i].ID]
		}
		found[f.kind] = slices.DeleteFunc(f.find(articles), func(l link.Link) bool { return hidden[l.From] || hidden[l.To] })
	}
	return found, nil
}

// kinds are those of the links, sorted.
func (l *linking) kinds() []string {
	out := []string{entityKind}
	for _, f := range l.finders {
		out = append(out, f.kind)
	}
	slices.Sort(out)
	return out
}

// kinds are those of the links that this program finds and of those that are there,
// which another program may have found, sorted.
func (p *put) kinds() ([]string, error) {
	out := p.linking.kinds()
	err := p.each("SELECT DISTINCT kind FROM link", nil, func(scan statement.Scan) error {
		var kind string
		err := scan(&kind)
		out = append(out, kind)
		return err
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

// digestsOf are the digests that are kept of a document, by their kinds.
func (l *linking) digestsOf(d *news.Document) map[string][]byte {
	out := map[string][]byte{entityKind: l.joiner.digest(d)}
	for _, f := range l.finders {
		if f.digest != nil {
			out[f.kind] = f.digest(d)
		}
	}
	return out
}

// joinedBy gives the entities of the graph for those of each article, by its id.
func joinedBy(joins []entity.Join) map[string]identity {
	out := map[string]identity{}
	for _, j := range joins {
		if out[j.Article] == nil {
			out[j.Article] = identity{}
		}
		out[j.Article][j.Form] = j.Entity
	}
	return out
}

// articleIDs gives the ids of the articles by their numbers.
func articleIDs(each visitor) (map[int64]string, error) {
	out := map[int64]string{}
	err := each("SELECT n, id FROM article", nil, func(scan statement.Scan) error {
		var n int64
		var id string
		err := scan(&n, &id)
		out[n] = id
		return err
	})
	return out, err
}

// readDigests reads the digests of a kind, in the order of the articles' ids.
func readDigests(each visitor, kind string, ids map[int64]string) ([]link.Article, error) {
	out := make([]link.Article, 0, len(ids))
	err := each("SELECT article, data FROM digest WHERE kind = ?", []any{kind}, func(scan statement.Scan) error {
		var n int64
		var a link.Article
		err := scan(&n, &a.Digest)
		a.ID = ids[n]
		out = append(out, a)
		return err
	})
	slices.SortFunc(out, func(a, b link.Article) int { return strings.Compare(a.ID, b.ID) })
	return out, err
}

// movesAtOnce bounds the articles whose documents are held to give them other entities.
const movesAtOnce = 100

// join gives the entities of articles to those of the graph as joins say, and
// reports whether any moved.
func (p *put) join(ids map[int64]string, joins []entity.Join) (bool, error) {
	have, err := p.joined("")
	if err != nil {
		return false, err
	}
	want := map[string][]entity.Join{}
	for _, j := range joins {
		want[j.Article] = append(want[j.Article], j)
	}
	var moved, retold []int64 // those that only have other reasons keep their rows and quads
	for n, id := range ids {
		switch {
		case slices.Equal(have[n], want[id]):
		case maps.Equal(identityOf(have[n]), identityOf(want[id])):
			retold = append(retold, n)
		default:
			moved = append(moved, n)
		}
	}
	slices.Sort(moved)
	slices.Sort(retold)
	for _, n := range retold {
		if err := p.exec("DELETE FROM joined WHERE article = ?", n); err != nil {
			return false, err
		}
		if err := p.insertJoins(n, want[ids[n]]); err != nil {
			return false, err
		}
	}
	for some := range slices.Chunk(moved, movesAtOnce) {
		for _, n := range some {
			if err := p.move(n, identityOf(have[n]), want[ids[n]]); err != nil {
				return false, fmt.Errorf("article %s: %w", ids[n], err)
			}
		}
		if err := p.flush(); err != nil {
			return false, err
		}
	}
	return len(moved) > 0, nil
}

// joined reads the joins of articles by their numbers, those of an article in the order of their forms.
func (p *put) joined(where string, arguments ...any) (map[int64][]entity.Join, error) {
	out := map[int64][]entity.Join{}
	err := p.each(joinedQuery+where+" ORDER BY joined.article, joined.form", arguments, func(scan statement.Scan) error {
		var n int64
		var j entity.Join
		err := scan(&n, &j.Article, &j.Form, &j.Entity, &j.Reason, &j.Confidence)
		out[n] = append(out[n], j)
		return err
	})
	return out, err
}

const joinedQuery = "SELECT joined.article, article.id, joined.form, joined.entity, joined.reason, joined.confidence FROM joined JOIN article ON article.n = joined.article"

// identityOf are joins of one article as its identity.
func identityOf(joins []entity.Join) identity {
	if len(joins) == 0 {
		return nil
	}
	out := make(identity, len(joins))
	for _, j := range joins {
		out[j.Form] = j.Entity
	}
	return out
}

// writeLinks makes the links of a kind those that were found, and reports whether
// they were others.
func (p *put) writeLinks(kind string, found []link.Link) (bool, error) {
	have, err := p.linksOf(kind)
	if err != nil {
		return false, err
	}
	gone, fresh := without(have, found), without(found, have)
	for _, l := range gone {
		if err := p.exec("DELETE FROM link WHERE kind = ? AND source = ? AND predicate = ? AND target = ? AND text = ? AND number = ?", kind, l.From, string(l.Predicate), l.To, l.Text, l.Number); err != nil {
			return false, err
		}
	}
	rows := make([]any, 0, 8*len(fresh))
	for _, l := range fresh {
		rows = append(rows, kind, l.From, string(l.Predicate), l.To, l.Text, l.Number, l.Reason, l.Confidence)
	}
	if err := p.insertAll("link (kind, source, predicate, target, text, number, reason, confidence)", "", rows); err != nil {
		return false, err
	}
	// A node that several links begin at is described by each of them.
	before, now := linkQuads(kind, have), linkQuads(kind, found)
	if _, err := p.tx.Remove(p.ctx, without(before, now)); err != nil {
		return false, err
	}
	return len(gone)+len(fresh) > 0, p.tx.Add(p.ctx, without(now, before))
}

// linksOf reads the links of a kind, sorted.
func (p *put) linksOf(kind string) (out []link.Link, err error) {
	err = p.each(linkQuery+" WHERE kind = ?", []any{kind}, scanLinks(&out))
	slices.SortFunc(out, link.Compare)
	return out, err
}

const linkQuery = "SELECT source, predicate, target, text, number, reason, confidence FROM link"

// scanLinks appends rows of linkQuery to a list.
func scanLinks(to *[]link.Link) func(statement.Scan) error {
	return func(scan statement.Scan) error {
		var l link.Link
		err := scan(&l.From, &l.Predicate, &l.To, &l.Text, &l.Number, &l.Reason, &l.Confidence)
		*to = append(*to, l)
		return err
	}
}

// Links gives the links of a kind that begin or end at one of some nodes, sorted;
// without nodes all of the kind.
func (s *Store) Links(ctx context.Context, kind string, nodes ...string) ([]link.Link, error) {
	var out []link.Link
	const of = linkQuery + " WHERE kind = ?"
	if len(nodes) == 0 {
		err := s.each(ctx, of, []any{kind}, scanLinks(&out))
		return link.Sorted(out), doing("read links", err)
	}
	for chunk := range slices.Chunk(nodes, idsAtOnce) {
		for _, column := range [...]string{"source", "target"} {
			query := of + " AND " + column + " IN (" + statement.Places(len(chunk)) + ")"
			if err := s.each(ctx, query, append([]any{kind}, statement.Arguments(chunk)...), scanLinks(&out)); err != nil {
				return nil, doing("read links", err)
			}
		}
	}
	return link.Sorted(out), nil
}

// linkQuads are the quads of the links of a kind. A link that has a reason is a
// node of its own too, from which one learns it.
func linkQuads(kind string, links []link.Link) []quad.Quad {
	b := &builder{label: iri("link/" + kind)}
	for _, l := range links {
		from, predicate := iri(l.From), iri(l.Predicate)
		switch {
		case l.To != "":
			b.add(from, predicate, iri(l.To))
		case l.Text != "":
			b.text(from, predicate, l.Text)
		default:
			b.add(from, predicate, number(l.Number))
		}
		if l.Reason == "" {
			continue
		}
		node := iri(LinkNode(kind, &l))
		b.add(node, iri(schema.Type), iri("link"))
		b.add(node, iri(schema.From), from)
		b.add(node, iri(schema.To), iri(l.To))
		b.text(node, iri(schema.Reason), l.Reason)
		b.add(node, iri(schema.Confidence), quad.Float(math.Round(l.Confidence*1000)/1000))
	}
	slices.SortFunc(b.quads, func(a, b quad.Quad) int { return strings.Compare(a.NQuad(), b.NQuad()) })
	return slices.Compact(b.quads)
}

// number is a whole number as one.
func number(f float64) quad.Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return quad.Int(f)
	}
	return quad.Float(f)
}

// LinkKinds are the kinds of links that are found between articles, sorted: their labels
// are link/<kind>.
func LinkKinds() []string {
	kinds := []string{entityKind}
	for _, f := range links.finders {
		kinds = append(kinds, f.kind)
	}
	slices.Sort(kinds)
	return kinds
}

// LinkNode is the node of a link that has a reason: its kind, and a hash of its ends.
func LinkNode(kind string, l *link.Link) string {
	sum := sha256.Sum256([]byte(kind + "\n" + l.From + "\n" + string(l.Predicate) + "\n" + l.To))
	return "link/" + kind + "/" + hex.EncodeToString(sum[:10])
}
