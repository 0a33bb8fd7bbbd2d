package read

import (
	"fmt"
	"strings"
	"testing"
)

// pdfOf makes a PDF of pages, each lines "x y size text" in a font whose letters are
// half as wide as high.
func pdfOf(pages ...[]string) string {
	var b strings.Builder
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(pages))
	object("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[%s]>>", strings.TrimSpace(strings.Repeat("500 ", 95)))
	for i, lines := range pages {
		var content strings.Builder
		for _, l := range lines {
			var x, y, size float64
			_, _ = fmt.Sscan(l, &x, &y, &size)
			text := strings.SplitN(l, " ", 4)[3]
			fmt.Fprintf(&content, "BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", size, x, y, strings.NewReplacer("(", `\(`, ")", `\)`).Replace(text))
		}
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 5+2*i)
		object("<</Length %d>>stream\n%s\nendstream", content.Len(), content.String())
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.String()
}

func TestPDF(t *testing.T) {
	for _, c := range []struct {
		name string
		in   string
		want string
	}{
		{"one column, a parted word, an indent", pdfOf([]string{
			"50 750 20 Bridge shut", "50 700 10 The council of Northmoor voted on Tuesday to close the old", "50 688 10 bridge for a year, its chair said. The repairs will cost some mil-", "50 676 10 lions.",
			"65 664 10 Nobody was hurt, and the union of drivers said that it had been", "50 652 10 right all the time.",
		}), `title=Bridge shut "Bridge shut\n\nThe council of Northmoor voted on Tuesday to close the old bridge for a year, its chair said. The repairs will cost some millions.\n\nNobody was hurt, and the union of drivers said that it had been right all the time."`},
		{"two columns", pdfOf([]string{
			"50 700 10 The council of Northmoor", "320 700 10 of the bridge. It is old.", "50 688 10 voted on Tuesday to close", "320 688 10 The union had warned of", "50 676 10 the bridge for a year. Its", "320 676 10 that for years and years,", "50 664 10 chair spoke of the repairs", "320 664 10 but nobody had listened.", "50 652 10 that are due, and of rust", "320 652 10 Now it is too late, it",
		}), `"The council of Northmoor voted on Tuesday to close the bridge for a year. Its chair spoke of the repairs that are due, and of rust of the bridge. It is old. The union had warned of that for years and years, but nobody had listened. Now it is too late, it"`},
		{"running heads and numbers", pdfOf(
			[]string{"50 780 8 The Halden Courier, page 1", "50 700 10 The council of Northmoor voted on Tuesday to close", "50 688 10 the bridge, and so the lorries have to take the", "300 20 8 1"},
			[]string{"50 780 8 The Halden Courier, page 2", "50 700 10 ring road from now on, as the chair of it said.", "300 20 8 2"},
		), `"The council of Northmoor voted on Tuesday to close the bridge, and so the lorries have to take the ring road from now on, as the chair of it said."`},
		{"pictures", pdfOf([]string{}), "skipped=a PDF without text: its pages are pictures, which have to be recognized first (OCR) "},
	} {
		if got := shown(t, "-", c.in); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	whole := pdfOf([]string{"50 700 10 The bridge is shut."})
	for end := 0; end < len(whole); end += 7 {
		if got := shown(t, "-", whole[:end]); got == "" {
			t.Errorf("cut off at %d: nothing", end)
		}
	}
}
