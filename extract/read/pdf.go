package read

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
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
