// Package graph holds what articles say as a Cayley graph in one file: an
// article is put in, replaced or removed as a whole, with its quads, its
// document and what answers questions quickly, in one transaction.
//
// The graph is Cayley's: [Store.WriteQuads] gives its quads, and queries/gizmo
// opens the same file as a graph.QuadStore (package sqlstore). What can be asked
// without walking it is answered here by statements, see [Store.Claims].
//
// Begin with [Open]. How to import it, package [hearsay/extract] says.
package graph

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph/reviews"
	"hearsay/graph/sqlstore"
)

// Format is the version of the store's tables.
const Format = 4

// What can go wrong, to be told apart with errors.Is.
var (
	ErrMissing  = sqlstore.ErrMissing // no graph at that place
	ErrForeign  = sqlstore.ErrForeign // a file, but not a graph of ours
	ErrNewer    = sqlstore.ErrNewer   // a graph of a newer program
	ErrOlder    = sqlstore.ErrOlder   // a graph of an older program, which could not be brought to this format
	ErrLocked   = sqlstore.ErrLocked  // another process writes to it
	ErrDamaged  = sqlstore.ErrDamaged // the file is damaged
	ErrLog      = sqlstore.ErrLog     // the log beside the file is not its own, or a part of it is missing
	ErrFull     = sqlstore.ErrFull    // the disk is
	ErrDisk     = sqlstore.ErrDisk    // the disk fails
	ErrMoved    = sqlstore.ErrMoved   // the file was removed or replaced while it was open
	ErrLost     = sqlstore.ErrLost    // the connection to the server was lost
	ErrNotFound = errors.New("not in the graph")
	ErrConflict = errors.New("two articles with one id")
)

// A Mode says what a store is opened for.
type Mode = sqlstore.Mode

const (
	Read  = sqlstore.Read
	Write = sqlstore.Write
)

// A Store is an open graph. It is safe for several goroutines.
type Store struct {
	quads    *sqlstore.Store
	cache    *documentCache
	linking  *linking  // how it finds links
	reviewed *reviewed // what people found of claims; nil where it is not to be looked at

	mu       sync.Mutex
	warnings []string // of the last Link
	build    int64    // number of the build that Put belongs to; 0 before the first Put
}

// Open opens the graph at db: a file's path, or the URL of a PostgreSQL server.
// With Write it is made where there is none. A file of an older format is brought
// to this one first, see [ErrOlder].
func Open(ctx context.Context, db string, mode Mode) (*Store, error) {
	quads, err := sqlstore.Open(ctx, db, mode, storeSchema())
	var format *sqlstore.FormatError
	if errors.As(err, &format) && errors.Is(err, ErrOlder) && !sqlstore.IsURL(db) {
		if failed := upgrade(ctx, db, format.Found); failed != nil {
			return nil, fmt.Errorf("%w; to bring it to this format: %w", err, failed)
		}
		quads, err = sqlstore.Open(ctx, db, mode, storeSchema())
	}
	if err != nil {
		return nil, err
	}
	s := &Store{quads: quads, cache: &documentCache{}, linking: &links}
	if mode == Write {
		if err := s.Link(ctx); err != nil { // where a writer was stopped before
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// Redacted is db as it may be shown: without the password of a server.
func Redacted(db string) string { return sqlstore.Redacted(db) }

// Moved is an error, an [ErrMoved], where the file that was opened does not stand
// at its path any more.
func (s *Store) Moved() error { return s.quads.Moved() }

// View hands f the graph as of one moment: whatever others write meanwhile, all
// that f asks is answered by the same commit. f must not keep it.
func (s *Store) View(ctx context.Context, f func(*Store) error) error {
	return s.quads.View(ctx, func(quads *sqlstore.Store) error {
		return f(&Store{quads: quads, cache: s.cache, linking: s.linking, reviewed: s.reviewed})
	})
}

// Close closes the graph.
func (s *Store) Close() error { return s.quads.Close() }

// postgres says whether the graph lies on a PostgreSQL server, else in a file of SQLite.
func (s *Store) postgres() bool { return s.quads.Dialect() == sqlstore.Postgres }

func (s *Store) query(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	return s.quads.QueryContext(ctx, query, arguments...)
}

func (s *Store) row(ctx context.Context, query string, arguments ...any) *sql.Row {
	return s.quads.QueryRowContext(ctx, query, arguments...)
}

// inView answers a question by one commit.
func inView[T any](ctx context.Context, s *Store, question func(*Store) (T, error)) (answer T, err error) {
	err = s.View(ctx, func(s *Store) error {
		answer, err = question(s)
		return err
	})
	return answer, err
}

// An EntityRef names an entity.
type EntityRef struct {
	ID   string    `json:"id"`
	Name string    `json:"name"`
	Type news.Type `json:"type"`
}

// Named says whether an entity is called by a name, not described: "Ada Low", not "a
// senior aide" or "residents".
func Named(e EntityRef) bool {
	return e.Type != news.Group && strings.IndexFunc(e.Name, unicode.IsUpper) >= 0
}

// An Entity is what all articles together say of an entity: its most frequent
// name, or the full one where others were joined to it, and every alias, role and
// affiliation that one of them has, sorted.
type Entity struct {
	EntityRef
	Named        bool        `json:"named"` // an article names it, rather than describe it
	Aliases      []string    `json:"aliases"`
	Roles        []string    `json:"roles"`
	Affiliations []EntityRef `json:"affiliations"`
	Said         int         `json:"said"`  // claims that it makes
	About        int         `json:"about"` // claims about it
}

// An ArticleInfo is an article without its text.
type ArticleInfo struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Publisher   string `json:"publisher"`
	PublisherID string `json:"-"` // of the outlet's entity; "" where no publisher is known
	Published   string `json:"published"`
	Claims      int    `json:"-"`
}

// Day is the day of an article, or the month or year where no more is known.
func (a *ArticleInfo) Day() string {
	day, _, _ := strings.Cut(a.Published, "T")
	return day
}

// A Link is one step of a chain: who says, by which words, in which claim; of an outlet
// that the article credits with it, without words or a claim of its own.
type Link struct {
	Source []EntityRef `json:"source"`
	Cue    string      `json:"cue"`
	Claim  string      `json:"claim"`
}

// A Claim is a claim as the graph answers it: entities by name, with its chain
// and its article.
type Claim struct {
	news.Claim
	Whole   string // the pieces of a content that stands in several, joined by " … "; "" for one
	Sources []EntityRef
	Targets []EntityRef
	Chain   []Link // outermost first, the claim itself last
	Article ArticleInfo
	Review  *reviews.Review // what people found of it; nil for nothing, see [Store.Reviewed]
	Near    float64         // how near it lies to the Like of the filter that found it; 0 without one
}

// Said is all that is said: the content, with the pieces that its cue parts from it.
func (c *Claim) Said() string { return cmp.Or(c.Whole, c.Content) }

// Day is the day of a claim, or the month or year where no more is known: of the
// saying, else of its article; "" where neither is known.
func (c *Claim) Day() string {
	if c.Date != "" {
		return c.Date
	}
	return c.Article.Day()
}

// A Count is an entity and a number of claims.
type Count struct {
	Entity EntityRef `json:"entity"`
	Claims int       `json:"claims"`
}

// A Match is an entity that a name as typed could mean.
type Match struct {
	Entity EntityRef `json:"entity"`
	Claims int       `json:"claims"` // that it makes or that are about it
	How    string    `json:"how"`    // "name", "alias", "short" (last name or acronym), "words" or "near"
}

// Info is what a store holds.
type Info struct {
	Path                               string
	Format                             int
	Articles, Claims, Nested, Entities int // claims are those that answers have, see [Store.Reviewed]
	LeftOut                            int // claims that answers leave out for what people found of them
	Outlets                            int // publishers of articles
	Copies                             int // articles that repeat another one
	Quads                              int64
	Bytes                              int64
	First, Last                        string // the earliest and latest day of publication; "" where none is known
}

// A Filter picks claims. Lists hold ids, any of which fits; an empty list, text
// or number picks all.
type Filter struct {
	Who, About    []string // sources of the claim itself; whom it is about
	Via           []string // sources further out in its chain, outlets that the article credits among them
	Publisher     []string // ids of outlets
	Articles      []string
	Since, Until  string // ISO dates, both included, of the claim, else of its article
	Kinds         []news.Kind
	Stances       []news.Stance
	Said          string // words in content or sentence, all of them, in any inflection; "in quotes" as they stand; begin*; -without
	Like          string // words that content lies near by what it means, see [LikeEnough]; the nearest come first where Sort is Newest
	MinConfidence float64
	Chains        []int  // numbers of sources on the chain: 1 is a claim that the article itself reports
	Named         string // Yes: a source of the claim itself is called by a name; No: none is; "": either
	Sort          Order
	Limit, Offset int // Limit 0 is all
}

// Window gives which of n claims in a filter's order its Offset and Limit leave: from first
// up to last.
func (f *Filter) Window(n int) (first, last int) {
	first, last = min(max(f.Offset, 0), n), n
	if f.Limit > 0 {
		last = min(last, first+f.Limit)
	}
	return first, last
}

// What [Filter].Named may be.
const (
	Yes = "yes"
	No  = "no"
)

// An Order is one in which claims are listed. Those that are equal in it stand
// with the newest day first, then by article and place in it.
type Order string

const (
	Newest  Order = ""
	Oldest  Order = "oldest"
	Surest  Order = "surest"  // by confidence
	Longest Order = "longest" // by the number of sources on the chain
)

// Orders are all orders.
var Orders = [...]Order{Newest, Oldest, Surest, Longest}

// doing puts what was being done in front of an error of the database.
func doing(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
