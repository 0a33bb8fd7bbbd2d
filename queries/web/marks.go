package web

import (
	"slices"
	"strings"

	"hearsay/extract/news"
)

// A piece is a stretch of text under the same marks. Marks of claims may lie
// within each other and may cross, so the text is cut wherever one begins or ends.
type piece struct {
	Text   string
	Depth  int       // number of contents that it lies in, at most deepest
	Role   string    // "source", "cue" or ""
	Hit    bool      // the words stand for whom one asks for
	Begins []opening // contents that begin with it
}

// An opening is the number of a claim at the place where its content begins.
type opening struct {
	Number     int
	Anchor     string
	NoteAnchor string
}

// deepest is the greatest depth that is told apart.
const deepest = 4

// paragraphs cuts a document's text into paragraphs with marks, those of some mentions
// among them, and notes.
func paragraphs(doc *news.Document, marks bool, mentions []news.Span, name func(id string) ref) []paragraph {
	text := doc.Article.Text
	numbers := map[string]int{}
	for i := range doc.Claims {
		numbers[doc.Claims[i].ID] = i + 1
	}
	var out []paragraph
	for i, span := range blocks(text) {
		p := paragraph{Head: i == 0 && strings.TrimSpace(text[span.Start:span.End]) == strings.TrimSpace(doc.Article.Title)}
		if p.Head && (!marks || len(pieces(doc, mentions, span)) == 1) {
			continue // the page has it as its heading
		}
		if !marks {
			p.Pieces = []piece{{Text: text[span.Start:span.End]}}
			out = append(out, p)
			continue
		}
		p.Pieces = pieces(doc, mentions, span)
		for i := range doc.Claims {
			if c := &doc.Claims[i]; beginning(c) >= span.Start && beginning(c) < span.End {
				p.Notes = append(p.Notes, noteOf(c, numbers, name))
			}
		}
		out = append(out, p)
	}
	return out
}

// blocks are the paragraphs of a text, empty lines between them left out.
func blocks(text string) []news.Span {
	var out []news.Span
	at := 0
	for at < len(text) {
		end := strings.Index(text[at:], "\n\n")
		if end < 0 {
			end = len(text) - at
		}
		if strings.TrimSpace(text[at:at+end]) != "" {
			out = append(out, news.Span{Start: at, End: at + end})
		}
		at += end
		for at < len(text) && (text[at] == '\n' || text[at] == '\r') {
			at++
		}
	}
	return out
}

// pieces cuts a paragraph at every mark.
func pieces(doc *news.Document, mentions []news.Span, in news.Span) []piece {
	cuts := []int{in.Start, in.End}
	each := func(visit func(c *news.Claim, number int, role string, s news.Span)) {
		for i := range doc.Claims {
			c := &doc.Claims[i]
			for _, r := range [...]struct {
				role  string
				spans []news.Span
			}{{"content", contents(c)}, {"source", c.SourceSpans}, {"cue", c.CueSpans}} {
				for _, s := range r.spans {
					if s.Start < in.End && s.End > in.Start && s.Start < s.End {
						visit(c, i+1, r.role, news.Span{Start: max(s.Start, in.Start), End: min(s.End, in.End)})
					}
				}
			}
		}
	}
	each(func(_ *news.Claim, _ int, _ string, s news.Span) { cuts = append(cuts, s.Start, s.End) })
	for _, s := range mentions {
		if s.Start < in.End && s.End > in.Start && s.Start < s.End {
			cuts = append(cuts, max(s.Start, in.Start), min(s.End, in.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	out := make([]piece, max(len(cuts)-1, 0))
	for k := range out {
		out[k].Text = doc.Article.Text[cuts[k]:cuts[k+1]]
	}
	for k := range out {
		out[k].Hit = slices.ContainsFunc(mentions, func(s news.Span) bool { return s.Start <= cuts[k] && cuts[k+1] <= s.End })
	}
	each(func(c *news.Claim, number int, role string, s news.Span) {
		first, _ := slices.BinarySearch(cuts, s.Start)
		for k := first; k < len(out) && cuts[k] < s.End; k++ {
			switch p := &out[k]; role {
			case "content":
				p.Depth = min(p.Depth+1, deepest)
			default:
				p.Role = role
			}
		}
		if role == "content" && s.Start == beginning(c) {
			out[first].Begins = append(out[first].Begins, opening{number, anchor(c.ID), "n" + anchor(c.ID)})
		}
	})
	return out
}

// contents are the pieces of what a claim says.
func contents(c *news.Claim) []news.Span {
	if len(c.ContentSpans) > 0 {
		return c.ContentSpans
	}
	return []news.Span{{Start: c.Start, End: c.End}}
}

// beginning is where a claim's content begins.
func beginning(c *news.Claim) int {
	first := c.Start
	for _, s := range c.ContentSpans {
		first = min(first, s.Start)
	}
	return first
}

func noteOf(c *news.Claim, numbers map[string]int, name func(id string) ref) note {
	n := note{Number: numbers[c.ID], Anchor: anchor(c.ID), Path: claimPath(c.ID), Stance: stanceOf(c.Stance), Within: numbers[c.Within]}
	for _, id := range c.Source {
		n.Sources = append(n.Sources, name(id))
	}
	for _, id := range c.About {
		n.About = append(n.About, name(id))
	}
	return n
}
