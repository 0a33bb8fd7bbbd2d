package graph

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// reported is a document of two claims, the second within the first:
// "Ann wrote that Bea lied." with an é before them, which has two bytes.
func reported() news.Document {
	text := "É: Ann wrote that Bea said it rains."
	at := func(s string) news.Span {
		i := strings.Index(text, s)
		return news.Span{Start: i, End: i + len(s)}
	}
	a := news.Article{Text: text, Publisher: "The Courier"}
	a.ID = news.ArticleID(a)
	d := news.Document{Article: a, Entities: []news.Entity{
		{ID: "organization/guild", Name: "Guild", Type: news.Organization},
		{ID: "person/ann", Name: "Ann", Type: news.Person, Aliases: []string{"Ann"}, Affiliations: []string{"organization/guild"}, Spans: []news.Span{at("Ann")}},
		{ID: "person/bea", Name: "Bea", Type: news.Person, Spans: []news.Span{at("Bea")}},
	}}
	within := ""
	for _, c := range [...][3]string{{"Ann", "wrote", "Bea said it rains"}, {"Bea", "said", "it rains"}} {
		place := at(c[2])
		id := fmt.Sprintf("claim/%s-%d-%d", a.ID, place.Start, place.End)
		d.Claims = append(d.Claims, news.Claim{
			ID: id, Source: []string{"person/" + strings.ToLower(c[0])}, Cue: c[1], Content: c[2], Within: within, Kind: news.Indirect, Stance: news.Asserts,
			Start: place.Start, End: place.End, SourceSpans: []news.Span{at(c[0])}, CueSpans: []news.Span{at(c[1])}, ContentSpans: []news.Span{place},
			Sentence: text, Confidence: 0.9,
		})
		within = id
	}
	return d
}

// TestCheck changes one thing of a sound document in each case, which is then named.
func TestCheck(t *testing.T) {
	sound := reported()
	if err := Check(&sound); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want   string
		change func(d *news.Document)
	}{
		{"has to be", func(d *news.Document) { d.Article.Title = "Another" }},
		{"has to be", func(d *news.Document) { d.Article.ID = "" }},
		{"its text is none", func(d *news.Document) { d.Article.Text = "" }},
		{"its text is none", func(d *news.Document) { d.Article.Text += "\x00" }},
		{"its text is none", func(d *news.Document) { d.Article.Text += "\xff" }},
		{"is no name", func(d *news.Document) { d.Article.Publisher = strings.Repeat("a", mostName+1) }},
		{"which no article has", func(d *news.Document) { d.Claims = make([]news.Claim, mostListed+1) }},
		{"which no article has", func(d *news.Document) { d.Entities[1].Aliases = make([]string, mostListed) }},
		{"which no article has", func(d *news.Document) {
			d.Article.Text += strings.Repeat(" ", 2*mostSought/mostListed) + "."
			d.Article.ID = news.ArticleID(d.Article)
			d.Entities[1].Aliases = make([]string, mostListed-10)
		}},
		{"by id", func(d *news.Document) { d.Entities[2] = d.Entities[1] }},
		{"by id", func(d *news.Document) { d.Entities[0], d.Entities[1] = d.Entities[1], d.Entities[0] }},
		{`no type "robot"`, func(d *news.Document) { d.Entities[1].Type = "robot" }},
		{"its id has to be", func(d *news.Document) { d.Entities[1].Type = news.Group }},
		{"its id has to be", func(d *news.Document) { d.Entities[2].ID = "person/bea> <x" }},
		{"no name", func(d *news.Document) { d.Entities[1].Name = "" }},
		{"is no name", func(d *news.Document) { d.Entities[1].Aliases[0] = "a\x00" }},
		{"no entity", func(d *news.Document) { d.Entities[1].Affiliations[0] = "organization/else" }},
		{"does not lie in", func(d *news.Document) { d.Entities[1].Spans[0].End = 1000 }},
		{"does not lie in", func(d *news.Document) { d.Entities[1].Spans[0] = news.Span{Start: 5, End: 5} }},
		{"within a character", func(d *news.Document) { d.Entities[1].Spans[0] = news.Span{Start: 1, End: 4} }},
		{"within a character", func(d *news.Document) { d.Claims[0].CueSpans[0] = news.Span{Start: 0, End: 1} }},
		{"begins later", func(d *news.Document) {
			d.Claims[0].SourceSpans = append(d.Claims[0].SourceSpans, news.Span{Start: 0, End: 2})
		}},
		{"two claims", func(d *news.Document) { d.Claims[1] = d.Claims[0] }},
		{"by place", func(d *news.Document) { d.Claims[0], d.Claims[1] = d.Claims[1], d.Claims[0] }},
		{"its id has to be", func(d *news.Document) { d.Claims[1].ID += "-" }},
		{"its id has to be", func(d *news.Document) { d.Claims[1].ID += "0" }},
		{"its id has to be", func(d *news.Document) { d.Claims[1].ID += "-2> <x" }},
		{"its content is not", func(d *news.Document) { d.Claims[0].Content = "Bea said it snows" }},
		{"its content is not", func(d *news.Document) { d.Claims[0].ContentSpans = nil }},
		{"its cue is not", func(d *news.Document) { d.Claims[0].Cue = "denied" }},
		{"its sentence is none", func(d *news.Document) { d.Claims[0].Sentence += "!" }},
		{"its sentence is none", func(d *news.Document) { d.Claims[0].Sentence = "Ann" }},
		{`no kind "loud"`, func(d *news.Document) { d.Claims[0].Kind = "loud" }},
		{`no stance ""`, func(d *news.Document) { d.Claims[0].Stance = "" }},
		{"confidence is 1.5", func(d *news.Document) { d.Claims[0].Confidence = 1.5 }},
		{"confidence is -1", func(d *news.Document) { d.Claims[0].AboutConfidence = -1 }},
		{"is no day", func(d *news.Document) { d.Claims[0].Date = "yesterday" }},
		{"no entity", func(d *news.Document) { d.Claims[0].Source[0] = "person/cass" }},
		{"no entity", func(d *news.Document) { d.Claims[1].About = []string{"person/cass"} }},
		{"no claim of the document", func(d *news.Document) { d.Claims[1].Within = "claim/1" }},
		{"no larger", func(d *news.Document) { d.Claims[0].Within = d.Claims[0].ID }},
		{"no larger", func(d *news.Document) { d.Claims[0].Within = d.Claims[1].ID }},
	} {
		d := reported()
		c.change(&d)
		if err := Check(&d); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want an error with %q", err, c.want)
		}
	}
}

// TestCheckDeep holds that a chain of claims, each in the one before, has an end.
func TestCheckDeep(t *testing.T) {
	d := reported()
	d.Claims = nil
	within := ""
	for i := range mostDeep + 2 {
		s := news.Span{Start: 2 + i, End: len(d.Article.Text) - 1}
		id := fmt.Sprintf("claim/%s-%d-%d", d.Article.ID, s.Start, s.End)
		d.Claims = append(d.Claims, news.Claim{
			ID: id, Content: d.Article.Text[s.Start:s.End], Within: within, Kind: news.Indirect, Stance: news.Asserts,
			Start: s.Start, End: s.End, ContentSpans: []news.Span{s}, Sentence: d.Article.Text,
		})
		within = id
	}
	if err := Check(&d); err == nil || !strings.Contains(err.Error(), "within more than 16") {
		t.Errorf("got %v, want an error that it is too deep", err)
	}
}
