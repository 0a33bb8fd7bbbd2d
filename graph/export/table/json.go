package table

import (
	"bytes"
	"encoding/json"
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
