package read

import (
	"fmt"
	"strings"

	"hearsay/extract/news"
	"hearsay/extract/read/page"
)

// page reads a page of the web.
func (s *source) page() error {
	data, skip := s.all(s.limits.File)
	if skip != "" {
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
	if p.Published != "" {
		iso, ok := date(p.Published)
		if a.Published = iso; !ok {
			notes = append(notes, fmt.Sprintf("no date: %q cannot be told", cut(p.Published, 60)))
		}
	}
	body := strings.ReplaceAll(p.Body, "\x00", "")
	if strings.TrimSpace(body) == "" {
		return Item{Skip: "no text of an article on the page"}
	}
	a.Title = strings.ReplaceAll(a.Title, "\x00", "")
	return s.finish(a, p.Author, notes, body)
}
