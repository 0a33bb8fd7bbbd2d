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
	for i := range bars {
		for k := range parts {
			if n := 40/(i+1) - 3*k + i%3 + 1; n > 0 {
				t.Rows = append(t.Rows, []any{fmt.Sprintf("Outlet %d of the Northern & Western Districts", i+1), fmt.Sprintf("stance %d", k+1), n})
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
	for _, n := range []int{0, 3} {
		if _, err := NewChart(voices(2, 2), n, 0); err == nil {
			t.Errorf("a chart of %d things is no error", n)
		}
	}
}
