package export

import (
	"fmt"
	"io"
	"strings"

	"hearsay/graph"
)

// writeMarkdown writes the claims as a report, or another table as one of GitHub
// Flavored Markdown (https://github.github.com/gfm/).
func writeMarkdown(w io.Writer, s *Set, table string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", markdown(s.Title), markdown(s.subtitle()))
	if table != "" && table != "claims" {
		all, err := rows(s, table)
		if err != nil {
			return err
		}
		b.WriteByte('\n')
		for i, row := range all {
			for _, cell := range row {
				b.WriteString("| " + markdown(cell) + " ")
			}
			b.WriteString("|\n")
			if i == 0 {
				b.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
			}
		}
		_, err = io.WriteString(w, b.String())
		return err
	}
	day := "-"
	for i := range s.Claims {
		c := &s.Claims[i]
		if d := dayOf(c); d != day {
			day = d
			if d == "" {
				d = "Day not known"
			}
			fmt.Fprintf(&b, "\n## %s\n\n", d)
		}
		markdownClaim(&b, c)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownClaim writes one claim as an item of a list: its chain, its cue, what was
// said, the sentence, the article.
func markdownClaim(b *strings.Builder, c *graph.Claim) {
	fmt.Fprintf(b, "- **%s**", markdown(chain(c)))
	if c.Cue != "" {
		fmt.Fprintf(b, " *%s*", markdown(c.Cue))
	}
	title := c.Article.Title
	if title == "" {
		title = c.Article.ID
	}
	where := markdown(title)
	if url := safeURL(c.Article.URL); url != "" && !strings.ContainsAny(url, " <>\n\r\t\\") {
		where = "[" + where + "](<" + url + ">)"
	}
	if c.Article.Publisher != "" {
		where += ", " + markdown(c.Article.Publisher)
	}
	fmt.Fprintf(b, ": %s (%s)\n  > %s\n", markdown(c.Content), where, markdown(c.Sentence))
}

// markdown is a text on one line in which no character means anything to Markdown.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range plain(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~!&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
