package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A ref is an entity as pages name it.
type ref struct{ ID, Name, Path, Type string }

// refOf is an entity with its page. What its type is goes into a class, so that
// it is one of ours.
func refOf(e graph.EntityRef) ref {
	r := ref{ID: e.ID, Name: table.Visible(e.Name), Path: "/entity/" + escapePath(e.ID), Type: string(e.Type)}
	if !slices.Contains(news.Types[:], e.Type) {
		r.Type = "thing"
	}
	return r
}

func refsOf(all []graph.EntityRef) []ref {
	out := make([]ref, len(all))
	for i, e := range all {
		out[i] = refOf(e)
	}
	return out
}

// escapePath escapes the parts of an id for a path.
func escapePath(id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

func claimPath(id string) string   { return "/claim/" + url.PathEscape(strings.TrimPrefix(id, "claim/")) }
func articlePath(id string) string { return "/article/" + url.PathEscape(id) }

// counted is an entity with a number of claims.
type counted struct {
	ref
	Claims int
	URL    string // of these claims
}

// A claimView is a claim as pages show it.
type claimView struct {
	Path               string
	Sources            []ref
	Cue                string
	Before, Said, Tail string // the sentence: what stands before the content, the content, the rest
	Apart              string // the sentence, where the content is not a piece of it
	Stance             string
	Day                string // of the claim, else of its article
	Through            []ref  // who reported it, the nearest first, the outlet left out
	Outlet             *ref   // nil where no outlet is known
	Title              string
	ArticlePath        string // with the claim's place in it
	About              []ref
	Find               string // the words that were looked for, to be marked
	Review             *reviewView
}

// A reviewView is what people found of a claim.
type reviewView struct{ Verdict, Text, Note, Told string }

// foundOf makes a review ready for a page; nil for none.
func foundOf(c *graph.Claim) *reviewView {
	r := c.Review
	if r == nil {
		return nil
	}
	v := &reviewView{Verdict: string(r.Verdict), Text: r.Verdict.Meaning(), Note: table.OneLine(r.Note)}
	v.Told = table.OneLine(strings.TrimSpace(strings.TrimSuffix(r.Who+", "+graph.Day(r.When), ", ")))
	v.Told = strings.TrimPrefix(v.Told, ", ")
	if r.Claim != c.ID {
		v.Told = strings.TrimPrefix(v.Told+"; found of other words of the article: “"+table.Cut(table.OneLine(r.Words), shortContent)+"”", "; ")
	}
	return v
}

// viewOf makes a claim ready for a page.
func viewOf(c *graph.Claim) claimView {
	v := claimView{
		Path: claimPath(c.ID), Sources: refsOf(c.Sources), Cue: table.OneLine(c.Cue), Stance: stanceOf(c.Stance),
		Day: table.OneLine(c.Day()), About: refsOf(c.Targets),
		Title: table.OneLine(c.Article.Title), ArticlePath: articlePath(c.Article.ID) + "#" + anchor(c.ID),
	}
	if v.Title == "" {
		v.Title = "article without a title"
	}
	if c.Article.Publisher != "" {
		r := refOf(graph.EntityRef{ID: c.Article.PublisherID, Name: c.Article.Publisher, Type: news.Publication})
		v.Outlet = &r
	}
	for i := len(c.Chain) - 2; i >= 0; i-- {
		for _, e := range c.Chain[i].Source {
			if e.ID != c.Article.PublisherID && !slices.ContainsFunc(v.Through, func(r ref) bool { return r.ID == e.ID }) {
				v.Through = append(v.Through, refOf(e))
			}
		}
	}
	v.Before, v.Said, v.Tail, v.Apart = within(c)
	v.Review = foundOf(c)
	return v
}

// viewsOf makes claims ready for a page, with the words that were looked for.
func viewsOf(claims []graph.Claim, find ...string) []claimView {
	out := make([]claimView, len(claims))
	for i := range claims {
		out[i] = viewOf(&claims[i])
		out[i].Find = strings.Join(find, " ")
	}
	return out
}

// longSentence is the number of bytes that a page shows before and behind what is
// said: a quotation may go over paragraphs.
const longSentence = 240

// within cuts a claim's sentence at its content, so that a reader sees both at
// once. Where the content is no piece of the sentence, or the sentence says no
// more than it, apart is the sentence, or nothing.
func within(c *graph.Claim) (before, said, tail, apart string) {
	content := strings.TrimSpace(c.Content)
	before, tail, ok := strings.Cut(c.Sentence, content)
	switch {
	case content == "":
		return table.OneLine(c.Sentence), "", "", ""
	case !ok:
		return "", table.OneLine(content), "", table.OneLine(c.Sentence)
	}
	return beforeCut(before), table.OneLine(content), afterCut(tail), ""
}

// beforeCut is the end of a text, a blank behind it where it had one.
func beforeCut(s string) string {
	line := table.OneLine(s)
	if len(line) > longSentence {
		at := strings.IndexByte(line[len(line)-longSentence:], ' ')
		line = "… " + strings.TrimSpace(line[len(line)-longSentence+max(at, 0):])
	}
	if line != "" && strings.TrimRight(s, " \n\t") != s {
		line += " "
	}
	return strings.ToValidUTF8(line, "")
}

// afterCut is the beginning of a text, a blank before it where it had one.
func afterCut(s string) string {
	line := table.OneLine(s)
	if len(line) > longSentence {
		at := strings.LastIndexByte(line[:longSentence], ' ')
		line = strings.TrimSpace(line[:max(at, 0)]) + " …"
	}
	if line != "" && strings.TrimLeft(s, " \n\t") != s {
		line = " " + line
	}
	return strings.ToValidUTF8(line, "")
}

// anchor is the place of a claim in its article's page.
func anchor(id string) string { return "c" + strings.TrimPrefix(id, "claim/") }

// stanceOf is a stance, for a class.
func stanceOf(s news.Stance) string {
	if slices.Contains(news.Stances[:], s) {
		return string(s)
	}
	return "asserts"
}

// dayOf is the day of an article, or what else stands in its place.
func dayOf(a *graph.ArticleInfo) string { return table.OneLine(a.Day()) }

// longDay is an ISO date as one reads it: "4 March 2031".
func longDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// An articleView is an article in a list.
type articleView struct {
	Path, Title, Day string
	Outlet           *ref
	Claims           int
}

func articlesOf(list []graph.ArticleInfo) []articleView {
	out := make([]articleView, len(list))
	for i, a := range list {
		out[i] = articleOf(a)
	}
	return out
}

func articleOf(a graph.ArticleInfo) articleView {
	v := articleView{Path: articlePath(a.ID), Title: table.OneLine(a.Title), Day: dayOf(&a), Claims: a.Claims}
	if v.Title == "" {
		v.Title = "article without a title"
	}
	if a.Publisher != "" {
		r := refOf(graph.EntityRef{ID: a.PublisherID, Name: a.Publisher, Type: news.Publication})
		v.Outlet = &r
	}
	return v
}

// orNone is a list that is never null in JSON.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
