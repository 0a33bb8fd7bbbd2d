package queries

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/export/table"
)

// Show prints an article with its claims marked: [S1 the source] [Q1 the cue]
// [C1 the content] of claim 1, marks inside marks for claims within claims; then
// a line for each claim: who, stance, about whom, and the claim that it is within. Of an
// entity the words that stand for it are marked too, [M he]; nil is of none.
func Show(w io.Writer, d *news.Document, of *news.Entity, s table.Style) error {
	var b strings.Builder
	numbers := map[string]int{}
	for i := range d.Claims {
		numbers[d.Claims[i].ID] = i + 1
	}
	a := &d.Article
	for _, line := range []string{a.Publisher, a.Published, a.URL, a.ID} {
		if line != "" {
			b.WriteString(s.Paint(table.Dim, table.OneLine(line)) + "\n")
		}
	}
	b.WriteByte('\n')
	b.WriteString(marked(d, of, s) + "\n")
	names := map[string]string{}
	for _, e := range d.Entities {
		names[e.ID] = e.Name
	}
	for i := range d.Claims {
		c := &d.Claims[i]
		line := fmt.Sprintf("%3d  %s", i+1, s.Paint(table.Bold, cmp.Or(named(names, c.Source), table.Unnamed)))
		line += " " + s.Paint(table.Green, string(c.Stance))
		if about := named(names, c.About); about != "" {
			line += ", about " + about
		}
		if c.Within != "" {
			line += fmt.Sprintf(", within %d", numbers[c.Within])
		}
		if c.When != "" {
			line += ", " + table.OneLine(c.When)
		}
		b.WriteString(line + s.Paint(table.Dim, fmt.Sprintf("  (%s, %.2f)", c.Kind, c.Confidence)) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// named lists the names of entities.
func named(names map[string]string, ids []string) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = table.OneLine(names[id])
	}
	return strings.Join(all, "; ")
}

// A mark is a span to be marked; letter is S, Q or C, claim its number, or M of no claim.
type mark struct {
	news.Span
	letter byte
	claim  int
}

// marked is the article's text with its marks.
func marked(d *news.Document, of *news.Entity, s table.Style) string {
	var marks []mark
	if of != nil {
		for _, span := range of.Spans {
			marks = append(marks, mark{span, 'M', 0})
		}
	}
	for i := range d.Claims {
		c := &d.Claims[i]
		for _, role := range [...]struct {
			letter byte
			spans  []news.Span
		}{{'S', c.SourceSpans}, {'Q', c.CueSpans}, {'C', c.ContentSpans}} {
			for _, span := range role.spans {
				marks = append(marks, mark{span, role.letter, i + 1})
			}
		}
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	ends := slices.Clone(marks)
	slices.SortStableFunc(ends, func(a, b mark) int { return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(b.Start, a.Start)) })
	var b strings.Builder
	text, at := d.Article.Text, 0
	upTo := func(place int) {
		b.WriteString(visibleLines(text[at:place]))
		at = place
	}
	for len(ends) > 0 {
		if len(marks) > 0 && marks[0].Start < ends[0].End {
			upTo(marks[0].Start)
			text := fmt.Sprintf("[%c%d ", marks[0].letter, marks[0].claim)
			if marks[0].claim == 0 {
				text = "[M "
			}
			b.WriteString(s.Paint(colourOf[marks[0].letter], text))
			marks = marks[1:]
			continue
		}
		upTo(ends[0].End)
		b.WriteString(s.Paint(colourOf[ends[0].letter], "]"))
		ends = ends[1:]
	}
	upTo(len(text))
	return b.String()
}

// colourOf are the colours of the marks.
var colourOf = map[byte]string{'S': table.Bold, 'Q': table.Green, 'C': table.Cyan, 'M': table.Bold}

// visibleLines makes control characters visible, line ends apart.
func visibleLines(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = table.Visible(l)
	}
	return strings.Join(lines, "\n")
}
