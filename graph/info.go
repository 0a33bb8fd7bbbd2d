package graph

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/cayleygraph/quad"

	"hearsay/graph/sqlstore"
)

// Articles lists the articles, newest first, then by id.
func (s *Store) Articles(ctx context.Context) ([]ArticleInfo, error) {
	rows, err := s.query(ctx, "SELECT "+articleColumns+" FROM article ORDER BY published DESC, id")
	if err != nil {
		return nil, doing("list articles", err)
	}
	var out []ArticleInfo
	err = eachRow(rows, func(scan scanner) error {
		var a ArticleInfo
		err := scan(a.columns()...)
		out = append(out, a)
		return err
	})
	return out, doing("list articles", err)
}

// Has says whether the graph holds the article.
func (s *Store) Has(ctx context.Context, articleID string) (bool, error) {
	var n int
	err := s.row(ctx, "SELECT COUNT(*) FROM article WHERE id = ?", articleID).Scan(&n)
	return n > 0, doing("look for article "+articleID, err)
}

// Info counts what the graph holds.
func (s *Store) Info(ctx context.Context) (Info, error) {
	i := Info{Path: s.quads.Path(), Format: Format}
	err := s.row(ctx, `SELECT articles, claims, nested, entities, (SELECT COUNT(DISTINCT publisher_id) FROM article WHERE publisher_id <> ''),
		(SELECT COALESCE(MIN(published), '') FROM article WHERE published <> ''), (SELECT COALESCE(MAX(published), '') FROM article) FROM tally`).
		Scan(&i.Articles, &i.Claims, &i.Nested, &i.Entities, &i.Outlets, &i.First, &i.Last)
	if err != nil {
		return i, doing("count what the graph holds", err)
	}
	i.First, i.Last = i.First[:min(len(i.First), 10)], i.Last[:min(len(i.Last), 10)]
	stats, err := s.quads.Stats(ctx, true)
	if err != nil {
		return i, doing("count what the graph holds", err)
	}
	i.Quads = stats.Quads.Size
	i.Bytes, err = s.quads.Bytes(ctx)
	return i, doing("count what the graph holds", err)
}

// WriteQuads writes the graph as N-Quads, sorted, so that equal graphs give equal
// bytes however they came about. Before it sorts them it holds all lines in memory.
func (s *Store) WriteQuads(ctx context.Context, w io.Writer) error {
	var lines []string
	if err := s.eachQuad(ctx, func(q quad.Quad) error {
		lines = append(lines, q.NQuad())
		return nil
	}); err != nil {
		return doing("write quads", err)
	}
	slices.Sort(lines)
	out := bufio.NewWriter(w)
	for _, l := range lines {
		if _, err := out.WriteString(l + "\n"); err != nil {
			return doing("write quads", err)
		}
	}
	return doing("write quads", out.Flush())
}

// eachQuad visits every quad.
func (s *Store) eachQuad(ctx context.Context, visit func(quad.Quad) error) error {
	it := s.quads.QuadsAllIterator()
	defer it.Close()
	for it.Next(ctx) {
		q := s.quads.Quad(it.Result())
		if q.Subject == nil || q.Predicate == nil || q.Object == nil {
			return fmt.Errorf("a quad without its values: %w", ErrDamaged)
		}
		if err := visit(q); err != nil {
			return err
		}
	}
	if err := it.Err(); err != nil {
		return err
	}
	return ctx.Err()
}

// Verify checks the whole file: SQLite's own structures, the hash of every
// document, that each article's quads are those of its document, and that those
// of the entities are those of their facts. It gives a line for each fault,
// none if all is well.
func (s *Store) Verify(ctx context.Context) ([]string, error) {
	faults, err := s.quads.Check(ctx)
	if err != nil || len(faults) > 0 {
		return faults, err
	}
	articles, err := s.Articles(ctx)
	if err != nil {
		return nil, err
	}
	want := map[[sha256.Size]byte]int{}
	for _, a := range articles {
		fault, err := s.verifyArticle(ctx, a.ID, want)
		if err != nil {
			return nil, err
		}
		if fault != "" {
			faults = append(faults, fault)
		}
	}
	entities, err := s.Entities(ctx, nil)
	if err != nil {
		return append(faults, err.Error()), nil
	}
	for i := range entities {
		for _, q := range entityQuads(&entities[i]) {
			want[sha256.Sum256([]byte(q.NQuad()))]++
		}
	}
	err = s.eachQuad(ctx, func(q quad.Quad) error {
		sum := sha256.Sum256([]byte(q.NQuad()))
		if _, ok := want[sum]; !ok {
			faults = append(faults, "a quad that follows from no document: "+q.NQuad())
		}
		delete(want, sum)
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		return append(faults, err.Error()), nil
	}
	if err == nil && len(want) > 0 {
		faults = append(faults, fmt.Sprintf("%d quads of documents are missing", len(want)))
	}
	return faults, err
}

// verifyArticle checks one document, and notes the quads that follow from it.
func (s *Store) verifyArticle(ctx context.Context, id string, want map[[sha256.Size]byte]int) (string, error) {
	var hash, data []byte
	var claims int
	if err := s.row(ctx, "SELECT article.hash, document.data, (SELECT COUNT(*) FROM claim WHERE claim.n >= article.first AND claim.n < article.first + article.claims) FROM article JOIN document ON document.article = article.n WHERE article.id = ?", id).Scan(&hash, &data, &claims); err != nil {
		return "", fmt.Errorf("verify article %s: %w", id, err)
	}
	d, err := unpack(data)
	if err != nil {
		return fmt.Sprintf("article %s: %v", id, err), nil
	}
	_, sum, err := pack(&d)
	switch {
	case err != nil:
		return "", fmt.Errorf("verify article %s: %w", id, err)
	case !slices.Equal(sum, hash):
		return fmt.Sprintf("article %s: its document is not what was stored", id), nil
	case claims != len(d.Claims):
		return fmt.Sprintf("article %s: %d claims are listed, its document has %d", id, claims, len(d.Claims)), nil
	}
	for _, q := range articleQuads(&d) {
		want[sha256.Sum256([]byte(q.NQuad()))]++
	}
	return "", nil
}

// Backup writes a consistent copy of the graph to a file that is not there yet,
// while others read and write.
func (s *Store) Backup(ctx context.Context, to string) error { return s.quads.Backup(ctx, to) }

// Restore makes the graph at db from a backup; db must not be there yet. One of
// an older format is brought to this one.
func Restore(ctx context.Context, backup, db string) error {
	err := sqlstore.Restore(ctx, backup, db, Format)
	if !errors.Is(err, ErrOlder) {
		return err
	}
	if _, err := os.Stat(db); err == nil {
		return fmt.Errorf("restore to %s: %w", db, os.ErrExist)
	}
	return sqlstore.Replace(ctx, db, func(fresh string) error { return rebuild(ctx, backup, fresh) })
}
