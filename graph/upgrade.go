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
	"hearsay/graph/internal/codec"
	"hearsay/graph/internal/statement"
	"hearsay/graph/sqlstore"
)

// A pastFormat is how the documents of a format are read: by which statement, with
// their builds, and of which bytes.
type pastFormat struct {
	documents string
	read      func([]byte) (news.Document, error)
}

// pastFormats are all before this one, in whose place those of older ones are put.
// What else they hold follows from their documents.
var pastFormats = map[int]pastFormat{
	1: {"SELECT build, document FROM article ORDER BY build, n", readJSON},
	2: {withDocument, decodeFormer},
	3: {withDocument, decodeFormer},
}

// checksums is the first format whose pages have them.
const checksums = 3

const withDocument = "SELECT build, data FROM article JOIN document ON document.article = article.n ORDER BY build, n"

// upgrade brings the graph in a file of an older format to this one: it is made
// anew of its documents, in the order of its builds, and takes the place of the
// old one when it is whole. Of several that do so at once the others find, when their
// turn comes, that it is done.
func upgrade(ctx context.Context, path string, format int) error {
	err := sqlstore.Replace(ctx, path, func(fresh string) error { return rebuild(ctx, path, format, fresh) })
	var other *sqlstore.FormatError
	if errors.As(err, &other) && other.Found == Format {
		return nil
	}
	return err
}

// rebuild makes a graph of this format, at a path where there is none, of one in
// a past format.
func rebuild(ctx context.Context, from string, format int, to string) (err error) {
	past, ok := pastFormats[format]
	if !ok {
		return fmt.Errorf("there was never a format %d: %w", format, ErrDamaged)
	}
	old, err := sqlstore.Open(ctx, from, sqlstore.Read, sqlstore.Schema{Version: format, Plain: format < checksums})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	s, err := Open(ctx, to, Write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.putOld(ctx, old, past); err != nil {
		return err
	}
	if err := s.putLosers(ctx, old); err != nil {
		return err
	}
	return s.Link(ctx)
}

// putOld puts in the documents of a graph in a past format.
func (s *Store) putOld(ctx context.Context, old *sqlstore.Store, past pastFormat) error {
	rows, err := old.QueryContext(ctx, past.documents)
	if err != nil {
		return doing("read the older format's articles", err)
	}
	var batch []news.Document
	var of int64 // the build of the batch
	flush := func() error {
		_, err := s.putIn(ctx, of, batch)
		batch = batch[:0]
		return err
	}
	err = statement.EachRow(rows, func(scan statement.Scan) error {
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
		d, err := past.read(data)
		batch = append(batch, d)
		return err
	})
	if err != nil {
		return doing("read the older format's articles", err)
	}
	return flush()
}

// putLosers keeps which versions were left out.
func (s *Store) putLosers(ctx context.Context, old *sqlstore.Store) error {
	return s.update(ctx, func(p *put) error {
		rows, err := old.QueryContext(ctx, "SELECT id, winner FROM loser")
		if err != nil {
			return doing("read the older format's versions", err)
		}
		return statement.EachRow(rows, func(scan statement.Scan) error {
			var id, winner string
			if err := scan(&id, &winner); err != nil {
				return err
			}
			return p.exec("INSERT INTO loser (id, winner) VALUES (?, ?)", id, winner)
		})
	})
}

// decodeFormer reads a document of formats 2 and 3.
func decodeFormer(data []byte) (news.Document, error) {
	d, err := codec.DecodeFormer(data)
	if err != nil {
		err = fmt.Errorf("read a document: %w: %w", ErrDamaged, err)
	}
	return d, err
}

// readJSON reads a document of format 1: deflated JSON.
func readJSON(data []byte) (d news.Document, err error) {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err == nil {
		err = json.Unmarshal(plain, &d)
	}
	if err != nil {
		return d, fmt.Errorf("read a document: %w: %w", ErrDamaged, err)
	}
	return d, nil
}
