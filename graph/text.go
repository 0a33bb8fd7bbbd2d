package graph

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/graph/internal/search"
)

// Fold gives a name as names are compared: without marks and case, punctuation,
// titles before it and a possessive 's behind it.
func Fold(name string) string { return search.Fold(name) }

// clean puts U+FFFD in the place of what PostgreSQL takes for no text: NUL, and
// bytes that are no UTF-8. Documents are kept as they are.
func clean(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Day is the date of an ISO time; "" where it begins with none.
func Day(published string) string {
	if len(published) < 10 || published[4] != '-' || published[7] != '-' {
		return ""
	}
	return published[:10]
}

// DayNumber is an ISO date as a number: 20310304, of a month 20310300, of a year
// 20310000; 0 of what is none. Its order is that of the dates.
func DayNumber(date string) int32 {
	digits := strings.ReplaceAll(date[:min(len(date), 10)], "-", "")
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || len(digits) < 4 || len(digits)%2 > 0 {
		return 0
	}
	for range 8 - len(digits) {
		n *= 10
	}
	return int32(n)
}
