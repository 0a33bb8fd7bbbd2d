package graph

import (
	"strings"
	"testing"
)

func TestFoldedWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The quays are safe, she said.", "the quays are safe she said"},
		{"Café, naïve ÅNGSTRÖM", "cafe naive angstrom"},
		{"don’t re-open 2021's", "don t re open 2021 s"},
		{"ﬁle Ⅷ", "file viii"},
		{"Вода 水曜日", "вода 水曜日"},
		{"§ — …", ""},
		{"a" + strings.Repeat("b", 300) + " c", "a" + strings.Repeat("b", longestWord-1) + " c"},
	} {
		if got := foldedWords(c.text); got != c.want {
			t.Errorf("foldedWords(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestHasWhole(t *testing.T) {
	const text = "She said the quays are safe."
	for part, want := range map[string]bool{"the quays": true, "quays are safe.": true, "e quays": false, "the qua": false, "She": true, "boats": false, "": true} {
		if got := hasWhole(text, part); got != want {
			t.Errorf("hasWhole(%q) = %t, want %t", part, got, want)
		}
	}
}

func TestDayNumber(t *testing.T) {
	for date, want := range map[string]int32{"2031-03-04": 20310304, "2031-03-04T10:00:00Z": 20310304, "2031-03": 20310300, "2031": 20310000, "": 0, "soon": 0, "31": 0} {
		if got := dayNumber(date); got != want {
			t.Errorf("dayNumber(%q) = %d, want %d", date, got, want)
		}
	}
}
