package read

import (
	"io"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
)

// readText reads a plain text or Markdown file, with or without front matter.
func readText(path string, r io.Reader, ext string, visit func(Item) error) error {
	data, skip := all(r)
	if skip != "" {
		return visit(Item{Path: path, Skip: skip})
	}
	a := fromText(string(data), ext != ".txt" && ext != ".text")
	if strings.TrimSpace(a.Text) == "" {
		return visit(Item{Path: path, Skip: "empty behind its front matter"})
	}
	return visit(Item{Path: path, Article: a})
}

// fromText makes an article of a text: front matter, if it begins with it, else
// the first paragraph as title, if that can be one. In Markdown a heading's
// number signs are no part of the title.
func fromText(text string, markdown bool) news.Article {
	fields, body, ok := frontMatter(text)
	if !ok {
		a := news.Article{Text: text}
		a.Title = firstParagraph(text, markdown)
		return a
	}
	a := news.Article{}
	for _, f := range fields {
		setField(&a, f[0], f[1])
	}
	body = strings.TrimLeft(body, "\r\n")
	a.Text = withTitle(a.Title, body)
	if a.Title == "" {
		a.Title = firstParagraph(body, markdown)
	}
	return a
}

// frontMatter takes off the lines "key: value" between two lines "---" that a
// text begins with. Lines of another form are passed over. Without the second
// "---" within 100 lines there is no front matter.
func frontMatter(text string) (fields [][2]string, body string, ok bool) {
	line, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(line, " \t\r") != "---" {
		return nil, text, false
	}
	for range 100 {
		var more bool
		line, rest, more = strings.Cut(rest, "\n")
		if trimmed := strings.TrimRight(line, " \t\r"); trimmed == "---" || trimmed == "..." {
			return fields, rest, true
		}
		if !more {
			break
		}
		key, value, found := strings.Cut(line, ":")
		if found && strings.TrimSpace(key) != "" {
			fields = append(fields, [2]string{strings.ToLower(strings.TrimSpace(key)), unquote(strings.TrimSpace(value))})
		}
	}
	return nil, text, false
}

// unquote takes off the quotation marks around a YAML value.
func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return strings.ReplaceAll(strings.ReplaceAll(s[1:len(s)-1], `\"`, `"`), "''", "'")
	}
	return s
}

// withTitle is the text of an article whose title stands apart: title, blank
// line, body. A body that begins with the title as a line of its own has it already.
func withTitle(title, body string) string {
	if title == "" {
		return body
	}
	if first, _, _ := strings.Cut(body, "\n"); strings.TrimSpace(first) == title {
		return body
	}
	if strings.TrimSpace(body) == "" {
		return title
	}
	return title + "\n\n" + body
}

// Bounds of a first paragraph that is a title.
const (
	titleBytes = 250
	titleWords = 35
)

// firstParagraph is the first paragraph of a text if it can be its title: one
// line, short, and more behind it.
func firstParagraph(text string, markdown bool) string {
	trimmed := strings.TrimLeft(text, " \t\r\n\ufeff")
	first, rest, more := strings.Cut(trimmed, "\n")
	title := strings.TrimSpace(first)
	if markdown {
		title = strings.TrimSpace(strings.TrimLeft(title, "#"))
	}
	if !more || strings.TrimSpace(rest) == "" || len(title) > titleBytes || len(strings.Fields(title)) > titleWords || !utf8.ValidString(title) {
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
