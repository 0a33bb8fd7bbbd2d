package queries

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// marshal is a value as JSON, with < and > as they are and every control
// character as an escape, those too that JSON allows.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return escape(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// escape writes the control characters that stand in JSON as they are, which can
// be in strings only, as \u escapes.
func escape(data []byte) []byte {
	if bytes.IndexFunc(data, hidden) < 0 {
		return data
	}
	var out []byte
	for _, r := range string(data) {
		if hidden(r) && r != utf8.RuneError {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// writeArray writes n values as one array, a value a line.
func writeArray(w io.Writer, n int, value func(int) ([]byte, error)) error {
	if n == 0 {
		_, err := io.WriteString(w, "[]\n")
		return err
	}
	before := "["
	for i := range n {
		data, err := value(i)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, data); err != nil {
			return err
		}
		before = ",\n "
	}
	_, err := io.WriteString(w, "]\n")
	return err
}

// writeLines writes n values, a line each (https://jsonlines.org).
func writeLines(w io.Writer, n int, value func(int) ([]byte, error)) error {
	for i := range n {
		data, err := value(i)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n", data); err != nil {
			return err
		}
	}
	return nil
}
