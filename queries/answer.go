package queries

import (
	"fmt"
	"io"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// Write prints the claims in the style's format. JSON is an array of the claims as
// `hearsay extract` has them, each entity with its name and type, plus chain and
// article.
func (a *Answer) Write(w io.Writer, s Style) error {
	switch s.Format {
	case "table":
		return a.writeRead(w, s)
	case "md":
		return a.writeMarkdown(w)
	case "json":
		return writeArray(w, len(a.Claims), a.object)
	case "jsonl":
		return writeLines(w, len(a.Claims), a.object)
	}
	return a.table().Write(w, s)
}

// object is a claim as JSON.
func (a *Answer) object(i int) ([]byte, error) { return table.JSON(&a.Claims[i]) }

// table is the claims with a column for each thing known of them.
func (a *Answer) table() *Table {
	t := &Table{Columns: []string{
		"date", "chain", "source", "cue", "content", "about", "stance", "kind", "confidence", "sentence",
		"title", "publisher", "published", "url", "claim", "article",
	}}
	for i := range a.Claims {
		c := &a.Claims[i]
		t.Rows = append(t.Rows, []any{
			date(c), Chain(c), list(c.Sources), c.Cue, c.Content, list(c.Targets), string(c.Stance), string(c.Kind), round(c.Confidence), c.Sentence,
			c.Article.Title, c.Article.Publisher, c.Article.Published, c.Article.URL, c.ID, c.Article.ID,
		})
	}
	return t
}

// list is the names of entities, joined as a cell has them.
func list(refs []graph.EntityRef) string {
	all := make([]string, len(refs))
	for i, e := range refs {
		all[i] = e.Name
	}
	return strings.Join(all, "; ")
}

// round keeps three digits of a probability.
func round(p float64) float64 { return float64(int(p*1000+0.5)) / 1000 }

// date is the day of a claim: its own, else its article's.
func date(c *graph.Claim) string {
	if c.Date != "" {
		return c.Date
	}
	day, _, _ := strings.Cut(c.Article.Published, "T")
	return day
}

// writeRead prints the claims for reading: a line of day, chain and cue; what was
// said, in full; whom it is about; the sentence, cut to the line, where it has more;
// and the article.
func (a *Answer) writeRead(w io.Writer, s Style) error {
	var b strings.Builder
	for i := range a.Claims {
		c := &a.Claims[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		a.writeHead(&b, c, s)
		const indent = "    "
		for _, line := range wrapText(OneLine(c.Content), s.Width-len(indent)) {
			b.WriteString(indent + line + "\n")
		}
		sentence := OneLine(c.Sentence)
		for _, line := range []string{
			before("about: ", list(c.Targets)),
			before("sentence: ", sentence),
			before("in: ", where(c)),
		} {
			if line != "" {
				b.WriteString(indent + s.paint(dim, s.fit(OneLine(line), len(indent))) + "\n")
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeHead prints the first line of a claim.
func (a *Answer) writeHead(b *strings.Builder, c *graph.Claim, s Style) {
	how := OneLine(c.Cue)
	if how == "" {
		how = "—"
	}
	if stance := string(c.Stance); stance != "asserts" {
		how += " [" + stance + "]"
	}
	if s.Width > 0 {
		how = cut(how, max(16, s.Width/3))
	}
	day := date(c)
	who := OneLine(Chain(c))
	if day != "" {
		day += gap
	}
	who = s.fit(who, columns(day)+columns(how)+len(gap))
	b.WriteString(s.paint(cyan, day) + s.paint(bold, who) + gap + s.paint(green, how) + "\n")
}

// fit cuts a text to what is left of the width beside taken columns.
func (s Style) fit(text string, taken int) string {
	if s.Width <= 0 {
		return text
	}
	return cut(text, max(8, s.Width-taken))
}

func before(label, text string) string {
	if text == "" {
		return ""
	}
	return label + text
}

// where is the article of a claim: title, publisher, id.
func where(c *graph.Claim) string {
	title := c.Article.Title
	if title == "" {
		title = "article without a title"
	}
	if c.Article.Publisher != "" {
		title += ", " + c.Article.Publisher
	}
	return fmt.Sprintf("%s (%s)", title, c.Article.ID)
}

// writeMarkdown prints the claims as a list, each with its article.
func (a *Answer) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	for i := range a.Claims {
		c := &a.Claims[i]
		fmt.Fprintf(&b, "- **%s**", markdown(Chain(c)))
		if c.Cue != "" {
			fmt.Fprintf(&b, " *%s*", markdown(c.Cue))
		}
		title := c.Article.Title
		if title == "" {
			title = c.Article.ID
		}
		fmt.Fprintf(&b, ": %s", markdown(c.Content))
		if link := safeLink(c.Article.URL); link != "" {
			fmt.Fprintf(&b, " ([%s](<%s>)", markdown(title), link)
		} else {
			fmt.Fprintf(&b, " (%s", markdown(title))
		}
		b.WriteString(before(", ", markdown(date(c))) + ")\n")
		fmt.Fprintf(&b, "  > %s\n", markdown(c.Sentence))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// safeLink is an address that may be a link: of the web, without anything that
// would end it; else "".
func safeLink(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " <>\n\r\t\\") {
		return ""
	}
	return Visible(url)
}
