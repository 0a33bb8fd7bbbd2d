package table

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"

	"hearsay/graph"
)

// columnsOfClaims are the columns of claims in every table.
var columnsOfClaims = []string{
	"date", "chain", "source", "cue", "content", "about", "stance", "kind", "confidence", "sentence", "title", "publisher",
	"published", "url", "claim", "article", "source_ids", "about_ids", "within", "when", "start", "end",
	"source_confidence", "about_confidence", "review", "review_note",
}

// Claims prints claims in the style's format. JSON is an array of the claims as
// `hearsay extract` has them, each entity with its name and type, plus chain and
// article.
func Claims(w io.Writer, claims []graph.Claim, s Style) error {
	switch s.Format {
	case "table":
		return readClaims(w, claims, s)
	case "md":
		return markdownClaims(w, claims)
	case "json", "jsonl":
		return Values(w, s.Format, len(claims), func(i int) ([]byte, error) { return JSON(&claims[i]) })
	}
	return rows{columnsOfClaims, len(claims), func(i int) []any {
		c := &claims[i]
		verdict, note := "", ""
		if c.Review != nil {
			verdict, note = c.Review.Verdict.Meaning(), c.Review.Note
		}
		return []any{
			c.Day(), Chain(c), c.Sources, c.Cue, c.Said(), c.Targets, string(c.Stance), string(c.Kind), Round(c.Confidence), c.Sentence,
			c.Article.Title, c.Article.Publisher, c.Article.Published, c.Article.URL, c.ID, c.Article.ID,
			IDs(c.Sources), IDs(c.Targets), c.Within, c.When, c.Start, c.End,
			Round(c.SourceConfidence), Round(c.AboutConfidence), verdict, note,
		}
	}}.write(w, s)
}

// Round keeps three digits behind the point, of a probability or another share.
func Round(p float64) float64 { return math.Floor(p*1000+0.5) / 1000 }

// Names are the names of entities as a cell has them.
func Names(refs []graph.EntityRef) string {
	return strings.Join(names(refs), "; ")
}

func names(refs []graph.EntityRef) []string {
	all := make([]string, len(refs))
	for i, e := range refs {
		all[i] = e.Name
	}
	return all
}

// IDs are the ids of entities.
func IDs(refs []graph.EntityRef) []string {
	all := make([]string, len(refs))
	for i, e := range refs {
		all[i] = e.ID
	}
	return all
}

// Count says a number of things in words: "1 claim", "2 claims".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Unnamed stands for the source of a claim that nobody can be named for.
const Unnamed = "somebody unnamed"

// Chain is the way by which we heard a claim, from the publisher in to who says
// it: "The Times ← a minister ← Chinese experts". Who says the same as the one
// before is named once.
func Chain(c *graph.Claim) string {
	var steps []string
	add := func(who string) {
		if who != "" && (len(steps) == 0 || steps[len(steps)-1] != who) {
			steps = append(steps, who)
		}
	}
	add(c.Article.Publisher)
	for _, l := range c.Chain {
		if who := inWords(l.Source); who != "" {
			add(who)
		} else {
			add(Unnamed)
		}
	}
	return strings.Join(steps, " ← ")
}

// inWords joins the names of entities: "A", "A and B", "A, B and C".
func inWords(refs []graph.EntityRef) string {
	all := names(refs)
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// put writes texts; Flush tells of an error.
func put(b *bufio.Writer, text string) { _, _ = b.WriteString(text) }

// readClaims prints claims for reading: a line of day, chain and cue; what was
// said, in full; whom it is about; the sentence, cut to the line, where it has more;
// and the article.
func readClaims(w io.Writer, claims []graph.Claim, s Style) error {
	b := bufio.NewWriter(w)
	for i := range claims {
		c := &claims[i]
		if i > 0 {
			put(b, "\n")
		}
		writeHead(b, c, s)
		const indent = "    "
		for _, line := range wrapText(OneLine(c.Said()), s.Width-len(indent)) {
			put(b, indent+line+"\n")
		}
		sentence := OneLine(c.Sentence)
		for _, line := range []string{
			before("about: ", Names(c.Targets)),
			before("sentence: ", sentence),
			before("in: ", where(c)),
		} {
			if line != "" {
				put(b, indent+s.Paint(Dim, s.fit(OneLine(line), len(indent)))+"\n")
			}
		}
	}
	return b.Flush()
}

// writeHead prints the first line of a claim.
func writeHead(b *bufio.Writer, c *graph.Claim, s Style) {
	how := OneLine(c.Cue)
	if how == "" {
		how = "—"
	}
	if stance := string(c.Stance); stance != "asserts" {
		how += " [" + stance + "]"
	}
	if c.Review != nil {
		how += " (" + c.Review.Verdict.Meaning() + ")"
	}
	if s.Width > 0 {
		how = Cut(how, max(16, s.Width/3))
	}
	day := OneLine(c.Day())
	who := OneLine(Chain(c))
	if day != "" {
		day += gap
	}
	who = s.fit(who, columns(day)+columns(how)+len(gap))
	put(b, s.Paint(Cyan, day)+s.Paint(Bold, who)+gap+s.Paint(Green, how)+"\n")
}

// fit cuts a text to what is left of the width beside taken columns.
func (s Style) fit(text string, taken int) string {
	if s.Width <= 0 {
		return text
	}
	return Cut(text, max(8, s.Width-taken))
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

// markdownClaims prints claims as a list, each with its article and its sentence.
func markdownClaims(w io.Writer, claims []graph.Claim) error {
	b := bufio.NewWriter(w)
	for i := range claims {
		c := &claims[i]
		put(b, "- **"+Markdown(Chain(c))+"**")
		if c.Cue != "" {
			put(b, " *"+Markdown(c.Cue)+"*")
		}
		if c.Review != nil {
			put(b, " ("+c.Review.Verdict.Meaning()+")")
		}
		title := Markdown(c.Article.Title)
		if title == "" {
			title = c.Article.ID
		}
		if link := Visible(WebAddress(c.Article.URL)); link != "" {
			title = "[" + title + "](<" + link + ">)"
		}
		put(b, ": "+Markdown(c.Said())+" ("+title+before(", ", Markdown(c.Day()))+")\n")
		put(b, "  > "+Markdown(c.Sentence)+"\n")
	}
	return b.Flush()
}
