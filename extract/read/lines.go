package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// lines reads JSON Lines (https://jsonlines.org), of which the first has been read
// unless it is nil. A line that is broken is named, and the next is read.
func (s *source) lines(first []byte) error {
	for text, err := first, error(nil); ; text, err = s.readLine() {
		large := errors.Is(err, errLongLine)
		if large || len(text) > 0 {
			s.lineNo++
		}
		switch {
		case large:
			if err := s.skip(broken(tooLong(s.limits.Line))); err != nil {
				return err
			}
		case len(bytes.TrimSpace(text)) > 0:
			if err := s.line(text); err != nil {
				return err
			}
		}
		switch {
		case err == nil || large:
		case errors.Is(err, io.EOF) && s.number == 0 && !s.Lines:
			return s.skip(Empty.because("empty"))
		case errors.Is(err, io.EOF):
			return nil
		default:
			return s.skip(unread(err))
		}
	}
}

// errLongLine says that a line is longer than the limit: the next can be read.
var errLongLine = errors.New("a line is longer than the limit")

// line reads the articles of a line.
func (s *source) line(text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimSpace(text)))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return s.failed(&jsonFault{err})
	}
	if dec.More() {
		return s.skip(Damaged.because("not JSON: more than one value in a line"))
	}
	v := s.newValues(bufio.NewReader(bytes.NewReader(raw)))
	return s.failed(v.value(raw[0], nil, 0, s.emit))
}

// isLine tells the first of JSON Lines from the beginning of an object of several
// lines, and from several objects. A text that goes on behind the line's end, which
// JSON does not have, was cut off.
func isLine(first []byte) bool {
	if json.Valid(first) {
		return true
	}
	var raw json.RawMessage
	err := json.NewDecoder(bytes.NewReader(first)).Decode(&raw)
	return err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && (bytes.HasSuffix(bytes.TrimSpace(first), []byte("}")) || inString(first))
}

// inString says whether the beginning of a JSON value ends within a string.
func inString(text []byte) (in bool) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			in = !in
		case text[i] == '\\' && in:
			i++
		}
	}
	return in
}

// hasLine says whether one of the lines is a JSON object: a text has none, and JSON
// Lines have one though the first be broken.
func hasLine(head []byte) bool {
	for line := range bytes.Lines(head) {
		if bytes.HasPrefix(line, []byte(`{"`)) && json.Valid(line) {
			return true
		}
	}
	return false
}

// firstLine reads the first line that is not blank if an object begins it, and
// nothing where it does not. A line beyond the limit is given in part.
func (s *source) firstLine() []byte {
	in := s.in
	for {
		b, err := in.ReadByte()
		if err != nil {
			return nil
		}
		if b == '\n' {
			s.lineNo++
		}
		if bytes.IndexByte([]byte(" \t\r\n"), b) >= 0 {
			continue
		}
		if err := in.UnreadByte(); err != nil || b != '{' {
			return nil
		}
		break
	}
	var whole []byte
	for int64(len(whole)) < s.limits.Line {
		piece, err := in.ReadSlice('\n')
		whole = append(whole, piece...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	return whole
}

// readLine reads a line with its end. One beyond the limit is passed over, with an
// error.
func (s *source) readLine() (whole []byte, err error) {
	size := int64(0)
	for {
		piece, err := s.in.ReadSlice('\n')
		if size += int64(len(piece)); size <= s.limits.Line {
			whole = append(whole, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case size > s.limits.Line:
			return nil, errLongLine // an end of the input comes up again
		default:
			return whole, err
		}
	}
}
