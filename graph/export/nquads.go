package export

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// WriteNQuads writes the graph as it is stored. With a base every IRI is absolute,
// as N-Quads has it (https://www.w3.org/TR/n-quads/); without one, as Cayley reads
// them again. from writes the graph with its own, relative IRIs. The program, if it is
// named, stands in a comment before them, where it is in its place among sorted lines.
func WriteNQuads(w io.Writer, base, program string, from func(io.Writer) error) error {
	if program != "" {
		if _, err := io.WriteString(w, "# "+plain(program)+"\n"); err != nil {
			return err
		}
	}
	if base == "" {
		return from(w)
	}
	out := &absolute{to: bufio.NewWriter(w), base: base}
	if err := from(out); err != nil {
		return err
	}
	return out.to.Flush()
}

// absolute writes N-Quads with a base before each IRI that has none.
type absolute struct {
	to   *bufio.Writer
	base string
	rest []byte // of a line that has not ended
}

func (a *absolute) Write(p []byte) (int, error) {
	data := append(a.rest, p...)
	for {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		if !whole {
			a.rest = data
			return len(p), nil
		}
		if _, err := a.to.WriteString(a.line(string(line)) + "\n"); err != nil {
			return 0, err
		}
		data = rest
	}
}

// line is a quad with absolute IRIs: what stands in angle brackets outside of a
// string.
func (a *absolute) line(s string) string {
	var b strings.Builder
	for s != "" {
		switch end := strings.IndexByte(s, '>'); {
		case s[0] == '<' && end > 0:
			iri := s[1:end]
			if !isIRI.MatchString(iri) {
				iri = encodeIRI(a.base + iri)
			}
			b.WriteString("<" + iri + ">")
			s = s[end+1:]
		case s[0] == '"':
			n := 1
			for n < len(s) && s[n] != '"' {
				if s[n] == '\\' {
					n++
				}
				n++
			}
			n = min(n+1, len(s))
			b.WriteString(s[:n])
			s = s[n:]
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String()
}
