package export

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
)

// voices is a table of counts with more bars and parts than a chart shows.
func voices(bars, parts int) *table.Table {
	t := &table.Table{Columns: []string{"outlet", "stance", "claims"}}
	stances := [...]string{"others", "asserts", "denies", "warns", "doubts", "hopes", "fears", "vows", "says", "asks"}
	for i := range bars {
		for k := range parts {
			if n := 40/(i+1) - 3*k + i%3 + 1; n > 0 {
				t.Rows = append(t.Rows, []any{fmt.Sprintf("Outlet %d of the Northern & Western Districts", i+1), stances[k], n})
			}
		}
	}
	return t
}

func TestChart(t *testing.T) {
	c, err := NewChart(voices(6, 10), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	c.Caption = Caption{"Claims by outlet and stance", "Counted: what is said", "Source: a count of <ours>"}
	var b bytes.Buffer
	if err := c.Write(&b, "svg", picture.Auto); err != nil {
		t.Fatal(err)
	}
	golden(t, "chart.svg", b.Bytes())
	total := 0
	for _, bar := range c.bars {
		parts := 0
		for _, p := range c.parts {
			parts += bar.parts[p]
		}
		if total += bar.total; parts != bar.total {
			t.Errorf("the parts of %s are %d claims, want %d", bar.label, parts, bar.total)
		}
	}
	if len(c.parts) != mostParts+1 || c.parts[mostParts] != otherParts || total == 0 {
		t.Errorf("parts are %q", c.parts)
	}
}

// TestTimeline holds that time passes where nothing was said too, and what is not shown.
func TestTimeline(t *testing.T) {
	for _, c := range []struct {
		unit    string
		dates   []string
		columns string
		without int
	}{
		{"month", []string{"2031-01", "2030-11", "not known"}, "2030-11 2030-12 2031-01", 1},
		{"day", []string{"2032-02-28", "2032-03-01"}, "2032-02-28 2032-02-29 2032-03-01", 0},
		{"year", []string{"1999", "2001", "x", "y"}, "1999 2000 2001", 2},
		{"day", []string{"not known"}, "", 1},
	} {
		rows := &table.Table{Columns: []string{c.unit, "claims"}}
		for _, d := range c.dates {
			rows.Rows = append(rows.Rows, []any{d, 1})
		}
		chart, err := NewChart(rows, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		columns, without := chart.spread()
		var labels []string
		for _, b := range columns {
			labels = append(labels, b.label)
		}
		if got := strings.Join(labels, " "); got != c.columns || without != c.without {
			t.Errorf("%v: columns %s, %d without, want %s, %d", c.dates, got, without, c.columns, c.without)
		}
		chart.Title = "Claims by " + c.unit
		var b bytes.Buffer
		if err := chart.Write(&b, "svg", picture.Auto); err != nil {
			t.Fatal(err)
		}
		if c.unit == "month" {
			golden(t, "timeline.svg", b.Bytes())
		}
	}
	far := &table.Table{Columns: []string{"day", "claims"}, Rows: [][]any{{"0001-01-01", 2}, {"2031-01-01", 1}}}
	chart, err := NewChart(far, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if columns, without := chart.spread(); len(columns) != mostColumns || without != 2 {
		t.Errorf("two thousand years of days are %d columns, %d claims left out", len(columns), without)
	}
	for most, want := range map[int]int{1: 1, 5: 1, 6: 2, 11: 5, 26: 10, 99: 20, 5001: 2000} {
		if got := niceStep(most); got != want {
			t.Errorf("niceStep(%d) = %d, want %d", most, got, want)
		}
	}
}

// TestChartFits holds that nothing leaves a page of any width, and that a chart says
// what it leaves out.
func TestChartFits(t *testing.T) {
	for _, width := range []float64{320, 760, 1600} {
		c, err := NewChart(voices(70, 3), 2, 50)
		if err != nil {
			t.Fatal(err)
		}
		c.Title, c.Width = strings.Repeat("A long title ", 12), width
		p := c.picture()
		text := picture.NewText()
		var said bool
		var check func(shapes []picture.Shape)
		check = func(shapes []picture.Shape) {
			for _, s := range shapes {
				switch s := s.(type) {
				case picture.Group:
					check(s.Shapes)
				case picture.Label:
					said = said || s.Text == "20 more are not shown."
					if right := s.X + text.Width(s.Text, s.Size, s.Bold); s.X < 0 || right > width || s.Y > p.Height {
						t.Errorf("at a width of %v %q reaches from %.0f to %.0f, %.0f", width, s.Text, s.X, right, s.Y)
					}
				case picture.Rect:
					if s.X < 0 || s.X+s.W > width || s.Y+s.H > p.Height {
						t.Errorf("at a width of %v a bar reaches to %.0f", width, s.X+s.W)
					}
				}
			}
		}
		check(p.Shapes)
		if !said {
			t.Errorf("at a width of %v nothing says what is left out", width)
		}
	}
	c, err := NewChart(voices(70, 1), 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	c.Share = true
	var b bytes.Buffer
	if err := c.Write(&b, "svg", picture.Light); err != nil {
		t.Fatal(err)
	}
	if want := decimal(100*float64(c.bars[0].total)/float64(c.all)) + " %"; c.all < 2*c.bars[0].total || !strings.Contains(b.String(), ">"+want+"<") {
		t.Errorf("no share of %s, of all that was counted, in\n%s", want, b.String())
	}
	for _, n := range []int{0, 3} {
		if _, err := NewChart(voices(2, 2), n, 0); err == nil {
			t.Errorf("a chart of %d things is no error", n)
		}
	}
}
