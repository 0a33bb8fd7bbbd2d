package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// controls are characters that none of what is served has as such, with line ends
// that a text may have.
const controls = "\x01\x07\x08\x1b[31m\x1b]0;x\x07\x7f\u0080\u009b31m\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029\r"

// control says whether a rune is one that no page has as such.
func control(r rune) bool {
	return unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

// postQuery sends the console's form to the pages, without their guard.
func postQuery(tb testing.TB, s *Site, path string, form url.Values) *httptest.ResponseRecorder {
	tb.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.inner.ServeHTTP(w, r)
	return w
}

// TestControls puts control characters wherever a text can stand, in articles and
// in addresses: no page, and no JSON and CSV of one, has one as such, and neither
// has what a script in a page gets to show.
func TestControls(t *testing.T) {
	site, docs := openHostile(t, "quay"+controls+"side", "two\r\n\r\nparagraphs"+controls)
	looked := 0
	look := func(from string, w *httptest.ResponseRecorder) {
		t.Helper()
		looked++
		if at := strings.IndexFunc(w.Body.String(), control); at >= 0 {
			t.Errorf("%s has %q", from, w.Body.String()[max(0, at-80):min(at+20, w.Body.Len())])
		}
		for _, values := range w.Header() {
			if strings.IndexFunc(strings.Join(values, ""), control) >= 0 {
				t.Errorf("%s has the headers %q", from, w.Header())
			}
		}
	}
	shown := func(from string, w *httptest.ResponseRecorder) {
		t.Helper()
		var v any
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", from, err)
		}
		addStrings(func(text string) {
			if strings.IndexFunc(text, control) >= 0 {
				t.Errorf("%s has the text %q", from, text)
			}
		}, w.Body.String())
	}
	for i := range docs {
		d := &docs[i]
		for _, path := range ownPages(d) {
			look(path, get(t, site, path))
		}
		for _, path := range sharedPages(d, controls) {
			look(path, get(t, site, path))
		}
		for _, path := range append(dataPages(d, controls), "/names.json", "/names.csv", "/articles.json", "/articles.csv", "/start.json", "/suggest.json?q=quay", "/search.json?q=quay", "/search.csv?q=quay", "/compare.json?a="+d.Entities[0].ID+"&b="+d.Entities[1].ID) {
			look(path, get(t, site, path))
		}
		shown("suggestions", get(t, site, "/suggest.json?q=quay"))
		shown("drawing", get(t, site, "/graph.json?of="+d.Entities[1].ID))
		shown("drawing of claims", get(t, site, "/graph.json?view=claims&article="+d.Article.ID))
	}
	if !testing.Short() { // a child takes more memory under the race detector than it may have
		for _, script := range []string{`emit({"a\u202eb\u0007": "c\u009bd\u2028"})`, `throw "e\u001b[31m\u202e"`, "1 //" + controls} {
			form := url.Values{"script": {script}, "args": {docs[0].Entities[0].ID}}
			look(script, postQuery(t, site, "/query", form))
			look(script+" as JSON", postQuery(t, site, "/query.json", form))
		}
		look("an unknown name", postQuery(t, site, "/query", url.Values{"script": {"1"}, "args": {controls}}))
	}
	t.Logf("%d answers", looked)
}
