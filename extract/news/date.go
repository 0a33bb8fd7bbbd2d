package news

import (
	"cmp"
	"strings"
	"time"
)

// Instant is the moment that an ISO date means, in UTC where it tells no zone: of a
// day, a month or a year its beginning. The zero time is what no date means.
func Instant(date string) time.Time {
	for _, form := range [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(form, date); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// Later compares two dates by the instants that they mean; of two that mean the same,
// or mean none, by their bytes.
func Later(a, b string) int {
	return cmp.Or(Instant(a).Compare(Instant(b)), strings.Compare(a, b))
}
