package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// lines reads JSON Lines (https://jsonlines.org), of which the first has been read.
// A line that is broken is named, and the next is read.
func (r *jsonReader) lines(first []byte, in *bufio.Reader) error {
	for text, err := first, error(nil); ; text, err = line(in) {
		large := errors.Is(err, errLarge)
		switch {
		case large:
			if err := r.emit(Item{Skip: broken(errLarge)}); err != nil {
				return err
			}
		case len(bytes.TrimSpace(text)) > 0:
			if err := r.line(text); err != nil {
				return err
			}
		}
		switch {
		case err == nil || large:
		case errors.Is(err, io.EOF) && r.number == 0:
			return r.emit(Item{Skip: "empty"})
		case errors.Is(err, io.EOF):
			return nil
		default:
			return r.emit(Item{Skip: "cannot be read: " + cause(err).Error()})
		}
	}
}

// line reads the articles of a line.
func (r *jsonReader) line(text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return r.failed(&jsonFault{err})
	}
	if dec.More() {
		return r.emit(Item{Skip: "not JSON: more than one value in a line"})
	}
	v := newValues(bufio.NewReader(bytes.NewReader(raw)))
	return r.failed(v.value(raw[0], nil, 0, r.emit))
}

// isLine tells the first of JSON Lines from the beginning of an object of several
// lines, and from several objects.
func isLine(first []byte) bool {
	if json.Valid(first) {
		return true
	}
	var raw json.RawMessage
	err := json.NewDecoder(bytes.NewReader(first)).Decode(&raw)
	return err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && bytes.HasSuffix(bytes.TrimSpace(first), []byte("}"))
}

// firstLine reads the first line that is not blank if an object begins it, and
// nothing where it does not. A line of more than valueLimit bytes is given in part.
func firstLine(in *bufio.Reader) []byte {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return nil
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
	for len(whole) < valueLimit {
		piece, err := in.ReadSlice('\n')
		whole = append(whole, piece...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	return whole
}

// line reads a line with its end. One of more than valueLimit bytes is passed
// over, with errLarge.
func line(in *bufio.Reader) (whole []byte, err error) {
	size := 0
	for {
		piece, err := in.ReadSlice('\n')
		if size += len(piece); size <= valueLimit {
			whole = append(whole, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case size > valueLimit:
			return nil, errLarge // an end of the input comes up again
		default:
			return whole, err
		}
	}
}
