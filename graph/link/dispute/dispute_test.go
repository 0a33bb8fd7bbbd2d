package dispute

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// document makes a document of an article's claims, a line each: "source cue: content",
// with the day of the article before it. A stance stands in front of the cue where it is
// not asserts; capitalized words are names of people.
func document(id, day string, lines ...string) *news.Document {
	d := &news.Document{Article: news.Article{ID: id, Published: day}}
	entities := map[string]*news.Entity{}
	entity := func(name string) *news.Entity {
		e := entities[name]
		if e == nil {
			e = &news.Entity{ID: "person/" + strings.ToLower(name), Name: name, Type: news.Person}
			entities[name] = e
		}
		return e
	}
	for i, line := range lines {
		head, content, _ := strings.Cut(line, ": ")
		words := strings.Fields(head)
		c := news.Claim{Source: []string{entity(words[0]).ID}, Stance: news.Asserts, Kind: news.Indirect, Content: content, Confidence: .95, SourceConfidence: .95}
		if rest := words[1:]; slices.Contains(news.Stances[:], news.Stance(rest[0])) {
			c.Stance, words = news.Stance(rest[0]), words[1:]
		}
		c.Cue = strings.Join(words[1:], " ")
		if strings.HasPrefix(content, "“") {
			c.Kind = news.Direct
		}
		c.Start = len(d.Article.Text)
		for at, w := range split(content) {
			if text := content[w.start:w.end]; at > 0 && text[0] >= 'A' && text[0] <= 'Z' && text != "I" {
				e := entity(text)
				e.Spans = append(e.Spans, news.Span{Start: c.Start + w.start, End: c.Start + w.end})
			}
		}
		d.Article.Text += content + " "
		c.End = c.Start + len(content)
		c.ID = fmt.Sprintf("claim/%s-%d", id, i)
		d.Claims = append(d.Claims, c)
	}
	for _, e := range entities {
		d.Entities = append(d.Entities, *e)
	}
	slices.SortFunc(d.Entities, func(a, b news.Entity) int { return strings.Compare(a.ID, b.ID) })
	return d
}

func digested(docs ...*news.Document) []link.Article {
	var out []link.Article
	for _, d := range docs {
		out = append(out, link.Article{ID: d.Article.ID, Digest: Digest(d)})
	}
	return out
}

// TestFind holds of pairs of claims in one article whether and why they may disagree.
func TestFind(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"Ada said: the mill was overloaded that night", "Bo denies denied: that the mill had been overloaded", Denial},
		{"Ada said: that Bo had sold the mill", "Bo denies denied: having sold the mill", Denial},
		{"Ada said: the harbour wall is sound", "Bo said: the harbour wall is not sound", Negation},
		{"Ada said: the harbour wall is sound", "Bo said: nobody thinks the harbour wall is sound", Negation},
		{"Ada said: no school will close in the north", "Bo said: four schools in the north will be closed", Negation},
		{"Ada said: 31 passengers had been injured", "Bo said: 12 passengers had been slightly injured", Number},
		{"Ada said: the gap in the budget is 2.4 billion crowns", "Bo said: the budget gap is 3.1 billion crowns", Number},
		{"Ada said: support for the bridge has risen to forty percent", "Bo said: support for the bridge has risen to 61 percent", Number},
		{"Ada said: the smoke over the town was harmless", "Bo said: the smoke over the town was poisonous", ""}, // opposed words are hardly ever of the same

		{"Ada said: the harbour wall is sound", "Bo said: the harbour wall is sound", ""},
		{"Ada said: the harbour wall is not sound", "Bo said: the harbour wall is not sound", ""},
		{"Ada said: the smoke was not harmless", "Bo said: the smoke was poisonous", ""},
		{"Ada denies denied: that the mill had been sold", "Bo said: the mill had not been sold", ""},
		{"Ada said: 31 passengers had been injured", "Bo said: about 30 passengers had been injured", ""},
		{"Ada said: 31 passengers had been injured", "Bo said: 31 passengers of 260 had been injured", ""},
		{"Ada said: 31 passengers had been injured", "Bo said: 12 cars had been damaged", ""},
		{"Ada said: the mill burned down in 2029", "Bo said: the mill burned down in 2030", ""}, // years are no quantities
		{"Ada said: we will win in the north or not at all", "Bo said: we will win in the north", ""},
		{"Ada said: the bridge is not only long, it is sound", "Bo said: the bridge is long and sound", ""},
		{"Ada demands demanded: that the mill be closed", "Bo said: the mill will not be closed", ""},
		{"Ada denies denied: benefits to old sailors", "Bo said: he paid benefits to old sailors", ""},
		{"Ada said: the gap in the budget of Lum is 2.4 billion crowns", "Bo said: the gap in the budget of Vex is 3.1 billion crowns", ""},
		{"Ada promises meant: not to support the mill", "Bo promises meant: to support the mill", ""},
		{"Ada denies denied: that she was behind the fire", "Bo said: it is too early to say who was behind the fire", ""},
		{"Ada said: there is no reason for this senseless fire -- none", "Bo said: there is no reason for this senseless fire", ""},
		{"Ada said: a failed attempt to steal the church silver", "Bo said: an attempt to steal the church silver was made", ""},
		{"Ada isn't following: the proper rules of the house", "Bo said: nobody is following the proper rules of the house", ""},
		{"Ada said: the harbour wall is sound", "Ada said: the harbour wall is not sound", ""}, // one source, one day
	} {
		links := Find(digested(document("1", "2031-05-01", c.a, c.b)))
		got := ""
		if len(links) > 0 {
			got = links[0].Reason
		}
		if got != c.want {
			t.Errorf("%s | %s\n got %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// TestBack holds that a denial without words of its own denies what was said before it.
func TestBack(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"Ada said: the keeper moved too soon", "Bo denies denied: it"}, "claim/1-1 disputes claim/1-0 denial"},
		{[]string{"Ada said: the keeper moved too soon", "Bo denies rejected: the accusation"}, "claim/1-1 disputes claim/1-0 denial"},
		{[]string{"Ada said: the keeper moved too soon", "Ada denies denied: it"}, ""},
		{[]string{"Bo denies denied: it", "Ada said: the keeper moved too soon"}, ""},
		{[]string{"Ada said: the keeper moved too soon", "Bo denies played down: it"}, ""},
	} {
		var got []string
		for _, l := range Find(digested(document("1", "2031-05-01", c.lines...))) {
			got = append(got, fmt.Sprint(l.From, " ", l.Predicate, " ", l.To, " ", l.Reason))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q\n got %q, want %q", c.lines, got, c.want)
		}
	}
}

// TestWithin holds that who denies what another is said to say disputes it.
func TestWithin(t *testing.T) {
	d := document("1", "2031-05-01", "Bo denies rejected: a charge by Ada that the pier had been sold", "Ada a charge: the pier had been sold")
	d.Claims[1].Within = d.Claims[0].ID
	links := Find(digested(d))
	if len(links) != 1 || links[0].From != "claim/1-0" || links[0].To != "claim/1-1" || links[0].Reason != Denial {
		t.Errorf("got %+v", links)
	}
}

// TestShifts holds that a source that takes back its earlier words is told apart from
// others who disagree, the later claim first, and that the order of articles does not matter.
func TestShifts(t *testing.T) {
	docs := []*news.Document{
		document("1", "2031-04-14", "Tam promises said: I will not raise the fuel tax"),
		document("2", "2031-06-10", "Tam promises said: we will raise the fuel tax"),
		document("3", "2031-04-16", "Uma said: Tam will raise the fuel tax"),
		document("4", "2031-06-30", "Uma said: Tam will not raise the fuel tax"), // too long after the second's, but not after her own
	}
	want := Find(digested(docs...))
	var got []string
	for _, l := range want {
		got = append(got, fmt.Sprint(l.From, " ", l.Predicate, " ", l.To))
	}
	if w := "claim/2-0 shifts claim/1-0, claim/3-0 disputes claim/1-0, claim/4-0 shifts claim/3-0"; strings.Join(got, ", ") != w {
		t.Errorf("got %q, want %q", got, w)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		articles := digested(docs...)
		r.Shuffle(len(articles), func(i, k int) { articles[i], articles[k] = articles[k], articles[i] })
		if got := Find(articles); !slices.Equal(got, want) {
			t.Fatalf("in another order: got %v, want %v", got, want)
		}
	}
}

// TestJoined holds that claims are compared by the graph's entities: two forms of one
// person are one source, and one whom both speak of.
func TestJoined(t *testing.T) {
	docs := []*news.Document{
		document("1", "2031-04-14", "Tarrant said: the gap in the budget is 20 crowns"),
		document("2", "2031-04-15", "Billy said: the gap in the budget is 30 crowns"),
	}
	articles := digested(docs...)
	if links := Find(articles); len(links) != 1 || links[0].Predicate != schema.Disputes {
		t.Errorf("apart: got %v", links)
	}
	articles[1].Joined = map[string]string{"person/billy": "person/tarrant"}
	if links := Find(articles); len(links) != 1 || links[0].Predicate != schema.Shifts {
		t.Errorf("joined: got %v", links)
	}
}

// FuzzDigest holds that no text makes a digest that cannot be read, or ends the program.
func FuzzDigest(f *testing.F) {
	f.Add("1e999 x0x -1 NaN not or 0x1p9", "12:30 3/4 $1,000 40% two hundred thousand million")
	f.Fuzz(func(t *testing.T, a, b string) {
		Find(digested(document("1", "2031-05-01", "Ada said: "+a, "Bo said: "+b)))
	})
}

// TestReported holds that who reports a doubt does not say the contrary of it.
func TestReported(t *testing.T) {
	in := document("1", "2031-05-01", "Post reported: that engineers doubted the foundations of the tidal barrier were sound", "Guild questions doubted: the foundations of the tidal barrier were sound")
	in.Claims[1].Within = in.Claims[0].ID
	copied := document("2", "2031-05-01", "Post reported: that engineers doubted the foundations of the tidal barrier were sound", "Guild questions doubted: the foundations of the tidal barrier were sound")
	copied.Claims[1].Within = copied.Claims[0].ID
	if links := Find(digested(in, copied)); len(links) > 0 {
		t.Errorf("got %+v", links)
	}
}
