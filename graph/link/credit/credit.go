// Package credit finds the outlets that an article credits with what it tells: "the
// Harbour Post reported", "told the Gazette", "per the AP", the agency in a dateline or
// byline, whose story it is wholly. They are links of the chain through which we heard
// the claims that they cover.
//
// It looks at the outlets that the article names, and at the words around each; of a
// document whose entities are the graph's it gives the graph's. Begin with [Of].
package credit

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
)

// How an article credits an outlet.
const (
	Reported = "reported" // as the one that reported something
	Told     = "told"     // as the one that somebody told it
	Dateline = "dateline" // the whole story is its
	Byline   = "byline"   // likewise
)

// A Credit is one mention of an outlet as the one that something was heard from.
type Credit struct {
	Outlet string    // id of the entity
	Span   news.Span // the mention
	How    string
	Claims []int // places in the document of the claims that it covers
}

// Whole says whether the story is wholly the outlet's.
func (c *Credit) Whole() bool { return c.How == Dateline || c.How == Byline }

// Confidence is how sure the words are.
func (c *Credit) Confidence() float64 {
	if c.How == Reported {
		return .9
	}
	return .95
}

// What stands around a mention, in bytes.
const (
	wordsBefore = 70
	wordsAfter  = 50
)

var (
	article = `(?:(?:the|an?|our|state|news|local|friends at|reporters? (?:at|from|for)|(?:news)?paper|broadcaster|agency|channel|network|site|website|magazine|tabloid|daily|weekly)\s+)*["“‘'(]?$`

	// What somebody told an outlet, or wrote in it.
	told = regexp.MustCompile(`(?i)\b(?:told|tells|telling|interview (?:with|to|on|in|by)|interviewed (?:by|on)|(?:statement|letter|email|e-mail) to|` +
		`(?:wrote|writing|written|spoke|speaking|speaks|appeared|appearing|said|published|printed|column|op-ed|essay)\s+(?:\w+\s+)?(?:to|with|on|in|for))\s+` + article)

	// That an outlet is the one who has it.
	reportedBy = regexp.MustCompile(`(?i)\b(?:according to|as per|per|citing|cites|via|quoting|courtesy of|h/t|credits?:?|source:|` +
		`(?:reported|quoted|cited|revealed|disclosed|obtained|seen|reviewed|broken|published|noted|confirmed|released|carried|heard)\s+(?:\w+\s+){0,3}?(?:by|in|on)|` +
		`(?:report|story|article|investigation|reports|poll|survey)\s+(?:by|in|from|on|for)|(?:hear|heard|learn|learned|learnt)\s+from)\s+` + article)
	reports = regexp.MustCompile(`^["”’']?(?:['’]s (?:\w+ ){1,2}|, [^,.;:]{3,40},|,? (?:which|who|that) )?\s*(?:(?:first|also|exclusively|has|had|have|later|previously|even|now|\w+ly)\s+)*` +
		`(?:reported|reports|reporting|said|says|wrote|writes|noted|notes|revealed|reveals|quoted|quotes|claimed|claims|published|found|cited|cites|obtained|` +
		`broke the|understands|learned|told|calls|called|tells us|described|put it|has it|admits|described|poll|survey|report that|story)\b`)

	// The agency of a dateline: "CARROW (Meridian) - ".
	dateline = regexp.MustCompile(`^[\p{L}\p{N} .,'’/-]{0,60}\([^()\n]{2,40}\)\s*[-–—]`)

	// A line that says whose story it is.
	byline = regexp.MustCompile(`(?i)^(?:by\s+[^\n]{0,60}|(?:©|copyright|\(c\))[^\n]{0,40}|source:\s*|from\s+(?:the\s+)?)$`)
)

// networks are no outlets, though people are heard on them.
var networks = map[string]bool{
	"facebook": true, "twitter": true, "youtube": true, "instagram": true, "whatsapp": true, "telegram": true, "reddit": true, "tiktok": true,
	"snapchat": true, "wikipedia": true, "google": true, "linkedin": true, "periscope": true, "weibo": true, "tumblr": true, "medium": true, "x": true,
}

// Of finds the credits of a document, by where they stand, each outlet once for each way
// and sentence.
func Of(d *news.Document) []Credit {
	var out []Credit
	own := d.Outlet()
	for i := range d.Entities {
		e := &d.Entities[i]
		if e.Type != news.Publication && e.Type != news.Organization { // of these is most of what is mentioned
			continue
		}
		if e.ID == own || sameName(e, d.Article.Publisher) {
			continue
		}
		for _, s := range e.Spans {
			if how := howCredited(d.Article.Text, s, e); how != "" {
				c := Credit{Outlet: e.ID, Span: s, How: how}
				c.Claims = covered(d, &c)
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b Credit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), strings.Compare(a.Outlet, b.Outlet))
	})
	return out
}

// howCredited tells from the words around a mention how it is credited; "" where it is not.
func howCredited(text string, s news.Span, e *news.Entity) string {
	if s.Start < 0 || s.End > len(text) || s.Start >= s.End || !capital(text[s.Start:s.End]) {
		return "" // "the newspaper"
	}
	begin := strings.LastIndexByte(text[:s.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[s.End:], '\n'); i >= 0 {
		end = s.End + i
	}
	outlet := e.Type == news.Publication && !networks[strings.ToLower(e.Name)]
	if line := text[begin:end]; s.Start-begin < 100 && (outlet || e.Type == news.Organization) {
		if m := dateline.FindString(line); strings.HasSuffix(text[begin:s.Start], "(") && len(m) > s.End-begin {
			return Dateline
		}
	}
	if !outlet {
		return ""
	}
	before, after := text[max(begin, s.Start-wordsBefore):s.Start], text[s.End:min(end, s.End+wordsAfter)]
	switch {
	case begin > 0 && strings.Trim(after, " .") == "" && byline.MatchString(text[begin:s.Start]):
		return Byline
	case told.MatchString(before):
		return Told
	case reportedBy.MatchString(before), reports.MatchString(after):
		return Reported
	}
	return ""
}

// covered are the claims that a credit covers: all of a story that is wholly another's,
// else those of its sentence; what the outlet itself says has it as its source already.
func covered(d *news.Document, c *Credit) []int {
	var out []int
	for i := range d.Claims {
		o := &d.Claims[i]
		if saidBy(d.Claims, o, c.Outlet) {
			continue
		}
		if c.Whole() || around(d.Article.Text, o).contains(c.Span) {
			out = append(out, i)
		}
	}
	return out
}

// saidBy says whether an outlet is a source of a claim, or of one that it is within.
func saidBy(claims []news.Claim, c *news.Claim, outlet string) bool {
	for range claims { // a circle, which no document should have, ends
		if slices.Contains(c.Source, outlet) {
			return true
		}
		i := slices.IndexFunc(claims, func(o news.Claim) bool { return o.ID == c.Within })
		if c.Within == "" || i < 0 {
			return false
		}
		c = &claims[i]
	}
	return false
}

// A stretch is where a claim's sentence stands.
type stretch news.Span

func (s stretch) contains(o news.Span) bool { return s.Start <= o.Start && o.End <= s.End }

// around is where a claim's sentence stands in the text.
func around(text string, c *news.Claim) stretch {
	from := max(0, c.Start-len(c.Sentence))
	if i := strings.Index(text[from:], c.Sentence); i >= 0 && c.Sentence != "" {
		return stretch{from + i, from + i + len(c.Sentence)}
	}
	return stretch{c.Start, c.End}
}

// capital says whether a mention is a name.
func capital(mention string) bool {
	return strings.IndexFunc(strings.TrimPrefix(mention, "The "), unicode.IsUpper) >= 0
}

// sameName says whether an entity is the article's own outlet by a part of its name:
// "the Post" in the Fenland Post.
func sameName(e *news.Entity, publisher string) bool {
	own := slices.DeleteFunc(strings.Fields(strings.ToLower(publisher)), func(w string) bool { return w == "the" })
	if len(own) == 0 {
		return false
	}
	words := strings.Fields(strings.ToLower(e.Name))
	if len(words) == 1 && len(own) > 1 && words[0] == initials(own) {
		return true
	}
	for _, w := range words {
		if w != "the" && !slices.Contains(own, w) {
			return false
		}
	}
	return len(words) > 0
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return b.String()
}
