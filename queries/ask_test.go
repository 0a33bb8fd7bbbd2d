package queries

import (
	"testing"
)

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
