package table

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// Colours of a table, as SGR sequences (ECMA-48).
const (
	Bold  = "\x1b[1m"
	Dim   = "\x1b[2m"
	Cyan  = "\x1b[36m"
	Green = "\x1b[32m"
	Plain = "\x1b[0m"
)

// escapes are the sequences that a coloured answer may have.
var escapes = [...]string{Bold, Dim, Cyan, Green, Plain}

// A Terminal is the one way to a terminal: whatever is written through it, no
// control character reaches the terminal as such, but line ends, tabs and, in a
// coloured answer, our own colours.
type Terminal struct {
	to     io.Writer
	colour bool
	escape func(r rune, from string) string
	rest   []byte // the beginning of a rune or of a colour, until what follows is there
}

// NewTerminal writes to a terminal in a format of [Write], or of an export.
// Formats in which a string can hold an escape get theirs, so that what a terminal
// shows is still JSON, or RDF.
func NewTerminal(to io.Writer, format string, colour bool) *Terminal {
	t := &Terminal{to: to, colour: colour, escape: asText}
	switch format {
	case "json", "jsonl", "cyjs", "jsonld", "annotations", "ftm", "trig", "nquads":
		t.escape = asJSON
	}
	return t
}

// Write writes what is whole; the beginning of a rune waits for the next Write.
func (t *Terminal) Write(p []byte) (int, error) {
	if err := t.write(append(t.rest, p...), false); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush writes what is left.
func (t *Terminal) Flush() error { return t.write(t.rest, true) }

func (t *Terminal) write(data []byte, last bool) error {
	var b bytes.Buffer
	t.rest = nil
	for len(data) > 0 {
		colour, whole := t.colourAt(data)
		if !last && (!whole || !utf8.FullRune(data)) {
			t.rest = bytes.Clone(data)
			break
		}
		if colour != "" {
			b.WriteString(colour)
			data = data[len(colour):]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if hidden(r) {
			b.WriteString(t.escape(r, string(data[:size])))
		} else {
			b.Write(data[:size])
		}
		data = data[size:]
	}
	_, err := t.to.Write(b.Bytes())
	return err
}

// colourAt is the colour that data begins with, "" for none; whole is false where
// it may yet become one.
func (t *Terminal) colourAt(data []byte) (colour string, whole bool) {
	if !t.colour || data[0] != '\x1b' {
		return "", true
	}
	for _, e := range escapes {
		switch {
		case strings.HasPrefix(string(data[:min(len(data), len(e))]), e):
			return e, true
		case strings.HasPrefix(e, string(data)):
			return "", false
		}
	}
	return "", true
}
