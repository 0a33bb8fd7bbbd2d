package table

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain, café, 漢字, 👍🏽", "plain, café, 漢字, 👍🏽"},
		{"a\tb\nc", "a\tb\nc"},
		{"\x1b]0;owned\x07", `\x1b]0;owned\x07`},
		{"\x1b[2J\r\b\x7f\x00", `\x1b[2J\x0d\x08\x7f\x00`},
		{"\u009b31m\u0085", `\u009b31m\u0085`},
		{"\u202eevil\u2069\u200f\u061c", `\u202eevil\u2069\u200f\u061c`},
		{"caf\xe9", `caf\xe9`},
	} {
		if got := Visible(c.in); got != c.want {
			t.Errorf("Visible(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestJSON(t *testing.T) {
	if got, err := JSON("a\u009b\u202e<b>\x7f"); err != nil || string(got) != `"a\u009b\u202e<b>\u007f"` {
		t.Errorf("JSON = %s, %v", got, err)
	}
}

// TestTerminal writes a text in every way to cut it in two: what comes out is the
// same, and holds no control character but those that are ours.
func TestTerminal(t *testing.T) {
	const in = "a\tcafé \x1b[1mbold\x1b[0m \x1b[31mred \x1b]0;x\x07\u009b\u202e漢 \x7f\xc3\r\n"
	for _, c := range []struct {
		format string
		colour bool
		want   string
	}{
		{"csv", false, "a\tcafé \\x1b[1mbold\\x1b[0m \\x1b[31mred \\x1b]0;x\\x07\\u009b\\u202e漢 \\x7f\\xc3\\x0d\n"},
		{"table", true, "a\tcafé \x1b[1mbold\x1b[0m \\x1b[31mred \\x1b]0;x\\x07\\u009b\\u202e漢 \\x7f\\xc3\\x0d\n"},
		{"json", false, "a\tcafé \\u001b[1mbold\\u001b[0m \\u001b[31mred \\u001b]0;x\\u0007\\u009b\\u202e漢 \\u007f\\ufffd\\u000d\n"},
	} {
		for i := range len(in) + 1 {
			var b strings.Builder
			w := NewTerminal(&b, c.format, c.colour)
			for _, part := range [...]string{in[:i], in[i:]} {
				if n, err := w.Write([]byte(part)); err != nil || n != len(part) {
					t.Fatalf("Write = %d, %v", n, err)
				}
			}
			if err := w.Flush(); err != nil || b.String() != c.want {
				t.Errorf("%s, cut at %d:\n got %q, %v\nwant %q", c.format, i, b.String(), err, c.want)
			}
		}
	}
	var back string
	var b strings.Builder
	w := NewTerminal(&b, "json", true)
	if _, err := w.Write([]byte("\"\x7f\u0085\"")); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(b.String()), &back); err != nil || back != "\x7f\u0085" {
		t.Errorf("JSON on a terminal reads as %q, %v", back, err)
	}
}
