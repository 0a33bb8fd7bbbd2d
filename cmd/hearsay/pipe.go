package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hearsay/extract/read"
)

// A lineError stands in the output of a pipe for a line of its input that is no article.
type lineError struct {
	Error string `json:"error"`
	Line  int    `json:"line"` // the first is 1
}

// flush hands on what a buffer holds, for somebody may wait for it.
func flush(w io.Writer) error {
	if b, ok := w.(*bufio.Writer); ok {
		return b.Flush()
	}
	return nil
}

// A shard is the part of a walk that one of several processes takes: of n parts the
// k-th; all of it where n is 0. It is a pflag.Value.
type shard struct{ k, n int }

// Set takes "3/16". Parts are counted from 1, or from 0 as the indexes of jobs are: 0
// and n are one part.
func (s *shard) Set(text string) error {
	k, n, _ := strings.Cut(text, "/")
	var errK, errN error
	s.k, errK = strconv.Atoi(k)
	s.n, errN = strconv.Atoi(n)
	if errK != nil || errN != nil || s.k < 0 || s.k > s.n || s.n < 1 {
		return errors.New("a part such as 3/16 is needed, from 1/16 to 16/16")
	}
	return nil
}

func (s *shard) String() string {
	if s.n == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.k, s.n)
}

// Type is how help names the value.
func (*shard) Type() string { return "part" }

// of hands on the items of a walk that belong to the part.
func (s *shard) of(visit func(read.Item) error) func(read.Item) error {
	i := 0
	return func(item read.Item) error {
		if i++; s.n > 0 && i%s.n != s.k%s.n {
			return nil
		}
		return visit(item)
	}
}
