package claim

import (
	"testing"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// TestMoment holds which date an expression for a time means in an article of Wednesday,
// 2031-05-14: a day, a month or a year, no more than it tells.
func TestMoment(t *testing.T) {
	for _, c := range []struct{ text, words, date string }{
		{"today", "today", "2031-05-14"},
		{"yesterday", "yesterday", "2031-05-13"},
		{"last night", "last night", "2031-05-13"},
		{"this morning", "this morning", "2031-05-14"},
		{"Monday", "Monday", "2031-05-12"},
		{"last Wednesday", "last Wednesday", "2031-05-07"},
		{"two days ago", "two days ago", "2031-05-12"},
		{"3 months ago", "3 months ago", "2031-02"},
		{"a year ago", "a year ago", "2030"},
		{"two weeks ago", "two weeks ago", ""},
		{"April", "April", "2031-04"},
		{"October", "October", "2030-10"},
		{"last October", "last October", "2030-10"},
		{"earlier this month", "earlier this month", "2031-05"},
		{"last month", "last month", "2031-04"},
		{"last year", "last year", "2030"},
		{"last week", "last week", ""},
		{"April 3", "April 3", "2031-04-03"},
		{"April 2016", "April 2016", "2016-04"},
		{"April 3, 2016", "April 3, 2016", "2016-04-03"},
		{"in 2016", "2016", "2016"},
		{"May 14", "", ""},  // the verb
		{"June 20", "", ""}, // to come
		{"November 20", "November 20", "2030-11-20"},
		{"two men ago", "", ""},
	} {
		f := &finder{article: news.Article{Text: c.text, Published: "2031-05-14T20:00:00Z"}, text: token.Split(c.text)}
		m, ok := f.moment(0, len(f.text.Tokens))
		words := ""
		if ok {
			span := f.span(m.Range)
			words = c.text[span.Start:span.End]
		} else {
			m.date = ""
		}
		if words != c.words || m.date != c.date {
			t.Errorf("%s: got %q of %q, want %q of %q", c.text, m.date, words, c.date, c.words)
		}
	}
}
