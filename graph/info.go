package graph

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
	"hearsay/graph/internal/statement"
	"hearsay/graph/schema"
	"hearsay/graph/sqlstore"
)

// Articles lists the articles, newest first, then by id.
func (s *Store) Articles(ctx context.Context) ([]ArticleInfo, error) {
	var out []ArticleInfo
	err := s.each(ctx, "SELECT "+articleColumns+" FROM article ORDER BY published DESC, id", nil, func(scan statement.Scan) error {
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
	err := s.quads.Retry(ctx, func() error {
		return s.row(ctx, "SELECT COUNT(*) FROM article WHERE id = ?", articleID).Scan(&n)
	})
	return n > 0, doing("look for article "+articleID, err)
}

// HasCopy says whether the graph holds the article, under the id that it has or the
// one that it had formerly, in the form in which it is to be kept: nothing comes of
// putting it in again.
func (s *Store) HasCopy(ctx context.Context, a news.Article) (bool, error) {
	id := news.ArticleID(a)
	if has, err := s.Has(ctx, id); err != nil || !has {
		if former := news.FormerID(a); err == nil && former != id {
			return s.Has(ctx, former)
		}
		return false, err
	}
	d, err := s.Document(ctx, id)
	return err == nil && !(stays(&a, &d.Article) && !same(a, d.Article)), err
}

// same says whether two articles are equal in what says which they are.
func same(a, b news.Article) bool {
	a.ID, b.ID, a.Language, b.Language = "", "", "", ""
	return a == b
}

// Info counts what the graph holds.
func (s *Store) Info(ctx context.Context) (Info, error) {
	return inView(ctx, s, func(s *Store) (Info, error) { return s.info(ctx) })
}

func (s *Store) info(ctx context.Context) (Info, error) {
	i := Info{Path: s.quads.Path(), Format: Format}
	err := s.row(ctx, `SELECT articles, claims, nested, entities, (SELECT COUNT(DISTINCT publisher_id) FROM article WHERE publisher_id <> ''),
		(SELECT COALESCE(MIN(published), '') FROM article WHERE published <> ''), (SELECT COALESCE(MAX(published), '') FROM article) FROM tally`).
		Scan(&i.Articles, &i.Claims, &i.Nested, &i.Entities, &i.Outlets, &i.First, &i.Last)
	if err != nil {
		return i, doing("count what the graph holds", err)
	}
	whole := i.Claims
	i.Claims = s.reviewed.shown(i.Claims, func(f *found) int { return len(f.numbers) })
	i.Nested, i.LeftOut = s.reviewed.shown(i.Nested, func(f *found) int { return f.nested }), whole-i.Claims
	err = s.row(ctx, "SELECT COUNT(DISTINCT source) FROM link WHERE kind = 'copy' AND predicate = ?", string(schema.CopyOf)).Scan(&i.Copies)
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
	err := s.View(ctx, func(s *Store) error {
		return s.eachQuad(ctx, func(q quad.Quad) error {
			lines = append(lines, q.NQuad())
			return nil
		})
	})
	if err != nil {
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
		q, err := s.quads.QuadOf(ctx, it.Result())
		if err != nil {
			return err
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

// Backup writes a consistent copy of the graph to a file that is not there yet,
// while others read and write.
func (s *Store) Backup(ctx context.Context, to string) error { return s.quads.Backup(ctx, to) }

// Restore makes the graph at db from a backup; db must not be there yet. One of
// an older format is brought to this one.
func Restore(ctx context.Context, backup, db string) error {
	err := sqlstore.Restore(ctx, backup, db, Format)
	var format *sqlstore.FormatError
	if !errors.As(err, &format) || !errors.Is(err, ErrOlder) {
		return err
	}
	if _, err := os.Stat(db); err == nil {
		return fmt.Errorf("restore to %s: %w", db, os.ErrExist)
	}
	return sqlstore.Replace(ctx, db, func(fresh string) error { return rebuild(ctx, backup, format.Found, fresh) })
}
