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

	"hearsay/extract/news"
	"hearsay/graph"
)

// testSet is the small test graph: the second claim is within the first.
//
//	The Courier ─ Jane Doe ──(said)──> Harbour Board
//	                └─ reports ─ a senior aide ──(warned)──> Jane Doe
func testSet() *Set {
	doe := graph.EntityRef{ID: "person/jane-doe", Name: "Jane Doe", Type: news.Person}
	aide := graph.EntityRef{ID: "group/a-senior-aide", Name: "=a senior aide", Type: news.Group}
	board := graph.EntityRef{ID: "organization/harbour-board", Name: "Harbour Board & <Sons>", Type: news.Organization}
	article := graph.ArticleInfo{ID: "0123", Title: "Vote \"now\"", URL: "https://courier.example/1", Publisher: "The Courier", PublisherID: "publication/the-courier", Published: "2031-03-04"}
	outer := graph.Claim{
		Claim:   news.Claim{ID: "claim/0123-1-9", Cue: "said", Content: "an aide warned her, \"mind\" the quays", Kind: news.Indirect, Stance: news.Asserts, Sentence: "S1", Confidence: 0.9},
		Sources: []graph.EntityRef{doe}, Targets: []graph.EntityRef{board}, Article: article,
	}
	outer.Chain = []graph.Link{{Source: outer.Sources, Cue: "said", Claim: outer.ID}}
	inner := graph.Claim{
		Claim:   news.Claim{ID: "claim/0123-3-9", Cue: "warned", Content: "\"mind\" the\x1b[31m quays", Within: outer.ID, Kind: news.Mixed, Stance: news.Warns, Sentence: "S1", Confidence: 0.5},
		Sources: []graph.EntityRef{aide}, Targets: []graph.EntityRef{doe}, Article: article,
	}
	inner.Chain = append(outer.Chain[:1:1], graph.Link{Source: inner.Sources, Cue: "warned", Claim: inner.ID})
	return &Set{
		Title:  "Claims about the <quays>",
		Claims: []graph.Claim{outer, inner},
		Entities: []graph.Entity{
			{EntityRef: aide}, {EntityRef: board, Aliases: []string{"board", "the board"}}, {EntityRef: doe, Roles: []string{"-chair"}},
		},
	}
}

func write(t *testing.T, format string, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, testSet(), o); err != nil {
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
	if err := Write(io.Discard, "xls", testSet(), Options{}); err == nil || !strings.Contains(err.Error(), "svg") {
		t.Errorf("an unknown format: %v, want an error that names those there are", err)
	}
	if err := Write(io.Discard, "csv", testSet(), Options{Table: "x"}); err == nil || !strings.Contains(err.Error(), "edges") {
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
				page = page || a.Value == "page"
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
	if !strings.Contains(dot, `"person/jane-doe" -> "claim/0123-1-9"`) || !strings.Contains(dot, `"claim/0123-1-9" -> "group/a-senior-aide"`) {
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

// TestLayered draws many graphs, cycles and all: no two boxes lie on each other.
func TestLayered(t *testing.T) {
	for n := 1; n <= 60; n += 7 {
		boxes := make([]box, n)
		for i := range boxes {
			boxes[i] = box{Width: float64(40 + i*13%90), Height: float64(20 + i*7%50)}
		}
		var lines []line
		for i := range 2 * n {
			lines = append(lines, line{From: i * i % n, To: (i*7 + 3) % n})
		}
		width, height := layered(boxes, lines)
		for i, a := range boxes {
			if a.X < 0 || a.Y < 0 || a.X+a.Width > width+0.01 || a.Y+a.Height > height+0.01 {
				t.Errorf("n=%d: box %d is outside the drawing: %+v", n, i, a)
			}
			for j, b := range boxes[:i] {
				if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height-0.01 && b.Y < a.Y+a.Height-0.01 {
					t.Errorf("n=%d: boxes %d and %d lie on each other", n, i, j)
				}
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"", "|"},
		{"one two", "one two|"},
		{"a long name of a body that is long", "a long name of a|body that is long|"},
		{strings.Repeat("x", 30), "xxxxxxxxxxxxxxxx|xxxxxxxxxxxxxx|"},
	} {
		got := strings.Join(wrap(c.text, 12, 125), "|") + "|"
		if got != c.want {
			t.Errorf("wrap(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
