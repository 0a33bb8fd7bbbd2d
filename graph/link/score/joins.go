package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
)

// A naming is a form that an article has for an entity, and what the document has there.
type naming struct {
	article, form, entity string
	found                 string // "" where the document has no mention of it
}

// joins compares entities by B-cubed (Bagga and Baldwin, Entity-Based Cross-Document
// Coreferencing Using the Vector Space Model, COLING-ACL 1998) over namings: each form
// of an entity counts once in an article.
func (s *scorer) joins() Part {
	p := Part{Name: "joins"}
	var all []naming
	together, marked, found := map[[2]string]int{}, map[string]int{}, map[string]int{}
	for _, n := range s.namings() {
		p.Present.All++
		p.Marked++
		if n.found == "" {
			p.Missed = append(p.Missed, fmt.Sprintf("%s: no mention %q", n.article, n.form))
			continue
		}
		p.Present.Right++
		all = append(all, n)
		together[[2]string{n.entity, n.found}]++
		marked[n.entity]++
		found[n.found]++
	}
	for _, n := range all {
		both := float64(together[[2]string{n.entity, n.found}])
		p.Precision += both / float64(found[n.found])
		p.Recall += both / float64(marked[n.entity])
		if int(both) < found[n.found] {
			p.Wrong = append(p.Wrong, fmt.Sprintf("%s: %q (%s) is %s, as others are", n.article, n.form, n.entity, n.found))
		}
		if int(both) < marked[n.entity] {
			p.Missed = append(p.Missed, fmt.Sprintf("%s: %q (%s) is %s, as not all are", n.article, n.form, n.entity, n.found))
		}
	}
	if n := float64(len(all)); n > 0 {
		p.Precision /= n
		p.Recall /= n
	}
	p.Found = len(all)
	return p
}

// namings are the forms in the articles, by article.
func (s *scorer) namings() []naming {
	type form struct{ text, entity string }
	forms := map[string][]form{}
	for _, e := range s.gold.Entities {
		for _, a := range e.Articles {
			for _, f := range e.Forms {
				forms[a] = append(forms[a], form{f, e.ID})
			}
		}
	}
	var out []naming
	for article, d := range s.found.Documents {
		here := forms[article]
		// The longer first: what stands in a longer form is none of its own.
		slices.SortFunc(here, func(a, b form) int { return cmp.Or(len(b.text)-len(a.text), strings.Compare(a.text, b.text)) })
		taken := make([]bool, len(d.Article.Text))
		for _, f := range here {
			counts := map[string]int{}
			stands := false
			for _, at := range occurrences(d.Article.Text, f.text) {
				if taken[at] {
					continue
				}
				stands = true
				for i := at; i < at+len(f.text); i++ {
					taken[i] = true
				}
				if id := entityAt(d, news.Span{Start: at, End: at + len(f.text)}); id != "" {
					counts[id]++
				}
			}
			if stands {
				out = append(out, naming{article, f.text, f.entity, mostFrequent(counts)})
			}
		}
	}
	slices.SortFunc(out, func(a, b naming) int {
		return cmp.Or(strings.Compare(a.article, b.article), strings.Compare(a.form, b.form), strings.Compare(a.entity, b.entity))
	})
	return out
}

// occurrences are the places of whole words in a text.
func occurrences(text, words string) (out []int) {
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return out
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(words):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			out = append(out, at)
		}
		at += len(words)
	}
}

// entityAt is the entity of the mention that a form is: the one that differs least from it.
func entityAt(d *news.Document, form news.Span) string {
	best, id := 1<<30, ""
	for i := range d.Entities {
		for _, s := range d.Entities[i].Spans {
			if common := min(s.End, form.End) - max(s.Start, form.Start); common <= 0 || s.End < form.End {
				continue
			}
			if far := max(s.Start, form.Start) - min(s.Start, form.Start) + max(s.End, form.End) - min(s.End, form.End); far < best {
				best, id = far, d.Entities[i].ID
			}
		}
	}
	if best > len("Prime Minister Senator the ") {
		return ""
	}
	return id
}

// mostFrequent is what counts most, of equals the first by name.
func mostFrequent(counts map[string]int) string {
	best := ""
	for id, n := range counts {
		if n > counts[best] || n == counts[best] && (best == "" || id < best) {
			best = id
		}
	}
	return best
}
