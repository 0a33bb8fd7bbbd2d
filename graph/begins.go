package graph

import (
	"context"
	"strings"

	"hearsay/graph/sqlstore"
)

// Begins gives the n entities of most claims that have a word that begins with the
// last word of a text, and all its words before that: names while they are typed.
func (s *Store) Begins(ctx context.Context, text string, n int) ([]Match, error) {
	words := strings.Fields(Fold(text))
	if len(words) == 0 || n <= 0 {
		return nil, nil
	}
	last := words[len(words)-1]
	const in = "entity.n IN (SELECT word.entity FROM word WHERE "
	conditions := []string{in + "word.word >= ? AND word.word < ?)"}
	arguments := []any{last, last + "\U0010FFFF"}
	for _, w := range words[:len(words)-1] {
		conditions, arguments = append(conditions, in+"word.word = ?)"), append(arguments, w)
	}
	rows, err := s.query(ctx, "SELECT entity.id, entity.name, entity.type, entity.said + entity.about FROM entity WHERE "+strings.Join(conditions, " AND ")+
		" ORDER BY entity.said + entity.about DESC, entity.id LIMIT ?", append(arguments, n)...)
	if err != nil {
		return nil, doing("find names", err)
	}
	var out []Match
	err = sqlstore.EachRow(rows, func(scan scanner) error {
		m := Match{How: hows[rankWords]}
		if err := scan(&m.Entity.ID, &m.Entity.Name, &m.Entity.Type, &m.Claims); err != nil {
			return err
		}
		out = append(out, m)
		return nil
	})
	return out, doing("find names", err)
}
