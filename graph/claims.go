package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// Claims gives the claims that a filter picks, in its Sort, and how many there are without Limit and Offset.
func (s *Store) Claims(ctx context.Context, f Filter) ([]Claim, int, error) {
	where, arguments, err := f.where()
	if err != nil {
		return nil, 0, err
	}
	const from = " FROM claim JOIN article ON article.n = claim.article WHERE "
	var total int
	if err := s.quads.DB().QueryRowContext(ctx, "SELECT COUNT(*)"+from+where, arguments...).Scan(&total); err != nil {
		return nil, 0, doing("count claims", err)
	}
	limit := f.Limit
	if limit <= 0 {
		limit = -1
	}
	rows, err := s.quads.DB().QueryContext(ctx, "SELECT claim.id, claim.article"+from+where+" ORDER BY "+f.Sort.columns()+claimOrder+" LIMIT ? OFFSET ?", append(arguments, limit, f.Offset)...)
	if err != nil {
		return nil, 0, doing("find claims", err)
	}
	defer rows.Close()
	var wanted []place
	for rows.Next() {
		var w place
		if err := rows.Scan(&w.claim, &w.article); err != nil {
			return nil, 0, doing("find claims", err)
		}
		wanted = append(wanted, w)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, doing("find claims", err)
	}
	claims, err := s.read(ctx, wanted)
	return claims, total, err
}

// claimOrder is the order in which claims are listed.
const claimOrder = "claim.day DESC, article.id, claim.start, claim.id"

// columns are what an order goes by before claimOrder.
func (o Order) columns() string {
	switch o {
	case Oldest:
		return "claim.day, "
	case Surest:
		return "claim.confidence DESC, "
	case Longest:
		return "claim.depth DESC, "
	}
	return ""
}

// place is where a claim is found.
type place struct {
	claim   string
	article int64
}

// where turns a filter into a condition.
func (f *Filter) where() (string, []any, error) {
	conditions := []string{"1"}
	var arguments []any
	in := func(format string, ids []string) {
		if len(ids) == 0 {
			return
		}
		conditions = append(conditions, fmt.Sprintf(format, "?"+strings.Repeat(",?", len(ids)-1)))
		for _, id := range ids {
			arguments = append(arguments, id)
		}
	}
	const part = "claim.n IN (SELECT part.claim FROM entity JOIN part ON part.entity = entity.n AND part.role = %d WHERE entity.id IN (%%s))"
	in(fmt.Sprintf(part, roleSource), f.Who)
	in(fmt.Sprintf(part, roleTarget), f.About)
	if len(f.Via) > 0 {
		list := "?" + strings.Repeat(",?", len(f.Via)-1)
		conditions = append(conditions, "("+fmt.Sprintf(fmt.Sprintf(part, roleVia), list)+" OR article.publisher_id IN ("+list+"))")
		for range 2 {
			for _, id := range f.Via {
				arguments = append(arguments, id)
			}
		}
	}
	in("article.publisher_id IN (%s)", f.Publisher)
	in("article.id IN (%s)", f.Articles)
	in("claim.kind IN (%s)", asTexts(f.Kinds))
	in("claim.stance IN (%s)", asTexts(f.Stances))
	if len(f.Chains) > 0 {
		conditions = append(conditions, "claim.depth + 1 IN (?"+strings.Repeat(",?", len(f.Chains)-1)+")")
		for _, n := range f.Chains {
			arguments = append(arguments, n)
		}
	}
	if f.Since != "" {
		conditions, arguments = append(conditions, "claim.day >= ?"), append(arguments, f.Since)
	}
	if f.Until != "" {
		conditions, arguments = append(conditions, "claim.day <> '' AND claim.day <= ?"), append(arguments, f.Until)
	}
	if f.MinConfidence > 0 {
		conditions, arguments = append(conditions, "claim.confidence >= ?"), append(arguments, f.MinConfidence)
	}
	if f.Said != "" {
		match := matchSaid(f.Said)
		if match == "" {
			return "", nil, fmt.Errorf("find claims: %q holds no word to look for", f.Said)
		}
		conditions, arguments = append(conditions, "claim.n IN (SELECT rowid FROM said WHERE said MATCH ?)"), append(arguments, match)
	}
	return strings.Join(conditions, " AND "), arguments, nil
}

func asTexts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// matchSaid turns words and phrases in quotes into a full-text expression that
// all of them fulfil; whatever else FTS5 would read as syntax is text.
func matchSaid(said string) string {
	var terms []string
	for i, piece := range strings.Split(said, `"`) {
		words := strings.FieldsFunc(piece, func(r rune) bool { return !isWordRune(r) })
		if len(words) == 0 {
			continue
		}
		if i%2 == 1 {
			terms = append(terms, `"`+strings.Join(words, " ")+`"`)
			continue
		}
		for _, w := range words {
			terms = append(terms, `"`+w+`"`)
		}
	}
	return strings.Join(terms, " AND ")
}

// read fetches claims from the documents of their articles.
func (s *Store) read(ctx context.Context, wanted []place) ([]Claim, error) {
	docs := map[int64]*document{}
	out := make([]Claim, 0, len(wanted))
	ids := map[string]bool{}
	for _, w := range wanted {
		d := docs[w.article]
		if d == nil {
			var err error
			if d, err = s.document(ctx, "n", w.article); err != nil {
				return nil, err
			}
			docs[w.article] = d
		}
		c, err := d.claim(w.claim)
		if err != nil {
			return nil, err
		}
		for _, l := range c.Chain {
			collect(ids, l.Source)
		}
		collect(ids, c.Targets)
		out = append(out, c)
	}
	names, err := s.names(ctx, sortedKeys(ids))
	if err != nil {
		return nil, err
	}
	for i := range out {
		named(out[i].Sources, names)
		named(out[i].Targets, names)
		for _, l := range out[i].Chain {
			named(l.Source, names)
		}
	}
	return out, nil
}

func collect(ids map[string]bool, refs []EntityRef) {
	for _, r := range refs {
		ids[r.ID] = true
	}
}

func named(refs []EntityRef, names map[string]EntityRef) {
	for i := range refs {
		if r, ok := names[refs[i].ID]; ok {
			refs[i] = r
		}
	}
}

// A document is a stored document with its article's row.
type document struct {
	info ArticleInfo
	doc  news.Document
	at   map[string]int // place of each claim, by id
}

// document reads one document, by its number ("n") or its id ("id").
func (s *Store) document(ctx context.Context, column string, key any) (*document, error) {
	var d document
	var data []byte
	err := s.quads.DB().QueryRowContext(ctx, "SELECT id, title, url, publisher, publisher_id, published, claims, document FROM article WHERE "+column+" = ?", key).
		Scan(&d.info.ID, &d.info.Title, &d.info.URL, &d.info.Publisher, &d.info.PublisherID, &d.info.Published, &d.info.Claims, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("article %v: %w", key, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read article %v: %w", key, err)
	}
	if d.doc, err = unpack(data); err != nil {
		return nil, fmt.Errorf("article %s: %w", d.info.ID, err)
	}
	d.at = make(map[string]int, len(d.doc.Claims))
	for i := range d.doc.Claims {
		d.at[d.doc.Claims[i].ID] = i
	}
	return &d, nil
}

// claim gives a claim of the document with its chain; entities have their ids alone.
func (d *document) claim(id string) (Claim, error) {
	i, ok := d.at[id]
	if !ok {
		return Claim{}, fmt.Errorf("claim %s is not in its article's document: %w", id, ErrDamaged)
	}
	c := Claim{Claim: d.doc.Claims[i], Article: d.info}
	c.Sources, c.Targets = refs(c.Source), refs(c.About)
	chain := chainOf(d.doc.Claims, i)
	slices.Reverse(chain)
	for _, k := range chain {
		outer := &d.doc.Claims[k]
		c.Chain = append(c.Chain, Link{Source: refs(outer.Source), Cue: outer.Cue, Claim: outer.ID})
	}
	return c, nil
}

func refs(ids []string) []EntityRef {
	out := make([]EntityRef, len(ids))
	for i, id := range ids {
		out[i] = EntityRef{ID: id, Name: id, Type: TypeOf(id)}
	}
	return out
}

// names gives the entities of ids.
func (s *Store) names(ctx context.Context, ids []string) (map[string]EntityRef, error) {
	out := make(map[string]EntityRef, len(ids))
	for chunk := range slices.Chunk(ids, 500) {
		arguments := make([]any, len(chunk))
		for i, id := range chunk {
			arguments[i] = id
		}
		rows, err := s.quads.DB().QueryContext(ctx, "SELECT id, name, type FROM entity WHERE id IN (?"+strings.Repeat(",?", len(chunk)-1)+")", arguments...)
		if err != nil {
			return nil, doing("read names", err)
		}
		defer rows.Close()
		for rows.Next() {
			var r EntityRef
			if err := rows.Scan(&r.ID, &r.Name, &r.Type); err != nil {
				return nil, doing("read names", err)
			}
			out[r.ID] = r
		}
		if err := rows.Err(); err != nil {
			return nil, doing("read names", err)
		}
	}
	return out, nil
}

// Document gives the document of an article.
func (s *Store) Document(ctx context.Context, articleID string) (news.Document, error) {
	d, err := s.document(ctx, "id", articleID)
	if err != nil {
		return news.Document{}, err
	}
	return d.doc, nil
}

// Claim gives one claim by its id.
func (s *Store) Claim(ctx context.Context, id string) (Claim, error) {
	w := place{claim: id}
	err := s.quads.DB().QueryRowContext(ctx, "SELECT article FROM claim WHERE id = ?", id).Scan(&w.article)
	if errors.Is(err, sql.ErrNoRows) {
		return Claim{}, fmt.Errorf("claim %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return Claim{}, fmt.Errorf("read claim %s: %w", id, err)
	}
	claims, err := s.read(ctx, []place{w})
	if err != nil {
		return Claim{}, err
	}
	return claims[0], nil
}

// Deepest gives the claim with the longest chain, of equal ones the first by id;
// ErrNotFound where no claim is within another.
func (s *Store) Deepest(ctx context.Context) (Claim, error) {
	var id string
	err := s.quads.DB().QueryRowContext(ctx, "SELECT id FROM claim WHERE depth > 0 ORDER BY depth DESC, id LIMIT 1").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Claim{}, fmt.Errorf("a claim within another: %w", ErrNotFound)
	}
	if err != nil {
		return Claim{}, doing("find the longest chain", err)
	}
	return s.Claim(ctx, id)
}

// claimJSON is a claim with the keys of `hearsay ask --format json`: entities by
// name, then its chain and its article.
type claimJSON struct {
	ID           string      `json:"id"`
	Source       []EntityRef `json:"source"`
	Cue          string      `json:"cue"`
	Content      string      `json:"content"`
	About        []EntityRef `json:"about"`
	Within       *string     `json:"within"`
	Kind         news.Kind   `json:"kind"`
	Stance       news.Stance `json:"stance"`
	When         *string     `json:"when"`
	Date         *string     `json:"date"`
	Start        int         `json:"start"`
	End          int         `json:"end"`
	SourceSpans  []news.Span `json:"source_spans"`
	CueSpans     []news.Span `json:"cue_spans"`
	ContentSpans []news.Span `json:"content_spans"`
	Sentence     string      `json:"sentence"`
	Confidence   float64     `json:"confidence"`
	Chain        []Link      `json:"chain"`
	Article      ArticleInfo `json:"article"`
}

// MarshalJSON writes the claim with the keys of `hearsay ask --format json`.
func (c Claim) MarshalJSON() ([]byte, error) {
	orNull := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return json.Marshal(claimJSON{
		ID: c.ID, Source: c.Sources, Cue: c.Cue, Content: c.Content, About: c.Targets, Within: orNull(c.Within), Kind: c.Kind, Stance: c.Stance,
		When: orNull(c.When), Date: orNull(c.Date), Start: c.Start, End: c.End, SourceSpans: orEmpty(c.SourceSpans), CueSpans: orEmpty(c.CueSpans),
		ContentSpans: orEmpty(c.ContentSpans), Sentence: c.Sentence, Confidence: c.Confidence, Chain: c.Chain, Article: c.Article,
	})
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
