package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// quoteMargin is how many code points stand before and behind a quote, to find it
// again in a text that has changed.
const quoteMargin = 32

// annotation is one of the W3C's Web Annotations.
type annotation struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Body       []annotationBody `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type,omitempty"`
	ID      string `json:"id,omitempty"`
	Purpose string `json:"purpose"`
	Value   string `json:"value,omitempty"`
}

type annotationTarget struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

// A selector is a TextQuoteSelector or a TextPositionSelector, whose start and end
// count code points of the article's text, its title first.
type selector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// writeAnnotations writes every span of the set's claims, content, cue and source,
// as a Web Annotation (https://www.w3.org/TR/annotation-model/) of its article, an
// annotation a line in one AnnotationPage.
func writeAnnotations(w io.Writer, s *Set, o *Options) error {
	r := newRDF(s, o)
	id, err := compactJSON(r.iri("annotations"))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"id\": %s, \"type\": \"AnnotationPage\", \"items\": [", id); err != nil {
		return err
	}
	between := "\n"
	for _, claims := range s.byArticle() {
		doc, err := s.document(claims[0].Article.ID)
		if err != nil {
			return err
		}
		marker := marker{r, doc.Article.Text, newPoints(doc.Article.Text), cmp.Or(table.WebAddress(doc.Article.URL), r.iri("article/"+doc.Article.ID))}
		for _, c := range claims {
			for _, a := range marker.claim(c) {
				data, err := compactJSON(a)
				if err != nil {
					return err
				}
				if _, err := fmt.Fprintf(w, "%s%s", between, data); err != nil {
					return err
				}
				between = ",\n"
			}
		}
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// A marker makes the annotations of one article.
type marker struct {
	rdf    *rdfWriter
	text   string
	points *points
	source string
}

// claim annotates the spans of a claim.
func (m *marker) claim(c *graph.Claim) []annotation {
	said := strings.TrimSpace(table.Names(c.Sources) + " " + cmp.Or(c.Cue, "—"))
	if len(c.Targets) > 0 {
		said += ", about " + table.Names(c.Targets)
	}
	var all []annotation
	for _, part := range [...]struct {
		name  string
		spans []news.Span
	}{{"content", c.ContentSpans}, {"cue", c.CueSpans}, {"source", c.SourceSpans}} {
		for i, span := range part.spans {
			bodies := []annotationBody{
				{Type: "TextualBody", Purpose: "tagging", Value: part.name},
				{ID: m.rdf.iri(c.ID), Purpose: "linking"},
			}
			switch part.name {
			case "content":
				bodies = append(bodies, annotationBody{Type: "TextualBody", Purpose: "describing", Value: said + " [" + string(c.Stance) + "]"})
			case "source":
				for _, id := range c.Source {
					bodies = append(bodies, annotationBody{ID: m.rdf.iri(id), Purpose: "identifying"})
				}
			}
			all = append(all, annotation{
				ID: fmt.Sprintf("%s#%s-%d", m.rdf.iri(c.ID), part.name, i+1), Type: "Annotation", Motivation: "tagging", Body: bodies, Target: m.target(span),
			})
		}
	}
	return all
}

// target points at a span by its words and by its place.
func (m *marker) target(s news.Span) annotationTarget {
	start, end := max(0, min(s.Start, len(m.text))), max(0, min(s.End, len(m.text)))
	before, behind := start, end
	for range quoteMargin {
		_, n := utf8.DecodeLastRuneInString(m.text[:before])
		before -= n
		_, n = utf8.DecodeRuneInString(m.text[behind:])
		behind += n
	}
	from, to := m.points.at(start), m.points.at(end)
	return annotationTarget{m.source, []selector{
		{Type: "TextQuoteSelector", Exact: m.text[start:end], Prefix: m.text[before:start], Suffix: m.text[end:behind]},
		{Type: "TextPositionSelector", Start: &from, End: &to},
	}}
}
