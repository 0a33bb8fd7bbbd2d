package web

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
)

// acrossDocument is an article with one claim, about the board, by one who speaks for it.
func acrossDocument(outlet, day, source, words, content string, stance news.Stance) news.Document {
	text := source + ", spokeswoman for the Harbour Board, " + words + " " + content + "."
	at := func(s string) news.Span {
		i := strings.Index(text, s)
		return news.Span{Start: i, End: i + len(s)}
	}
	a := news.Article{Title: "Of " + day, Publisher: outlet, Published: day, Text: text}
	a.ID = news.ArticleID(a)
	who, board := news.EntityID(news.Person, source), "organization/harbour-board"
	said := at(content)
	return news.Document{
		Article: a,
		Entities: []news.Entity{
			{ID: board, Name: "Harbour Board", Type: news.Organization, Aliases: []string{"Harbour Board"}, Spans: []news.Span{at("Harbour Board")}},
			{ID: who, Name: source, Type: news.Person, Aliases: []string{source}, Roles: []string{"spokeswoman for the Harbour Board"}, Affiliations: []string{board}, Spans: []news.Span{at(source)}},
		},
		Claims: []news.Claim{{
			ID: "claim/" + a.ID + "-" + itoa(said.Start/10) + itoa(said.Start%10) + "-" + itoa(said.End/100) + itoa(said.End/10%10) + itoa(said.End%10), Source: []string{who}, Cue: words, Content: content,
			About: []string{board}, Kind: news.Indirect, Stance: stance, Start: said.Start, End: said.End, SourceSpans: []news.Span{at(source)}, CueSpans: []news.Span{at(words)},
			ContentSpans: []news.Span{said}, Sentence: text, Confidence: 0.95,
		}},
	}
}

// TestAcross holds that what was found between articles stands on the pages of what it
// was found of: which claims may disagree, and who speaks for whom.
func TestAcross(t *testing.T) {
	docs := []news.Document{
		acrossDocument("Day Post", "2031-05-02", "Ada Low", "said", "that the board had known of the cracks in the western piers since January", news.Asserts),
		acrossDocument("Night Echo", "2031-05-03", "Bea Orr", "denied", "that the board had known of the cracks in the western piers since January", news.Denies),
	}
	path := filepath.Join(t.TempDir(), "g.db")
	s, err := graph.Open(t.Context(), path, graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	if err := s.Link(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	site := readSite(t, path, Options{})
	for page, wants := range map[string][]string{
		"/" + docs[0].Claims[0].ID:               {"May disagree", "Bea Orr", "denial", "Which of them is right is not said here"},
		"/" + docs[1].Claims[0].ID:               {"May disagree", "Ada Low"},
		"/entity/organization/harbour-board":     {"Who speaks for it", "Ada Low", "Bea Orr"},
		"/entity/" + docs[0].Claims[0].Source[0]: {"Speaks for", "Harbour Board"},
	} {
		w := get(t, site, page)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", page, w.Code)
		}
		for _, want := range wants {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s has no %q", page, want)
			}
		}
	}
}
