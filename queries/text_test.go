package queries

import (
	"strings"
	"testing"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		room int
		want string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"two words", 5, "two…"},
		{"漢字漢字", 5, "漢字…"},
		{"e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"}, // accents take no room
		{"", 5, ""},
	} {
		if got := cut(c.in, c.room); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.room, got, c.want)
		}
	}
}

func TestWrapText(t *testing.T) {
	for _, c := range []struct {
		in   string
		room int
		want string
	}{
		{"one two three", 7, "one two|three"},
		{"one two three", 0, "one two three"},
		{"incomprehensible word", 5, "incomprehensible|word"},
		{"", 5, ""},
	} {
		if got := strings.Join(wrapText(c.in, c.room), "|"); got != c.want {
			t.Errorf("wrapText(%q, %d) = %q, want %q", c.in, c.room, got, c.want)
		}
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct {
		date string
		last bool
		want string
	}{
		{"2031", false, "2031-01-01"},
		{"2031", true, "2031-12-31"},
		{"2032-02", true, "2032-02-29"},
		{"2031-03-10", true, "2031-03-10"},
		{"", true, ""},
		{"2031-13", false, "error"},
		{"2031-02-30", false, "error"},
		{"31-02-01", false, "error"},
		{"2031-03-10T10:00", false, "error"},
	} {
		got, err := day(c.date, c.last)
		if err != nil {
			got = "error"
		}
		if got != c.want {
			t.Errorf("day(%q, %v) = %q, want %q", c.date, c.last, got, c.want)
		}
	}
}
