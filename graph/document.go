package graph

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"hearsay/extract/news"
	"hearsay/graph/internal/codec"
	"hearsay/graph/internal/statement"
	"hearsay/graph/link/credit"
)

// A document is a stored document with its article's row. It is shared and must
// not be changed.
type document struct {
	info    ArticleInfo
	first   int64 // number of its first claim
	doc     news.Document
	ranked  []int            // places of its claims in doc, in the order of their numbers
	credits map[int][]string // outlets that it credits with its claims, by their places in doc
}

const articleColumns = "article.id, article.title, article.url, article.publisher, article.publisher_id, article.published, article.claims"

// columns are where a row with articleColumns goes.
func (a *ArticleInfo) columns() []any {
	return []any{&a.ID, &a.Title, &a.URL, &a.Publisher, &a.PublisherID, &a.Published, &a.Claims}
}

// decode reads a stored document.
func decode(data []byte) (news.Document, error) {
	d, err := codec.Decode(data)
	if err != nil {
		err = fmt.Errorf("read a document: %w: %w", ErrDamaged, err)
	}
	return d, err
}

// documentsAtOnce bounds the documents that one statement reads: some megabytes, and
// so many that its own making, a millisecond, does not count.
const documentsAtOnce = 256

// documents reads documents by the numbers of their articles, at most
// documentsAtOnce.
func (s *Store) documents(ctx context.Context, articles []int64) (map[int64]*document, error) {
	out := make(map[int64]*document, len(articles))
	var links int64
	if err := s.row(ctx, "SELECT links FROM tally").Scan(&links); err != nil {
		return nil, doing("read documents", err)
	}
	missing := s.cache.take(links, articles, out)
	if len(missing) == 0 {
		return out, nil
	}
	same, err := s.identities(ctx, missing)
	if err != nil {
		return nil, doing("read documents", err)
	}
	const query = "SELECT article.n, article.first, document.data, " + articleColumns + " FROM article JOIN document ON document.article = article.n WHERE article.n"
	err = eachOf(ctx, s, query, missing, func(scan statement.Scan) error {
		var n int64
		var data []byte
		var d document
		if err := scan(append([]any{&n, &d.first, &data}, d.info.columns()...)...); err != nil {
			return err
		}
		stored, err := decode(data)
		if err != nil {
			return fmt.Errorf("article %s: %w", d.info.ID, err)
		}
		d.doc = *same[n].document(&stored)
		d.ranked, d.credits = ranked(d.doc.Claims), creditsOf(&d.doc)
		out[n] = &d
		s.cache.put(links, n, &d)
		return nil
	})
	if err != nil {
		return nil, doing("read documents", err)
	}
	for _, n := range missing {
		if out[n] == nil {
			return nil, fmt.Errorf("article number %d: %w", n, ErrNotFound)
		}
	}
	return out, nil
}

// A documentCache keeps documents that were read, up to a bound in bytes; when it
// is full it is emptied, and when the links of the graph become others. The number of
// an article is never given to another one, so that what is kept stays true meanwhile.
// It is safe for several goroutines.
type documentCache struct {
	mu    sync.Mutex
	links int64 // the links' number, as the table tally has it
	docs  map[int64]*document
	size  int
}

// documentCacheBytes bounds the texts in a cache; what they are made of takes
// about twice as much beside them.
const documentCacheBytes = 8 << 20

// identities are those of articles, by their numbers.
func (s *Store) identities(ctx context.Context, articles []int64) (map[int64]identity, error) {
	out := map[int64]identity{}
	err := eachOf(ctx, s, "SELECT article, form, entity FROM joined WHERE article", articles, func(scan statement.Scan) error {
		var n int64
		var form, entity string
		err := scan(&n, &form, &entity)
		if out[n] == nil {
			out[n] = identity{}
		}
		out[n][form] = entity
		return err
	})
	return out, err
}

// take fills out with what is kept, and gives the numbers of what is not.
func (c *documentCache) take(links int64, articles []int64, out map[int64]*document) (missing []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.links != links {
		c.links, c.docs, c.size = links, nil, 0
	}
	for _, n := range articles {
		if d := c.docs[n]; d != nil {
			out[n] = d
		} else {
			missing = append(missing, n)
		}
	}
	return missing
}

func (c *documentCache) put(links, n int64, d *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.links != links {
		return
	}
	if c.size += len(d.doc.Article.Text) + 4096; c.docs == nil || c.size > documentCacheBytes {
		c.docs, c.size = map[int64]*document{}, len(d.doc.Article.Text)+4096
	}
	c.docs[n] = d
}

// Document gives the document of an article.
func (s *Store) Document(ctx context.Context, articleID string) (news.Document, error) {
	var data []byte
	err := s.row(ctx, "SELECT document.data FROM article JOIN document ON document.article = article.n WHERE article.id = ?", articleID).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return news.Document{}, fmt.Errorf("article %s: %w", articleID, err)
	}
	d, err := decode(data)
	return d, doing("article "+articleID, err)
}

// Joined gives the document of an article in the graph's entities.
func (s *Store) Joined(ctx context.Context, articleID string) (news.Document, error) {
	var n int64
	err := s.row(ctx, "SELECT n FROM article WHERE id = ?", articleID).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return news.Document{}, fmt.Errorf("article %s: %w", articleID, err)
	}
	all, err := s.documents(ctx, []int64{n})
	if err != nil {
		return news.Document{}, err
	}
	return all[n].doc, nil
}

// EachJoined visits the documents of all articles in the graph's entities, by the ids
// of the articles, all as of one moment. At most 256 of them are in memory at once.
func (s *Store) EachJoined(ctx context.Context, visit func(news.Document) error) error {
	return s.View(ctx, func(s *Store) error {
		var numbers []int64
		err := s.each(ctx, "SELECT n FROM article ORDER BY id", nil, func(scan statement.Scan) error {
			var n int64
			err := scan(&n)
			numbers = append(numbers, n)
			return err
		})
		if err != nil {
			return doing("list articles", err)
		}
		for some := range slices.Chunk(numbers, documentsAtOnce) {
			all, err := s.documents(ctx, some)
			if err != nil {
				return err
			}
			for _, n := range some {
				if err := visit(all[n].doc); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// claim gives the claim with a number, with its chain; entities have their ids alone.
func (d *document) claim(number int64) (Claim, error) {
	rank := number - d.first
	if rank < 0 || rank >= int64(len(d.ranked)) {
		return Claim{}, fmt.Errorf("claim number %d is not in the document of article %s: %w", number, d.info.ID, ErrDamaged)
	}
	i := d.ranked[rank]
	c := Claim{Claim: d.doc.Claims[i], Article: d.info}
	c.Whole = whole(d.doc.Article.Text, c.ContentSpans)
	c.Sources, c.Targets = refs(c.Source), refs(c.About)
	if outlets := d.credits[i]; len(outlets) > 0 {
		for _, o := range outlets {
			c.Chain = append(c.Chain, Link{Source: refs([]string{o})})
		}
	}
	chain := chainOf(d.doc.Claims, i, func(id string) int {
		return slices.IndexFunc(d.doc.Claims, func(c news.Claim) bool { return c.ID == id })
	})
	slices.Reverse(chain)
	for _, k := range chain {
		outer := &d.doc.Claims[k]
		c.Chain = append(c.Chain, Link{Source: refs(outer.Source), Cue: outer.Cue, Claim: outer.ID})
	}
	return c, nil
}

// whole are the pieces of a text joined by " … ", "" where there is but one.
func whole(text string, pieces []news.Span) string {
	if len(pieces) < 2 {
		return ""
	}
	all := make([]string, 0, len(pieces))
	for _, p := range pieces {
		if 0 <= p.Start && p.Start <= p.End && p.End <= len(text) {
			all = append(all, strings.TrimSpace(text[p.Start:p.End]))
		}
	}
	return strings.Join(all, " … ")
}

// creditsOf gives the outlets that a document in the graph's entities credits with its
// claims, by the places of these: links of their chains, between its own outlet and the
// first source, one whose story it is wholly before others.
func creditsOf(d *news.Document) map[int][]string {
	var out map[int][]string
	for _, c := range credit.Of(d) {
		for _, i := range c.Claims {
			switch {
			case slices.Contains(out[i], c.Outlet):
			case out == nil:
				out = map[int][]string{i: {c.Outlet}}
			case c.Whole():
				out[i] = append([]string{c.Outlet}, out[i]...)
			default:
				out[i] = append(out[i], c.Outlet)
			}
		}
	}
	return out
}

// chainOf gives the places of a claim and of those it is within, the claim first; place
// finds a claim by its id, and is below 0 for one that there is not. A circle, which no
// document should have, ends the chain.
func chainOf(claims []news.Claim, i int, place func(id string) int) []int {
	chain := []int{i}
	for claims[i].Within != "" {
		outer := place(claims[i].Within)
		if outer < 0 || slices.Contains(chain, outer) {
			break
		}
		chain = append(chain, outer)
		i = outer
	}
	return chain
}

func refs(ids []string) []EntityRef {
	out := make([]EntityRef, len(ids))
	for i, id := range ids {
		out[i] = EntityRef{ID: id, Name: id, Type: TypeOf(id)}
	}
	return out
}

// A Place is where a claim is found: its number, and that of its article.
type Place struct{ Claim, Article int64 }

// read fetches claims from the documents of their articles.
func (s *Store) read(ctx context.Context, wanted []Place) ([]Claim, error) {
	out := make([]Claim, 0, len(wanted))
	ids := map[string]bool{}
	for chunk := range slices.Chunk(wanted, documentsAtOnce) {
		docs, err := s.documents(ctx, articlesOf(chunk))
		if err != nil {
			return nil, err
		}
		for _, w := range chunk {
			c, err := docs[w.Article].claim(w.Claim)
			if err != nil {
				return nil, err
			}
			if s.reviewed != nil {
				if r, ok := s.reviewed.of[c.ID]; ok {
					c.Review = &r
				}
			}
			for _, l := range c.Chain {
				collect(ids, l.Source)
			}
			collect(ids, c.Targets)
			out = append(out, c)
		}
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

// articlesOf are the numbers of the articles, each once.
func articlesOf(places []Place) []int64 {
	out := make([]int64, len(places))
	for i, p := range places {
		out[i] = p.Article
	}
	slices.Sort(out)
	return slices.Compact(out)
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

// names gives the entities of ids.
func (s *Store) names(ctx context.Context, ids []string) (map[string]EntityRef, error) {
	out := make(map[string]EntityRef, len(ids))
	err := eachOf(ctx, s, "SELECT id, name, type FROM entity WHERE id", ids, func(scan statement.Scan) error {
		var r EntityRef
		err := scan(&r.ID, &r.Name, &r.Type)
		out[r.ID] = r
		return err
	})
	if err != nil {
		return nil, doing("read names", err)
	}
	return out, nil
}

// articleOf is the article's id in a usual claim's id; "" where it is another one.
func articleOf(claimID string) string {
	rest, ok := strings.CutPrefix(claimID, "claim/")
	article, _, dash := strings.Cut(rest, "-")
	if !ok || !dash {
		return ""
	}
	return article
}

// Claim gives one claim by its id.
func (s *Store) Claim(ctx context.Context, id string) (Claim, error) {
	return inView(ctx, s, func(s *Store) (Claim, error) { return s.claim(ctx, id) })
}

func (s *Store) claim(ctx context.Context, id string) (Claim, error) {
	var n int64
	err := s.row(ctx, "SELECT n FROM article WHERE id = ?", articleOf(id)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return Claim{}, fmt.Errorf("claim %s: %w", id, err)
	}
	docs, err := s.documents(ctx, []int64{n})
	if err != nil {
		return Claim{}, fmt.Errorf("claim %s: %w", id, err)
	}
	d := docs[n]
	rank := slices.IndexFunc(d.ranked, func(i int) bool { return d.doc.Claims[i].ID == id })
	if rank < 0 {
		return Claim{}, fmt.Errorf("claim %s: %w", id, ErrNotFound)
	}
	claims, err := s.read(ctx, []Place{{Claim: d.first + int64(rank), Article: n}})
	if err != nil {
		return Claim{}, fmt.Errorf("claim %s: %w", id, err)
	}
	return claims[0], nil
}

// Deepest gives the claim with the longest chain, of equal ones the newest, then
// the first by article and place; ErrNotFound where no claim is within another.
func (s *Store) Deepest(ctx context.Context) (Claim, error) {
	return inView(ctx, s, func(s *Store) (Claim, error) { return s.deepest(ctx) })
}

func (s *Store) deepest(ctx context.Context) (Claim, error) {
	claims, _, err := s.claims(ctx, Filter{Sort: Longest, Limit: 1})
	if err != nil {
		return Claim{}, doing("find the longest chain", err)
	}
	if len(claims) == 0 || len(claims[0].Chain) < 2 {
		return Claim{}, fmt.Errorf("a claim within another: %w", ErrNotFound)
	}
	return claims[0], nil
}
