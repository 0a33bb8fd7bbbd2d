package conllu

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
)

// ReadFile reads a file as [Read] does.
func ReadFile(file string) (documents []Document, err error) {
	err = withFile(file, func(r io.Reader) (err error) {
		documents, err = Read(file, r)
		return err
	})
	return documents, err
}

// ReadNamesFile reads a file as [ReadNames] does.
func ReadNamesFile(file string, documents []Document) (names [][]Name, err error) {
	err = withFile(file, func(r io.Reader) (err error) {
		names, err = ReadNames(file, r, documents)
		return err
	})
	return names, err
}

// ReadIOBFile reads a file as [ReadIOB] does, packed by gzip where its name ends in
// .gz.
func ReadIOBFile(file string) (documents []Document, names [][]Name, err error) {
	err = withFile(file, func(r io.Reader) (err error) {
		if strings.HasSuffix(file, ".gz") {
			if r, err = gzip.NewReader(r); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
		documents, names, err = ReadIOB(file, r)
		return err
	})
	return documents, names, err
}

// withFile hands a file to read.
func withFile(path string, read func(io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return read(f)
}
