package read

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	render "github.com/yuin/goldmark/renderer/html"

	"hearsay/extract/read/page"
)

// What shows that a text is HTML: a tag that ends a paragraph or breaks a line, or
// one around words with its end; or, where tags are none, the names of the
// characters that prose has and a keyboard has not.
var (
	tagged = regexp.MustCompile(`(?i)</(?:p|div|em|strong|b|i|a|span|blockquote|h[1-6]|li|ul|ol|figure|section|article|table|sup|sub|u|small|cite|q)\s*>|<(?:p|br|hr)(?:\s[^<>]*)?/?>`)
	named  = regexp.MustCompile(`(?i)&(?:[lr][sd]quo|quot|nbsp|[nm]dash|hellip|apos|rsaquo|lsaquo|#0?39|#160|#8[0-9]{3}|#x20[0-9a-f]{2}|#x27);`)
)

// plain takes the markup off a text that has some, so that it reads as prose:
// HTML's tags, with a blank line between what were paragraphs, and the names of its
// characters.
func plain(text string) string {
	switch {
	case strings.IndexByte(text, '<') >= 0 && tagged.MatchString(text):
		if !paragraphs.MatchString(text) {
			text = blankLines.ReplaceAllString(text, "<p>") // tags within paragraphs that blank lines divide
			text = strings.ReplaceAll(text, "\n", "<br>")
		}
		return page.Text(text)
	case strings.IndexByte(text, '&') >= 0 && named.MatchString(text):
		return strings.ReplaceAll(html.UnescapeString(text), "\u00a0", " ")
	}
	return text
}

var (
	paragraphs = regexp.MustCompile(`(?i)<(?:p|div|br|li|h[1-6]|tr|blockquote)[\s/>]`)
	blankLines = regexp.MustCompile(`\r?\n[ \t]*(?:\r?\n[ \t]*)+`)
)

// markdown reads Markdown (CommonMark 0.31 with tables and strikethrough) as prose:
// no signs of headings, links, lists and stress, and lines that were wrapped are one.
func markdown(text string) string {
	if !tame(text) {
		return inline(plain(text))
	}
	var b bytes.Buffer
	m := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(render.WithUnsafe()))
	if err := m.Convert([]byte(text), &b); err != nil {
		return text
	}
	return page.Text(b.String())
}

// Bounds of a block of Markdown, within which the library's time is bounded: it takes
// the square of the brackets and marks of stress in a paragraph, of its lines, and of
// the quotations and lists that begin in one line.
const (
	blockLines    = 5000
	blockBrackets = 300
	blockStress   = 2000
	lineMarks     = 32
)

// tame says whether a text is Markdown as people write it.
func tame(text string) bool {
	lines, brackets, stress := 0, 0, 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			lines, brackets, stress = 0, 0, 0
			continue
		}
		lines++
		brackets += strings.Count(line, "[")
		stress += strings.Count(line, "*") + strings.Count(line, "_") + strings.Count(line, "~")
		start := line[:len(line)-len(strings.TrimLeft(line, " \t>*+-0123456789.)"))]
		if lines > blockLines || brackets > blockBrackets || stress > blockStress || len(strings.Fields(start))+strings.Count(start, ">") > lineMarks {
			return false
		}
	}
	return true
}

// What shows Markdown within lines, and is taken off where the text is not all
// Markdown, whose line ends would mean nothing.
var (
	mdImage  = regexp.MustCompile(`!\[[^\]\n]*\]\([^()\s]+(?:\s+"[^"\n]*")?\)`)
	mdLink   = regexp.MustCompile(`\[([^\]\n]+)\]\((?:https?://|/|mailto:)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)`)
	mdStrong = regexp.MustCompile(`\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*`)
	mdStress = regexp.MustCompile(`(^|[\s(“"‘'—])[*]([^*\s](?:[^*\n]*[^*\s])?)[*]($|[\s).,;:!?”"’'—])`)
	mdHead   = regexp.MustCompile(`(?m)^#{1,6} +`)
)

// inline takes the signs of Markdown off a text that has its links or its strong
// words, and leaves others as they are.
func inline(text string) string {
	if !mdLink.MatchString(text) && !mdStrong.MatchString(text) && !mdImage.MatchString(text) {
		return text
	}
	text = mdImage.ReplaceAllString(text, "")
	text = mdLink.ReplaceAllString(text, "$1")
	text = mdStrong.ReplaceAllString(text, "$1")
	text = mdStress.ReplaceAllString(text, "$1$2$3")
	return mdHead.ReplaceAllString(text, "")
}
