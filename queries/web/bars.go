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
	Unit          string // "month" or "year"
	Few           bool   // so few that they need not be as wide as the page
}

// A bar is a month, or where there are many a year.
type bar struct {
	Label      string
	Claims     int
	X, Y, W, H int
	URL        string
	On         bool
}

// Sizes of the row, in units of its own that the style stretches.
const (
	barStep    = 10
	barHeight  = 48
	mostMonths = 60
	fewBars    = 8
)

// newBars draws counts by month, gaps in between as empty months; nil where there
// are not two. A bar leads to its claims among those of a question, or, where the
// question asks for just these, to all of them.
func newBars(counts []census.Tally, question url.Values) *bars {
	if len(counts) < 2 {
		return nil
	}
	b := &bars{Height: barHeight, Unit: "month"}
	layout, step := "2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	first, err1 := time.Parse(layout, counts[0].Value)
	last, err2 := time.Parse(layout, counts[len(counts)-1].Value)
	if err1 != nil || err2 != nil {
		return nil
	}
	if months := (last.Year()-first.Year())*12 + int(last.Month()-first.Month()); months >= mostMonths {
		b.Unit, layout, step = "year", "2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }
		first = time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	claims := map[string]int{}
	for _, c := range counts {
		key := c.Value[:len(layout)]
		claims[key] += c.Claims
		b.Most = max(b.Most, claims[key])
	}
	for t := first; !t.After(last) && len(b.Bars) < 400; t = step(t) {
		key := t.Format(layout)
		n := claims[key]
		h := (n*barHeight + b.Most - 1) / b.Most // never nothing for something
		one := bar{Label: fmt.Sprintf("%s: %s", key, plural(n, "claim")), Claims: n, X: len(b.Bars) * barStep, Y: barHeight - h, W: barStep - 2, H: h}
		if one.On = question.Get("since") == key && question.Get("until") == key; one.On {
			one.URL = link("/claims", question, "since", "", "until", "")
		} else {
			one.URL = link("/claims", question, "since", key, "until", key)
		}
		b.Bars = append(b.Bars, one)
	}
	b.First, b.Last = first.Format(layout), last.Format(layout)
	b.Width, b.Few = len(b.Bars)*barStep, len(b.Bars) < fewBars
	return b
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
