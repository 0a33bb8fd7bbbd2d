package conllu

import (
	"bufio"
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

// longestLine bounds a line of a treebank, in bytes.
const longestLine = 16 << 20

// A position is a line of a file, from 1 on.
type position struct {
	file string
	line int
}

// lines hands each line to read, without its end.
func (p *position) lines(r io.Reader, read func(line string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		p.line++
		if err := read(strings.TrimSuffix(lines.Text(), "\r")); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", p.file, p.line+1, err)
	}
	return nil
}

// fail is an error at the line.
func (p *position) fail(format string, args ...any) error {
	return &SyntaxError{p.file, p.line, fmt.Sprintf(format, args...)}
}
