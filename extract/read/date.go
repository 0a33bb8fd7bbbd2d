package read

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// date gives a date in one of its usual forms as ISO 8601 has it: a year, a month,
// a day, or a day with a time, and the zone where the input has one. What is not
// said, and what may be read in two ways ("03/04/2031"), is not guessed: then ok is
// false.
//
// The forms are those of ISO 8601, RFC 3339, RFC 2822 and RFC 850, seconds and
// milliseconds since 1970, the stamps of archives (20310304100000), and the day as
// English newspapers write it.
func date(s string) (iso string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) > 100 || !strings.ContainsAny(s, "0123456789") {
		return "", false
	}
	for _, read := range [...]func(string) (moment, bool){digits, isoDate, inWords, inNumbers} {
		if m, ok := read(s); ok {
			return m.iso()
		}
	}
	return "", false
}

// dated is the date that an input gives, as ISO 8601 has it; where it cannot be told, a
// note says so.
func dated(given string) (iso string, notes []string) {
	if given == "" {
		return "", nil
	}
	iso, ok := date(given)
	if !ok {
		notes = []string{fmt.Sprintf("no date: %q cannot be told", cut(given, 60))}
	}
	return iso, notes
}

// A moment is a date as far as it is told: 0 where month or day are not.
type moment struct {
	year, month, day int
	clock            string // "T10:00:00Z"; "" where no time is told
}

// iso writes the moment, if there is such a day.
func (m moment) iso() (string, bool) {
	switch {
	case m.year < 1000 || m.year > 9999 || m.month > 12 || m.month < 0:
		return "", false
	case m.month == 0:
		return fmt.Sprintf("%04d", m.year), true
	case m.day == 0:
		return fmt.Sprintf("%04d-%02d", m.year, m.month), true
	}
	if t := time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC); t.Day() != m.day || m.day < 0 {
		return "", false // the 30th of February
	}
	return fmt.Sprintf("%04d-%02d-%02d%s", m.year, m.month, m.day, m.clock), true
}

var digitsForm = regexp.MustCompile(`^(-?\d+)(?:\.\d+)?$`)

// digits reads numbers: a year, a day or a stamp without marks between its parts,
// and what else can only be seconds or milliseconds since 1970.
func digits(s string) (moment, bool) {
	f := digitsForm.FindStringSubmatch(s)
	if f == nil {
		return moment{}, false
	}
	n, err := strconv.ParseInt(f[1], 10, 64)
	if err != nil || n < 0 {
		return moment{}, false
	}
	switch whole := f[1] == s; {
	case whole && len(s) == 4:
		return moment{year: int(n)}, true
	case whole && len(s) == 8:
		return moment{int(n / 10000), int(n / 100 % 100), int(n % 100), ""}, true
	case whole && len(s) == 14:
		t, err := time.Parse("20060102150405", s)
		return at(t, "Z"), err == nil
	case n >= 1e8 && n < 1e10:
		return at(time.Unix(n, 0).UTC(), "Z"), true
	case n >= 1e11 && n < 1e13:
		return at(time.UnixMilli(n).UTC(), "Z"), true
	}
	return moment{}, false
}

// at is a moment with its time.
func at(t time.Time, zone string) moment {
	return moment{t.Year(), int(t.Month()), t.Day(), t.Format("T15:04:05") + zone}
}

// isoForm is a year, month and day in this order, with the marks that are met
// between them, and a time; isoBasic is the form of ISO 8601 without marks.
var (
	isoForm  = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:(?:\s*[Tt]|,?\s+(?:at\s+)?)(\d.*))?$`)
	isoBasic = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)[Tt ](\d\d)(\d\d)(\d\d)?(.*)$`)
)

func isoDate(s string) (moment, bool) {
	f := isoForm.FindStringSubmatch(s)
	if f == nil {
		if f = isoBasic.FindStringSubmatch(s); f == nil {
			return moment{}, false
		}
		if f[6] == "" {
			f[6] = "00"
		}
		f[4] = f[4] + ":" + f[5] + ":" + f[6] + f[7]
	}
	m := moment{year: number(f[1]), month: number(f[2]), day: number(f[3])}
	if m.month == 0 || f[3] != "" && m.day == 0 {
		return moment{}, false
	}
	if f[4] == "" {
		return m, true
	}
	var ok bool
	m.clock, ok = clock(f[4])
	return m, ok && m.day > 0
}

// clockForm is a time of day with its zone.
var clockForm = regexp.MustCompile(`(?i)^(\d{1,2})[:.h](\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[-+]\d\d:?\d\d|[-+]\d\d|[A-Z]{2,5}(?:[-+]\d+)?)?(?:\s*\([^()]*\))?\.?$|^(\d{1,2})\s*([ap]\.?m\.?)\s*([A-Z]{2,4})?\.?$`)

// clock reads a time of day, as "T10:00:00Z". A zone that is not known is left out.
func clock(s string) (string, bool) {
	f := clockForm.FindStringSubmatch(s)
	if f == nil {
		return "", false
	}
	hour, minute, second, half, zone := number(f[1]), number(f[2]), number(f[3]), f[4], f[5]
	if f[6] != "" {
		hour, half, zone = number(f[6]), f[7], f[8]
	}
	if half != "" {
		if hour < 1 || hour > 12 {
			return "", false
		}
		if hour %= 12; half[0] == 'p' || half[0] == 'P' {
			hour += 12
		}
	}
	if second == 60 {
		second = 59 // a leap second
	}
	if hour > 23 || minute > 59 || second > 59 {
		return "", false
	}
	return fmt.Sprintf("T%02d:%02d:%02d%s", hour, minute, second, offset(zone)), true
}

// zones are the names that RFC 2822 gives an offset, and those of American papers.
var zones = map[string]string{
	"Z": "Z", "UTC": "Z", "GMT": "Z", "UT": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
	"MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00",
}

// offset is a zone as RFC 3339 has it.
func offset(zone string) string {
	if zone == "" || zone[0] != '+' && zone[0] != '-' {
		return zones[strings.ToUpper(zone)]
	}
	n := strings.ReplaceAll(zone[1:], ":", "")
	if len(n) == 2 {
		n += "00"
	}
	if number(n[:2]) > 14 || number(n[2:]) > 59 {
		return ""
	}
	if n == "0000" {
		return "Z"
	}
	return zone[:1] + n[:2] + ":" + n[2:]
}

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// month is the number of a month's name or of the beginning of one; 0 for none.
func month(word string) int {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	for i, m := range months {
		if len(word) >= 3 && strings.HasPrefix(m, word) || word == "sept" && m == "september" {
			return i + 1
		}
	}
	return 0
}

var (
	// wordsForm has the month's name: behind the day or before it, and RFC 850's
	// marks; ansiForm is the C library's, with the year at the end.
	wordsForm = regexp.MustCompile(`(?i)^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})|([a-z]{3,9})\.?,?\s+(\d{4}))(?:[,\s|·]+(?:at\s+)?(\d.*))?$`)
	ansiForm  = regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+([a-z]{3})\s+(\d{1,2})\s+(\d\d:\d\d:\d\d)(?:\s+([a-z]{2,4}|[-+]\d{4}))?\s+(\d{4})$`)
	// shortYear is RFC 2822's old form with a year of two digits.
	shortYear = regexp.MustCompile(`^((?:[A-Za-z]+,\s+)?\d{1,2}[\s-][A-Za-z]{3}[\s-])(\d\d)(\s+\d\d:\d\d.*)$`)
	labelForm = regexp.MustCompile(`(?i)^(?:first published|published|posted|updated|last updated|date)(?:\s+on)?:?\s+`)
)

// inWords reads a date whose month is a word.
func inWords(s string) (moment, bool) {
	s = labelForm.ReplaceAllString(s, "")
	if f := ansiForm.FindStringSubmatch(s); f != nil {
		c, ok := clock(f[3] + f[4])
		return moment{number(f[5]), month(f[1]), number(f[2]), c}, ok && month(f[1]) > 0
	}
	if f := shortYear.FindStringSubmatch(s); f != nil {
		century := "20"
		if f[2] >= "50" { // RFC 2822, 4.3
			century = "19"
		}
		s = f[1] + century + f[2] + f[3]
	}
	f := wordsForm.FindStringSubmatch(s)
	if f == nil {
		return moment{}, false
	}
	m := moment{year: number(f[3] + f[6] + f[8]), month: month(f[2] + f[4] + f[7]), day: number(f[1] + f[5])}
	if m.month == 0 || f[7] == "" && m.day == 0 {
		return moment{}, false
	}
	if f[9] == "" {
		return m, true
	}
	var ok bool
	m.clock, ok = clock(f[9])
	return m, ok && m.day > 0
}

var numbersForm = regexp.MustCompile(`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})(?:[,\s]+(\d.*))?$`)

// inNumbers reads day and month before the year, where it can be told which is
// which: one is greater than 12, both are the same, or full stops stand between
// them, as only those write who put the day first.
func inNumbers(s string) (moment, bool) {
	f := numbersForm.FindStringSubmatch(s)
	if f == nil {
		return moment{}, false
	}
	m := moment{year: number(f[4]), month: number(f[3]), day: number(f[1])}
	switch {
	case m.month > 12 && m.day <= 12:
		m.month, m.day = m.day, m.month
	case m.day > 12, m.day == m.month, f[2] == ".":
	default:
		return moment{}, false
	}
	if m.day == 0 || m.month == 0 {
		return moment{}, false
	}
	if f[5] == "" {
		return m, true
	}
	var ok bool
	m.clock, ok = clock(f[5])
	return m, ok
}

// number is the value of a few digits; 0 for none.
func number(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) || r > '9' {
			return -1
		}
		n = 10*n + int(r-'0')
	}
	return n
}
