package speaker

import (
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link"
)

// document makes a document of a text in which mentions stand in brackets with the id of
// their entity before them: "[p/ada Ada Low], [p/ada head of [o/mill the mill]]". The part
// of an id before its stroke is the type: p a person, o an organization.
func document(text string, roles map[string]string) *news.Document {
	d := &news.Document{Article: news.Article{ID: text, Published: "2031-05-01T08:00:00Z"}}
	at := map[string]int{}
	type open struct {
		id    string
		start int
	}
	var stack []open
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[':
			id, _, _ := strings.Cut(text[i+1:], " ")
			i += len(id) + 1
			stack = append(stack, open{id, b.Len()})
		case ']':
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if _, ok := at[o.id]; !ok {
				at[o.id] = len(d.Entities)
				kind := news.Person
				if o.id[0] == 'o' {
					kind = news.Organization
				}
				d.Entities = append(d.Entities, news.Entity{ID: o.id, Name: b.String()[o.start:], Type: kind})
				if roles[o.id] != "" {
					d.Entities[at[o.id]].Roles = []string{roles[o.id]}
				}
			}
			e := &d.Entities[at[o.id]]
			e.Spans = append(e.Spans, news.Span{Start: o.start, End: b.Len()})
		default:
			b.WriteByte(text[i])
		}
	}
	d.Article.Text = b.String()
	return d
}

// TestOf holds who speaks for whom by what an article says somebody is.
func TestOf(t *testing.T) {
	for _, c := range []struct{ text, role, want string }{
		{"[p/ada Ada Low], [p/ada a spokeswoman for [o/mill the mill]], said so.", "spokeswoman for the mill", "p/ada o/mill spokeswoman"},
		{"[p/ada Ada Low], [p/ada [o/mill the mill]’s chief executive], said so.", "the mill’s chief executive", "p/ada o/mill chief executive"},
		{"[p/ada Ada Low], who speaks for [o/mill the mill], said so.", "", "p/ada o/mill speaker"},
		{"[p/ada Ada Low], who leads [o/mill the mill], said so.", "", "p/ada o/mill head"},
		{"[p/ada Chairwoman Low] of [o/mill the mill] said so.", "", "p/ada o/mill chairwoman"},
		{"[o/camp The Low campaign] said that [p/ada Ada Low] would come.", "", "o/camp p/ada campaign"},
		{"[o/camp The Low campaign] said that [p/ada Ada Low] and [p/bo Bo Low] would come.", "", ""}, // whose it is cannot be told
		{"[p/ada Ada Low], [p/ada a former head of [o/mill the mill]], said so.", "former head of the mill", ""},
		{"[p/ada Ada Low], [p/ada a weaver at [o/mill the mill]], said so.", "weaver at the mill", ""},
		{"[p/ada Ada Low] saw [o/mill the mill].", "", ""},
		{"[p/ada Ada Low] denied that [p/ada she] had met the head of [o/mill the mill].", "", ""},
		{"[p/ada Ada Low], the new head of [o/mill the mill], said so.", "", "p/ada o/mill head"},
	} {
		var got []string
		for _, tie := range Of(document(c.text, map[string]string{"p/ada": c.role})) {
			got = append(got, tie.Who+" "+tie.For+" "+tie.Role)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s\n got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestFind holds that ties are the graph's: of joined entities, with the days.
func TestFind(t *testing.T) {
	a := document("[p/ada Ada Low], [p/ada a spokeswoman for [o/mill the mill]], said so.", map[string]string{"p/ada": "spokeswoman for the mill"})
	b := document("[p/low Low], [p/low head of [o/works the works]], said no.", map[string]string{"p/low": "head of the works"})
	b.Article.Published = "2031-06-02"
	links := Find([]link.Article{
		{ID: "1", Digest: Digest(a)},
		{ID: "2", Digest: Digest(b), Joined: map[string]string{"p/low": "p/ada", "o/works": "o/mill"}},
	})
	if len(links) != 1 || links[0].From != "p/ada" || links[0].To != "o/mill" || links[0].Reason != "spokeswoman, 2031-05-01 to 2031-06-02" {
		t.Errorf("got %+v", links)
	}
}
