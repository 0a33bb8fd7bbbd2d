package graph

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph/internal/statement"
)

// Claims gives the claims that a filter picks, in its Sort, and how many there are without Limit and Offset.
func (s *Store) Claims(ctx context.Context, f Filter) (claims []Claim, total int, err error) {
	err = s.View(ctx, func(s *Store) error {
		claims, total, err = s.claims(ctx, f)
		return err
	})
	return claims, total, err
}

func (s *Store) claims(ctx context.Context, f Filter) ([]Claim, int, error) {
	sel, err := s.selection(ctx, &f)
	if err != nil {
		return nil, 0, err
	}
	if sel.none {
		return nil, 0, nil
	}
	if sel.near != nil {
		wanted, total, err := s.nearest(ctx, sel, &f)
		if err != nil {
			return nil, 0, doing("find claims", err)
		}
		claims, err := s.read(ctx, wanted)
		if len(claims) == len(wanted) {
			for i := range claims {
				claims[i].Near = rounded(sel.near[wanted[i].Claim])
			}
		}
		return claims, total, err
	}
	if sel.sifted(&f) {
		wanted, total, err := s.sift(ctx, sel, &f)
		if err != nil {
			return nil, 0, doing("find claims", err)
		}
		claims, err := s.read(ctx, wanted)
		return claims, total, err
	}
	var total int
	if err := s.row(ctx, sel.counting(), sel.arguments...).Scan(&total); err != nil {
		return nil, 0, doing("count claims", err)
	}
	narrowings := []*selection{sel}
	if few := f.Offset + f.Limit; !s.postgres() && f.Limit > 0 && f.Offset >= 0 && 0 < few && few <= total {
		if narrowings, err = s.narrowings(ctx, sel, &f, few, total); err != nil {
			return nil, 0, doing("find claims", err)
		}
	}
	var wanted []Place
	for _, narrowed := range narrowings {
		if wanted, err = s.list(ctx, narrowed, &f); err != nil {
			return nil, 0, doing("find claims", err)
		}
		if len(wanted) == f.Limit {
			break // or this was the last
		}
	}
	claims, err := s.read(ctx, wanted)
	return claims, total, err
}

// A selection is a filter as statements: claims are looked for in from, the
// table in which the fewest have to be looked at, and the others are joined to it.
type selection struct {
	from       string
	day        string // the column with a claim's day
	number     string // that with its number
	words      string // the condition on the table said, its argument the first; "" without
	conditions []string
	arguments  []any
	claim      bool // a condition is on the table claim
	article    bool // a condition is on the table article
	none       bool // nothing can be found

	near map[int64]float64 // how near the claims that are meant lie to the filter's Like; nil without it

	// What makes SQLite read claims day by day up to the limit: it does not know how
	// many rows a condition leaves, and would rather sort all that there are.
	byDay string
}

// counting is the statement that counts.
func (q *selection) counting() string {
	if q.from == "claim" && q.words == "" && len(q.conditions) == 0 {
		return "SELECT claims FROM tally"
	}
	return "SELECT COUNT(*) FROM " + q.joined(q.claim || q.article, q.article)
}

// listing is the statement that lists numbers of claims and their articles.
func (q *selection) listing(f *Filter) string {
	order := q.day + " DESC, article.id, " + q.number
	switch f.Sort {
	case Oldest:
		order = q.day + ", article.id, " + q.number
	case Surest:
		order = "claim.confidence DESC, " + order
	case Longest:
		order = "claim.depth DESC, " + order
	}
	from := *q
	if q.from == "claim" && f.Limit > 0 && (f.Sort == Newest || f.Sort == Oldest) {
		from.from += q.byDay
	}
	text := "SELECT claim.n, claim.article FROM " + from.joined(true, true) + " ORDER BY " + order
	if f.Limit > 0 {
		text += " LIMIT " + strconv.Itoa(f.Limit)
		if f.Offset > 0 {
			text += " OFFSET " + strconv.Itoa(f.Offset)
		}
	}
	return text
}

// list gives the claims of a selection in the order and within the limit of a filter.
func (s *Store) list(ctx context.Context, q *selection, f *Filter) (wanted []Place, err error) {
	err = s.each(ctx, q.listing(f), q.arguments, func(scan statement.Scan) error {
		var w Place
		err := scan(&w.Claim, &w.Article)
		wanted = append(wanted, w)
		return err
	})
	return wanted, err
}

// narrowings are selections to list the first few of all claims that one finds: narrower
// ones, which spare SQLite to sort them all, with the articles that decide between
// equal ones. The first that holds as many as are asked for will do, for what it
// leaves out comes later in the order; the last is the selection itself.
func (s *Store) narrowings(ctx context.Context, q *selection, f *Filter, few, total int) (narrowings []*selection, err error) {
	narrow := func(condition string) *selection {
		n := *q
		n.conditions = append(slices.Clone(q.conditions), condition)
		return &n
	}
	switch {
	case q.from == "said" && (f.Sort == Newest || f.Sort == Oldest):
		near, err := s.nearDays(ctx, f.Sort, few, total)
		if err != nil {
			return nil, err
		}
		if near != "" {
			n := narrow(near)
			n.from, n.number = "claim", "claim.n"
			narrowings = append(narrowings, n)
		}
	case q.from == "claim" && f.Sort == Surest:
		narrowings = append(narrowings, narrow("claim.confidence >= 0.98"), narrow("claim.confidence >= 0.9"))
	case q.from == "claim" && f.Sort == Longest:
		narrowings = append(narrowings, narrow("claim.depth > 0"))
	}
	return append(narrowings, q), nil
}

// mostProbes is how many claims are looked at for words, one by one, at most: each look
// takes as long as to sort a hundred or two.
const mostProbes = 1000

// nearDays is the condition that a claim is of the days in which one has to look,
// from the newest or the oldest claim on, to meet the first few of total claims with
// some words, if these are spread evenly over time; "" where that is too far.
func (s *Store) nearDays(ctx context.Context, order Order, few, total int) (string, error) {
	direction, comparison := " DESC", ">="
	if order == Oldest {
		direction, comparison = "", "<="
	}
	var claims int
	if err := s.row(ctx, "SELECT claims FROM tally").Scan(&claims); err != nil {
		return "", err
	}
	far := float64(few) / float64(total) * float64(claims) * 2
	if far > mostProbes/2 {
		return "", nil
	}
	var day int64
	err := s.row(ctx, "SELECT day FROM claim ORDER BY day"+direction+" LIMIT 1 OFFSET ?", int64(far)).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	condition := fmt.Sprintf("claim.day %s %d", comparison, day)
	var n int // a day is looked at as a whole
	if err := s.row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM claim WHERE "+condition+" LIMIT ?)", mostProbes+1).Scan(&n); err != nil || n > mostProbes {
		return "", err
	}
	return condition, nil
}

// joined is from, the tables that are joined to it, and the conditions.
func (q *selection) joined(claim, article bool) string {
	text := q.from
	if claim && !strings.HasPrefix(q.from, "claim") {
		text += " JOIN claim ON claim.n = " + q.number
	}
	if article {
		text += " JOIN article ON article.n = claim.article"
	}
	conditions := q.conditions
	switch {
	case q.words == "":
	case q.from == "said":
		conditions = slices.Concat([]string{q.words}, conditions)
	default:
		conditions = slices.Concat([]string{"EXISTS (SELECT 1 FROM said WHERE " + q.words + " AND said.rowid = claim.n)"}, conditions)
	}
	if len(conditions) > 0 {
		text += " WHERE " + strings.Join(conditions, " AND ")
	}
	return text
}

func (q *selection) where(condition string, arguments ...any) {
	q.conditions = append(q.conditions, condition)
	q.arguments = append(q.arguments, arguments...)
}

// in adds the condition that the number of a claim is one that a statement gives, or is none.
func (q *selection) in(numbers string, is bool, arguments ...any) {
	column := q.number
	if q.from == "said" { // which may be narrowed to the table claim
		q.claim, column = true, "claim.n"
	}
	not := "NOT "
	if is {
		not = ""
	}
	q.where(column+" "+not+"IN ("+numbers+")", arguments...)
}

// A party is a condition of a filter on who has part in a claim: one of some
// entities, in one of some roles.
type party struct {
	entities []int64
	roles    []int
	claims   int // about as many as it finds
}

// selection turns a filter into statements, by which those claims are found that answers
// have, see [Store.Reviewed].
func (s *Store) selection(ctx context.Context, f *Filter) (*selection, error) {
	q, err := s.selectionOf(ctx, f)
	if err != nil || q.none {
		return q, err
	}
	if numbers, only := s.ShownNumbers(); only || len(numbers) > 0 {
		s.among(q, numbers, only)
	}
	return q, nil
}

// selectionOf turns a filter alone into statements.
func (s *Store) selectionOf(ctx context.Context, f *Filter) (*selection, error) {
	parties, known, err := s.parties(ctx, f)
	if err != nil {
		return nil, err
	}
	if !known {
		return &selection{none: true}, nil
	}
	q := &selection{from: "claim", day: "claim.day", number: "claim.n"}
	if !s.postgres() && len(f.Articles) == 0 {
		q.byDay = " INDEXED BY claim_day"
	}
	switch {
	case f.Said != "":
		words, err := terms(f.Said)
		if err != nil {
			return nil, err
		}
		q.from, q.number = "said", "said.rowid"
		condition, match := s.fullText(words, parties)
		q.words, q.arguments = condition, append(q.arguments, match)
	case len(parties) > 0:
		slices.SortStableFunc(parties, func(a, b party) int { return cmp.Compare(a.claims, b.claims) })
		q.parties(parties)
	}
	f.rest(q)
	if f.Named != "" {
		if err = s.byNamed(ctx, q, f.Named == Yes); err != nil {
			return nil, err
		}
	}
	if f.Like == "" {
		return q, nil
	}
	if q.near, err = s.like(ctx, q, f.Like); err != nil {
		return nil, err
	}
	if len(q.near) == 0 {
		return &selection{none: true}, nil
	}
	s.among(q, slices.Sorted(maps.Keys(q.near)), true)
	return q, nil
}

// byNamed adds the condition that a source of a claim is called by a name, or that none is.
// Whether a name is one is told here: a database knows no capitals but those of ASCII.
func (s *Store) byNamed(ctx context.Context, q *selection, is bool) error {
	var named []int64
	err := s.each(ctx, "SELECT n, name, type FROM entity WHERE said > 0 ORDER BY n", nil, func(scan statement.Scan) error {
		var n int64
		var e EntityRef
		err := scan(&n, &e.Name, &e.Type)
		if Named(e) {
			named = append(named, n)
		}
		return err
	})
	if err != nil {
		return doing("look up entities", err)
	}
	told := fmt.Sprintf("SELECT told.claim FROM part AS told WHERE told.role = %d AND told.entity IN (%s)", RoleSource, s.listed())
	q.in(told, is, "["+statement.List(named)+"]")
	return nil
}

// parties gives a filter's conditions on who has part in claims; known is false
// where one of them names no entity that the store knows.
func (s *Store) parties(ctx context.Context, f *Filter) (parties []party, known bool, err error) {
	known = true
	for _, c := range [...]struct {
		ids   []string
		roles []int
	}{{f.Who, []int{RoleSource}}, {f.About, []int{RoleTarget}}, {f.Via, []int{RoleVia}}, {f.Publisher, []int{RoleOutlet}}} {
		if len(c.ids) == 0 {
			continue
		}
		p := party{roles: c.roles}
		err := eachOf(ctx, s, "SELECT n, said, about FROM entity WHERE id", c.ids, func(scan statement.Scan) error {
			var n int64
			var said, about int
			err := scan(&n, &said, &about)
			p.entities = append(p.entities, n)
			switch c.roles[0] {
			case RoleSource:
				p.claims += said
			case RoleTarget:
				p.claims += about
			default:
				p.claims += 20 * (said + about) // of an outlet, all that it published
			}
			return err
		})
		if err != nil {
			return nil, false, doing("look up entities", err)
		}
		slices.Sort(p.entities)
		p.entities = slices.Compact(p.entities)
		known = known && len(p.entities) > 0
		parties = append(parties, p)
	}
	return parties, known, nil
}

// parties makes the first party's rows what is looked through, and the others
// conditions on them.
func (q *selection) parties(parties []party) {
	q.from, q.day, q.number = "part", "part.day", "part.claim"
	condition, arguments := parties[0].condition("part")
	if p := parties[0]; len(p.entities) == 1 && len(p.roles) == 1 {
		q.where(condition, arguments...)
	} else {
		// A claim may have several of them: it is one all the same.
		q.from = "(SELECT DISTINCT day, claim FROM part WHERE " + condition + ") AS part"
		q.arguments = append(q.arguments, arguments...)
	}
	for _, p := range parties[1:] {
		condition, arguments := p.condition("other")
		q.where("EXISTS (SELECT 1 FROM part AS other WHERE "+condition+" AND other.day = part.day AND other.claim = part.claim)", arguments...)
	}
}

// condition is the party's on rows of the table part under a name.
func (p *party) condition(table string) (string, []any) {
	condition := fmt.Sprintf("%[1]s.entity IN (%[2]s) AND %[1]s.role IN (%[3]s)", table, statement.Places(len(p.entities)), statement.Places(len(p.roles)))
	return condition, append(statement.Arguments(p.entities), statement.Arguments(p.roles)...)
}

// rest adds the conditions of a filter on claims and articles.
func (f *Filter) rest(q *selection) {
	if len(f.Articles) > 0 {
		q.article = true
		q.where("article.id IN ("+statement.Places(len(f.Articles))+")", statement.Arguments(f.Articles)...)
		if q.from == "claim" {
			// Its claims have the numbers that follow each other.
			q.where("claim.n >= article.first AND claim.n < article.first + article.claims")
		}
	}
	if len(f.Kinds) > 0 {
		q.claim = true
		q.where("claim.kind IN ("+statement.Places(len(f.Kinds))+")", statement.Texts(f.Kinds)...)
	}
	if len(f.Stances) > 0 {
		q.claim = true
		q.where("claim.stance IN ("+statement.Places(len(f.Stances))+")", statement.Texts(f.Stances)...)
	}
	if len(f.Chains) > 0 {
		q.claim = true
		q.where("claim.depth + 1 IN ("+statement.Places(len(f.Chains))+")", statement.Arguments(f.Chains)...)
	}
	if f.MinConfidence > 0 {
		q.claim = true
		q.where("claim.confidence >= ?", f.MinConfidence)
	}
	if f.Since != "" || f.Until != "" {
		q.claim = q.claim || q.day == "claim.day"
	}
	if f.Since != "" {
		q.where(q.day+" >= ?", DayNumber(f.Since))
	}
	if f.Until != "" {
		q.where(q.day+" > 0 AND "+q.day+" <= ?", DayNumber(f.Until))
	}
}
