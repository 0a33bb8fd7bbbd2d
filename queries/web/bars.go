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
	Beyond        []beyond
}

// A beyond is claims that are not drawn, for their days are not known, or far from all
// others.
type beyond struct {
	Claims int
	When   string // "of earlier days"
	URL    string // "" for none
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

// farShare is what share of the claims may be left out at either end so that the others
// are drawn in a finer unit: a year from long ago that a few claims tell of would make one
// bar of all that is in the news.
const farShare = 20

// A moment is a day, or the first of a month, and the claims of it.
type moment struct {
	at     time.Time
	claims int
}

// momentsOf are tallies by days or months, the earliest first; those of which only the
// year is known are left out.
func momentsOf(counts []census.Tally, layout string) (all []moment) {
	for _, c := range counts {
		if t, err := time.Parse(layout, c.Value); err == nil {
			all = append(all, moment{t, c.Claims})
		}
	}
	return all
}

// unitOf is the place of the finest unit, from one on, in which moments do not give too
// many bars.
func unitOf(all []moment, finest int) int {
	days := int(all[len(all)-1].at.Sub(all[0].at).Hours() / 24)
	for k := finest; k < len(units); k++ {
		if days/units[k].days < mostBars {
			return k
		}
	}
	return len(units) - 1
}

// near are the moments without as few as need be at both ends for the finest unit that is
// to be had so, and how many claims these are.
func near(all []moment, finest int) (some []moment, before, after int) {
	most := 0
	for _, m := range all {
		most += m.claims
	}
	most /= farShare
	first, last := 0, len(all)-1
	early, late := all[first].claims, all[last].claims
	for ; first < last-1 && early <= most; early += all[first].claims {
		first++
	}
	for ; first < last-1 && late <= most; late += all[last].claims {
		last--
	}
	unit := unitOf(all[first:last+1], finest)
	for some = all; unitOf(some, finest) > unit; {
		n := len(some) - 1
		early := before+some[0].claims <= most
		if late := after+some[n].claims <= most; early && (!late || some[1].at.Sub(some[0].at) >= some[n].at.Sub(some[n-1].at)) {
			before += some[0].claims
			some = some[1:]
		} else {
			after += some[n].claims
			some = some[:n]
		}
	}
	return some, before, after
}

// newBars draws counts by days, or where many claims have only a month by months, gaps
// in between as empty ones, in the finest unit that does not give too many; nil where
// there are not two bars. A bar leads to its claims among those of a question, or, where
// the question asks for just these, to all of them. A few claims of times far from all
// others, or not known, are told in words.
func newBars(f *census.Facets, question url.Values) *bars {
	counts, finest := f.Days, 0
	if left := sum(f.Months) - sum(f.Days); left > sum(f.Months)/farShare {
		counts, finest = f.Months, 2
	}
	all := momentsOf(counts, units[finest].layout)
	if len(all) < 2 {
		return nil
	}
	unknown := sum(f.Months)
	for _, m := range all {
		unknown -= m.claims
	}
	unit := &units[unitOf(all, finest)]
	b := &bars{Height: barHeight}
	if some, before, after := near(all, finest); unitOf(some, finest) < unitOf(all, finest) {
		unit = &units[unitOf(some, finest)]
		from, to := unit.of(some[0].at), unit.next(unit.of(some[len(some)-1].at))
		if before > 0 {
			b.Beyond = append(b.Beyond, beyond{before, "of earlier days", link("/claims", question, "until", from.AddDate(0, 0, -1).Format(time.DateOnly))})
		}
		if after > 0 {
			b.Beyond = append(b.Beyond, beyond{after, "of later days", link("/claims", question, "since", to.Format(time.DateOnly))})
		}
		all = some
	}
	if unknown > 0 {
		b.Beyond = append(b.Beyond, beyond{unknown, "of no " + units[finest].name + " that is known", ""})
	}
	first, last := all[0].at, all[len(all)-1].at
	b.Unit = unit.name
	claims := map[time.Time]int{}
	for _, m := range all {
		at := unit.of(m.at)
		claims[at] += m.claims
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
