package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// claimData is one claim with its chain.
type claimData struct {
	Claim   claimView
	Steps   []step
	Around  []claimView // the other claims of its chain and those within it
	Article articleView
	URL     string // of the article where it was published; "" where that is no web address
	Facts   [][2]string
	Sure    []sureness
	Across  []acrossView
	Why     []why // how the article names those who say it
	Graph   string
	Form    *reviewForm // nil where nothing is changed here
}

// A why is how an article leads from a name to the word that stands for it where the
// claim is made: the mentions that the program took for one.
type why struct {
	Who      ref
	Mentions []mentionView
	Left     int    // mentions in between that are not shown
	All      string // address of the article with all of them marked
}

// mentionView is a mention with what stands around it.
type mentionView struct {
	Before, Words, After string
	Last                 bool // the one that the claim is said by
}

// A step is one of the chain, from the outlet in: who passes it on, and how.
type step struct {
	Who     []ref
	Says    string // "published", "reported", the cue of the last
	Cue     string
	Path    string // of its claim; "" for the outlet
	Content string // of its claim, shortened
	Last    bool
}

// claim shows one claim: its chain drawn, its sentence, its article.
func (s *Site) claim(g *reader, r *http.Request) (*answer, error) {
	id, asJSON := strings.CutSuffix(r.PathValue("id"), ".json")
	c, err := g.store.Claim(r.Context(), "claim/"+id)
	if err != nil {
		return nil, err
	}
	if asJSON {
		return &answer{json: c}, nil
	}
	d := &claimData{Claim: viewOf(&c), Article: articleOf(c.Article), URL: table.WebAddress(c.Article.URL), Graph: link("/graph", nil, "claim", c.ID)}
	if d.Claim.Outlet != nil {
		d.Steps = append(d.Steps, step{Who: []ref{*d.Claim.Outlet}, Says: "published it"})
	}
	for i, l := range c.Chain {
		one := step{Who: refsOf(l.Source), Says: "said", Cue: table.OneLine(l.Cue), Path: claimPath(l.Claim), Last: i == len(c.Chain)-1}
		if l.Claim == "" {
			one.Says = "reported it"
		} else if !one.Last {
			outer, err := g.store.Claim(r.Context(), l.Claim)
			if err != nil {
				return nil, err
			}
			one.Content = table.Cut(table.OneLine(outer.Content), shortContent)
		}
		d.Steps = append(d.Steps, one)
	}
	document, err := g.store.Joined(r.Context(), c.Article.ID)
	if err != nil {
		return nil, err
	}
	for i := range document.Claims {
		if document.Claims[i].Within == c.ID {
			inner, err := g.store.Claim(r.Context(), document.Claims[i].ID)
			if err != nil {
				return nil, err
			}
			d.Around = append(d.Around, viewOf(&inner))
		}
	}
	d.Facts, d.Sure, d.Form = factsOf(&c), surenessOf(&c), s.reviewForm(&c)
	if d.Across, err = g.acrossClaim(r.Context(), c.ID); err != nil {
		return nil, err
	}
	for _, e := range c.Sources {
		if w, ok := whyOf(&document, &c, e); ok {
			d.Why = append(d.Why, w)
		}
	}
	return &answer{
		page: "claim", title: "A claim by " + sourcesInWords(&c), forms: []string{"json"}, data: d,
		command: "hearsay show " + c.Article.ID,
	}, nil
}

// Numbers of what is shown of why somebody is the source: mentions, and bytes on either
// side of one.
const (
	whyMentions = 4
	whyAround   = 70
)

// whyOf shows how an article leads to the source of a claim: its first mention, the last
// ones before the claim, and the one in it. It is not told where the claim itself has
// the name.
func whyOf(d *news.Document, c *graph.Claim, who graph.EntityRef) (w why, ok bool) {
	at := slices.IndexFunc(d.Entities, func(e news.Entity) bool { return e.ID == who.ID })
	if at < 0 {
		return w, false
	}
	text := d.Article.Text
	inside := func(s news.Span) bool { return s.Start >= 0 && s.Start < s.End && s.End <= len(text) }
	var said news.Span // where the claim names its source
	mentions := slices.DeleteFunc(slices.Clone(d.Entities[at].Spans), func(s news.Span) bool { return !inside(s) })
	slices.SortFunc(mentions, func(a, b news.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	for _, s := range c.SourceSpans {
		for _, m := range mentions {
			if inside(s) && m.Start < s.End && s.Start < m.End {
				if said = m; graph.Fold(text[m.Start:m.End]) == graph.Fold(who.Name) {
					return w, false
				}
			}
		}
	}
	mentions = slices.DeleteFunc(mentions, func(m news.Span) bool { return m.Start > said.Start })
	if said.End == 0 || len(mentions) < 2 {
		return w, false
	}
	w.Who, w.All = refOf(who), link(articlePath(d.Article.ID), nil, "of", who.ID)+"#"+anchor(c.ID)
	if left := len(mentions) - whyMentions; left > 0 {
		w.Left = left
		mentions = slices.Concat(mentions[:1], mentions[1+left:])
	}
	for _, m := range mentions {
		w.Mentions = append(w.Mentions, mentionView{
			Before: around(text[max(0, m.Start-whyAround):m.Start], true), Words: table.OneLine(text[m.Start:m.End]),
			After: around(text[m.End:min(len(text), m.End+whyAround)], false), Last: m == said,
		})
	}
	return w, true
}

// around is what stands before or behind a mention in its paragraph, cut at a word.
func around(s string, before bool) string {
	s = strings.ToValidUTF8(s, "")
	if before {
		if at := strings.LastIndex(s, "\n"); at >= 0 {
			return beforeCut(s[at+1:])
		} else if at := strings.IndexByte(s, ' '); at >= 0 && len(s) >= whyAround-3 {
			return "… " + beforeCut(s[at+1:])
		}
		return beforeCut(s)
	}
	if at := strings.Index(s, "\n"); at >= 0 {
		return afterCut(s[:at])
	} else if at := strings.LastIndexByte(s, ' '); at >= 0 && len(s) >= whyAround-3 {
		return afterCut(s[:at]) + " …"
	}
	return afterCut(s)
}

// shortContent is how many columns the content of a step has.
const shortContent = 160

// sourcesInWords is who makes a claim.
func sourcesInWords(c *graph.Claim) string {
	names := make([]string, len(c.Sources))
	for i, e := range c.Sources {
		names[i] = e.Name
	}
	if len(names) == 0 {
		return table.Unnamed
	}
	return strings.Join(names, " and ")
}

// factsOf is what else is known of a claim.
func factsOf(c *graph.Claim) [][2]string {
	facts := [][2]string{{"Stance", string(c.Stance) + ": " + stanceWords[c.Stance]}, {"Kind", string(c.Kind) + ": " + kindWords[c.Kind]}}
	if c.When != "" {
		facts = append(facts, [2]string{"When", "“" + table.OneLine(c.When) + "”"})
	}
	if c.DecidedBy != "" {
		facts = append(facts, [2]string{"Decided", "the program was not sure of the source, which the language model " + table.OneLine(c.DecidedBy) + " named"})
	}
	return facts
}

// A sureness is how sure the program is of one thing about a claim.
type sureness struct {
	Of     string
	Sure   string // "0.93"
	Length int    // of its bar, 0 to 100
}

// surenessOf is how sure the program is of a claim, of who says it and of whom it is about.
func surenessOf(c *graph.Claim) []sureness {
	var out []sureness
	add := func(of string, p float64) {
		out = append(out, sureness{of, fmt.Sprintf("%.2f", p), int(p*100 + .5)})
	}
	add("that this is claimed", c.Confidence)
	if c.SourceConfidence > 0 && len(c.Sources) > 0 { // graphs of older formats know of none
		add("that "+sourcesInWords(c)+" "+verb(len(c.Sources), "says", "say")+" it", c.SourceConfidence)
	}
	if c.AboutConfidence > 0 && len(c.Targets) > 0 {
		add("that it is about "+cmp.Or(table.Names(c.Targets), "these"), c.AboutConfidence)
	}
	return out
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// What stances and kinds mean, in a few words.
var (
	stanceWords = map[news.Stance]string{
		news.Asserts: "says or notes", news.Denies: "disputes, rejects as untrue", news.Rejects: "opposes a plan", news.Supports: "backs a plan", news.Warns: "warns",
		news.Demands: "urges, asks for, orders", news.Promises: "plans, vows", news.Questions: "asks, doubts", news.Believes: "thinks, fears, hopes",
	}
	kindWords = map[news.Kind]string{news.Direct: "all in quotation marks", news.Mixed: "part in quotation marks", news.Indirect: "no quotation marks"}
)
