package graph

import (
	"slices"

	"github.com/cayleygraph/quad"

	"hearsay/graph/internal/statement"
	"hearsay/graph/link/entity"
)

// A moved article keeps its document, and gets other entities of the graph.
type moved struct {
	entry         // as it is now
	before *entry // as it was
}

// move gives the entities of an article to others of the graph, and notes what
// follows from it: only what differs is written.
func (p *put) move(n int64, was identity, joins []entity.Join) error {
	before := &entry{n: n}
	if err := p.row("SELECT id, first FROM article WHERE n = ?", n).Scan(&before.id, &before.first); err != nil {
		return err
	}
	if err := p.load(before); err != nil {
		return err
	}
	m := &moved{entry: *before, before: before}
	before.same, m.same = was, identityOf(joins)
	p.count(before, -1)
	p.count(&m.entry, 1)
	if err := p.exec("DELETE FROM joined WHERE article = ?", n); err != nil {
		return err
	}
	if err := p.insertJoins(n, joins); err != nil {
		return err
	}
	if outlet := m.same.of(m.doc.Outlet()); outlet != was.of(m.doc.Outlet()) {
		if err := p.exec("UPDATE article SET publisher_id = ? WHERE n = ?", outlet, n); err != nil {
			return err
		}
	}
	p.moved = append(p.moved, m)
	return nil
}

// insertJoins notes which entities of an article are others in the graph.
func (p *put) insertJoins(article int64, joins []entity.Join) error {
	return p.insertAll(joinedColumns, "", joinRows(article, joins))
}

const joinedColumns = "joined (article, form, entity, reason, confidence)"

// joinRows are the joins of an article as rows.
func joinRows(article int64, joins []entity.Join) []any {
	rows := make([]any, 0, 5*len(joins))
	for _, j := range joins {
		rows = append(rows, article, j.Form, j.Entity, j.Reason, j.Confidence)
	}
	return rows
}

// moveRows writes the rows of the articles that moved, and gives their quads that are gone.
func (p *put) moveRows(entities map[string]*entityRow) (gone []quad.Quad, err error) {
	var mentions, parts, said []any
	for _, m := range p.moved {
		for _, id := range without(sortedKeys(m.before.says), sortedKeys(m.says)) {
			if err := p.exec("DELETE FROM mention WHERE entity = ? AND article = ?", entities[id].n, m.n); err != nil {
				return nil, err
			}
		}
		for _, id := range without(sortedKeys(m.says), sortedKeys(m.before.says)) {
			mentions = append(mentions, entities[id].n, m.n)
		}
		for rank := range m.claims {
			old, now, n := &m.before.claims[rank], &m.claims[rank], m.first+int64(rank)
			differs := false
			for role := range now.parts {
				if slices.Equal(old.parts[role], now.parts[role]) {
					continue
				}
				differs = true
				for _, id := range without(old.parts[role], now.parts[role]) {
					if err := p.exec("DELETE FROM part WHERE entity = ? AND role = ? AND day = ? AND claim = ?", entities[id].n, role, old.day, n); err != nil {
						return nil, err
					}
				}
				for _, id := range without(now.parts[role], old.parts[role]) {
					parts = append(parts, entities[id].n, int64(role), int64(now.day), n)
				}
			}
			if old.depth != now.depth {
				if err := p.exec("UPDATE claim SET depth = ? WHERE n = ?", int64(now.depth), n); err != nil {
					return nil, err
				}
			}
			if !differs {
				continue
			}
			if err := p.exec("DELETE FROM said WHERE rowid = ?", n); err != nil {
				return nil, err
			}
			said = append(said, n, p.wordList(now.words(entities)))
		}
		gone = append(gone, without(articleQuads(m.before.inGraph), articleQuads(m.inGraph))...)
	}
	statement.SortRows(mentions, 2)
	statement.SortRows(parts, 4)
	if err := p.insertAll("mention (entity, article)", "", mentions); err != nil {
		return nil, err
	}
	if err := p.insertAll("part (entity, role, day, claim)", "", parts); err != nil {
		return nil, err
	}
	return gone, p.insertSaid(said)
}

// movedQuads are the quads that articles have got by moving.
func (p *put) movedQuads() (fresh []quad.Quad) {
	for _, m := range p.moved {
		fresh = append(fresh, without(articleQuads(m.inGraph), articleQuads(m.before.inGraph))...)
	}
	return fresh
}
