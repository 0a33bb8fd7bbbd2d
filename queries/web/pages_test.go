package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/news"
	"hearsay/graph/census"
)

// TestPages compares pages of the small test graph with those in testdata/golden;
// UPDATE=1 writes them anew.
func TestPages(t *testing.T) {
	site := smallSite(t)
	d := smallDocument()
	for name, path := range map[string]string{
		"start": "/", "claims": "/claims?about=Jane+Doe&about=Ann+Roe", "entity": "/entity/person/jane-doe", "claim": "/" + d.Claims[1].ID, "article": "/article/" + d.Article.ID, "search": "/search?q=Roe+about+Doe",
	} {
		w := get(t, site, path)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, w.Code)
		}
		got := stable(w.Body.String())
		golden := filepath.Join("../../testdata/golden", "page-"+name+".html")
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil { //nolint:gosec // a file of the project
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// stable is a page without the marks that change with every change of a style.
func stable(page string) string {
	var b strings.Builder
	for i, piece := range strings.Split(page, "?v=") {
		if i > 0 {
			piece = piece[12:]
		}
		b.WriteString(piece)
	}
	return b.String()
}

// TestWording holds that a page says who said what, through whom and where we
// heard it, and never that it is so.
func TestWording(t *testing.T) {
	site := smallSite(t)
	d := smallDocument()
	text := strings.Join(strings.Fields(plain(get(t, site, "/"+d.Claims[1].ID).Body.String())), " ")
	const want = "Ann Roe told Jane Doe, chair of the Harbour Board, said the quays are safe, Ann Roe told her. reported by Jane Doe, read in The Courier, Vote, 4 March 2031"
	if !strings.Contains(text, want) {
		t.Errorf("the page of a claim says\n%s\nand not\n%s", text, want)
	}
}

// plain is a page's text.
func plain(page string) string {
	var b strings.Builder
	for _, piece := range strings.Split(page, "<") {
		_, text, _ := strings.Cut(piece, ">")
		b.WriteString(text)
	}
	return b.String()
}

// TestFacets holds that each choice of a facet leads to as many claims as it says.
func TestFacets(t *testing.T) {
	site := generatedSite(t, 30)
	q, err := reading(t, site).asked(t.Context(), url.Values{"stance": {"warns", "denies"}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := reading(t, site).census.Find(t.Context(), q.filter, fewChoices)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range q.facets(&found.Facets, "") {
		for _, c := range f.Choices {
			if c.On || f.Key == "stance" {
				continue
			}
			var rows []json.RawMessage
			at := strings.Replace(c.URL, "/claims?", "/claims.json?size=200&", 1)
			if err := json.Unmarshal(get(t, site, at).Body.Bytes(), &rows); err != nil {
				t.Fatalf("%s: %v", at, err)
			}
			if len(rows) != min(c.Claims, maxClaims) {
				t.Errorf("%s %s: %d claims, the facet says %d", f.Label, c.Label, len(rows), c.Claims)
			}
			checked++
		}
	}
	if checked < 15 {
		t.Errorf("%d choices are offered, want at least 15", checked)
	}
}

// TestMissing holds that what is not there is said, with the nearest names.
func TestMissing(t *testing.T) {
	site := smallSite(t)
	for path, want := range map[string]string{
		"/claims?who=Jane+Do": "Jane Doe", "/entity/person/nobody": "No entity has the id", "/claim/x": "This is not in the graph", "/article/x": "This is not in the graph", "/nosuch": "There is no such page",
		"/claims?page=0": "a number from 1", "/claims?said=%3F": "holds no word", "/claims?since=yesterday": "is not a date", "/claims?chain=long": "no length of a chain", "/names?type=thing": "no type", "/query?saved=x": "no saved query",
	} {
		w := get(t, site, path)
		if w.Code != http.StatusNotFound && w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, without %q", path, w.Code, want)
		}
	}
}

// TestWhy holds that a claim's page shows the mentions that lead to its source.
func TestWhy(t *testing.T) {
	d := smallDocument()
	text := d.Article.Text
	span := func(words string) news.Span {
		at := strings.Index(text, words)
		return news.Span{Start: at, End: at + len(words)}
	}
	// The second claim is said by “her”, who is Jane Doe.
	d.Entities[2].Spans = []news.Span{span("Jane Doe"), span("her")}
	d.Claims[1].Source, d.Claims[1].SourceSpans = []string{"person/jane-doe"}, []news.Span{span("her")}
	site := openSite(t, Options{}, d)
	page := get(t, site, "/"+d.Claims[1].ID).Body.String()
	for _, want := range []string{"Why <a", `<mark class="hit">Jane Doe</mark>, chair of the Harbour Board`, `<li class="last">`, `<mark class="hit">her</mark>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of a claim by a pronoun has no %q", want)
		}
	}
	marked := get(t, site, "/article/"+d.Article.ID+"?of=person%2Fjane-doe").Body.String()
	for _, want := range []string{`<mark class="hit"><b class="source">Jane Doe</b></mark>`, `<mark class="hit"><b class="source">her</b></mark>`, "--of &#39;Jane Doe&#39;"} {
		if !strings.Contains(marked, want) {
			t.Errorf("the article of a person has no %q", want)
		}
	}
	if w := get(t, site, "/article/"+d.Article.ID+"?of=person%2Fnobody"); w.Code != http.StatusNotFound {
		t.Errorf("the article of nobody: %d", w.Code)
	}
	if page := get(t, site, "/"+d.Claims[0].ID).Body.String(); strings.Contains(page, "Why <a") {
		t.Error("a claim that names its source says why it is he")
	}
}

// TestBars draws claims by the finest unit that does not give too many bars.
func TestBars(t *testing.T) {
	for _, c := range []struct{ first, last, unit string }{
		{"2031-03-01", "2031-04-20", "day"}, {"2031-03-01", "2031-12-20", "week"}, {"2031-03-01", "2034-12-20", "month"}, {"1999-03-01", "2034-12-20", "year"},
	} {
		f := census.Facets{
			Days:   []census.Tally{{Value: c.first, Claims: 2}, {Value: c.last, Claims: 1}},
			Months: []census.Tally{{Value: c.first[:7], Claims: 2}, {Value: c.last[:7], Claims: 1}},
		}
		b := newBars(&f, nil)
		if b == nil || b.Unit != c.unit || len(b.Bars) > mostBars+1 || b.Bars[0].Claims != 2 || b.Bars[len(b.Bars)-1].Claims != 1 {
			t.Errorf("from %s to %s: %+v", c.first, c.last, b)
		}
	}
	// A few claims of long ago, or of which only the year is known, do not hide the days of all others.
	far := census.Facets{Months: []census.Tally{{Value: "1776-07", Claims: 1}, {Value: "2031-03", Claims: 60}, {Value: "2040-01", Claims: 2}}}
	far.Days = []census.Tally{{Value: "1776-07-04", Claims: 1}, {Value: "2031-03-01", Claims: 30}, {Value: "2031-03-04", Claims: 30}, {Value: "2040-01-01", Claims: 2}}
	b := newBars(&far, url.Values{"who": {"x"}})
	if b == nil || b.Unit != "day" || len(b.Bars) != 4 || len(b.Beyond) != 2 || b.Beyond[0].Claims != 1 || b.Beyond[1].Claims != 2 {
		t.Fatalf("with claims of other times: %+v", b)
	}
	if b.Beyond[0].URL != "/claims?until=2031-02-28&who=x" || b.Beyond[1].URL != "/claims?since=2031-03-05&who=x" {
		t.Errorf("they are at %s and %s", b.Beyond[0].URL, b.Beyond[1].URL)
	}
	near := census.Facets{Days: []census.Tally{{Value: "2020-01-01", Claims: 1}, {Value: "2031-03-01", Claims: 1}, {Value: "2031-03-02", Claims: 60}, {Value: "2031-03-04", Claims: 1}}}
	near.Months = []census.Tally{{Value: "2020-01", Claims: 1}, {Value: "2031-03", Claims: 62}}
	if b := newBars(&near, nil); b == nil || b.Unit != "day" || len(b.Bars) != 4 || len(b.Beyond) != 1 {
		t.Errorf("with few claims of near days: %+v", b)
	}
	few := census.Facets{Days: far.Days[1:3], Months: []census.Tally{{Value: "2030-00", Claims: 1}, {Value: "2031-02", Claims: 1}, {Value: "2031-03", Claims: 60}}}
	if b := newBars(&few, nil); b == nil || b.Unit != "day" || len(b.Beyond) != 1 || b.Beyond[0].Claims != 2 || b.Beyond[0].URL != "" {
		t.Errorf("with two claims of which no day is known: %+v", b)
	}
	year := census.Facets{Months: []census.Tally{{Value: "1998-00", Claims: 1}, {Value: "2031-03", Claims: 2}, {Value: "2031-04", Claims: 2}}}
	if b := newBars(&year, nil); b == nil || b.Unit != "month" || len(b.Bars) != 2 {
		t.Errorf("with a claim of which only the year is known: %+v", b)
	}
	f := census.Facets{Days: []census.Tally{{Value: "2031-03-01", Claims: 2}}, Months: []census.Tally{{Value: "2031-03", Claims: 2}, {Value: "2031-05", Claims: 1}}}
	if b := newBars(&f, nil); b == nil || b.Unit != "month" || len(b.Bars) != 3 {
		t.Errorf("with a claim of which only the month is known: %+v", b)
	}
}
