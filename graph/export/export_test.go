package export

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
)

func write(t *testing.T, format string, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(&b, format, testSet(), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteIsStable(t *testing.T) {
	for _, f := range Formats {
		if a, b := write(t, f, Options{}), write(t, f, Options{}); a != b || a == "" {
			t.Errorf("%s: two exports differ, or are empty", f)
		}
	}
	if _, err := Write(io.Discard, "xls", testSet(), Options{}); err == nil || !strings.Contains(err.Error(), "svg") {
		t.Errorf("an unknown format: %v, want an error that names those there are", err)
	}
	if _, err := Write(io.Discard, "csv", testSet(), Options{Table: "x"}); err == nil || !strings.Contains(err.Error(), "edges") {
		t.Errorf("an unknown table: %v, want an error that names those there are", err)
	}
}

func TestTables(t *testing.T) {
	for _, c := range []struct {
		table string
		raw   bool
		cells []string // that the last row has
	}{
		{"claims", false, []string{"'=a senior aide", "The Courier ← Jane Doe ← =a senior aide", "claim/0123-1-9", "warns"}},
		{"claims", true, []string{"=a senior aide"}},
		{"entities", false, []string{"Jane Doe", "'-chair", "1"}},
		{"edges", false, []string{"'=a senior aide", "Jane Doe", "warns", "The Courier"}},
	} {
		all, err := csv.NewReader(strings.NewReader(write(t, "csv", Options{Table: c.table, Raw: c.raw}))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", c.table, err)
		}
		last := "\x00" + strings.Join(all[len(all)-1], "\x00") + "\x00"
		for _, cell := range c.cells {
			if !strings.Contains(last, "\x00"+cell+"\x00") {
				t.Errorf("%s raw=%v: no cell %q in %q", c.table, c.raw, cell, all[len(all)-1])
			}
		}
	}
}

// TestSVG reads the picture as XML: every name is whole in it, nothing is loaded
// from elsewhere, and boxes do not lie on each other.
func TestSVG(t *testing.T) {
	svg := write(t, "svg", Options{})
	var text strings.Builder
	var boxes [][4]float64
	for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
			text.WriteByte(' ')
		case xml.StartElement:
			var r [4]float64
			page := false
			for _, a := range token.Attr {
				if a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("an attribute %s", a.Name.Local)
				}
				page = page || a.Value == "f-page"
				for i, name := range [...]string{"x", "y", "width", "height"} {
					if a.Name.Local == name {
						_, _ = fmt.Sscan(a.Value, &r[i]) // the page's "100%" is left out below
					}
				}
			}
			if token.Name.Local == "rect" && r[3] > 20 && !page {
				boxes = append(boxes, r)
			}
		}
	}
	for _, want := range []string{"Harbour Board & <Sons>", "=a senior aide", "The Courier", "Claims about the <quays>", "reports", "2031-03-04", "not as true"} {
		if !strings.Contains(strings.Join(strings.Fields(text.String()), " "), want) {
			t.Errorf("the picture does not show %q:\n%s", want, &text)
		}
	}
	if len(boxes) != 6 {
		t.Errorf("%d boxes, want 6", len(boxes))
	}
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if a[0] < b[0]+b[2] && b[0] < a[0]+a[2] && a[1] < b[1]+b[3] && b[1] < a[1]+a[3] {
				t.Errorf("the boxes %v and %v lie on each other", a, b)
			}
		}
	}
	if strings.Contains(svg, "\x1b") {
		t.Error("a control character of an article is in the picture")
	}
}

// TestDOT has Graphviz read what is written, where it is installed.
func TestDOT(t *testing.T) {
	dot := write(t, "dot", Options{})
	if !strings.Contains(dot, `"person/jane-doe" -> "claim/0123-1-9"`) || !strings.Contains(dot, `"claim/0123-1-9" -> "claim/0123-3-9"`) {
		t.Errorf("an arrow is missing:\n%s", dot)
	}
	program, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("no Graphviz here to read it")
	}
	cmd := exec.Command(program, "-Tplain")
	cmd.Stdin = strings.NewReader(dot)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("Graphviz: %v: %s", err, out)
	}
}
