package read

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
)

// text reads a plain text or Markdown file, with or without front matter.
func (s *source) text(isMarkdown bool) error {
	limit := s.limits.Article
	if head, _ := s.in.Peek(1 << 16); nexisLength.Match(head) || factivaWords.Match(head) || factivaHead.Match(head) {
		limit = s.limits.File // an export may hold hundreds of articles
	}
	data, skip := s.all(limit)
	if skip != (why{}) {
		return s.skip(skip)
	}
	data, note, skip := toUTF8(data)
	if skip != (why{}) {
		return s.skip(skip)
	}
	s.noted = cmp.Or(s.noted, note)
	if articles := export(string(data)); articles != nil {
		s.many = true
		for _, a := range articles {
			if err := s.emit(s.finish(a, "", nil, a.Text)); err != nil {
				return err
			}
		}
		return nil
	}
	if skip := s.fault(data); skip != (why{}) {
		return s.skip(skip)
	}
	return s.emit(s.fromText(string(data), isMarkdown))
}

// fromText makes an article of a text: front matter, if it begins with it, else
// the first paragraph as title, if that can be one.
func (s *source) fromText(text string, isMarkdown bool) Item {
	fields, body, ok := frontMatter(text)
	var a news.Article
	var author string
	var notes []string
	if ok {
		fields["text"] = nil // stands behind
		a, author, notes = fields.article()
		body = strings.TrimLeft(body, "\r\n")
	}
	if isMarkdown {
		body = markdown(body)
	} else {
		body = plain(body)
	}
	if strings.TrimSpace(body) == "" && a.Title == "" {
		return Empty.because("empty behind its front matter").item()
	}
	return s.finish(a, author, notes, body)
}

// finish puts title and body together.
func (s *source) finish(a news.Article, author string, notes []string, body string) Item {
	if a.Title == "" {
		a.Title, a.Text = firstParagraph(body), body
	} else {
		a.Text = withTitle(a.Title, body)
	}
	if skip := s.fault([]byte(a.Text)); skip != (why{}) {
		return skip.item()
	}
	return Item{Article: a, Author: author, Notes: notes}
}

// withTitle is the text of an article whose title stands apart: title, blank
// line, body. Where the body begins with the title as a line of its own, it has it
// already; where that differs in case, marks or blanks, the title's own form stays.
func withTitle(title, body string) string {
	if title == "" {
		return body
	}
	first, rest, _ := strings.Cut(body, "\n")
	if strings.TrimSpace(first) == title {
		return body
	}
	if bare(first) == bare(title) && bare(title) != "" {
		body = strings.TrimLeft(rest, "\r\n")
	}
	if strings.TrimSpace(body) == "" {
		return title
	}
	return title + "\n\n" + body
}

// bare is a text by its letters and digits alone, for comparing.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Bounds of a first paragraph that is a title.
const (
	titleBytes = 250
	titleWords = 35
)

// firstParagraph is the first paragraph of a text if it can be its title: one
// line of words, short, and more behind it.
func firstParagraph(text string) string {
	trimmed := strings.TrimLeft(text, " \t\r\n\ufeff")
	first, rest, more := strings.Cut(trimmed, "\n")
	title := strings.TrimSpace(first)
	if !more || strings.TrimSpace(rest) == "" || len(title) > titleBytes ||
		len(strings.Fields(title)) > titleWords || bare(title) == "" || !utf8.ValidString(title) {
		return ""
	}
	next, _, _ := strings.Cut(rest, "\n")
	if strings.TrimSpace(next) != "" && strings.Contains(rest, "\n\n") {
		// The first paragraph has more lines: "Headline;" above its subheading, or no title.
		headline, ok := strings.CutSuffix(title, ";")
		if !ok {
			return ""
		}
		return headline
	}
	return title
}
