package graph

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/unicode/norm"

	"hearsay/extract/news"
)

// A fact is what one article says of an entity.
type fact struct {
	Name         string
	Type         news.Type
	Aliases      []string `json:",omitempty"`
	Roles        []string `json:",omitempty"`
	Affiliations []string `json:",omitempty"`
}

// facts computes again, for the entities that were touched, what all articles
// together say of them; an entity that no article names any more goes.
func (p *put) facts() error {
	label := quad.IRI(entityLabel)
	for _, n := range slices.Sorted(maps.Keys(p.touched)) {
		e, err := p.merged(n)
		if err != nil {
			return err
		}
		var quads []quad.Quad
		if e.Name != "" {
			quads = entityQuads(&e)
		}
		if err := p.tx.SetSubject(p.ctx, quad.IRI(e.ID), label, quads); err != nil {
			return err
		}
		if _, err := p.sql.ExecContext(p.ctx, "DELETE FROM name WHERE entity = ?", n); err != nil {
			return err
		}
		if e.Name == "" {
			if _, err := p.sql.ExecContext(p.ctx, "DELETE FROM entity WHERE n = ?", n); err != nil {
				return err
			}
			continue
		}
		if err := p.describe(n, &e); err != nil {
			return err
		}
	}
	return nil
}

// merged gathers an entity's facts from all articles that have it.
func (p *put) merged(n int64) (Entity, error) {
	var e Entity
	if err := p.sql.QueryRowContext(p.ctx, "SELECT id FROM entity WHERE n = ?", n).Scan(&e.ID); err != nil {
		return e, err
	}
	rows, err := p.sql.QueryContext(p.ctx, "SELECT data FROM fact WHERE entity = ?", n)
	if err != nil {
		return e, err
	}
	return e, e.gather(rows)
}

// A Naming is how one article names an entity and what it says that it is.
type Naming struct {
	Article ArticleInfo `json:"article"`
	Name    string      `json:"name"`
	Aliases []string    `json:"aliases"`
	Roles   []string    `json:"roles"`
}

// Namings gives how each article names an entity, the earliest article first, then by id.
func (s *Store) Namings(ctx context.Context, id string) ([]Naming, error) {
	const query = `SELECT fact.data, article.id, article.title, article.url, article.publisher, article.publisher_id, article.published, article.claims
		FROM entity JOIN fact ON fact.entity = entity.n JOIN article ON article.n = fact.article WHERE entity.id = ? ORDER BY article.published, article.id`
	rows, err := s.quads.DB().QueryContext(ctx, query, id)
	if err != nil {
		return nil, doing("read how "+id+" is named", err)
	}
	defer rows.Close()
	var out []Naming
	for rows.Next() {
		var data []byte
		var n Naming
		a := &n.Article
		if err := rows.Scan(&data, &a.ID, &a.Title, &a.URL, &a.Publisher, &a.PublisherID, &a.Published, &a.Claims); err != nil {
			return nil, doing("read how "+id+" is named", err)
		}
		var f fact
		if err := json.Unmarshal(data, &f); err != nil {
			return nil, fmt.Errorf("read a fact: %w: %w", ErrDamaged, err)
		}
		n.Name, n.Aliases, n.Roles = f.Name, f.Aliases, f.Roles
		out = append(out, n)
	}
	return out, doing("read how "+id+" is named", rows.Err())
}

// gather reads the facts of an entity and sets what they together say.
func (e *Entity) gather(rows *sql.Rows) error {
	defer rows.Close()
	called := map[string]int{}
	affiliations := map[string]bool{}
	for rows.Next() {
		var data []byte
		if err := rows.Scan(&data); err != nil {
			return err
		}
		var f fact
		if err := json.Unmarshal(data, &f); err != nil {
			return fmt.Errorf("read a fact: %w: %w", ErrDamaged, err)
		}
		called[f.Name]++
		e.Aliases = append(append(e.Aliases, f.Aliases...), f.Name)
		e.Roles = append(e.Roles, f.Roles...)
		for _, a := range f.Affiliations {
			affiliations[a] = true
		}
	}
	e.Name, e.Type = mostFrequent(called), TypeOf(e.ID)
	e.Aliases = set(e.Aliases, e.Name)
	e.Roles = set(e.Roles, "")
	e.Affiliations = refs(sortedKeys(affiliations))
	return rows.Err()
}

// mostFrequent is the key with the greatest count; of equal ones the longest,
// then the first in byte order.
func mostFrequent(counts map[string]int) string {
	best := ""
	for _, k := range sortedKeys(counts) {
		if best == "" || cmp.Or(cmp.Compare(counts[k], counts[best]), cmp.Compare(len(k), len(best))) > 0 {
			best = k
		}
	}
	return best
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// set sorts texts and leaves out what is double, empty, or equal to but.
func set(s []string, but string) []string {
	slices.Sort(s)
	return slices.DeleteFunc(slices.Compact(s), func(t string) bool { return t == "" || t == but })
}

// describe writes an entity's row and the forms under which it is found.
func (p *put) describe(n int64, e *Entity) error {
	_, err := p.sql.ExecContext(p.ctx, `UPDATE entity SET name = ?2, type = ?3,
		said = (SELECT COUNT(*) FROM part WHERE entity = ?1 AND role = 0), about = (SELECT COUNT(*) FROM part WHERE entity = ?1 AND role = 1) WHERE n = ?1`, n, e.Name, e.Type)
	if err != nil {
		return err
	}
	for _, f := range forms(e) {
		if _, err := p.sql.ExecContext(p.ctx, "INSERT OR IGNORE INTO name (folded, rank, entity) VALUES (?, ?, ?)", f.folded, f.rank, n); err != nil {
			return err
		}
	}
	return nil
}

// How well a form stands for an entity; the index of its word in hows.
const (
	rankName = iota
	rankAlias
	rankShort
	rankWords
	rankNear
)

var hows = [...]string{"name", "alias", "short", "words", "near"}

type form struct {
	folded string
	rank   int
}

// forms are the folded names of an entity: its name, its aliases, a person's
// last name, an acronym of its words.
func forms(e *Entity) []form {
	var out []form
	add := func(s string, rank int) {
		if s != "" && !slices.ContainsFunc(out, func(f form) bool { return f.folded == s }) {
			out = append(out, form{s, rank})
		}
	}
	name := Fold(e.Name)
	add(name, rankName)
	for _, a := range e.Aliases {
		add(Fold(a), rankAlias)
	}
	words := strings.Fields(name)
	if len(words) > 1 {
		if e.Type == news.Person {
			add(words[len(words)-1], rankShort)
		} else {
			add(acronym(words), rankShort)
		}
	}
	return out
}

// acronym is made of the first letters of words, small words left out; "" where
// there would be one letter only.
func acronym(words []string) string {
	var b strings.Builder
	n := 0
	for _, w := range words {
		switch w {
		case "of", "the", "for", "and", "on", "in", "to":
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
		n++
	}
	if n < 2 {
		return ""
	}
	return b.String()
}

// titles stand before names and say nothing of which name it is.
var titles = map[string]bool{
	"the": true, "a": true, "an": true, "mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "prof": true, "professor": true, "sir": true, "dame": true, "lord": true, "lady": true,
	"president": true, "senator": true, "sen": true, "rep": true, "representative": true, "gov": true, "governor": true, "gen": true, "general": true, "judge": true, "justice": true,
	"secretary": true, "minister": true, "mayor": true, "col": true, "colonel": true, "lt": true, "capt": true, "captain": true, "rev": true, "reverend": true, "congressman": true, "congresswoman": true,
}

// Fold gives a name as names are compared: without marks and case (NFKD), full
// stops and apostrophes left out, other punctuation as blanks, titles before it
// and a possessive 's behind it taken off.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(name), "'s"), "’s")) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && titles[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// Day is the date of an ISO time; "" where it begins with none.
func Day(published string) string {
	if len(published) < 10 || published[4] != '-' || published[7] != '-' {
		return ""
	}
	return published[:10]
}
