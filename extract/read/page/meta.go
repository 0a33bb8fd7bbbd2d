package page

import (
	"cmp"
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// said is what a page says of its article in its head: names of <meta>, and JSON-LD.
type said struct {
	meta  map[string]string
	first map[string]string // of elements: title, h1, canonical, lang, time
	ld    map[string]any    // the article's node of JSON-LD
	nodes []map[string]any
}

// metadata gathers what a page says of its article.
func metadata(root *html.Node) Page {
	s := said{meta: map[string]string{}, first: map[string]string{}}
	s.look(root)
	s.ld = s.article()
	p := Page{
		Title:     s.title(),
		Author:    s.author(),
		Publisher: s.publisher(),
		Published: s.published(),
		Language:  cmp.Or(text(s.ld["inLanguage"]), s.first["language"], s.first["lang"], s.meta["og:locale"]),
		URL:       s.address(),
	}
	if free, ok := s.ld["isAccessibleForFree"]; ok && (free == false || strings.EqualFold(text(free), "false")) {
		p.Note = "the publisher shows a part of it only"
	}
	return p
}

// look walks a page.
func (s *said) look(n *html.Node) {
	if n.Type == html.ElementNode {
		s.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.look(c)
	}
}

// set notes the first value of a key.
func set(m map[string]string, key, value string) {
	if value = strings.Join(strings.Fields(value), " "); m[key] == "" && key != "" {
		m[key] = value
	}
}

func (s *said) element(n *html.Node) {
	prop := attr(n, "itemprop")
	switch n.DataAtom {
	case atom.Html:
		set(s.first, "lang", cmp.Or(attr(n, "lang"), attr(n, "xml:lang")))
	case atom.Meta:
		for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
			set(s.meta, strings.ToLower(attr(n, key)), attr(n, "content"))
		}
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			set(s.first, "canonical", attr(n, "href"))
		}
	case atom.Title:
		set(s.first, "title", inner(n))
	case atom.H1:
		set(s.first, "h1", inner(n))
	case atom.Time:
		at := cmp.Or(attr(n, "datetime"), inner(n))
		if strings.Contains(prop, "datePublished") ||
			n.Parent != nil && strings.Contains(names(n.Parent), "publish") || strings.Contains(names(n), "publish") || hasAttr(n, "pubdate") {
			set(s.first, "published", at)
		}
		set(s.first, "time", at)
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			s.linked(n.FirstChild.Data)
		}
	}
	switch {
	case prop == "headline" || prop == "name" && n.DataAtom == atom.H1:
		set(s.first, "headline", inner(n))
	case prop == "datePublished":
		set(s.first, "published", cmp.Or(attr(n, "content"), attr(n, "datetime"), inner(n)))
	case strings.Contains(prop, "author"):
		set(s.first, "author", called(n))
	case prop == "publisher":
		set(s.first, "publisher", called(n))
	case prop == "inLanguage":
		set(s.first, "language", cmp.Or(attr(n, "content"), inner(n)))
	case strings.EqualFold(attr(n, "rel"), "author"):
		set(s.first, "rel-author", inner(n))
	}
	if s.first["byline"] == "" && n.DataAtom != atom.Meta && n.DataAtom != atom.Body && n.DataAtom != atom.Html && bylineName.MatchString(names(n)) {
		if t := inner(n); len(t) < 100 {
			set(s.first, "byline", t)
		}
	}
}

// called is the name of what an element of microdata holds: of a thing that has one, or
// all that stands there.
func called(n *html.Node) string {
	var name func(n *html.Node, depth int) string
	name = func(n *html.Node, depth int) string {
		for c := n.FirstChild; c != nil && depth > 0; c = c.NextSibling {
			if attr(c, "itemprop") == "name" {
				return cmp.Or(attr(c, "content"), inner(c))
			}
			if found := name(c, depth-1); found != "" {
				return found
			}
		}
		return ""
	}
	return cmp.Or(attr(n, "content"), name(n, 3), inner(n))
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// inner is the text in an element, up to a paragraph that was left in it by an end tag
// that is missing.
func inner(n *html.Node) string {
	var w writer
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		if n.Type == html.TextNode {
			w.text(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if w.b.Len() > 1000 || c.DataAtom == atom.P && w.b.Len() > 0 || !walk(c) {
				return false
			}
		}
		return true
	}
	walk(n)
	return w.String()
}

// linked reads a piece of JSON-LD: an object, a list, a graph of them.
func (s *said) linked(source string) {
	source = strings.TrimSpace(source)
	source = strings.TrimSuffix(strings.TrimPrefix(source, "<![CDATA["), "]]>")
	var v any
	if err := json.Unmarshal([]byte(source), &v); err != nil {
		// Line ends within strings are what most often breaks it.
		if err := json.Unmarshal([]byte(strings.Join(strings.Fields(source), " ")), &v); err != nil {
			return
		}
	}
	s.node(v, 0)
}

func (s *said) node(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			s.node(each, depth+1)
		}
	case map[string]any:
		s.nodes = append(s.nodes, v)
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage"} {
			s.node(v[key], depth+1)
		}
	}
}

// article is the node of JSON-LD that is an article.
func (s *said) article() map[string]any {
	for _, n := range s.nodes {
		for _, t := range list(n["@type"]) {
			name := strings.TrimPrefix(strings.TrimPrefix(text(t), "https://schema.org/"), "http://schema.org/")
			if strings.HasSuffix(name, "Article") || name == "BlogPosting" || name == "LiveBlogPosting" || name == "Report" {
				return n
			}
		}
	}
	return nil
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

// text is a value of JSON-LD as a text: a string, the name of an object, the first of
// a list.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.Join(strings.Fields(html.UnescapeString(v)), " ")
	case map[string]any:
		return cmp.Or(text(v["name"]), text(v["@value"]))
	case []any:
		for _, each := range v {
			if t := text(each); t != "" {
				return t
			}
		}
	}
	return ""
}

// texts are all values, joined.
func texts(v any) string {
	var out []string
	for _, each := range list(v) {
		if t := text(each); t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, ", ")
}
