package read

import (
	"strings"

	"hearsay/extract/news"
	"hearsay/extract/read/page"
)

// page reads a page of the web.
func (s *source) page() error {
	data, skip := s.all(s.limits.File)
	if skip != (why{}) {
		return s.skip(skip)
	}
	return s.emit(s.fromPage(data, s.kind, s.at))
}

// fromPage makes an article of a page. Address is where it was found, if it does not
// say so itself.
func (s *source) fromPage(data []byte, contentType, address string) Item {
	p := page.Read(data, contentType)
	a := news.Article{Title: p.Title, URL: p.URL, Publisher: p.Publisher, Language: p.Language}
	if a.URL == "" {
		a.URL = address
	}
	var notes []string
	if p.Note != "" {
		notes = append(notes, p.Note)
	}
	iso, undated := dated(p.Published)
	a.Published, notes = iso, append(notes, undated...)
	body := strings.ReplaceAll(p.Body, "\x00", "")
	if strings.TrimSpace(body) == "" {
		return NoText.because("no text of an article on the page").item()
	}
	a.Title = strings.ReplaceAll(a.Title, "\x00", "")
	return s.finish(a, p.Author, notes, body)
}
