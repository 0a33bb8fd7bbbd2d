package table

import (
	"bufio"
	"io"
	"strings"
)

// writeMarkdown writes a table of GitHub Flavored Markdown
// (https://github.github.com/gfm/#tables-extension-).
func (r rows) writeMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	line := func(cells []string) error {
		for i, c := range cells {
			cells[i] = Markdown(c)
		}
		_, err := b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		return err
	}
	if err := line(append([]string{}, r.columns...)); err != nil {
		return err
	}
	if _, err := b.WriteString(strings.Repeat("| --- ", len(r.columns)) + "|\n"); err != nil {
		return err
	}
	for i := range r.n {
		if err := line(r.texts(i)); err != nil {
			return err
		}
	}
	return b.Flush()
}

// Markdown is a text on one line in which no character means anything to Markdown.
func Markdown(s string) string {
	var b strings.Builder
	for _, r := range OneLine(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~!&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// WebAddress is an address that may become a link: of the web, without anything that
// would end it; else "".
func WebAddress(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " <>\"`\n\r\t\\") {
		return ""
	}
	return url
}
