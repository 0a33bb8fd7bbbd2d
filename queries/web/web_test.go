package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/synthetic"
	"hearsay/queries/gizmo"
)

// childCommand is the argument with which the test binary runs a query.
const childCommand = "gizmo-child"

// TestMain lets the test binary be the process that a query runs in.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == childCommand {
		if err := gizmo.Child(os.Stdin, os.Stdout); err != nil {
			os.Exit(2)
		}
		return
	}
	os.Exit(m.Run())
}

// The small test graph. A source is on the left of what it says; a claim stands
// under the one that reports it.
//
//	The Courier, 4 March 2031, “Vote”
//	  Jane Doe said: the quays are safe, Ann Roe told her     about Harbour Board
//	    Ann Roe told: the quays are safe (warns)              about Jane Doe
//	  Harbour Board denied: prices rise                       about Ann Roe
func smallDocument() news.Document {
	const text = "Vote\n\nJane Doe, chair of the Harbour Board, said the quays are safe, Ann Roe told her. The Harbour Board denied prices rise.\n\nNothing else was said."
	span := func(words string) news.Span {
		at := strings.Index(text, words)
		return news.Span{Start: at, End: at + len(words)}
	}
	a := news.Article{Title: "Vote", URL: "https://courier.example/vote", Publisher: "The Courier", Published: "2031-03-04", Language: "en", Text: text}
	a.ID = news.ArticleID(a)
	claim := func(source, cue, content string, about ...string) news.Claim {
		s := span(content)
		return news.Claim{
			ID: "claim/" + a.ID + "-" + itoa(s.Start) + "-" + itoa(s.End), Source: []string{source}, Cue: cue, Content: content, About: about, Kind: news.Indirect, Stance: news.Asserts,
			Start: s.Start, End: s.End, CueSpans: []news.Span{span(cue)}, ContentSpans: []news.Span{s}, Confidence: 0.875,
			Sentence: "Jane Doe, chair of the Harbour Board, said the quays are safe, Ann Roe told her.",
		}
	}
	outer := claim("person/jane-doe", "said", "the quays are safe, Ann Roe told her", "organization/harbour-board")
	outer.SourceSpans = []news.Span{span("Jane Doe")}
	inner := claim("person/ann-roe", "told", "the quays are safe", "person/jane-doe")
	inner.Within, inner.Stance, inner.SourceSpans = outer.ID, news.Warns, []news.Span{span("Ann Roe")}
	denial := claim("organization/harbour-board", "denied", "prices rise", "person/ann-roe")
	denial.Stance, denial.Date, denial.Sentence = news.Denies, "2031-03-01", "The Harbour Board denied prices rise."
	return news.Document{
		Article: a,
		Entities: []news.Entity{
			{ID: "organization/harbour-board", Name: "Harbour Board", Type: news.Organization, Aliases: []string{"Harbour Board", "the board"}},
			{ID: "person/ann-roe", Name: "Ann Roe", Type: news.Person, Aliases: []string{"Ann Roe"}},
			{ID: "person/jane-doe", Name: "Jane Doe", Type: news.Person, Aliases: []string{"Jane Doe", "Dr. Doe"}, Roles: []string{"chair of the Harbour Board"}, Affiliations: []string{"organization/harbour-board"}},
			{ID: "publication/courier", Name: "The Courier", Type: news.Publication, Aliases: []string{"The Courier"}},
		},
		Claims: []news.Claim{outer, inner, denial},
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// openSite makes a site of documents.
func openSite(tb testing.TB, o Options, docs ...news.Document) *Site {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "g.db")
	s, err := graph.Open(tb.Context(), path, graph.Write)
	if err != nil {
		tb.Fatal(err)
	}
	for chunk := range slices.Chunk(docs, 200) {
		if _, err := s.Put(tb.Context(), chunk...); err != nil {
			tb.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return readSite(tb, path, o)
}

// readSite makes a site of a graph that is there.
func readSite(tb testing.TB, path string, o Options) *Site {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	site, err := New(context.Background(), path, gizmo.NewRunner(self, childCommand), o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := site.Close(); err != nil {
			tb.Error(err)
		}
	})
	return site
}

// reading is what pages of a site are made from now.
func reading(tb testing.TB, s *Site) *reader {
	tb.Helper()
	g, done, err := s.graph.now(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	done()
	return g
}

func smallSite(tb testing.TB) *Site { return openSite(tb, Options{Version: "test"}, smallDocument()) }

// TestStart holds that the first page leads with what the program is sure of among
// what came through another source, and says which days its articles are of.
func TestStart(t *testing.T) {
	site := generatedSite(t, 60)
	var start struct {
		First  string
		Last   string
		Nested int
		Chains []struct {
			Chain      []any
			Confidence float64
		} `json:"surest_chains"`
	}
	if err := json.Unmarshal(get(t, site, "/start.json").Body.Bytes(), &start); err != nil {
		t.Fatal(err)
	}
	if len(start.Chains) != startChains {
		t.Fatalf("%d chains, want %d", len(start.Chains), startChains)
	}
	all, _, err := reading(t, site).store.Claims(t.Context(), graph.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	surer, nested, first, last := 0, 0, "9", ""
	for _, c := range all {
		if day := dayOf(&c.Article); day != "" {
			first, last = min(first, day), max(last, day)
		}
		if len(c.Chain) > 1 {
			nested++
		}
		if len(c.Chain) > 1 && c.Confidence > start.Chains[startChains-1].Confidence {
			surer++
		}
	}
	for i, c := range start.Chains {
		if len(c.Chain) < 2 || i > 0 && c.Confidence > start.Chains[i-1].Confidence {
			t.Errorf("chain %d has %d sources and is %.3f sure", i, len(c.Chain), c.Confidence)
		}
	}
	if surer >= startChains || start.Nested != nested {
		t.Errorf("%d chains are surer than those shown; %d claims came through another, the page says %d", surer, nested, start.Nested)
	}
	page := get(t, site, "/").Body.String()
	if start.First != first || start.Last != last || !strings.Contains(page, longDay(first)+" to "+longDay(last)) {
		t.Errorf("the page says %s to %s, want %s to %s", start.First, start.Last, first, last)
	}
	if strings.Index(page, "the surest first") > strings.Index(page, "Quoted most") {
		t.Error("the page does not lead with the chains")
	}
}

// generatedSite is a site of so many generated articles.
func generatedSite(tb testing.TB, articles int) *Site {
	tb.Helper()
	return openSite(tb, Options{}, slices.Collect(synthetic.Documents(articles, 1))...)
}

// get asks the pages, without their guard.
func get(tb testing.TB, s *Site, path string) *httptest.ResponseRecorder {
	tb.Helper()
	w := httptest.NewRecorder()
	s.inner.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}
