package queries

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
)

// compared is an article of an outlet with claims, each "source: content: about", a
// dash before the source for what it passes on of the claim before.
func compared(outlet, day string, claims ...string) news.Document {
	var d news.Document
	d.Article = news.Article{Title: "On " + day, Publisher: outlet, Published: day, Text: strings.Join(claims, "\n")}
	d.Article.ID = news.ArticleID(d.Article)
	entity := func(name string) string {
		id := news.EntityID(news.Person, name)
		d.Entities = append(d.Entities, news.Entity{ID: id, Name: name, Type: news.Person, Aliases: []string{name}})
		return id
	}
	known := map[string]string{}
	at := 0
	for _, c := range claims {
		parts := strings.Split(c, ": ")
		source, within := strings.CutPrefix(parts[0], "- ")
		for _, name := range []string{source, parts[2]} {
			if known[name] == "" {
				known[name] = entity(name)
			}
		}
		claim := news.Claim{
			ID: "claim/" + d.Article.ID + "-" + strings.Repeat("1", len(d.Claims)+1) + "-" + strings.Repeat("2", len(d.Claims)+1), Source: []string{known[source]}, Cue: "said", Content: parts[1],
			About: []string{known[parts[2]]}, Kind: news.Indirect, Stance: news.Asserts, Start: at, End: at + len(c), Sentence: c, Confidence: 0.9,
		}
		if within {
			claim.Within = d.Claims[len(d.Claims)-1].ID
		}
		d.Claims = append(d.Claims, claim)
		at += len(c) + 1
	}
	return d
}

// ofDocuments is a graph of documents with its census.
func ofDocuments(t *testing.T, docs ...news.Document) (*graph.Store, *census.Census) {
	t.Helper()
	s, err := graph.Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.Put(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	c, err := census.Take(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// TestCompare sets two outlets, then two people side by side.
func TestCompare(t *testing.T) {
	s, c := ofDocuments(
		t,
		compared(
			"Day Post", "2031-05-02", "Ada Low: the mill will close within a year: Orrin Mill", "Ben Ash: nobody will lose a job: Orrin Mill",
			"Ada Low: the river is clean: River Tane", "- Cy Orr: fish came back: River Tane",
		),
		compared("Night Echo", "2031-05-03", "Ada Low: that the old mill will close within a year: Orrin Mill", "Dee Fay: the river is foul: River Tane"),
		compared("Night Echo", "2031-06-20", "Ben Ash: nobody will lose a job: Orrin Mill"), // the same words, but weeks later
	)
	both, err := Compare{A: "day post", B: "night echo"}.Find(t.Context(), s, c)
	if err != nil {
		t.Fatal(err)
	}
	if !both.Outlets {
		t.Error("two outlets are not compared as outlets")
	}
	var b strings.Builder
	if err := both.Write(&b, table.Style{Format: "tsv"}); err != nil {
		t.Fatal(err)
	}
	const want = `what	value	Day Post	Night Echo	id
claims	all	4	3	
source	Ada Low	2	1	person/ada-low
source	Ben Ash	1	1	person/ben-ash
source	Cy Orr	1	0	person/cy-orr
source	Dee Fay	0	1	person/dee-fay
target	Orrin Mill	2	2	person/orrin-mill
target	River Tane	2	1	person/river-tane
stance	asserts	4	3	
second hand	Cy Orr	1	0	person/cy-orr
same claim	in both	1	1	
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	if len(both.Same) == 1 {
		if got, want := bracketed(both.Same[0].InA)+" | "+bracketed(both.Same[0].InB), "the mill will close within a year | [that] the [old] mill will close within a year"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	people, err := Compare{A: "Ada Low", B: "Ben Ash", About: []string{"Orrin Mill"}}.Find(t.Context(), s, c)
	if err != nil || people.Outlets || people.Sides[0].Total != 2 || people.Sides[1].Total != 2 {
		t.Errorf("%+v, %v", people, err)
	}
	if _, err := (Compare{A: "Ada Low", B: "nobody here"}).Find(t.Context(), s, c); err == nil {
		t.Error("a name that is not known gives no error")
	}
}

// bracketed puts what a text has alone between brackets.
func bracketed(all []Stretch) string {
	var out []string
	for _, s := range all {
		if s.Own {
			s.Text = "[" + s.Text + "]"
		}
		out = append(out, s.Text)
	}
	return strings.Join(out, " ")
}

// TestDifferences marks what each of two texts has alone.
func TestDifferences(t *testing.T) {
	for _, c := range [][3]string{
		{"the quays are safe", "the quays are not safe", "the quays are safe | the quays are [not] safe"},
		{"“The quays are safe,”", "the quays, are safe.", "“The quays are safe,” | the quays, are safe."},
		{"a b c", "d e", "[a b c] | [d e]"},
		{"", "x", " | [x]"},
		{"ten died", "twelve died", "[ten] died | [twelve] died"},
	} {
		a, b, share := Differences(c[0], c[1])
		if got := bracketed(a) + " | " + bracketed(b); got != c[2] {
			t.Errorf("%s / %s: got %s, want %s", c[0], c[1], got, c[2])
		}
		if share < 0 || share > 1 {
			t.Errorf("%s / %s: share %f", c[0], c[1], share)
		}
	}
	long := strings.Repeat("word ", 5000)
	if a, _, _ := Differences(long, long); len(a) != 2 || !a[1].Own {
		t.Error("of a text of 5,000 words more than the first are compared")
	}
}
