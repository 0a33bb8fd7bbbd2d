package score

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// A Found is what the program found in the articles that people marked.
type Found struct {
	Documents  map[string]*news.Document // by the names of the articles' files; entities are the graph's
	Statements map[string]string         // of claims that say what others say
	Disputes   [][2]string               // claims
	Shifts     [][2]string               // claims
	Copies     [][2]string               // ids of articles
	Credits    [][2]string               // id of the article, entity
}

// A Ratio is how many of some things are right.
type Ratio struct{ Right, All int }

// Value is the share, 0 of nothing.
func (r Ratio) Value() float64 {
	if r.All == 0 {
		return 0
	}
	return float64(r.Right) / float64(r.All)
}

// A Part is how one kind of link did.
type Part struct {
	Name              string
	Present           Ratio   // of what people marked, what the articles' documents have at all; All 0 where that is no question
	Precision, Recall float64 //
	Found, Marked     int     // links found; links marked
	Wrong, Missed     []string
}

// F1 is the harmonic mean of precision and recall.
func (p *Part) F1() float64 {
	if p.Precision+p.Recall == 0 {
		return 0
	}
	return 2 * p.Precision * p.Recall / (p.Precision + p.Recall)
}

// Of compares what was found with what was marked.
func Of(g *Gold, f *Found) []Part {
	s := newScorer(g, f)
	return []Part{s.joins(), s.statements(), s.disputes(), s.shifts(), s.copies(), s.credits()}
}

// Write prints the figures, and with errors what is wrong and what is missed.
func Write(w io.Writer, parts []Part, errors bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-11s %9s %7s %7s %7s %7s %7s\n", "LINKS", "P", "R", "F1", "FOUND", "MARKED", "PRESENT")
	for i := range parts {
		p := &parts[i]
		present := ""
		if p.Present.All > 0 {
			present = fmt.Sprintf("%.3f", p.Present.Value())
		}
		line := fmt.Sprintf("%-11s %9.3f %7.3f %7.3f %7d %7d %7s", p.Name, p.Precision, p.Recall, p.F1(), p.Found, p.Marked, present)
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	for i := range parts {
		if !errors {
			break
		}
		for _, e := range parts[i].Wrong {
			fmt.Fprintf(&b, "%s\twrong\t%s\n", parts[i].Name, e)
		}
		for _, e := range parts[i].Missed {
			fmt.Fprintf(&b, "%s\tmissed\t%s\n", parts[i].Name, e)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// A scorer knows where what people marked stands in the documents.
type scorer struct {
	gold   *Gold
	found  *Found
	name   map[string]string   // of articles, by their ids
	claims map[string]*claimAt // of documents, by their ids
	marked map[string][]string // statements of claims, by the claims' ids
	items  []item
}

// A claimAt is a claim with the article it stands in.
type claimAt struct {
	*news.Claim
	article string
}

// An item is a claim as it is marked, with those of the document that are it.
type item struct {
	statement string
	words     string
	article   string
	back      bool
	claims    []string
}

func newScorer(g *Gold, f *Found) *scorer {
	s := &scorer{gold: g, found: f, name: map[string]string{}, claims: map[string]*claimAt{}, marked: map[string][]string{}}
	for name, d := range f.Documents {
		s.name[d.Article.ID] = name
		for i := range d.Claims {
			s.claims[d.Claims[i].ID] = &claimAt{&d.Claims[i], name}
		}
	}
	for _, st := range g.Statements {
		for _, c := range st.Claims {
			it := item{st.ID, c.Words, c.Article, c.Back, nil}
			if d := f.Documents[c.Article]; d != nil {
				it.claims = matching(d, c.Words)
			}
			for _, id := range it.claims {
				if !slices.Contains(s.marked[id], st.ID) {
					s.marked[id] = append(s.marked[id], st.ID)
				}
			}
			s.items = append(s.items, it)
		}
	}
	return s
}

// enough is the share of the marked words that a claim's content has to hold, or of its
// content that lies in them.
const enough = .6

// matching are the claims of a document whose content is marked by some words of its text.
func matching(d *news.Document, words string) []string {
	var out []string
	for at := 0; ; {
		i := strings.Index(d.Article.Text[at:], words)
		if i < 0 {
			return out
		}
		begin := at + i
		at = begin + len(words)
		for k := range d.Claims {
			c := &d.Claims[k]
			common := min(c.End, at) - max(c.Start, begin)
			if float64(common) >= enough*float64(min(len(words), c.End-c.Start)) && !slices.Contains(out, c.ID) {
				out = append(out, c.ID)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
}

// label names a claim for whoever reads errors.
func (s *scorer) label(id string) string {
	c := s.claims[id]
	if c == nil {
		return id
	}
	return c.article + ": " + strings.Join(strings.Fields(c.Content), " ")
}
