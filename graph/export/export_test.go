package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/graph/export/picture"
)

// writeSet is a set in a format.
func writeSet(t *testing.T, s *Set, format string, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(&b, format, s, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// golden compares with a file of testdata/golden; UPDATE=1 writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("../../testdata/golden", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is another (UPDATE=1 writes it): %d bytes, want %d", name, len(got), len(want))
	}
}

// TestGolden holds whole files of the small sets, on every processor the same.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, format string
		set          *Set
		o            Options
	}{
		{"export-chain.svg", "svg", testSet(), Options{}},
		{"export-people.svg", "svg", crowd(30), Options{}},
		{"export.gexf", "gexf", testSet(), Options{View: "people"}},
		{"export.graphml", "graphml", testSet(), Options{View: "claims"}},
		{"export.cyjs", "cyjs", testSet(), Options{View: "claims"}},
		{"export.mmd", "mermaid", testSet(), Options{}},
		{"export.trig", "trig", articleSet(), Options{}},
		{"export.jsonld", "jsonld", articleSet(), Options{}},
		{"export-annotations.json", "annotations", articleSet(), Options{}},
		{"export.ftm.jsonl", "ftm", articleSet(), Options{}},
		{"export.md", "md", testSet(), Options{}},
	} {
		golden(t, c.name, writeSet(t, c.set, c.format, c.o))
	}
}

// TestPNG holds the pixels of pictures, which are the same on every processor; the
// file around them may become another with Go's compression.
func TestPNG(t *testing.T) {
	var b bytes.Buffer
	for _, c := range []struct {
		name  string
		set   *Set
		theme picture.Theme
	}{
		{"chain", testSet(), picture.Light},
		{"chain", testSet(), picture.Dark},
		{"people", crowd(30), picture.Light},
	} {
		decoded, err := png.Decode(bytes.NewReader(writeSet(t, c.set, "png", Options{Theme: c.theme})))
		if err != nil {
			t.Fatal(err)
		}
		pixels := image.NewRGBA(decoded.Bounds())
		draw.Draw(pixels, pixels.Rect, decoded, image.Point{}, draw.Src)
		fmt.Fprintf(&b, "%s %s %v %x\n", c.name, c.theme, pixels.Rect.Max, sha256.Sum256(pixels.Pix))
	}
	golden(t, "export-png.txt", b.Bytes())
}

func TestWriteIsStable(t *testing.T) {
	for _, f := range Formats {
		if a, b := writeSet(t, articleSet(), f, Options{}), writeSet(t, articleSet(), f, Options{}); !bytes.Equal(a, b) || len(a) == 0 {
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
		all, err := csv.NewReader(bytes.NewReader(writeSet(t, testSet(), "csv", Options{Table: c.table, Raw: c.raw}))).ReadAll()
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
	svg := string(writeSet(t, testSet(), "svg", Options{}))
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
