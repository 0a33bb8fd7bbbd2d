package export

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
)

// testSet is the small test graph: the second claim is within the first.
//
//	The Courier ─ Jane Doe ──(said)──> Harbour Board
//	                └─ reports ─ a senior aide ──(warned)──> Jane Doe
func testSet() *Set {
	doe := graph.EntityRef{ID: "person/jane-doe", Name: "Jane Doe", Type: news.Person}
	aide := graph.EntityRef{ID: "group/a-senior-aide", Name: "=a senior aide", Type: news.Group}
	board := graph.EntityRef{ID: "organization/harbour-board", Name: "Harbour Board & <Sons>", Type: news.Organization}
	article := graph.ArticleInfo{ID: "0123", Title: "Vote \"now\"", URL: "https://courier.example/1", Publisher: "The Courier", PublisherID: "publication/courier", Published: "2031-03-04"}
	outer := graph.Claim{
		Claim:   news.Claim{ID: "claim/0123-1-9", Cue: "said", Content: "an aide warned her, \"mind\" the quays", Kind: news.Indirect, Stance: news.Asserts, Sentence: "S1", Confidence: 0.9},
		Sources: []graph.EntityRef{doe}, Targets: []graph.EntityRef{board}, Article: article,
	}
	outer.Chain = []graph.Link{{Source: outer.Sources, Cue: "said", Claim: outer.ID}}
	inner := graph.Claim{
		Claim:   news.Claim{ID: "claim/0123-3-9", Cue: "warned", Content: "\"mind\" the\x1b[31m quays", Within: outer.ID, Kind: news.Mixed, Stance: news.Warns, Sentence: "S1", Confidence: 0.5},
		Sources: []graph.EntityRef{aide}, Targets: []graph.EntityRef{doe}, Article: article,
	}
	inner.Chain = append(outer.Chain[:1:1], graph.Link{Source: inner.Sources, Cue: "warned", Claim: inner.ID})
	return &Set{
		Title:  "Claims about the <quays>",
		Claims: []graph.Claim{outer, inner},
		Entities: []graph.Entity{
			{EntityRef: aide}, {EntityRef: board, Aliases: []string{"board", "the board"}}, {EntityRef: doe, Named: true, Roles: []string{"-chair"}},
		},
	}
}

// Words of which names are made in crowds.
var (
	firstNames = []string{"Mara", "Jonas", "Edda", "Orla", "Ivo", "Daniel", "Tessa", "Bram", "Lene", "Rosa", "Amadou", "Yuki", "Søren", "Inés", "Wanda", "Petr"}
	lastNames  = []string{"Rell", "Fisk", "Morrow", "Vance", "Pell", "Ruiz-Haller", "Okafor", "Lindqvist", "Brandt", "Achterberg", "Nakamura", "Montgomery-Featherstonehaugh", "Ito", "Kovač"}
	bodies     = []string{"Harbour Board", "Ministry of Transport", "Audit Office", "Union of Dockers", "Institute for Tidal Research", "Norvane Energy", "City Council", "Court of Appeal"}
)

// crowd is a set in which n entities speak about each other, as in the news: a few
// are named again and again, most once or twice, some speak about nobody.
func crowd(n int) *Set {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	entities := make([]graph.EntityRef, n)
	for i := range entities {
		e := &entities[i]
		switch {
		case i%7 == 3:
			e.Type, e.Name = news.Organization, fmt.Sprintf("%s of District %d", bodies[i%len(bodies)], i)
		case i%11 == 5:
			e.Type, e.Name = news.Group, fmt.Sprintf("residents of quay %d", i)
		case i%13 == 6:
			e.Type, e.Name = news.System, fmt.Sprintf("Travel Pass %d", i)
		default:
			e.Type, e.Name = news.Person, firstNames[random.IntN(len(firstNames))]+" "+lastNames[random.IntN(len(lastNames))]
		}
		e.ID = fmt.Sprintf("%s/e%d", e.Type, i)
	}
	pick := func() graph.EntityRef {
		x := random.Float64()
		return entities[int(x*x*x*float64(n))]
	}
	s := &Set{Title: fmt.Sprintf("Who said what about whom: a crowd of %d", n)}
	for i := range 2 * n {
		day := fmt.Sprintf("2031-%02d-%02d", 1+i*7%12, 1+i*5%28)
		a := graph.ArticleInfo{ID: fmt.Sprintf("a%d", i/9), Title: "News", Publisher: "The Courier", PublisherID: "publication/courier", Published: day}
		c := graph.Claim{Claim: news.Claim{
			ID: fmt.Sprintf("claim/a%d-%d-%d", i/9, i, i+5), Cue: "said", Content: fmt.Sprintf("that the barrier will hold for another %d years", i),
			Kind: news.Indirect, Stance: news.Stances[i%len(news.Stances)], Sentence: "A sentence.", Confidence: 0.8,
		}, Article: a}
		who := pick()
		if i < n {
			who = entities[i]
		}
		c.Sources = []graph.EntityRef{who}
		if i%4 != 0 {
			c.Targets = []graph.EntityRef{pick()}
		}
		c.Chain = []graph.Link{{Source: c.Sources, Cue: c.Cue, Claim: c.ID}}
		if last := len(s.Claims) - 1; i%9 == 8 {
			c.Within = s.Claims[last].ID
			c.Chain = append(s.Claims[last].Chain[:1:1], c.Chain...)
		}
		s.Claims = append(s.Claims, c)
	}
	return s
}

// articleSet is a set with its text: an aide, by way of Jane Doe, whose claim about
// the quays is about nobody named.
func articleSet() *Set {
	const text = "Café “Sea”\n\nDoe said an aide feared the quays. Doe"
	doe := graph.EntityRef{ID: "person/jane-doe", Name: "Jane Doe", Type: news.Person}
	aide := graph.EntityRef{ID: "group/an-aide", Name: "an aide", Type: news.Group}
	doc := news.Document{
		Article: news.Article{ID: "0123", Title: "Café “Sea”", URL: "https://courier.example/1", Publisher: "The Courier", Published: "2031-03-04", Language: "en", Text: text},
		Entities: []news.Entity{
			{ID: aide.ID, Name: aide.Name, Type: aide.Type},
			{ID: doe.ID, Name: doe.Name, Type: doe.Type, Named: true},
		},
	}
	at := func(words string) news.Span {
		i := strings.Index(text, words)
		return news.Span{Start: i, End: i + len(words)}
	}
	claim := func(who graph.EntityRef, source, cue, content string) graph.Claim {
		span := at(content)
		return graph.Claim{
			Claim: news.Claim{
				ID: fmt.Sprintf("claim/0123-%d-%d", span.Start, span.End), Source: []string{who.ID}, Cue: cue, Content: content, Kind: news.Indirect, Stance: news.Asserts,
				Date: "2031-03-03", Start: span.Start, End: span.End, Sentence: text[strings.Index(text, "Doe said"):], Confidence: 0.75,
				SourceSpans: []news.Span{at(source)}, CueSpans: []news.Span{at(cue)}, ContentSpans: []news.Span{span},
			},
			Sources: []graph.EntityRef{who},
			Article: graph.ArticleInfo{ID: "0123", Title: doc.Article.Title, URL: doc.Article.URL, Publisher: "The Courier", PublisherID: "publication/courier", Published: "2031-03-04"},
		}
	}
	outer := claim(doe, "Doe", "said", "an aide feared the quays")
	outer.About, outer.Targets = []string{aide.ID}, []graph.EntityRef{aide}
	outer.Chain = []graph.Link{{Source: outer.Sources, Cue: "said", Claim: outer.ID}}
	inner := claim(aide, "an aide", "feared", "the quays")
	inner.Within, inner.Stance = outer.ID, news.Believes
	inner.Chain = append(outer.Chain[:1:1], graph.Link{Source: inner.Sources, Cue: "feared", Claim: inner.ID})
	return &Set{
		Title: "A café", Claims: []graph.Claim{outer, inner},
		Entities: []graph.Entity{{EntityRef: aide}, {EntityRef: doe, Named: true, Roles: []string{"mayor"}}},
		Document: func(string) (news.Document, error) { return doc, nil },
	}
}

// farSet is articleSet with somebody who is only mentioned, and a group that no
// Latin letter names.
func farSet(t *testing.T) *Set {
	t.Helper()
	s := articleSet()
	doc, err := s.Document("")
	if err != nil {
		t.Fatal(err)
	}
	doc.Entities = append(slices.Clone(doc.Entities),
		news.Entity{ID: "group/李", Name: "李", Type: news.Group},
		news.Entity{ID: "person/ۈی", Name: "ۈی", Type: news.Person, Aliases: []string{"ۈ"}})
	s.Document = func(string) (news.Document, error) { return doc, nil }
	return s
}
