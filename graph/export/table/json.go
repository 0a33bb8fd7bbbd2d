package table

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// JSON is a value as JSON on one line, with < and > as they are and every control
// character as an escape, those too that JSON allows.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	data := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if bytes.IndexFunc(data, hidden) < 0 {
		return data, nil
	}
	var out []byte
	for _, r := range string(data) { // which stand in strings only
		if hidden(r) && r != utf8.RuneError {
			out = append(out, asJSON(r, "")...)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out, nil
}

// WriteJSON writes a value as [JSON] has it, and a line feed.
func WriteJSON(w io.Writer, v any) error {
	data, err := JSON(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// Values writes n values as one array, a value a line, or with the format jsonl
// without the array (https://jsonlines.org).
func Values(w io.Writer, format string, n int, value func(int) ([]byte, error)) error {
	begin, between, end := "[", ",\n ", "]\n"
	switch {
	case format == "jsonl":
		begin, between, end = "", "\n", "\n"
		if n == 0 {
			return nil
		}
	case n == 0:
		end = "[]\n"
	}
	for i := range n {
		data, err := value(i)
		if err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		if _, err := io.WriteString(w, begin+string(data)); err != nil {
			return err
		}
		begin = between
	}
	_, err := io.WriteString(w, end)
	return err
}
