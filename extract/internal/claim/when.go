package claim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/extract/internal/attribution"
)

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sun.": time.Sunday, "mon.": time.Monday, "tues.": time.Tuesday, "wed.": time.Wednesday,
	"thurs.": time.Thursday, "fri.": time.Friday, "sat.": time.Saturday,
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
	"december": 12, "jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sept.": 9, "sep.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

// A moment is an expression for a time: the tokens that make it, and the date
// that it names, "" where that cannot be told.
type moment struct {
	attribution.Range
	date string
}

// when finds the time of a draft's saying: of the expressions in the sentence of
// its cue that stand outside its content, the nearest to the cue.
func (f *finder) when(d *draft) (words, date string) {
	if len(d.cue) == 0 {
		return "", ""
	}
	s := f.text.Sentences[f.text.Tokens[d.cue[0].First].Sentence]
	limit := attribution.Range{First: max(s.First, d.cue[0].First-reach), End: min(s.End, d.cue[0].End+reach)}
	if d.parent != nil {
		p := d.parent.largest()
		limit = attribution.Range{First: max(limit.First, p.First), End: min(limit.End, p.End)}
	}
	best, found := moment{}, false
	for i := limit.First; i < limit.End; {
		m, ok := f.moment(i, limit.End)
		if !ok {
			i++
			continue
		}
		if !f.said(d, m.Range) && !f.bounds(m.Range) && (!found || distance(m.Range, d.cue[0]) < distance(best.Range, d.cue[0])) {
			best, found = m, true
		}
		i = m.End
	}
	if !found {
		return "", ""
	}
	span := f.span(best.Range)
	return f.text.Source[span.Start:span.End], best.date
}

// reach is how many tokens from the cue a time is looked for.
const reach = 25

// bounds tells whether what stands before a time makes it a limit or a beginning, at
// which nothing was said: "by Friday".
func (f *finder) bounds(r attribution.Range) bool {
	return r.First > 0 && limits.has(strings.ToLower(f.text.Word(r.First-1)))
}

// said tells whether a range stands in a content: the draft's own, or another's
// that does not hold the draft's cue, or what tells of the source.
func (f *finder) said(d *draft, r attribution.Range) bool {
	for _, s := range d.source {
		if s.First <= r.First && r.First < s.End && slices.Contains(f.words(attribution.Range{First: s.First, End: r.First}), ",") {
			return true // "Reed, who left in 2010, said"
		}
	}
	v := f.voice[r.First]
	return v != nil && v != d.parent
}

// moment reads the expression that begins with token i and ends before end.
func (f *finder) moment(i, end int) (moment, bool) {
	at := func(k int) string {
		if k < end {
			return strings.ToLower(f.text.Word(k))
		}
		return ""
	}
	of := func(n int, date string) (moment, bool) {
		return moment{attribution.Range{First: i, End: i + n}, date}, true
	}
	word := at(i)
	capital := word != f.text.Word(i)
	if day, ok := weekdays[word]; ok && capital {
		n := 1
		if at(i+1) == "morning" || at(i+1) == "afternoon" || at(i+1) == "evening" || at(i+1) == "night" {
			n = 2
		}
		return of(n, f.lastWeekday(day, 0))
	}
	if month, ok := months[word]; ok && capital {
		return f.monthDay(i, month, at)
	}
	switch word {
	case "today", "tonight":
		return of(1, f.daysAgo(0))
	case "yesterday":
		return of(1, f.daysAgo(1))
	case "then":
		if i > 0 && at(i+1) != "" && isWord(at(i+1)) {
			return moment{}, false // "then said": afterwards
		}
		return of(1, "")
	case "last", "this", "earlier", "later":
		k := i + 1
		if (word == "earlier" || word == "later") && (at(k) == "this" || at(k) == "last" || at(k) == "that") {
			k++
		} else if word == "earlier" || word == "later" {
			return moment{}, false
		}
		if day, ok := weekdays[at(k)]; ok {
			return of(k+1-i, f.lastWeekday(day, 1))
		}
		if month := months[at(k)]; month != 0 {
			return of(k+1-i, f.lastMonth(month))
		}
		if periods.has(at(k)) {
			return of(k+1-i, f.period(at(k-1), at(k)))
		}
	case "in":
		if y := at(i + 1); year(y) {
			return moment{attribution.Range{First: i + 1, End: i + 2}, y}, true
		}
	}
	if n := count(word); n > 0 && at(i+2) == "ago" {
		if date, ok := f.ago(n, at(i+1)); ok {
			return of(3, date)
		}
	}
	return moment{}, false
}

// counts are the numbers in words that stand before "ago".
var counts = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// count is a number in words or of one or two digits; 0 where it is none.
func count(word string) int {
	if n := counts[word]; n > 0 {
		return n
	}
	if len(word) <= 2 {
		return number(word)
	}
	return 0
}

// ago is the date so many days, months or years before the article: no more of it than
// this tells, and nothing of weeks, which are told loosely.
func (f *finder) ago(n int, unit string) (string, bool) {
	d, ok := f.published()
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return f.daysAgo(n), true
	case "week":
		return "", true
	case "month":
		if ok {
			return monthOf(d).AddDate(0, -n, 0).Format("2006-01"), true
		}
		return "", true
	case "year":
		if ok {
			return d.AddDate(-n, 0, 0).Format("2006"), true
		}
		return "", true
	}
	return "", false
}

// period is the date of "last night", "this month" and the like; "" where it is no day,
// month or year.
func (f *finder) period(which, of string) string {
	back := 0
	if which == "last" {
		back = 1
	}
	d, ok := f.published()
	switch {
	case !ok || which != "last" && which != "this":
	case of == "night":
		return f.daysAgo(back)
	case back == 0 && (of == "morning" || of == "afternoon" || of == "evening"):
		return f.daysAgo(0)
	case of == "month":
		return monthOf(d).AddDate(0, -back, 0).Format("2006-01")
	case of == "year":
		return d.AddDate(-back, 0, 0).Format("2006")
	}
	return ""
}

// monthOf is the first day of a month: a month before the 31st there is not always a day.
func monthOf(d time.Time) time.Time { return time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC) }

// lastMonth is the last such month that began before the article, or with it.
func (f *finder) lastMonth(month time.Month) string {
	d, ok := f.published()
	if !ok {
		return ""
	}
	y := d.Year()
	if month > d.Month() {
		y--
	}
	return time.Date(y, month, 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
}

// year tells whether a word is a year of our age.
func year(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && w[2] >= '0' && w[2] <= '9' && w[3] >= '0' && w[3] <= '9'
}

// monthDay reads "June", "June 5", "June 5, 2016" and "June 2016".
func (f *finder) monthDay(i int, month time.Month, at func(int) string) (moment, bool) {
	if (month == time.May || month == time.March) && (i == 0 || !beforeMonths.has(strings.ToLower(f.text.Word(i-1)))) {
		return moment{}, false // the verb, unless a preposition stands before it
	}
	day := number(at(i + 1))
	switch {
	case day >= 1 && day <= 31 && at(i+2) == "," && year(at(i+3)):
		return moment{attribution.Range{First: i, End: i + 4}, iso(number(at(i+3)), month, day)}, true
	case day >= 1 && day <= 31:
		date := f.lastDay(month, day)
		return moment{attribution.Range{First: i, End: i + 2}, date}, !f.soon(date)
	case year(at(i + 1)):
		return moment{attribution.Range{First: i, End: i + 2}, fmt.Sprintf("%s-%02d", at(i+1), month)}, true
	}
	return moment{attribution.Range{First: i, End: i + 1}, f.lastMonth(month)}, true
}

// number is a word of one or two digits, or four, as a number, 0 where it is none.
func number(w string) int {
	n := 0
	for _, r := range w {
		if r < '0' || r > '9' || n > 999 {
			return 0
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// iso is a date as ISO 8601 has it, "" where the calendar does not have it.
func iso(year int, month time.Month, day int) string {
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if d.Day() != day {
		return ""
	}
	return d.Format(time.DateOnly)
}

// published is the day on which the article appeared.
func (f *finder) published() (time.Time, bool) {
	d, err := time.Parse(time.DateOnly, f.article.Published[:min(len(f.article.Published), len(time.DateOnly))])
	return d, err == nil
}

// daysAgo is the date so many days before the article.
func (f *finder) daysAgo(n int) string {
	d, ok := f.published()
	if !ok {
		return ""
	}
	return d.AddDate(0, 0, -n).Format(time.DateOnly)
}

// lastWeekday is the last such day that ended at least so many days before the
// article's.
func (f *finder) lastWeekday(day time.Weekday, ago int) string {
	d, ok := f.published()
	if !ok {
		return ""
	}
	for n := ago; n < ago+7; n++ {
		if e := d.AddDate(0, 0, -n); e.Weekday() == day {
			return e.Format(time.DateOnly)
		}
	}
	return ""
}

// lastDay is the last such day of a year before the article appeared or when it did.
func (f *finder) lastDay(month time.Month, day int) string {
	d, ok := f.published()
	if !ok {
		return ""
	}
	date := iso(d.Year(), month, day)
	if date > d.Format(time.DateOnly) {
		return iso(d.Year()-1, month, day)
	}
	return date
}

// soon says whether a day of the year before the article, as [finder.lastDay] gives it, is
// rather one to come: its next return is less than three months away, and nothing was
// said on it yet.
func (f *finder) soon(date string) bool {
	d, ok := f.published()
	past, err := time.Parse(time.DateOnly, date)
	return ok && err == nil && past.AddDate(1, 0, 0).After(d) && past.AddDate(1, -3, 0).Before(d)
}
