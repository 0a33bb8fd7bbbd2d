package news

import "testing"

func TestLater(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"2031-03-04T01:00:00+05:00", "2031-03-03T23:00:00Z", -1}, // 20:00 of the day before
		{"2031-03-04T10:00:00+01:00", "2031-03-04T09:30:00Z", -1},
		{"2031-03-04T10:00:00Z", "2031-03-04T10:00:00.5Z", -1},
		{"2031-03-04T10:00", "2031-03-04", 1},
		{"2031-03", "2031-02-28", 1},
		{"2031-03-04", "", 1},
		{"soon", "2031", -1},
		{"soon", "later", 1},
		{"2031-03-04", "2031-03-04", 0},
	} {
		if got, back := Later(c.a, c.b), Later(c.b, c.a); got != c.want || back != -c.want {
			t.Errorf("Later(%q, %q) = %d, turned round %d; want %d", c.a, c.b, got, back, c.want)
		}
	}
}
