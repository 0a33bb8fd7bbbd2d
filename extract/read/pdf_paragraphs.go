package read

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dropHeads takes off running heads and page numbers: the first and last lines of pages
// that are the same on others, but for their numbers.
func dropHeads(pages [][]pdfLine) {
	key := func(l pdfLine) string {
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return -1
			}
			return r
		}, l.Text))
	}
	counts := map[string]int{}
	edges := func(lines []pdfLine) []int {
		top, low := 0, 0
		for i, l := range lines {
			if l.Y > lines[top].Y {
				top = i
			}
			if l.Y < lines[low].Y {
				low = i
			}
		}
		if top == low {
			return []int{top}
		}
		return []int{top, low}
	}
	for _, lines := range pages {
		if len(lines) > 0 {
			for _, i := range edges(lines) {
				counts[key(lines[i])]++
			}
		}
	}
	for n, lines := range pages {
		for range 2 {
			if len(lines) == 0 {
				break
			}
			drop := -1
			for _, i := range edges(lines) {
				if k := key(lines[i]); k == "" || strings.EqualFold(k, "page") || len(pages) > 1 && counts[k] > 1 && 2*counts[k] >= len(pages) {
					drop = i
				}
			}
			if drop < 0 {
				break
			}
			lines = slices.Delete(lines, drop, drop+1)
		}
		pages[n] = lines
	}
}

// paragraphsIn puts lines together: one begins where the space above is larger, the
// line is indented, its letters change, or the line before ended early with a stop.
func paragraphsIn(lines []pdfLine) [][]byte {
	var out [][]byte
	gap, size := middle(lines)
	sides := margins(lines)
	for i, l := range lines {
		if i == 0 {
			out = append(out, []byte(l.Text))
			continue
		}
		before := lines[i-1]
		left, right := sides[l.Column].left, sides[l.Column].right
		down := before.Y - l.Y
		begins := before.Column != l.Column || math.Abs(l.Size-before.Size) > 0.15*size || down > 1.4*gap ||
			l.X > left+float64(0.8*l.Size) && before.X <= left+float64(0.8*l.Size) ||
			before.End < left+float64(0.75*(right-left)) && stops([]byte(before.Text))
		if last := len(out) - 1; begins && !(before.Column != l.Column && goesOn(out[last], l.Text)) {
			out = append(out, []byte(l.Text))
		} else {
			out[last] = joined(out[last], l.Text)
		}
	}
	return out
}

// A margin is where the lines of a column begin and end.
type margin struct{ left, right float64 }

// margins are those of the columns, by their numbers.
func margins(lines []pdfLine) map[int]margin {
	out := map[int]margin{}
	for _, l := range lines {
		m, ok := out[l.Column]
		if !ok {
			m.left = l.X
		}
		out[l.Column] = margin{min(m.left, l.X), max(m.right, l.End)}
	}
	return out
}

// middle is the usual distance between lines, and the usual size of letters.
func middle(lines []pdfLine) (gap, size float64) {
	var gaps, sizes []float64
	for i, l := range lines {
		sizes = append(sizes, l.Size)
		if i > 0 && lines[i-1].Y > l.Y {
			gaps = append(gaps, lines[i-1].Y-l.Y)
		}
	}
	slices.Sort(gaps)
	slices.Sort(sizes)
	if len(gaps) > 0 {
		gap = gaps[len(gaps)/2]
	}
	if len(sizes) > 0 {
		size = sizes[len(sizes)/2]
	}
	return gap, size
}

// stops says whether a text ends as a sentence does.
func stops(s []byte) bool {
	end := strings.TrimRight(string(s[max(0, len(s)-32):]), "”’\"')]»")
	return end != "" && strings.ContainsRune(".!?:", rune(end[len(end)-1]))
}

// goesOn says whether a paragraph is the rest of another: that does not end as a
// sentence does, and this begins with a small letter.
func goesOn(before []byte, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	return !stops(before) && unicode.IsLower(r)
}

// joined puts a line behind another: a word that was parted is whole again. It appends
// to before.
func joined(before []byte, next string) []byte {
	r, _ := utf8.DecodeRuneInString(next)
	head := bytes.TrimSuffix(bytes.TrimSuffix(before, []byte("\u00ad")), []byte("\u2010"))
	if len(head) < len(before) {
		return append(head, next...)
	}
	if head, ok := bytes.CutSuffix(before, []byte("-")); ok && unicode.IsLower(r) {
		if last, _ := utf8.DecodeLastRune(head); unicode.IsLower(last) {
			return append(head, next...)
		}
		return append(before, next...)
	}
	return append(append(before, ' '), next...)
}

// largest is what a page says in its largest letters, if these are larger than the
// usual ones, near its top.
func largest(lines []pdfLine) string {
	_, size := middle(lines)
	big := 0.0
	for _, l := range lines[:min(len(lines), 12)] {
		big = max(big, l.Size)
	}
	if big < 1.25*size {
		return ""
	}
	var out []string
	for _, l := range lines[:min(len(lines), 12)] {
		if l.Size > 0.95*big {
			out = append(out, l.Text)
		}
	}
	if title := strings.Join(out, " "); len(title) <= titleBytes {
		return title
	}
	return ""
}
