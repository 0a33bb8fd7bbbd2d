package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"

	"hearsay/queries/gizmo"
)

// consoleForm gives what a browser would send from the console's form when its own
// button, or another one that belongs to it, is clicked.
func consoleForm(t *testing.T, page, button string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	attribute := func(n *html.Node, key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	form, found := url.Values{}, button == ""
	for n := range root.Descendants() {
		switch {
		case n.Data == "textarea" && n.FirstChild != nil:
			form.Add(attribute(n, "name"), strings.ReplaceAll(n.FirstChild.Data, "\n", "\r\n"))
		case n.Data == "input" && attribute(n, "type") == "hidden":
			form.Add(attribute(n, "name"), attribute(n, "value"))
		case n.Data == "button" && button != "" && attribute(n, "aria-label") == button && attribute(n, "form") == "console":
			form.Add(attribute(n, "name"), attribute(n, "value"))
			found = true
		}
	}
	if !found {
		t.Fatalf("no button is named %q", button)
	}
	return form
}

// TestConsole clicks through the console: examples and saved queries run, those that
// ran before run again, and the address holds them.
func TestConsole(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which runs with -short, takes more memory than a query may have")
	}
	site := smallSite(t)
	page := get(t, site, "/query").Body.String()
	click := func(button string, set ...string) string {
		t.Helper()
		form := consoleForm(t, page, button)
		for i := 0; i < len(set); i += 2 {
			form.Set(set[i], set[i+1])
		}
		w := postQuery(t, site, "/query", form)
		if w.Code != http.StatusOK {
			t.Fatalf("%q: %d %s", button, w.Code, plain(w.Body.String()))
		}
		page = w.Body.String()
		return page
	}
	holds := func(what string, wants ...string) {
		t.Helper()
		for _, want := range wants {
			if !strings.Contains(html.UnescapeString(page), want) {
				t.Errorf("%s: the page has no %q:\n%.3000s", what, want, page[strings.Index(page, `<label for="args"`):])
			}
		}
	}
	click("Run: Articles and their outlets")
	holds("an example", "1 row", " ms", `<a href="/article/`, `SaveOpt("<publisher>"`, "publication/courier", `>its names as a graph<`)
	click("Run about", "args", "Jane Doe")
	holds("a saved query", "the quays are safe", "Ann Roe", "Last queries", "Run again: articles().Save(")
	click("", "script", "throw 1 +\r\n1")
	holds("a query of one's own, at fault", "line 1:1: 2", "Run again: Who said what about somebody or something.", "Run again: articles().Save(", "throw 1 +\n1</textarea>")
	click(firstAgain(t, page, "articles()"))
	holds("one of the last", "1 row", "Run again: throw 1 + 1", "Run again: Who said")
	if n := strings.Count(page, "Run again: articles()"); n > 0 {
		t.Error("the query that runs is one of the last, too")
	}

	at := page[strings.Index(page, `<a href="/query?`)+len(`<a href="`):]
	address := html.UnescapeString(at[:strings.IndexByte(at, '"')])
	page = get(t, site, address).Body.String()
	holds("the address", "articles().Save(", "Run again: throw 1 + 1", "Run again: Who said")
	if strings.Contains(page, "1 row") {
		t.Error("an address runs its query by itself")
	}
	click("")
	holds("what the address holds, run", "1 row", "publication/courier")

	w := postQuery(t, site, "/query", url.Values{"run": {"example:99"}})
	if w.Code != http.StatusBadRequest {
		t.Errorf("an example that is not there: %d", w.Code)
	}
	w = postQuery(t, site, "/query", url.Values{"run": {"saved:nosuch"}})
	if w.Code != http.StatusNotFound {
		t.Errorf("a saved query that is not there: %d", w.Code)
	}
	long := url.Values{"script": {"1 // " + strings.Repeat("x", 2*longAddress)}}
	for i := range 20 {
		long.Add("last", script{Script: fmt.Sprint(i)}.Packed())
	}
	if w := postQuery(t, site, "/query", long); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "data-address") || strings.Contains(w.Body.String(), "Run again") {
		t.Errorf("a query that no address holds: %d, with an address", w.Code)
	}
	page = postQuery(t, site, "/query", url.Values{"script": {strings.Repeat("\"", gizmo.MaxSource)}}).Body.String()
	if n := len(consoleForm(t, page, "").Encode()); n > maxBody {
		t.Errorf("the form of a long script has %d bytes when it is sent again, more than the %d that are read", n, maxBody)
	}
	if w := postQuery(t, site, "/query", url.Values{"run": {"example:one"}}); w.Code != http.StatusBadRequest {
		t.Errorf("an example without a number: %d", w.Code)
	}
	long.Set("script", "1")
	if w := postQuery(t, site, "/query", long); strings.Count(w.Body.String(), "Run again: ") != mostLast {
		t.Errorf("%d of the last queries are kept, want %d", strings.Count(w.Body.String(), "Run again: "), mostLast)
	}
}

// firstAgain is the name of the button that runs a query again which begins so.
func firstAgain(t *testing.T, page, begins string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "Run again: "+begins)
	if !ok {
		t.Fatalf("no query begins with %q", begins)
	}
	rest, _, _ = strings.Cut(rest, `"`)
	return html.UnescapeString("Run again: " + begins + rest)
}

// TestCompletions holds that what the console completes is there: predicates,
// functions of the prelude, methods of Gizmo.
func TestCompletions(t *testing.T) {
	var words []string
	for _, c := range completions() {
		words = append(words, c.Word)
		if len(c.Means) < 4 || strings.ContainsAny(c.Means, "\n") {
			t.Errorf("%s means %q", c.Word, c.Means)
		}
	}
	for _, want := range []string{"<stance>", "<within>", "said(", "via(", "chain(", "tally(", "emit(", "SaveOpt("} {
		if !slices.Contains(words, want) {
			t.Errorf("%s is not completed", want)
		}
	}
	if testing.Short() {
		t.Skip("the race detector, which runs with -short, takes more memory than a query may have")
	}
	var script strings.Builder
	for _, w := range words {
		name := strings.TrimSuffix(w, "(")
		switch {
		case strings.HasPrefix(w, "<"):
			continue
		case strings.HasPrefix(w, "g."), w != strings.ToUpper(w[:1])+w[1:]:
		default:
			name = `g.V("<a>").` + name
		}
		fmt.Fprintf(&script, "if (typeof %s !== \"function\") throw %q;\n", name, name)
	}
	w := postQuery(t, smallSite(t), "/query.json", url.Values{"script": {script.String() + `"all there"`}})
	if !strings.Contains(w.Body.String(), "all there") {
		t.Error(w.Body)
	}
}

// TestCompletionInBrowser types in the console as one does.
func TestCompletionInBrowser(t *testing.T) {
	b := openBrowser(t)
	server := httptest.NewServer(smallSite(t))
	t.Cleanup(server.Close)
	b.do(t, chromedp.Navigate(server.URL+"/query"), chromedp.WaitReady(chromedp.CSS("main")), chromedp.Focus(chromedp.CSS("#script")))
	written := func() string {
		t.Helper()
		return value(t, b, chromedp.Evaluate[string](`document.getElementById("script").value`))
	}
	keys := func(keys string) {
		t.Helper()
		for _, key := range keys {
			b.do(t, chromedp.KeyEvent(string(key)))
		}
	}
	keys("cla" + kb.ArrowDown)
	b.do(t, call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "Enter"})) // as one with the letter that it writes
	keys(").Sav")
	b.shoot(t, "completion.png")
	keys(kb.Tab + `"<con`)
	keys(kb.Tab + `", "c").All()`)
	if got, want := written(), `claim().Save("<content>", "c").All()`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	b.do(t, chromedp.Evaluate[chromedp.Void](`document.getElementById("script").value = 'claims().Save("<content>", "c").All()'; document.querySelector("form.console button").click()`))
	b.do(t, waitFor(`document.readyState === "complete" && document.querySelector("tbody tr") !== null`))
	if at := value(t, b, chromedp.Location()); !strings.Contains(at, "/query?script=claims") {
		t.Errorf("the address is %s, want the query in it", at)
	}
	b.shoot(t, "answered.png")
	if bad := b.complaints(); len(bad) > 0 {
		t.Error(strings.Join(bad, "\n"))
	}
}
