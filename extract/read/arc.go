package read

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// arcLine is what a record of ARC begins with: address, address of the server, date,
// type, in version 2 more, and how many bytes follow. There are addresses with blanks.
var arcLine = regexp.MustCompile(`^([a-z][a-z0-9+.-]*:.*) \S+ \d{8,20} \S+ (?:.* )?(\S+)\r?\n$`)

// arc reads a web archive of the kind that came before WARC (ARC 1 and 2, Internet
// Archive, 1996), by the same rules.
func (s *source) arc() error {
	s.many = true
	w := &warc{source: s, seen: map[string]bool{}}
	for lost := false; ; { // lost is behind what is no record: it has been named
		line, err := w.in.ReadSlice('\n')
		at, blank := w.at, len(bytes.TrimSpace(line)) == 0
		w.at += int64(len(line))
		switch m := arcLine.FindSubmatch(line); {
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			if !blank && !lost {
				err = w.last(Damaged.because("record at byte %d: cut off in its header", at))
			} else {
				err = w.end(err)
			}
			if errors.Is(err, io.EOF) && s.number == 0 {
				return s.skip(Empty.because("a web archive without pages"))
			}
			return ended(err)
		case m != nil:
			lost, err = w.arcRecord(at, string(m[1]), string(m[2]))
		case !blank && !lost:
			lost, err = true, s.skip(Damaged.because("record at byte %d: its header is none of ARC", at))
		default:
			err = nil
		}
		if err != nil {
			return ended(err)
		}
	}
}

// ended is an error but for the end of an archive.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// arcRecord reads what a record holds; lost says that nobody knows where it ends.
func (w *warc) arcRecord(at int64, address, length string) (lost bool, err error) {
	size, err := strconv.ParseInt(length, 10, 64)
	if err != nil || size < 0 {
		return true, w.skip(Damaged.because("record at byte %d: no length", at))
	}
	block := &io.LimitedReader{R: w.in, N: size}
	if strings.HasPrefix(address, "http") {
		if err := w.answer(address, "", block); err != nil {
			return false, err
		}
	}
	_, err = io.Copy(io.Discard, block)
	w.at += size - block.N
	switch {
	case err != nil:
		return false, w.last(kindOf(err, Damaged).because("record at byte %d: %v", at, err))
	case block.N > 0:
		return false, w.last(Damaged.because("record at byte %d: cut off, %d bytes are missing", at, block.N))
	}
	return false, nil
}
