package graph

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"hearsay/extract/news"
	"hearsay/graph/sqlstore"
)

// upgrade brings the graph in a file of an older format to this one: it is made
// anew of its documents, in the order of its builds, and takes the place of the
// old one when it is whole.
func upgrade(ctx context.Context, path string) error {
	return sqlstore.Replace(ctx, path, func(fresh string) error { return rebuild(ctx, path, fresh) })
}

// rebuild makes a graph of this format, at a path where there is none, of one in
// format 1. There each document was deflated JSON.
func rebuild(ctx context.Context, from, to string) (err error) {
	old, err := sqlstore.Open(ctx, from, sqlstore.Read, sqlstore.Schema{Version: 1})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	s, err := Open(ctx, to, Write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.putOld(ctx, old); err != nil {
		return err
	}
	return s.putLosers(ctx, old)
}

// putOld puts in the documents of a graph in format 1.
func (s *Store) putOld(ctx context.Context, old *sqlstore.Store) error {
	rows, err := old.QueryContext(ctx, "SELECT build, document FROM article ORDER BY build, n")
	if err != nil {
		return doing("read the articles of format 1", err)
	}
	var batch []news.Document
	var of int64 // the build of the batch
	flush := func() error {
		_, err := s.putIn(ctx, of, batch)
		batch = batch[:0]
		return err
	}
	err = sqlstore.EachRow(rows, func(scan scanner) error {
		var build int64
		var data []byte
		if err := scan(&build, &data); err != nil {
			return err
		}
		if len(batch) == 100 || build != of {
			if err := flush(); err != nil {
				return err
			}
		}
		of = build
		d, err := documentOfFormat1(data)
		batch = append(batch, d)
		return err
	})
	if err != nil {
		return doing("read the articles of format 1", err)
	}
	return flush()
}

// putLosers keeps which versions were left out.
func (s *Store) putLosers(ctx context.Context, old *sqlstore.Store) error {
	return s.update(ctx, func(p *put) error {
		rows, err := old.QueryContext(ctx, "SELECT id, winner FROM loser")
		if err != nil {
			return doing("read the versions of format 1", err)
		}
		return sqlstore.EachRow(rows, func(scan scanner) error {
			var id, winner string
			if err := scan(&id, &winner); err != nil {
				return err
			}
			return p.exec("INSERT INTO loser (id, winner) VALUES (?, ?)", id, winner)
		})
	})
}

// documentOfFormat1 reads a document of format 1.
func documentOfFormat1(data []byte) (d news.Document, err error) {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err == nil {
		err = json.Unmarshal(plain, &d)
	}
	if err != nil {
		return d, fmt.Errorf("read a document: %w: %w", ErrDamaged, err)
	}
	return d, nil
}
