package read

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// FuzzPDFLayout puts letters at places that no page has into lines, columns and
// paragraphs: each letter is in a line afterwards, as often as it was on the page.
func FuzzPDFLayout(f *testing.F) {
	f.Add([]byte("The council of Northmoor voted to close the bridge. "), int16(10), int16(700))
	f.Add([]byte(strings.Repeat("a b-c.", 40)), int16(-3), int16(0))
	f.Add([]byte("x\xff\xff\xff\xffy\x00\x00\x00z"), int16(math.MinInt16), int16(math.MaxInt16))
	f.Fuzz(func(t *testing.T, data []byte, x, y int16) {
		if len(data) > 1<<12 {
			return
		}
		letters := lettersOf(data, float64(x), float64(y))
		want := map[rune]int{}
		for _, l := range letters {
			count(want, l.S)
		}
		lines := columns(segments(letters), 0)
		got := map[rune]int{}
		for _, l := range lines {
			count(got, l.Text)
		}
		for r, n := range want {
			if got[r] != n {
				t.Fatalf("%q is there %d times, want %d", r, got[r], n)
			}
		}
		title := largest(lines)
		for _, p := range paragraphsIn(lines) {
			if strings.TrimSpace(string(p)) == "" {
				t.Errorf("an empty paragraph below %q", title)
			}
		}
		pages := [][]pdfLine{lines, slices.Clone(lines), nil}
		dropHeads(pages)
		if len(pages[0]) > len(lines) || len(pages[0])+2 < len(lines) {
			t.Errorf("%d of %d lines without the running heads", len(pages[0]), len(lines))
		}
	})
}

// lettersOf makes letters of bytes, four bytes one: what it says, how far from the one
// before, how large. Some are at no place at all.
func lettersOf(data []byte, x, y float64) []pdf.Text {
	var out []pdf.Text
	for ; len(data) >= 4; data = data[4:] {
		size := float64(data[3] & 31)
		switch data[3] {
		case 255:
			x = math.NaN()
		case 254:
			y = math.Inf(1)
		case 253:
			size = math.NaN()
		case 252:
			x, y = 50, float64(binary.LittleEndian.Uint16(data))
		}
		out = append(out, pdf.Text{S: string(rune(data[0])), X: x, Y: y, W: size / 2, FontSize: size})
		x += float64(int8(data[1]))
		y += float64(int8(data[2])) / 4
	}
	return out
}

// count counts the letters of a text that are no blanks.
func count(counts map[rune]int, text string) {
	for _, r := range text {
		if !unicode.IsSpace(r) {
			counts[r]++
		}
	}
}
