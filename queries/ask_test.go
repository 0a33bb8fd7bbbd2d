package queries

import (
	"testing"

	"hearsay/graph"
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

// TestQuestion says a question in words, with every condition.
func TestQuestion(t *testing.T) {
	ask := Ask{Who: []string{"Ada"}, About: []string{"Bo"}, Named: graph.Yes, Kinds: []string{"direct"}, Chains: []int{2, 3}, MinConfidence: 0.9}
	const want = "what “Ada” said about “Bo” by named sources of kind “direct” through a chain of 2 or 3 at least 0.9 sure"
	if got := ask.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
