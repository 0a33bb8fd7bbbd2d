package read

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"hearsay/extract/news"
)

// mostPages is how many pages of a PDF are read: more are a book.
const mostPages = 500

// pdf reads a PDF that has a text layer (ISO 32000): columns one after the other, words
// that were parted at line ends whole, running heads and page numbers left out.
func (s *source) pdf() error {
	var doc pdfText
	if done, err := s.apart("pdf", "a PDF", func(value []byte) error { return json.Unmarshal(value, &doc) }); done {
		return err
	}
	dropHeads(doc.Pages)
	var out [][]byte
	for _, lines := range doc.Pages {
		for _, p := range paragraphsIn(lines) {
			if last := len(out) - 1; last >= 0 && goesOn(out[last], string(p[:min(len(p), utf8.UTFMax)])) {
				out[last] = joined(out[last], string(p)) // across a column or a page
			} else {
				out = append(out, p)
			}
		}
	}
	text := strings.ReplaceAll(strings.ToValidUTF8(string(bytes.Join(out, []byte("\n\n"))), "\ufffd"), "\x00", "")
	if strings.TrimSpace(text) == "" {
		return s.skip(NoText.because("a PDF without text: its pages are pictures, which have to be recognized first (OCR)"))
	}
	return s.emit(s.finish(news.Article{Title: doc.Title}, "", nil, text))
}

// A pdfText is the lines of a PDF's pages, in the order in which they are read.
type pdfText struct {
	Title string // what the first page shows in its largest letters
	Pages [][]pdfLine
}

// A pdfLine is a line in a column of a page, in points from the lower left corner.
type pdfLine struct {
	Text      string
	X, End, Y float64
	Size      float64 // of its letters
	Column    int
}

// A pdfBytes is the bytes of a PDF, of which so many are read at most: objects that
// refer to each other in a circle are read for ever.
type pdfBytes struct {
	data *bytes.Reader
	left int64
}

func (b *pdfBytes) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		panic("its objects refer to each other in a circle")
	}
	return b.data.ReadAt(p, at)
}

// pdfLines gives the lines of a PDF.
func pdfLines(d Document) (doc pdfText, err error) {
	data := make([]byte, d.Size)
	if _, err := io.ReadFull(io.NewSectionReader(d.In, 0, d.Size), data); err != nil {
		return doc, err
	}
	r, err := pdf.NewReader(&pdfBytes{data: bytes.NewReader(data), left: 64*d.Size + 16<<20}, d.Size)
	if err != nil {
		return doc, &fault{Damaged.because("a PDF that is damaged or locked: %v", err)}
	}
	n := r.NumPage()
	if n > mostPages {
		return doc, &fault{TooLarge.because("a PDF of %d pages, which no news article has", n)}
	}
	for i := range n {
		if p := r.Page(i + 1); !p.V.IsNull() {
			doc.Pages = append(doc.Pages, columns(segments(p.Content().Text), 0))
		}
	}
	if len(doc.Pages) > 0 {
		doc.Title = largest(doc.Pages[0])
	}
	return doc, nil
}

// segments puts letters into pieces of lines, parted where a gutter may be.
func segments(letters []pdf.Text) []pdfLine {
	slices.SortStableFunc(letters, func(a, b pdf.Text) int {
		if math.Abs(a.Y-b.Y) > min(a.FontSize, b.FontSize)*0.4 {
			return cmp.Compare(b.Y, a.Y)
		}
		return 0
	})
	var out []pdfLine
	for i := 0; i < len(letters); {
		j := i + 1
		for j < len(letters) && math.Abs(letters[j].Y-letters[i].Y) <= max(letters[i].FontSize, 1)*0.4 {
			j++
		}
		row := letters[i:j]
		slices.SortStableFunc(row, func(a, b pdf.Text) int { return cmp.Compare(a.X, b.X) })
		out = append(out, pieces(row)...)
		i = j
	}
	return out
}

// pieces puts the letters of a row into pieces.
func pieces(row []pdf.Text) []pdfLine {
	var out []pdfLine
	var b strings.Builder
	var now pdfLine
	end := func() {
		if now.Text = strings.Join(strings.Fields(b.String()), " "); now.Text != "" {
			out = append(out, now)
		}
		b.Reset()
	}
	for i, t := range row {
		size := max(t.FontSize, 1)
		gap := t.X - now.End
		switch {
		case i == 0:
			now = pdfLine{X: t.X, Y: t.Y, Size: size}
		case gap > 1.4*size && strings.TrimSpace(t.S) != "":
			end()
			now = pdfLine{X: t.X, Y: t.Y, Size: size}
		case gap > 0.18*size:
			b.WriteByte(' ')
		}
		b.WriteString(t.S)
		if strings.TrimSpace(t.S) != "" || i == 0 {
			now.End = t.X + t.W
			now.Size = max(now.Size, size)
		}
	}
	end()
	return out
}

// columns puts pieces into the order in which they are read: where a gutter runs down
// the page, what is left of it before what is right of it, between those that cross it.
func columns(lines []pdfLine, depth int) []pdfLine {
	at, ok := gutter(lines)
	if !ok || depth > 3 {
		return joinRows(lines)
	}
	var out, left, right []pdfLine
	number := 0 // of the column, those within it before the next
	flush := func() {
		for _, side := range [...][]pdfLine{left, right} {
			number += 8
			for _, l := range columns(side, depth+1) {
				l.Column += number
				out = append(out, l)
			}
		}
		left, right = nil, nil
	}
	for _, l := range lines {
		switch {
		case l.End <= at:
			left = append(left, l)
		case l.X >= at:
			right = append(right, l)
		default:
			flush()
			out = append(out, l)
		}
	}
	flush()
	return out
}

// gutter is where columns part: most lines on both sides, few across.
func gutter(lines []pdfLine) (at float64, ok bool) {
	var begins, ends, wide []float64 // of all lines; the ends of those that are words, which numbers and indents of a list are not
	for _, l := range lines {
		begins, ends = append(begins, l.X), append(ends, l.End)
		if len(l.Text) > 12 {
			wide = append(wide, l.End)
		}
	}
	slices.Sort(begins)
	slices.Sort(ends)
	slices.Sort(wide)
	best := 0
	for _, candidate := range lines {
		x := candidate.X - 0.5
		left, right := upTo(ends, x), len(begins)-below(begins, x)
		across := len(lines) - left - right
		if few := min(left, right); few >= 4 && across*3 <= left+right && few > best && upTo(wide, x) >= 4 {
			best, at, ok = few, x, true
		}
	}
	return at, ok
}

// below is how many of sorted places lie before a place.
func below(places []float64, x float64) int {
	n, _ := slices.BinarySearch(places, x)
	return n
}

// upTo is how many of sorted places lie at a place or before it.
func upTo(places []float64, x float64) int { return below(places, math.Nextafter(x, math.Inf(1))) }

// joinRows joins pieces of one height that no gutter parts.
func joinRows(lines []pdfLine) []pdfLine {
	var out []pdfLine
	var row []string // the texts of the last one
	end := func() {
		if len(out) > 0 {
			out[len(out)-1].Text = strings.Join(row, " ")
		}
		row = nil
	}
	for _, l := range lines {
		if last := len(out) - 1; last >= 0 && math.Abs(out[last].Y-l.Y) <= l.Size*0.4 {
			out[last].End = max(out[last].End, l.End)
		} else {
			end()
			out = append(out, l)
		}
		row = append(row, l.Text)
	}
	end()
	return out
}

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
