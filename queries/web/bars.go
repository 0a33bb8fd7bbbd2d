package web

import (
	"fmt"
	"net/url"
	"time"

	"hearsay/graph/census"
)

// bars are claims over time as a row of bars, each a link; drawn in SVG.
type bars struct {
	Bars          []bar
	Width, Height int
	First, Last   string // labels at both ends
	Most          int    // claims of the highest bar
	Unit          string // "day", "week", "month" or "year"
	Few           bool   // so few that they need not be as wide as the page
}

// A bar is a day, a week, a month or a year, so that there are not too many.
type bar struct {
	Label      string
	Claims     int
	X, Y, W, H int
	URL        string
	On         bool
}

// Sizes of the row, in units of its own that the style stretches.
const (
	barStep   = 10
	barHeight = 48
	mostBars  = 60
	fewBars   = 8
)

// units are those of a row of bars, the finest first: how a day begins one, and the next.
var units = [...]struct {
	name, layout string
	days         int // about
	of           func(t time.Time) time.Time
	next         func(t time.Time) time.Time
}{
	{"day", time.DateOnly, 1, func(t time.Time) time.Time { return t }, func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }},
	{
		"week", time.DateOnly, 7, func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) },
		func(t time.Time) time.Time { return t.AddDate(0, 0, 7) },
	},
	{
		"month", "2006-01", 30, func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) },
		func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
	},
	{
		"year", "2006", 365, func(t time.Time) time.Time { return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC) },
		func(t time.Time) time.Time { return t.AddDate(1, 0, 0) },
	},
}

// newBars draws counts by days, or where some claims have only a month by months, gaps
// in between as empty ones, in the finest unit that does not give too many; nil where
// there are not two bars. A bar leads to its claims among those of a question, or, where
// the question asks for just these, to all of them.
func newBars(f *census.Facets, question url.Values) *bars {
	counts, finest := f.Days, 0
	if sum(f.Days) < sum(f.Months) {
		counts, finest = f.Months, 2
	}
	if len(counts) < 2 {
		return nil
	}
	layout := units[finest].layout
	first, err1 := time.Parse(layout, counts[0].Value)
	last, err2 := time.Parse(layout, counts[len(counts)-1].Value)
	if err1 != nil || err2 != nil {
		return nil
	}
	unit := &units[len(units)-1]
	for k := range units[finest:] {
		if u := &units[finest+k]; int(last.Sub(first).Hours()/24)/u.days < mostBars {
			unit = u
			break
		}
	}
	b := &bars{Height: barHeight, Unit: unit.name}
	claims := map[time.Time]int{}
	for _, c := range counts {
		t, err := time.Parse(layout, c.Value)
		if err != nil {
			continue
		}
		at := unit.of(t)
		claims[at] += c.Claims
		b.Most = max(b.Most, claims[at])
	}
	for t := unit.of(first); !t.After(last) && len(b.Bars) < 400; t = unit.next(t) {
		since, until := t.Format(unit.layout), t.Format(unit.layout)
		label := since
		if unit.name == "week" {
			until = t.AddDate(0, 0, 6).Format(unit.layout)
			label += " to " + until
		}
		n := claims[t]
		h := (n*barHeight + b.Most - 1) / b.Most // never nothing for something
		one := bar{Label: fmt.Sprintf("%s: %s", label, plural(n, "claim")), Claims: n, X: len(b.Bars) * barStep, Y: barHeight - h, W: barStep - 2, H: h}
		if one.On = question.Get("since") == since && question.Get("until") == until; one.On {
			one.URL = link("/claims", question, "since", "", "until", "")
		} else {
			one.URL = link("/claims", question, "since", since, "until", until)
		}
		b.Bars = append(b.Bars, one)
	}
	if len(b.Bars) < 2 {
		return nil
	}
	b.First, b.Last = unit.of(first).Format(unit.layout), unit.of(last).Format(unit.layout)
	b.Width, b.Few = len(b.Bars)*barStep, len(b.Bars) < fewBars
	return b
}

// sum is the claims of all values together.
func sum(tallies []census.Tally) (n int) {
	for _, t := range tallies {
		n += t.Claims
	}
	return n
}

// plural says a number of things in words: "1 claim", "2 claims".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return grouped(n) + " " + thing + "s"
}

// grouped is a number with its thousands apart.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
