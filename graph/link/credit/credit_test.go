package credit

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// TestOf holds which outlets a text credits. Outlets stand in brackets, [o …] where the
// extraction took one for an organization, and what is credited behind the arrow.
func TestOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The mill burned, [the Quay Herald] reported on Monday.", "the Quay Herald reported"},
		{"The mill was set alight, the owner told [the Quay Herald].", "the Quay Herald told"},
		{"It was first reported by [the Quay Herald].", "the Quay Herald reported"},
		{"It was first reported on Friday in [the Quay Herald].", "the Quay Herald reported"},
		{"[Northern Press], which first had the story, said so.", "Northern Press reported"},
		{"[The Quay Herald], a sober paper, calls it the end.", "The Quay Herald reported"},
		{"He spoke in an interview with our friends at [Radio Lum].", "Radio Lum told"},
		{"Per the [NP], nobody was hurt.", "NP reported"},
		{"LUM ([o Northern Press]) - A mill burned.", "Northern Press dateline"},
		{"By Ada Low, [Northern Press]", "Northern Press byline"},
		{"© 2031 [Northern Press]", "Northern Press byline"},
		{"He bought [the Quay Herald] in May.", ""},
		{"A van of [the Quay Herald] stood in the yard.", ""},
		{"She denied it, she wrote on [Facebook].", ""},
		{"The owner told [the Lum Mirror] that it had burned.", ""}, // whose article it is
		{"The owner told [LM] that it had burned.", ""},
		{"The union ([o Mill Workers]) was there.", ""},
	} {
		d := &news.Document{Article: news.Article{Publisher: "The Lum Mirror"}}
		text := "A mill burned\n\n"
		for rest := c.text; rest != ""; {
			before, marked, ok := strings.Cut(rest, "[")
			text += before
			if !ok {
				break
			}
			name, after, _ := strings.Cut(marked, "]")
			kind := news.Publication
			if cut, ok := strings.CutPrefix(name, "o "); ok {
				name, kind = cut, news.Organization
			}
			d.Entities = append(d.Entities, news.Entity{ID: name, Name: strings.TrimPrefix(name, "the "), Type: kind, Spans: []news.Span{{Start: len(text), End: len(text) + len(name)}}})
			text, rest = text+name, after
		}
		d.Article.Text = text
		var got []string
		for _, o := range Of(d) {
			got = append(got, fmt.Sprint(o.Outlet, " ", o.How))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s\n got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestCovered holds that a story that is wholly another's is so with all its claims, and
// that else a credit covers its own sentence, but for what the outlet itself says.
func TestCovered(t *testing.T) {
	text := "LUM (Northern Press) - A mill burned, police said. The owner told Radio Lum he was sorry. Radio Lum said he wept."
	at := func(s string) news.Span {
		i := strings.Index(text, s)
		return news.Span{Start: i, End: i + len(s)}
	}
	claim := func(source, content, sentence string) news.Claim {
		s := at(content)
		return news.Claim{Source: []string{source}, Start: s.Start, End: s.End, Sentence: sentence}
	}
	d := &news.Document{Article: news.Article{Text: text}, Entities: []news.Entity{
		{ID: "np", Name: "Northern Press", Type: news.Publication, Spans: []news.Span{at("Northern Press")}},
		{ID: "radio", Name: "Radio Lum", Type: news.Publication, Spans: []news.Span{at("Radio Lum he"), at("Radio Lum said")}},
	}, Claims: []news.Claim{
		claim("police", "A mill burned", "LUM (Northern Press) - A mill burned, police said."),
		claim("owner", "he was sorry", "The owner told Radio Lum he was sorry."),
		claim("radio", "he wept", "Radio Lum said he wept."),
	}}
	d.Entities[1].Spans[0].End -= len(" he")
	d.Entities[1].Spans[1].End -= len(" said")
	var got []string
	for _, c := range Of(d) {
		got = append(got, fmt.Sprint(c.Outlet, " ", c.Whole(), " ", c.Claims))
	}
	if want := "np true [0 1 2]; radio false [1]; radio false []"; strings.Join(got, "; ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
