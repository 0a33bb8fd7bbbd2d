package read

import (
	"encoding/json"
	"fmt"
	"io"
)

// A Document is bytes of a format that a library reads which does not bear what is
// damaged: of some files it panics, some it reads for ever or in more and more memory.
type Document struct {
	Format     string // "pdf" or "parquet"
	In         io.ReaderAt
	Size       int64
	TextColumn string // of a table, as a Reader has it
}

// Values hands on what a document holds, as JSON: the lines of a PDF, the rows of a
// table one by one. It stops with the first error of value, and panics of the library
// are errors. Who reads files of others calls it in a process of its own.
func Values(d Document, value func([]byte) error) (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%v", e)
		}
	}()
	switch d.Format {
	case "pdf":
		doc, err := pdfLines(d)
		if err != nil {
			return err
		}
		out, err := json.Marshal(doc)
		if err != nil {
			return err
		}
		return value(out)
	case "parquet":
		return parquetRows(d, value)
	}
	return fmt.Errorf("no format %q", d.Format)
}

// KindOf is the kind of an error of Values; "" where it has none.
func KindOf(err error) Reason { return kindOf(err, "") }

// Fault is an error of a kind, as Values has it.
func Fault(kind Reason, text string) error { return &fault{why{kind, text}} }

// apart reads the source as a document of a format, and hands on what it holds; done is
// true where that has failed, which was handed on too.
func (s *source) apart(format, name string, value func([]byte) error) (done bool, err error) {
	in, size, skip := s.seekable()
	if skip != (why{}) {
		return true, s.skip(skip)
	}
	if size > s.limits.File && format == "pdf" { // which is held whole
		return true, s.skip(s.tooLarge(s.limits.File))
	}
	values := s.Apart
	if values == nil {
		values = Values
	}
	var ours error
	err = values(Document{Format: format, In: in, Size: size, TextColumn: s.TextColumn}, func(v []byte) error {
		ours = value(v)
		return ours
	})
	switch {
	case ours != nil:
		return true, ours
	case kindOf(err, "") != "":
		return true, s.skip(why{kindOf(err, ""), err.Error()})
	case err != nil:
		return true, s.skip(Damaged.because("%s that is damaged: %s", name, cut(err.Error(), 200)))
	}
	return false, nil
}
