package search

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The quays are safe, she said.", "the quays are safe she said"},
		{"Café, naïve ÅNGSTRÖM", "cafe naive angstrom"},
		{"don’t re-open 2021's", "don t re open 2021 s"},
		{"ﬁle Ⅷ", "file viii"},
		{"Вода 水曜日", "вода 水曜日"},
		{"§ — …", ""},
		{"a" + strings.Repeat("b", 300) + " c", "a" + strings.Repeat("b", longestWord-1) + " c"},
	} {
		if got := Words(c.text); got != c.want {
			t.Errorf("Words(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestHasWhole(t *testing.T) {
	const text = "She said the quays are safe."
	for part, want := range map[string]bool{"the quays": true, "quays are safe.": true, "e quays": false, "the qua": false, "She": true, "boats": false, "": true} {
		if got := HasWhole(text, part); got != want {
			t.Errorf("HasWhole(%q) = %t, want %t", part, got, want)
		}
	}
}
