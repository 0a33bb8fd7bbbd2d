package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/extract/news"
	"hearsay/graph/export/table"
)

// ownPayloads are a few of every class: elements, handlers, addresses, SVG and
// MathML, confusion of namespaces, templates, clobbering, ends of scripts and
// comments, line separators, styles, other charsets, attributes in each kind of
// quotes, double decoding, and marks that turn the direction of writing.
var ownPayloads = []string{
	`<script>alert(1)</script>`, `"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, "`><svg onload=alert(1)>", `<img src=x onerror=alert(1)//`,
	`<svg><animate onbegin=alert(1) attributeName=x></svg>`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)", `data:text/html,<script>alert(1)</script>`, `vbscript:msgbox(1)`, `//evil.example/x`, `http://evil.example/"onmouseover="alert(1)`,
	`" onmouseover=alert(1) x="`, `' onfocus=alert(1) autofocus '`, "` onclick=alert(1) `", `x" style="background:url(javascript:alert(1))`, `"autofocus onfocus=alert(1)//`,
	`</script><script>alert(1)</script>`, `</textarea><script>alert(1)</script>`, `</title><script>alert(1)</script>`, `</style><script>alert(1)</script>`, `--><script>alert(1)</script>`, `<!--<script>`, `]]><script>alert(1)</script>`,
	`{{constructor.constructor('alert(1)')()}}`, `${alert(1)}`, `{{.Site}}`, `<%= 7*7 %>`, `#{7*7}`, `<a id=keys><a id=keys name=showModal>`, `<form id=q><input name=focus>`, `<img name=getElementById>`,
	"\u2028alert(1)\u2029", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "\xbcscript\xbealert(1)\xbc/script\xbe", `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;script&#62;`, `&amp;lt;img&amp;gt;`, `%3Cscript%3E`, `\u003cscript\u003e`, `\x3cscript\x3e`,
	"\u202e<img src=x onerror=alert(1)>\u202c", "\u2066\u200f<b>", "\x00<script>\x00alert(1)", "<scr\x00ipt>alert(1)</scr\x00ipt>", "<\u0000img src=x onerror=alert(1)>", "a\r\nSet-Cookie: x=1", "a\nContent-Type: text/html\n\n<script>",
	`<base href=//evil.example>`, `<meta http-equiv=refresh content="0;url=//evil.example">`, `<link rel=stylesheet href=//evil.example>`, `<object data=//evil.example>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<template><script>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<table><td background="javascript:alert(1)">`, `<xss style="behavior:url(#default#time2)" onbegin=alert(1)>`, `<input onfocus=alert(1) autofocus>`, `<details open ontoggle=alert(1)>`, `<body onload=alert(1)>`, `<video><source onerror=alert(1)>`,
	`../../../etc/passwd`, `..%2f..%2f`, `<plaintext>`, `<xmp><script>`, `<select><script>alert(1)`, `<svg><foreignObject><iframe srcdoc=x>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x">`, `<bdo dir=rtl>`, `<isindex action=javascript:alert(1)>`,
}

// payloads are our own, those of ../shared/hostile where it is there, and
// combinations of what opens, what acts and what closes, until there are n.
func payloads(t *testing.T, n int) []string {
	t.Helper()
	seen := map[string]bool{}
	var all []string
	add := func(p string) {
		if p = strings.TrimRight(p, "\r\n"); strings.TrimSpace(p) != "" && len(p) <= 2000 && !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	for _, p := range ownPayloads {
		add(p)
	}
	outside := os.DirFS("../../../shared/hostile/xss")
	err := fs.WalkDir(outside, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(outside, path)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(data)) {
			add(line)
			if strings.HasSuffix(path, ".jsonl") {
				addStrings(add, line)
			}
		}
		return nil
	})
	if err != nil {
		t.Logf("payloads of our own alone: %v", err)
	}
	combine(add, func() bool { return len(all) >= n })
	if len(all) < n {
		t.Fatalf("%d payloads, want at least %d", len(all), n)
	}
	return all
}

// addStrings adds every text in a line of JSON.
func addStrings(add func(string), line string) {
	var v any
	if json.Unmarshal([]byte(line), &v) != nil {
		return
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			add(v)
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(v[key])
			}
		}
	}
	walk(v)
}

// combine makes payloads of what opens, what acts and what closes.
func combine(add func(string), enough func() bool) {
	opens := []string{"", `"`, `'`, "`", `">`, `'>`, "`>", `</p>`, `</a>`, `</script>`, `</style>`, `</title>`, `</textarea>`, `</option>`, `-->`, `]]>`, `<![CDATA[`, `&quot;>`, `%22%3E`, `\">`, "\u2028", "\x00"}
	acts := []string{
		`<img src=x onerror=alert(%d)>`, `<svg onload=alert(%d)>`, `<script>alert(%d)</script>`, `<a href=javascript:alert(%d)>x</a>`, `<iframe src=javascript:alert(%d)>`, ` onmouseover=alert(%d) `,
		`<style>@import"//evil.example/%d"</style>`, `<math href=javascript:alert(%d)>`, `<input autofocus onfocus=alert(%d)>`, `<details open ontoggle=alert(%d)>`, `<object data=data:text/html,%d>`, `<form action=javascript:alert(%d)><button>`,
		`<template><img onerror=alert(%d)></template>`, `<base href=//evil.example/%d>`, `{{constructor.constructor('alert(%d)')()}}`, `<b id=x%d name=x>`,
	}
	closes := []string{"", "<!--", "//", "<plaintext>", `"`, `'`, "`", "<p>", "&", "\\", "\x00", "<"}
	for i := 0; ; i++ {
		for _, o := range opens {
			for _, a := range acts {
				for _, c := range closes {
					if enough() {
						return
					}
					add(o + fmt.Sprintf(a, i) + c)
				}
			}
		}
	}
}

// hostile is a document with a payload wherever a text can stand; its entities
// have the number n in their ids.
func hostile(n int, payload string) news.Document {
	payload = strings.ReplaceAll(strings.ToValidUTF8(payload, "\uFFFD"), "\x00", "\uFFFD") // what a reader of articles makes sure of
	const words = "Jane Doe said it is safe"
	a := news.Article{Title: payload, URL: fmt.Sprintf("%s#%d", payload, n), Publisher: "Courier " + payload, Published: "2031-03-04" + payload, Language: payload, Text: payload + "\n\n" + words + "\n\n" + payload}
	a.ID = news.ArticleID(a)
	who, whom := fmt.Sprintf("person/jane-doe-%d", n), fmt.Sprintf("organization/harbour-board-%d", n)
	start := len(payload) + 2
	claim := func(from, to int, content string) news.Claim {
		return news.Claim{
			ID: fmt.Sprintf("claim/%s-%d-%d", a.ID, from, to), Source: []string{who}, Cue: payload, Content: content, About: []string{whom}, Kind: news.Kind(payload), Stance: news.Stance(payload),
			When: payload, Date: "2031-03-04", Start: from, End: to, SourceSpans: []news.Span{{Start: start, End: start + 8}}, CueSpans: []news.Span{{Start: start + 9, End: start + 13}},
			ContentSpans: []news.Span{{Start: from, End: to}}, Sentence: payload + words + payload, Confidence: 0.5,
		}
	}
	outer := claim(0, len(payload), payload)
	inner := claim(start+14, start+len(words), "it is safe")
	inner.Within, inner.Source, inner.About = outer.ID, []string{whom}, []string{who}
	named, body := fmt.Sprintf("%s X%d", payload, n), fmt.Sprintf("%s Y%d", payload, n) // names of their own: each is one entity in the graph
	return news.Document{
		Article: a,
		Entities: []news.Entity{
			{ID: whom, Name: body, Type: news.Organization, Aliases: []string{payload, "alias " + payload}, Roles: []string{payload}},
			{ID: who, Name: named, Type: news.Person, Aliases: []string{payload, "alias " + payload}, Roles: []string{payload}, Affiliations: []string{whom}},
		},
		Claims: []news.Claim{outer, inner},
	}
}

// openHostile makes a site with a document for each payload, and gives them in the
// graph's entities: where a name with a payload reads like a description, its entity is
// the article's alone and has an id of its own.
func openHostile(t *testing.T, payloads ...string) (*Site, []news.Document) {
	t.Helper()
	docs := make([]news.Document, len(payloads))
	for i, p := range payloads {
		docs[i] = hostile(i, p)
	}
	site := openSite(t, Options{Version: "test"}, docs...)
	store := reading(t, site).store
	for i := range docs {
		var err error
		if docs[i], err = store.Joined(t.Context(), docs[i].Article.ID); err != nil {
			t.Fatal(err)
		}
	}
	return site, docs
}

// ownPages are the pages that show one document alone: their elements must be
// the same whatever its texts are.
func ownPages(d *news.Document) map[string]string {
	who := d.Entities[1].ID
	return map[string]string{
		"entity": "/entity/" + who, "claim": "/" + d.Claims[1].ID, "compare": "/compare?a=" + who + "&b=" + d.Entities[0].ID,
	}
}

// sharedPages are the pages that show much, or what is typed: each element must be
// like one that pages of harmless words have.
func sharedPages(d *news.Document, typed string) []string {
	q := url.QueryEscape(typed)
	return []string{
		"/", "/claims", "/claims?who=" + d.Entities[1].ID, "/names", "/articles", "/count", "/count?by=source&by=target&who=" + d.Entities[1].ID, "/count?by=" + q, "/count?by=target&who=" + q, "/article/" + d.Article.ID, "/article/" + d.Article.ID + "?marks=off", "/search?q=" + q, "/search?q=" + q + "+about+" + q, "/search?q=who:" + q, "/search?q=safe+" + q, "/search?q=safe+-" + q, "/search?q=before:" + q, "/claims?said=" + q, "/claims?who=" + q,
		"/claims?stance=" + q, "/claims?page=" + q, "/claims?since=" + q, "/claims?sort=" + q, "/claims?article=" + q, "/claims?chain=" + q, "/articles?q=" + q, "/articles?publisher=" + q, "/names?type=" + q, "/names?q=" + q + "&named=1", "/claims?via=" + d.Entities[1].ID + "&sure=0.9", "/compare?a=" + q + "&about=" + q, "/compare?a=" + q + "&b=" + q, "/compare?a=" + url.QueryEscape(d.Outlet()) + "&b=" + url.QueryEscape(d.Outlet()),
		"/graph?of=" + q, "/graph?of=" + d.Entities[1].ID, "/graph?claim=" + d.Claims[1].ID, "/graph?of=" + d.Entities[0].ID + "&to=" + d.Entities[1].ID, "/graph?of=" + q + "&to=" + q, "/graph?publisher=" + q + "&since=" + q, "/graph?view=" + q, "/query?saved=" + q, "/query?script=" + q + "&args=" + q + "&last=" + url.QueryEscape(script{q, q}.Packed()) + "&last=" + url.QueryEscape(script{typed, typed}.Packed()), "/entity/person/" + url.PathEscape(typed), "/claim/" + url.PathEscape(typed), "/article/" + url.PathEscape(typed), "/" + url.PathEscape(typed),
	}
}

// dataPages are what is served beside pages.
func dataPages(d *news.Document, typed string) []string {
	q := url.QueryEscape(typed)
	return []string{
		"/claims.json?who=" + d.Entities[1].ID, "/claims.csv?who=" + d.Entities[1].ID, "/search.json?q=" + q, "/search.csv?q=" + q, "/suggest.json?q=" + q, "/suggest.json?q=who:" + q, "/count.json?by=source", "/count.csv?by=target&by=outlet", "/entity/" + d.Entities[1].ID + ".json", "/" + d.Claims[1].ID + ".json", "/article/" + d.Article.ID + ".json",
		"/graph.json?of=" + d.Entities[1].ID, "/graph.json?view=claims&article=" + d.Article.ID, "/graph.csv?of=" + d.Entities[1].ID, "/graph.json", "/claims.json?who=" + q,
	}
}

// elements are the elements of a page in their order, each with the names of its
// attributes and its classes. It complains of what no page has: handlers, styles,
// comments, and addresses that lead elsewhere without saying so.
func elements(t *testing.T, page, from string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", from, err)
	}
	var all []string
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s: a comment: %q", from, n.Data)
		}
		if n.Type == html.ElementNode {
			all = append(all, element(t, n, from))
		}
	}
	return all
}

func element(t *testing.T, n *html.Node, from string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(n.Data)
	external := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "rel" && strings.Contains(a.Val, "external") })
	for _, a := range n.Attr {
		b.WriteString(" " + a.Key)
		switch a.Key {
		case "class":
			b.WriteString("=" + a.Val)
		case "style", "srcdoc":
			t.Errorf("%s: <%s %s=%q>", from, n.Data, a.Key, a.Val)
		case "src", "href", "action", "formaction", "data-src", "data-expand":
			inside := strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") || strings.HasPrefix(a.Val, "#")
			outside := external && (strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "http://"))
			if !inside && !outside {
				t.Errorf("%s: <%s %s=%q>", from, n.Data, a.Key, a.Val)
			}
		}
		if strings.HasPrefix(a.Key, "on") {
			t.Errorf("%s: <%s %s=%q>", from, n.Data, a.Key, a.Val)
		}
	}
	return b.String()
}

// pageOf asks for a page, and holds that it says that it is one.
func pageOf(t *testing.T, s *Site, path string) string {
	t.Helper()
	w := get(t, s, path)
	if kind := w.Header().Get("Content-Type"); kind != "text/html; charset=utf-8" && w.Code != http.StatusSeeOther && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
		t.Fatalf("%s: %d, %s, want a page", path, w.Code, kind)
	}
	if w.Code >= http.StatusInternalServerError {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w.Body.String()
}

// dataOf asks for what is no page, and holds that it says so.
func dataOf(t *testing.T, s *Site, path string) {
	t.Helper()
	w := get(t, s, path)
	switch kind := w.Header().Get("Content-Type"); {
	case kind == "application/json":
		if !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s: %q is no JSON", path, w.Body.String())
		}
	case kind != "text/csv; charset=utf-8" || w.Code != http.StatusOK:
		t.Fatalf("%s: %d, %s", path, w.Code, kind)
	}
}

// harmless gives the elements of pages of words: of each page of one document, and
// all that there are on any page.
func harmless(t *testing.T) (own map[string][]string, any map[string]bool) {
	t.Helper()
	own, any = map[string][]string{}, map[string]bool{}
	for _, words := range []string{"words", "https://words.example/"} {
		site, docs := openHostile(t, words)
		for name, path := range ownPages(&docs[0]) {
			key := name
			if table.WebAddress(words) != "" {
				key += " with an address"
			}
			own[key] = elements(t, pageOf(t, site, path), path)
		}
	}
	fill := func(site *Site, paths []string) {
		for _, path := range paths {
			for _, e := range elements(t, pageOf(t, site, path), path) {
				any[e] = true
			}
		}
	}
	typed := []string{"words", "alias words", "wordz", "Courier words", "2", "2031", "asserts", "about", "oldest", "person", "claims", "words words", "it is safe", "?"}
	for i, words := range []string{"words", "more words\n\nthan these", "https://words.example/"} {
		many := make([]string, 10)
		if i == 0 {
			many = make([]string, 150) // as many as lists and pages of lists need to have all that they can have
		}
		for i := range many {
			many[i] = words
		}
		site, docs := openHostile(t, many...)
		for _, text := range typed {
			fill(site, sharedPages(&docs[0], text))
		}
		for _, path := range ownPages(&docs[0]) {
			fill(site, []string{path})
		}
	}
	fill(smallSite(t), everyPage(t, smallSite(t)))
	fill(generatedSite(t, 60), []string{"/count?by=source&by=target", "/count?by=source", "/graph", "/names", "/compare?a=person/x&b=y"}) // with long lists
	return own, any
}

// TestXSS puts payloads wherever a text can stand, in articles and in addresses:
// the elements of pages stay those that they have with harmless words, and what is
// no page says so.
func TestXSS(t *testing.T) {
	const least, quick, each = 5000, 90, 150
	all := payloads(t, least)
	if os.Getenv("HEARSAY_LONG") == "" {
		t.Logf("%d of %d payloads; HEARSAY_LONG=1 tries all", quick, len(all))
		all = spread(all, quick)
	}
	own, any := harmless(t)
	for chunk := range slices.Chunk(all, each) {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			site, docs := openHostile(t, chunk...)
			for i, payload := range chunk {
				try(t, site, &docs[i], payload, i, own, any)
			}
		})
	}
}

// try looks at all pages of a payload's own document, and at every fourth of the
// others, which ones depends on its number.
func try(t *testing.T, site *Site, d *news.Document, payload string, number int, own map[string][]string, any map[string]bool) {
	t.Helper()
	for name, path := range ownPages(d) {
		key := name
		if table.WebAddress(d.Article.URL) != "" {
			key += " with an address"
		}
		if got := elements(t, pageOf(t, site, path), path); !slices.Equal(got, own[key]) {
			t.Fatalf("%s with %q:\n got %s\nwant %s", name, payload, strings.Join(got, "\n"), strings.Join(own[key], "\n"))
		}
	}
	for k, path := range sharedPages(d, payload) {
		if (k+number)%4 != 0 {
			continue
		}
		for _, e := range elements(t, pageOf(t, site, path), path) {
			if !any[e] && path != "/." && path != "/claim/." && path != "/article/." && path != "/entity/person/." { // which lead to another path
				t.Fatalf("%s with %q has an element <%s>", path, payload, e)
			}
		}
	}
	for k, path := range dataPages(d, payload) {
		if (k+number)%4 == 0 {
			dataOf(t, site, path)
		}
	}
	if t.Failed() {
		t.Fatalf("with %q", payload)
	}
}

// spread is n of a list, evenly from its beginning to its end; the first ones, our
// own, are all among them.
func spread(all []string, n int) []string {
	out := slices.Clone(all[:len(ownPayloads)])
	for i := len(out); len(out) < n; i += (len(all) - len(ownPayloads)) / (n - len(ownPayloads)) {
		out = append(out, all[i])
	}
	return out
}
