package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"hearsay/graph"
	"hearsay/graph/names"
	"hearsay/graph/reviews"
)

// editedSite is a site of the small document with forms, its files beside the graph, and
// what it told of changes.
func editedSite(t *testing.T) (site *Site, path string, told *[]string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "g.db")
	putGraph(t, path, smallDocument())
	told = &[]string{}
	return readSite(t, path, Options{
		Reviews: path + ".reviews.jsonl", Names: path + ".names.csv", Edit: true, By: "jt", Audit: func(line string) { *told = append(*told, line) },
	}), path, told
}

// formsSite is one with forms, a decision and reviews, among them one of the claim of which
// [Site.anything] tells.
func formsSite(t *testing.T) *Site {
	t.Helper()
	site, path, _ := editedSite(t)
	doc := smallDocument()
	leads(t, site, "/entity/person/jane-doe/names", url.Values{
		"seal": {sealOf(t, site, "/entity/person/jane-doe", "/entity/person/jane-doe/names")}, "action": {"rename"}, "value": {"Dr. Jane Doe"},
	})
	for i, v := range []reviews.Verdict{reviews.Right, reviews.Right, reviews.None} {
		r := reviews.Of(&doc, &doc.Claims[i], v)
		r.Note, r.Who, r.When = "told to the inquiry too", "jt", "2031-03-05"
		if err := reviews.Add(path+".reviews.jsonl", r); err != nil {
			t.Fatal(err)
		}
	}
	if err := site.graph.again(t.Context()); err != nil {
		t.Fatal(err)
	}
	return site
}

// sealOf is what the forms of a page show, those that lead to an address.
func sealOf(t *testing.T, s *Site, page, action string) string {
	t.Helper()
	m := regexp.MustCompile(`action="` + regexp.QuoteMeta(action) + `"><input type="hidden" name="seal" value="([0-9a-f]{64})"`).FindStringSubmatch(get(t, s, page).Body.String())
	if m == nil {
		t.Fatalf("%s has no form that leads to %s", page, action)
	}
	return m[1]
}

// post sends a form through the guard, as a page of the site does.
func post(t *testing.T, s *Site, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	server := httptest.NewServer(s)
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	w := httptest.NewRecorder()
	for k, v := range got.Header {
		w.Header()[k] = v
	}
	w.WriteHeader(got.StatusCode)
	if _, err := w.Body.ReadFrom(got.Body); err != nil {
		t.Fatal(err)
	}
	return w
}

// leads sends a form that has to be taken, and gives where the answer leads.
func leads(t *testing.T, s *Site, path string, form url.Values) string {
	t.Helper()
	w := post(t, s, path, form)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%s %v: %d %s", path, form, w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// TestEditReview reviews a claim by its form: the next pages show it, or leave the claim
// out; it is undone; each change is told.
func TestEditReview(t *testing.T) {
	site, path, told := editedSite(t)
	claim := smallDocument().Claims[2].ID
	page := claimPath(claim)
	action := page + "/review"
	seal := sealOf(t, site, page, action)
	const note = `"><script>alert(1)</script>`
	if to := leads(t, site, action, url.Values{"seal": {seal}, "verdict": {"source"}, "note": {note}}); to != page+"#review" {
		t.Errorf("the form leads to %s", to)
	}
	body := get(t, site, page).Body.String()
	if !strings.Contains(body, `<span class="badge b-source">wrong source</span>`) || !strings.Contains(body, html.EscapeString(note)) && !strings.Contains(body, "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;") || strings.Contains(body, "<script>alert") {
		t.Errorf("the claim's page: %s", body)
	}
	if !strings.Contains(body, `value="source" required checked`) {
		t.Error("the form does not show what was found")
	}
	list := get(t, site, "/claims").Body.String()
	if strings.Contains(list, page+`"`) || !strings.Contains(list, "1 claim that people found wrong left out") || !strings.Contains(list, `href="/claims?reviewed=all"`) {
		t.Errorf("the list: %s", list)
	}
	if all := get(t, site, "/claims?reviewed=all").Body.String(); !strings.Contains(all, page+`"`) || !strings.Contains(all, "wrong source") {
		t.Error("the list of all claims leaves it out")
	}
	if w := get(t, site, "/claims.json?reviewed=checked"); strings.TrimSpace(w.Body.String()) != "[]" {
		t.Errorf("checked is %s", w.Body)
	}
	if start := get(t, site, "/").Body.String(); !strings.Contains(start, "1 claim that people found wrong left out") {
		t.Error("the first page does not say what is left out")
	}
	if w := get(t, site, "/claims?reviewed=x"); w.Code != http.StatusBadRequest {
		t.Errorf("reviewed=x: %d", w.Code)
	}
	if w := get(t, site, page+".json"); !strings.Contains(w.Body.String(), `"verdict": "source"`) && !strings.Contains(w.Body.String(), `"verdict":"source"`) {
		t.Errorf("its JSON: %s", w.Body)
	}
	leads(t, site, action, url.Values{"seal": {seal}, "verdict": {"undo"}})
	if list := get(t, site, "/claims").Body.String(); !strings.Contains(list, page+`"`) || strings.Contains(list, "left out") {
		t.Error("undone, the claim is left out")
	}
	if len(*told) != 2 || !strings.Contains((*told)[0], " by jt: "+claim+": wrong source") || strings.Contains((*told)[0], "\n") {
		t.Errorf("told is %q", *told)
	}
	data, err := os.ReadFile(path + ".reviews.jsonl")
	if err != nil || strings.Count(string(data), "\n") != 2 || !strings.Contains(string(data), `"source":["Harbour Board"],"verdict":"source"`) {
		t.Errorf("the file holds %s, %v", data, err)
	}
}

// TestEditRefused sends forms that must change nothing.
func TestEditRefused(t *testing.T) {
	site, path, told := editedSite(t)
	doc := smallDocument()
	page, other := claimPath(doc.Claims[0].ID), claimPath(doc.Claims[1].ID)
	seal := sealOf(t, site, page, page+"/review")
	entity := sealOf(t, site, "/entity/person/jane-doe", "/entity/person/jane-doe/names")
	named := func(action, value string) url.Values {
		return url.Values{"seal": {entity}, "action": {action}, "value": {value}}
	}
	for _, c := range []struct {
		path   string
		form   url.Values
		header []string
		want   int
	}{
		{page + "/review", url.Values{"verdict": {"none"}}, nil, http.StatusForbidden},
		{page + "/review", url.Values{"verdict": {"none"}, "seal": {strings.Repeat("0", 64)}}, nil, http.StatusForbidden},
		{other + "/review", url.Values{"verdict": {"none"}, "seal": {seal}}, nil, http.StatusForbidden}, // that of another claim
		{page + "/review?seal=" + seal + "&verdict=none", nil, nil, http.StatusForbidden},
		{page + "/review", url.Values{"verdict": {"none"}, "seal": {seal}}, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		{page + "/review", url.Values{"verdict": {"none"}, "seal": {seal}}, []string{"Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
		{page + "/review", url.Values{"verdict": {"none"}, "seal": {seal}}, []string{"Sec-Fetch-Site", "", "Origin", "http://evil.example"}, http.StatusForbidden},
		{page + "/review", url.Values{"verdict": {"perhaps"}, "seal": {seal}}, nil, http.StatusBadRequest},
		{page + "/review", url.Values{"verdict": {"none"}, "seal": {seal}, "note": {strings.Repeat("x", 3000)}}, nil, http.StatusBadRequest},
		{page + "/review", url.Values{"verdict": {"none"}, "seal": {seal}, "note": {"\x00"}}, nil, http.StatusBadRequest},
		{"/entity/person/jane-doe/names", url.Values{"action": {"hide"}}, nil, http.StatusForbidden},
		{"/entity/person/ann-roe/names", named("hide", ""), nil, http.StatusForbidden},
		{"/entity/person/jane-doe/names", named("burn", ""), nil, http.StatusBadRequest},
		{"/entity/person/jane-doe/names", named("join", ""), nil, http.StatusBadRequest},
		{"/entity/person/jane-doe/names", named("join", "Jane Doe"), nil, http.StatusBadRequest},
		{"/entity/person/jane-doe/names", named("join", "Nobody Here"), nil, http.StatusNotFound},
		{"/entity/person/jane-doe/names", named("join", "person/nobody-here"), nil, http.StatusNotFound},
		{"/entity/person/jane-doe/names", named("rename", " \n"), nil, http.StatusBadRequest},
		{"/entity/person/jane-doe/names", named("type", "thing"), nil, http.StatusBadRequest},
		{"/entity/person/jane-doe/names", url.Values{"seal": {entity}, "action": {"hide"}, "form": {"person/ann-roe"}}, nil, http.StatusBadRequest},
		{"/decisions", url.Values{"line": {"2"}}, nil, http.StatusForbidden},
	} {
		if w := post(t, site, c.path, c.form, c.header...); w.Code != c.want {
			t.Errorf("%s %.200v %q: %d, want %d: %.300s", c.path, c.form, c.header, w.Code, c.want, w.Body)
		}
	}
	for _, file := range []string{".reviews.jsonl", ".names.csv"} {
		if _, err := os.Stat(path + file); err == nil {
			t.Errorf("%s is written", file)
		}
	}
	if len(*told) > 0 {
		t.Errorf("told is %q", *told)
	}
}

// TestEditNames joins, renames, changes a type, hides and undoes by forms: the pages that
// follow show it, and the file and the graph have it.
func TestEditNames(t *testing.T) {
	site, path, told := editedSite(t)
	const jane = "/entity/person/jane-doe"
	send := func(page string, form url.Values) string {
		t.Helper()
		form.Set("seal", sealOf(t, site, page, page+"/names"))
		return leads(t, site, page+"/names", form)
	}
	undo := func() {
		t.Helper()
		body := get(t, site, "/decisions").Body.String()
		m := regexp.MustCompile(`name="seal" value="([0-9a-f]+)"><input type="hidden" name="line" value="(\d+)"><input type="hidden" name="row" value="([0-9a-f]+)"`).FindStringSubmatch(body)
		if m == nil {
			t.Fatalf("nothing to undo: %s", body)
		}
		form := url.Values{"seal": {m[1]}, "line": {m[2]}, "row": {strings.Repeat("0", 20)}}
		if w := post(t, site, "/decisions", form); w.Code != http.StatusConflict {
			t.Errorf("another row is undone: %d", w.Code)
		}
		form.Set("row", m[3])
		if to := leads(t, site, "/decisions", form); to != "/decisions" {
			t.Errorf("undone, it leads to %s", to)
		}
	}
	const payload = `<img src=x onerror=alert(1)>`
	if to := send(jane, url.Values{"action": {"rename"}, "value": {payload}}); to != jane {
		t.Errorf("renamed, it leads to %s", to)
	}
	body := get(t, site, jane).Body.String()
	if !strings.Contains(body, "person/jane-doe is called &lt;img src=x onerror=alert(1)&gt;") || strings.Contains(body, payload) {
		t.Errorf("renamed: %s", body)
	}
	undo()
	if body := get(t, site, jane).Body.String(); !strings.Contains(body, "<h1><bdi>Jane Doe</bdi></h1>") || strings.Contains(body, `class="decided"`) {
		t.Errorf("undone: %s", body)
	}
	if to := send(jane, url.Values{"action": {"join"}, "value": {"Ann Roe"}, "note": {"=1+1"}}); to != "/entity/person/ann-roe" {
		t.Errorf("joined, it leads to %s", to)
	}
	if w := get(t, site, jane); w.Code != http.StatusSeeOther {
		t.Errorf("joined, its page is %d", w.Code)
	}
	if data, err := os.ReadFile(path + ".names.csv"); err != nil || !strings.Contains(string(data), "person/jane-doe,person,person/ann-roe,,,'=1+1") {
		t.Errorf("the file holds %s, %v", data, err)
	}
	form := url.Values{"seal": {sealOf(t, site, "/entity/person/ann-roe", "/entity/person/ann-roe/names")}, "action": {"apart"}, "form": {"person/jane-doe"}}
	if w := post(t, site, "/entity/person/ann-roe/names", form); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "contradicts line 2") {
		t.Errorf("apart and joined: %d %s", w.Code, w.Body)
	}
	undo()
	if to := send(jane, url.Values{"action": {"type"}, "value": {"group"}}); to != "/entity/group/jane-doe" {
		t.Errorf("of another type, it leads to %s", to)
	}
	if w := get(t, site, "/entity/group/jane-doe"); w.Code != http.StatusOK {
		t.Errorf("of another type: %d", w.Code)
	}
	undo()
	if to := send(jane, url.Values{"action": {"hide"}}); to != "/decisions" {
		t.Errorf("hidden, it leads to %s", to)
	}
	if w := get(t, site, jane); w.Code != http.StatusNotFound {
		t.Errorf("hidden, its page is %d", w.Code)
	}
	undo()
	if w := get(t, site, jane); w.Code != http.StatusOK {
		t.Errorf("shown again, its page is %d", w.Code)
	}
	if len(*told) != 8 {
		t.Errorf("told is %q", *told)
	}

	// A build that holds the graph is waited for by who sends the form.
	seal := sealOf(t, site, jane, jane+"/names")
	w, err := graph.Open(t.Context(), path, graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	got := post(t, site, jane+"/names", url.Values{"seal": {seal}, "action": {"hide"}})
	if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" || strings.Count(got.Body.String(), "\n") != 1 {
		t.Errorf("during a build: %d %q", got.Code, got.Body)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path + ".names.csv"); strings.Contains(string(data), "hide") {
		t.Error("during a build the file is changed")
	}
}

// TestNoForms holds that without --edit nothing takes a form but the console, and that no
// page shows one that is sent by POST but its.
func TestNoForms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	putGraph(t, path, smallDocument())
	site := readSite(t, path, Options{Reviews: path + ".reviews.jsonl", Names: path + ".names.csv"})
	claim := claimPath(smallDocument().Claims[0].ID)
	for _, p := range []string{claim + "/review", "/entity/person/jane-doe/names", "/decisions"} {
		if w := post(t, site, p, url.Values{"verdict": {"none"}, "action": {"hide"}, "line": {"2"}}); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", p, w.Code)
		}
	}
	for _, p := range []string{claim, "/entity/person/jane-doe", "/claims", "/"} {
		if body := get(t, site, p).Body.String(); strings.Contains(body, `method="post"`) || strings.Contains(body, "seal") {
			t.Errorf("%s has a form", p)
		}
	}
	if w := get(t, site, "/decisions"); w.Code != http.StatusNotFound {
		t.Errorf("/decisions: %d", w.Code)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) > 4 {
		t.Errorf("left beside the graph: %v", entries)
	}
}

// TestCheckedFacet has a claim found right: the list can be narrowed down to what was.
func TestCheckedFacet(t *testing.T) {
	path, doc := filepath.Join(t.TempDir(), "g.db"), smallDocument()
	putGraph(t, path, doc)
	if err := reviews.Add(path+reviews.Suffix, reviews.Of(&doc, &doc.Claims[0], reviews.Right)); err != nil {
		t.Fatal(err)
	}
	site := readSite(t, path, Options{Reviews: path + reviews.Suffix})
	if list := get(t, site, "/claims").Body.String(); !strings.Contains(list, `<a href="/claims?reviewed=checked"><bdi>checked: right</bdi></a><span class="n">1</span>`) {
		t.Errorf("the list has no such facet: %s", list)
	}
	if list := get(t, site, "/claims?reviewed=checked").Body.String(); !strings.Contains(list, `<a href="/claims" aria-current="true"><bdi>checked: right</bdi>`) || !strings.Contains(list, "--checked") {
		t.Errorf("the narrowed list: %s", list)
	}
}

// TestEditXSS puts payloads wherever a text can stand in the forms and in what they wrote:
// the elements of the pages stay those that they have with harmless words.
func TestEditXSS(t *testing.T) {
	all := payloads(t, 1000) // each has a site of its own
	if os.Getenv("HEARSAY_LONG") == "" {
		all = spread(all, 90)
	}
	doc := smallDocument()
	path := filepath.Join(t.TempDir(), "g.db")
	putGraph(t, path, doc)
	claim, entity := claimPath(doc.Claims[0].ID), "/entity/person/jane-doe"
	pages := []string{claim, "/claims?reviewed=all", entity, "/decisions"}
	show := func(t *testing.T, words string) (out [][]string) {
		r := reviews.Of(&doc, &doc.Claims[0], reviews.Source)
		r.Note, r.Who = printable(words), printable(words)
		for _, file := range []string{path + ".reviews.jsonl", path + ".names.csv"} {
			if err := os.RemoveAll(file); err != nil {
				t.Fatal(err)
			}
		}
		if err := reviews.Add(path+".reviews.jsonl", r); err != nil {
			t.Fatal(err)
		}
		f, err := (&names.File{}).With(names.Decision{Form: "person/jane-doe", Action: names.Rename, Name: "N" + strings.TrimSpace(printable(words)) + "."}, printable(words))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Save(path + ".names.csv"); err != nil {
			t.Fatal(err)
		}
		site := readSite(t, path, Options{Version: "test", Reviews: path + ".reviews.jsonl", Names: path + ".names.csv", Edit: true})
		for _, p := range pages {
			out = append(out, elements(t, pageOf(t, site, p), p))
		}
		return out
	}
	var want [][]string
	t.Run("words", func(t *testing.T) { want = show(t, "words") })
	for _, payload := range all {
		// A subtest closes its site, so that not all of them are open at once.
		t.Run("", func(t *testing.T) {
			for i, got := range show(t, payload) {
				if !slices.Equal(got, want[i]) {
					t.Fatalf("%s with %q:\n got %s\nwant %s", pages[i], payload, strings.Join(got, "\n"), strings.Join(want[i], "\n"))
				}
			}
		})
	}
}

// printable is a text as the files take it: without control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
