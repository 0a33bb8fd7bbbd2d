package read

import (
	"bufio"
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
	for lost := false; ; {
		line, err := w.in.ReadSlice('\n')
		at := w.at
		w.at += int64(len(line))
		m := arcLine.FindSubmatch(line)
		switch {
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			if len(strings.TrimSpace(string(line))) > 0 && !lost {
				return s.skip(Damaged.because("record at byte %d: cut off in its header", at))
			}
			if err := w.end(err); !errors.Is(err, io.EOF) {
				return err
			}
			if s.number == 0 {
				return s.skip(Empty.because("a web archive without pages"))
			}
			return nil
		case m == nil && len(strings.TrimSpace(string(line))) == 0:
			continue
		case m == nil:
			if !lost {
				if err := s.skip(Damaged.because("record at byte %d: its header is none of ARC", at)); err != nil {
					return err
				}
			}
			lost = true
			continue
		}
		address := string(m[1])
		size, err := strconv.ParseInt(string(m[2]), 10, 64)
		if lost = err != nil || size < 0; lost {
			if err := s.skip(Damaged.because("record at byte %d: no length", at)); err != nil {
				return err
			}
			continue
		}
		block := &io.LimitedReader{R: w.in, N: size}
		if strings.HasPrefix(address, "http") {
			err = w.answer(address, "", block)
		}
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, block)
		w.at += size - block.N
		switch {
		case err != nil:
			return s.skip(kindOf(err, Damaged).because("record at byte %d: %v", at, err))
		case block.N > 0:
			return s.skip(Damaged.because("record at byte %d: cut off, %d bytes are missing", at, block.N))
		}
	}
}
