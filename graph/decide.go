package graph

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph/internal/statement"
	"hearsay/graph/link"
	"hearsay/graph/link/entity"
	"hearsay/graph/names"
)

// What people decided is kept in the table digest, as that of no article: the graph can
// be computed anew, and verified, without their file.
const (
	namesKind      = "names"
	decisionsQuery = "SELECT data FROM digest WHERE kind = 'names' AND article = 0"
)

// decisionsOf reads what people decided.
func decisionsOf(row *sql.Row) ([]names.Decision, error) {
	var data []byte
	if err := row.Scan(&data); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	all, err := names.Decode(data)
	if err != nil {
		err = fmt.Errorf("read what people decided: %w: %w", ErrDamaged, err)
	}
	return all, err
}

// Decisions are those that the graph was told of last, in the order of their file.
func (s *Store) Decisions(ctx context.Context) ([]names.Decision, error) {
	all, err := decisionsOf(s.row(ctx, decisionsQuery))
	return all, doing("read decisions", err)
}

// Decide takes what people decided in the place of what was decided before. [Store.Link]
// does it: no article is read anew for it, and only those articles are written whose
// entities are others by it. The same decisions cost nothing.
func (s *Store) Decide(ctx context.Context, all []names.Decision) error {
	return doing("take decisions", s.update(ctx, func(p *put) error {
		have, err := decisionsOf(p.row(decisionsQuery))
		if err != nil || slices.Equal(have, all) {
			return err
		}
		if err := p.exec("DELETE FROM digest WHERE kind = ? AND article = 0", namesKind); err != nil || len(all) == 0 {
			return err
		}
		return p.exec("INSERT INTO digest (kind, article, data) VALUES (?, 0, ?)", namesKind, names.Encode(all))
	}))
}

// Warnings are what the last [Store.Link] had to say of decisions that have no effect,
// by line; none where nothing had changed.
func (s *Store) Warnings() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.warnings
}

// renames reads which entities have a name that is not counted, see [entity.Found.Called].
func renames(each visitor) (map[string]string, error) {
	out := map[string]string{}
	query := fmt.Sprintf("SELECT entity.id, form.text FROM form JOIN entity ON entity.n = form.entity WHERE form.kind = %d", kindRename)
	err := each(query, nil, func(scan statement.Scan) error {
		var id, name string
		err := scan(&id, &name)
		out[id] = name
		return err
	})
	return out, err
}

// rename calls entities by these names, and reports whether any is called otherwise now.
func (p *put) rename(want map[string]string) (bool, error) {
	have, err := renames(p.each)
	if err != nil {
		return false, err
	}
	there := map[string]bool{}
	err = eachPadded(p, "SELECT id FROM entity WHERE id", sortedKeys(want), func(scan statement.Scan) error {
		var id string
		err := scan(&id)
		there[id] = true
		return err
	})
	if err != nil {
		return false, err
	}
	for id, name := range have {
		if clean(want[id]) != name {
			p.delta(id).facts[form{kindRename, name}]--
		}
	}
	for id, name := range want {
		if name = clean(name); there[id] && have[id] != name {
			p.delta(id).facts[form{kindRename, name}]++
		}
	}
	changed := len(p.changes) > 0
	return changed, p.flush()
}

// A NameChange is what a file of decisions would change.
type NameChange struct {
	Form, From, To string // ids; To is "" for what is hidden
	Articles       int
	Reason         string
}

// Changes says what decisions would change in the graph, without changing anything: the
// forms that would be other entities, and the entities that would be called otherwise,
// these without articles and with their names in From and To; and what there is to warn of.
// The changes are sorted by form.
func (s *Store) Changes(ctx context.Context, decisions []names.Decision) (out []NameChange, warnings []string, err error) {
	err = s.View(ctx, func(s *Store) error {
		articles, err := s.entityDigests(ctx)
		if err != nil {
			return err
		}
		have, err := s.Decisions(ctx)
		if err != nil {
			return err
		}
		before, after := s.linking.joiner.find(articles, have), s.linking.joiner.find(articles, decisions)
		warnings = after.Warnings
		type key struct{ form, from, to, reason string }
		counts := map[key]int{}
		was := map[[2]string]string{}
		for _, j := range before.Joins {
			was[[2]string{j.Article, j.Form}] = "=" + j.Entity
		}
		of := func(j *entity.Join) string {
			from, joined := was[[2]string{j.Article, j.Form}]
			delete(was, [2]string{j.Article, j.Form})
			if !joined {
				return j.Form
			}
			return from[1:]
		}
		for i := range after.Joins {
			j := &after.Joins[i]
			if from := of(j); from != j.Entity {
				counts[key{j.Form, from, j.Entity, j.Reason}]++
			}
		}
		for at, from := range was { // what is joined no more
			counts[key{at[1], from[1:], at[1], "joined no more"}]++
		}
		for k, n := range counts {
			out = append(out, NameChange{k.form, k.from, k.to, n, k.reason})
		}
		for id, name := range after.Names {
			if before.Names[id] != name {
				out = append(out, NameChange{Form: id, From: before.Names[id], To: name, Reason: "rename"})
			}
		}
		for id, name := range before.Names {
			if _, stays := after.Names[id]; !stays {
				out = append(out, NameChange{Form: id, From: name, Reason: "renamed no more"})
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b NameChange) int {
		return strings.Compare(a.Form+"\n"+a.From+"\n"+a.To+"\n"+a.Reason, b.Form+"\n"+b.From+"\n"+b.To+"\n"+b.Reason)
	})
	return out, warnings, doing("see what names would change", err)
}

// Doubts gives the joins, and the forms left apart, of which the graph is not sure and
// nobody has decided, that of most claims first.
func (s *Store) Doubts(ctx context.Context) ([]entity.Doubt, error) {
	return inView(ctx, s, func(s *Store) ([]entity.Doubt, error) {
		articles, err := s.entityDigests(ctx)
		if err != nil {
			return nil, doing("read names", err)
		}
		decisions, err := s.Decisions(ctx)
		if err != nil {
			return nil, err
		}
		return entity.Doubts(articles, decisions), nil
	})
}

// entityDigests reads what is kept of the entities of all articles, by the articles' ids.
func (s *Store) entityDigests(ctx context.Context) ([]link.Article, error) {
	each := s.visitor(ctx)
	ids, err := articleIDs(each)
	if err != nil {
		return nil, err
	}
	return readDigests(each, entityKind, ids)
}

// Current is the id of the entity that an id leads to: the id itself where an entity has
// it or had none other; else that of the entity into which it was joined, of several the
// one with most claims.
func (s *Store) Current(ctx context.Context, id string) (string, error) {
	var n int64
	err := s.row(ctx, "SELECT n FROM entity WHERE id = ?", id).Scan(&n)
	if err == nil {
		return id, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", doing("look up "+id, err)
	}
	to := id
	err = s.row(ctx, `SELECT entity.id FROM link JOIN entity ON entity.id = link.target WHERE link.kind = ? AND link.source = ?
		ORDER BY entity.said + entity.about DESC, entity.id LIMIT 1`, entityKind, "form/"+id).Scan(&to)
	if errors.Is(err, sql.ErrNoRows) {
		if form, article, ok := entity.Alone(id); ok { // an article's own, before it was joined
			err = s.row(ctx, `SELECT joined.entity FROM article JOIN joined ON joined.article = article.n
				WHERE article.id >= ? AND article.id < ? AND joined.form = ? AND joined.entity <> '' ORDER BY article.id LIMIT 1`, article, article+"g", form).Scan(&to)
		}
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return to, doing("look up "+id, err)
}
