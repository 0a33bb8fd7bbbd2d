package graph

import (
	"strings"
	"testing"

	"hearsay/extract/news"
)

// TestWhole holds that a quotation which its tag interrupts is whole in an answer, and that
// its content stays the larger half.
func TestWhole(t *testing.T) {
	s := testStore(t)
	d := testDocument("“The quays,” Roe said, “are safe in winter.”")
	first := strings.Index(d.Article.Text, "“The quays,”")
	second := strings.Index(d.Article.Text, "“are safe in winter.”")
	c := &d.Claims[2]
	c.Content, c.Start, c.End = "“are safe in winter.”", second, second+len("“are safe in winter.”")
	c.ContentSpans = []news.Span{{Start: first, End: first + len("“The quays,”")}, {Start: c.Start, End: c.End}}
	c.SourceConfidence, c.AboutConfidence = 0.75, 0.5
	mustPut(t, s, d)
	got, _, err := s.Claims(t.Context(), Filter{Who: []string{"organization/harbour-board"}})
	if err != nil || len(got) != 1 {
		t.Fatalf("%d claims, %v, want 1", len(got), err)
	}
	const whole = "“The quays,” … “are safe in winter.”"
	if got[0].Said() != whole || got[0].Content != "“are safe in winter.”" {
		t.Errorf("said is %q, content %q", got[0].Said(), got[0].Content)
	}
	data, err := got[0].MarshalJSON()
	if err != nil || !strings.Contains(string(data), `"whole":"`+whole+`"`) || !strings.Contains(string(data), `"source_confidence":0.75,"about_confidence":0.5`) {
		t.Errorf("as JSON: %s, %v", data, err)
	}
	others, _, err := s.Claims(t.Context(), Filter{Who: []string{"person/jane-doe"}})
	if err != nil || len(others) != 1 || others[0].Whole != "" || others[0].Said() != others[0].Content {
		t.Errorf("of one piece: %+v, %v", others, err)
	}
}
