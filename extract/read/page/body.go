package page

import (
	"index/suffixarray"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A passage is a paragraph of a page, a heading, an item of a list: what stands
// between two breaks.
type passage struct {
	node  *html.Node // the block that it stands in
	text  string
	links int // bytes of it that are in links
}

// prose says whether a passage reads as a paragraph of an article: long enough, and
// not made of links.
func (p *passage) prose() bool {
	return len(p.text) >= 50 && p.links*3 < len(p.text) && strings.IndexByte(p.text, ' ') > 0
}

// A layout is a page with its passages and what is known of its elements.
type layout struct {
	passages []passage
	mass     map[*html.Node]int // bytes of prose below each element that has some
	total    int
}

// names are the words of an element's class, id and role.
func names(n *html.Node) string {
	var out []string
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "role", "data-component", "data-testid", "data-module", "data-type", "data-zone", "itemprop":
			out = append(out, a.Val)
		}
	}
	return strings.ToLower(strings.Join(out, " "))
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// beside are names of what stands beside an article on its page.
var beside = regexp.MustCompile(`(?:^|[\s_-])(?:related|relateds?-?\w*|recirc\w*|newsletter\w*|promo\w*|share\w*|sharing|social\w*|comments?|comment-?(?:list|section|area|form)|disqus\w*|\w*captions?\w*|wp-caption-text|(?:rollover|tooltip)(?:-\w+)*-?(?:block|box|card|content|text)|byline\w*|breadcrumbs?|sidebar|advert\w*|ads?|adslot|ad-\w+|sponsor\w*|subscri\w*|sign-?up|read-?more|more-?(?:on|from|stories|news)|recommend\w*|trending|most-?(?:popular|read|viewed)|popular|widgets?|toolbar|copyright|disclaimer|pull-?quotes?|pullout|slideshow|gallery|hidden|visually-?hidden|sr-only|screen-?reader\w*|modal|pop-?up|cookies?|consent\w*|paywall\w*|login|follow\w*|rating|poll|tags?|tag-?list|topics|author-?(?:bio|box|info|card)|about-?(?:the-)?author|bio|biography|navigation|nav|menu|footer|masthead|teasers?|outbrain\w*|taboola\w*|photo-?credit|image-?credit|credits?|timestamp|print-?only|noprint|no-print|jump-?links?|skip-?\w*|correction-policy|sticky\w*|interstitial|upsell|donat\w*|premium-box|infobox|factbox-links|video-?(?:player|caption|embed|wrap\w*)|playlist|media-?(?:caption|credit)|hatnote|mw-editsection|reference|reflist|navbox|catlinks|toc|pagination|pager|post-?meta|entry-?meta|article-?meta|postmeta|metadata|entry-?footer|article-?footer|post-?footer)(?:$|[\s_-])`)

// within are names of what holds the text of an article.
var within = regexp.MustCompile(`(?:^|[\s_-])(?:articlebody|article-?_?_?(?:body|content|text|copy|main)|story-?_?_?(?:body|content|text|copy)|entry-?content|post-?_?(?:content|body|text)|body-?(?:copy|text|content)|content-?body|page-?body|main-?article|article-?inner|td-post-content|field-name-body|rich-?text|story|blog-?(?:post|content))(?:$|[\s_-])`)

// dropped says whether what an element holds is never shown, or is no text.
func dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Input, atom.Svg, atom.Video, atom.Audio, atom.Canvas, atom.Head, atom.Title:
		return true
	}
	return unseen(n.DataAtom) || hasAttr(n, "hidden") || attr(n, "aria-hidden") == "true" ||
		strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "display:none")
}

// apart says whether an element stands beside an article, by what it is and how it is
// named.
func apart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Button, atom.Label, atom.Figcaption, atom.Dialog, atom.Menu:
		return true
	case atom.Figure:
		return !hasPost(n, 3)
	}
	switch n.Data {
	case "amp-social-share", "amp-ad", "amp-sidebar", "amp-carousel", "amp-consent":
		return true
	}
	name := names(n)
	if name == "" || !beside.MatchString(name) {
		return false
	}
	return (!flanked(n) || concealed.MatchString(name)) && !hasPost(n, 3)
}

// concealed are names of what stands in the middle of a sentence and is not shown there.
var concealed = regexp.MustCompile(`hidden|sr-only|screen-?reader|print|tooltip|rollover|pop-?up`)

// flanked says whether an element stands in the middle of a sentence: words stand right
// before it and right behind it. Whatever its name is ("auto-tag"), it is one of them.
func flanked(n *html.Node) bool {
	words := func(n *html.Node) bool {
		return n != nil && n.Type == html.TextNode && strings.ContainsFunc(n.Data, unicode.IsLetter)
	}
	return !block(n.DataAtom) && words(n.PrevSibling) && words(n.NextSibling)
}

// hasPost says whether an element is there for a post that the article quotes.
func hasPost(n *html.Node, depth int) bool {
	for c := n.FirstChild; c != nil && depth > 0; c = c.NextSibling {
		if c.DataAtom == atom.Blockquote && strings.Contains(attr(c, "class"), "twitter-tweet") || c.DataAtom == atom.Div && hasPost(c, depth-1) {
			return true
		}
	}
	return false
}

// newLayout finds the passages of a page, those that are beside the article left out:
// by what their elements are, and by the names of these, unless most of the page's
// text is in one.
func newLayout(root *html.Node) *layout {
	whole := &layout{mass: map[*html.Node]int{}}
	whole.walk(root, nil)
	l := &layout{mass: map[*html.Node]int{}}
	l.walk(root, func(n *html.Node) bool {
		return 2*whole.mass[n] < whole.total && apart(n)
	})
	return l
}

// A walker gathers passages.
type walker struct {
	*layout
	skip  func(*html.Node) bool
	w     writer
	links int
	link  int // in how many links it is
	block *html.Node
}

func (l *layout) walk(root *html.Node, skip func(*html.Node) bool) {
	w := walker{layout: l, skip: skip, block: root}
	w.element(root)
	w.end()
	l.weigh(root)
}

// weigh adds to the prose that stands in an element itself what stands below it.
func (l *layout) weigh(n *html.Node) int {
	sum := l.mass[n]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += l.weigh(c)
	}
	if sum > 0 {
		l.mass[n] = sum
	}
	return sum
}

// end ends a passage.
func (w *walker) end() {
	text := strings.TrimSpace(w.w.String())
	if text != "" {
		p := passage{node: w.block, text: text, links: w.links}
		w.passages = append(w.passages, p)
		if p.prose() {
			w.mass[w.block] += len(text)
			w.total += len(text)
		}
	}
	w.w, w.links = writer{}, 0
}

func (w *walker) element(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		before := w.w.b.Len()
		w.w.text(n.Data)
		if w.link > 0 {
			w.links += w.w.b.Len() - before
		}
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if n.Type == html.ElementNode && (dropped(n) || w.skip != nil && w.skip(n)) {
		if block(n.DataAtom) {
			w.end()
		}
		return
	}
	switch {
	case n.DataAtom == atom.Br:
		if w.w.tag(atom.Br); w.w.lines == 2 {
			w.end()
		}
		return
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		w.w.tag(n.DataAtom)
	case n.DataAtom == atom.A:
		w.link++
		defer func() { w.link-- }()
	}
	was := w.block
	if block(n.DataAtom) {
		w.end()
		w.block = n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.element(c)
	}
	if block(n.DataAtom) {
		w.end()
		w.block = was
	}
}

// main is the element that holds the article: one that names itself so and has much of
// the page's prose, and below it the smallest that has most of that.
func (l *layout) main(root *html.Node) *html.Node {
	if l.total == 0 {
		return root
	}
	best, most := root, 0
	var look func(n *html.Node)
	look = func(n *html.Node) {
		if n.Type == html.ElementNode && l.mass[n] > 0 {
			if name := names(n); n.DataAtom == atom.Article || name != "" && within.MatchString(name) {
				m := l.mass[n]
				if m > most {
					best, most = n, m
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c)
		}
	}
	look(root)
	if 10*most < 4*l.total {
		best = root
	}
	for p := best.Parent; p != nil && 5*l.loose(p) >= l.mass[best]; p = p.Parent {
		best = p // an end tag too many has parted the paragraphs
	}
	for {
		var child *html.Node
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if child == nil || l.mass[c] > l.mass[child] {
				child = c
			}
		}
		if child == nil || 100*l.mass[child] < 75*l.mass[best] || child.DataAtom == atom.P {
			return best
		}
		best = child
	}
}

// loose is how much prose stands in paragraphs right below an element.
func (l *layout) loose(n *html.Node) int {
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.P {
			sum += l.mass[c]
		}
	}
	return sum
}

// furniture is how passages begin that newsrooms put between paragraphs, each a pattern.
var furniture = [...]string{
	`read (?:more|also|next|the full|our)\b`, `related(?: \w+)?:`, `see also\b`, `also read\b`, `more:`, `more (?:on|from) `, `watch:`,
	`watch (?:the|more)`, `listen:`, `photos?:`, `image:`, `photo by`, `advertisement$`, `story continues`, `continue reading`, `subscribe`, `sign up`,
	`follow (?:us|him|her|me|@|\w+ on|.{0,20}full coverage)`, `share this`, `click here`, `getty images`, `© `, `copyright `, `all rights reserved`,
	`this (?:article|story) (?:was originally|originally|has been) `, `don.t miss`, `recommended`, `you (?:might|may) also`, `here.s what`,
	`contact (?:us|the author)`, `email `, `send (?:tips|us)`, `get (?:the|our) .{0,40}newsletter`, `top stories`, `trending`, `most read`,
	`skip (?:to|ad)`, `loading`, `image (?:source|copyright|caption)`, `media (?:caption|playback)`, `report a`,
	`view (?:comments|gallery|more|slideshow)`, `tap here`, `download (?:the|our) .{0,20}app`, `join (?:the|our) `, `what do you think`, `let us know`,
	`have your say`, `sponsored`, `affiliate`, `published\b.{0,60}$`, `updated\b.{0,60}$`, `posted\b.{0,60}$`, `adverts?$`, `comments?$`,
	`tell us what you think`, `explore further$`, `citation: `, `this document is subject to copyright`, `top videos?$`,
	`related (?:news|stories|articles|posts|links|content|topics|coverage)`, `have a tip\?`, `get the latest `, `if you enjoyed this (?:article|story)`, `in this .{0,60}photo\b`, `file photo`,
	`\[button `, `the associated press$`, `associated press$`, `reuters$`, `ap$`, `last updated`, `filed under`, `tags?:`, `topics?:`,
	`by [A-Z][\w.]+ [A-Z][\w.]+$`,
}

// furnished are the patterns of furniture by their first letters, since every short
// passage of a page is held against them.
var furnished = sync.OnceValue(func() map[byte]*regexp.Regexp {
	by := map[byte][]string{}
	for _, pattern := range furniture {
		first := strings.TrimPrefix(pattern, `\`)[0]
		by[first] = append(by[first], pattern)
	}
	out := map[byte]*regexp.Regexp{}
	for first, patterns := range by {
		out[first] = regexp.MustCompile(`(?i)^(?:` + strings.Join(patterns, "|") + `)`)
	}
	return out
})

// dateLine is a day and no more, as it stands above articles.
var dateLine = regexp.MustCompile(`(?i)^(?:[a-z]{3,6}day,? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}(?:,? (?:at )?\d{1,2}[:.]\d\d.{0,12})?$`)

// furnishes says whether each line of a passage is something that a newsroom put there.
func (p *passage) furnishes() bool {
	if len(p.text) >= 300 {
		return false
	}
	for line := range strings.SplitSeq(p.text, "\n") {
		first := line[0]
		if first >= 'A' && first <= 'Z' {
			first += 'a' - 'A'
		}
		if pattern := furnished()[first]; (pattern == nil || !pattern.MatchString(line)) && (len(line) > 60 || !dateLine.MatchString(line)) {
			return false
		}
	}
	return true
}

// subheading are names of what is a heading though its element is none.
var subheading = regexp.MustCompile(`sub-?head|cross-?head|heading`)

// text is the article's text: the passages in its element that belong to it.
func (l *layout) text(root *html.Node, title string) string {
	inside := l.inside(l.main(root))
	shown := quoted(inside)
	var out []string
	seen := map[string]bool{}
	for i := range inside {
		p := &inside[i]
		again := seen[p.text] && (len(p.text) > 100 || len(p.text) > 40 && p.node.DataAtom != atom.Li && p.node.DataAtom != atom.P)
		between := i > 0 && i+1 < len(inside) && inside[i-1].prose() && inside[i+1].prose()
		if !again && l.belongs(p, title, between) && !shown(p) {
			seen[p.text] = true
			out = append(out, p.text)
		}
	}
	return strings.Join(out, "\n\n")
}

// inside are the passages that stand in an element.
func (l *layout) inside(main *html.Node) []passage {
	below := map[*html.Node]bool{}
	var look func(n *html.Node)
	look = func(n *html.Node) {
		if n == main || block(n.DataAtom) {
			below[n] = true
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c)
		}
	}
	look(main)
	var out []passage
	for _, p := range l.passages {
		if below[p.node] {
			out = append(out, p)
		}
	}
	return out
}

// quotation says whether a passage may be one that is set apart to be looked at.
func (p *passage) quotation() bool {
	n := p.node
	return len(p.text) <= 300 && (n.DataAtom == atom.Blockquote || n.Parent != nil && n.Parent.DataAtom == atom.Blockquote || n.DataAtom == atom.Q)
}

// quoted gives what says whether a passage only shows again, as a quotation to look at,
// words of a longer one. They are compared by letters and digits, and looked up in an
// index of all passages: a page may be made of quotations.
func quoted(passages []passage) func(*passage) bool {
	if !slices.ContainsFunc(passages, func(p passage) bool { return p.quotation() }) {
		return func(*passage) bool { return false }
	}
	var all []byte
	had := map[string]bool{}
	for i := range passages {
		if text := bare(passages[i].text); !had[text] {
			had[text] = true
			all = append(append(all, text...), '\n')
		}
	}
	index := suffixarray.New(all)
	return func(p *passage) bool {
		// Each text is there once: a second place lies in a longer one.
		return p.quotation() && len(index.Lookup([]byte(bare(p.text)), 2)) == 2
	}
}

// belongs says whether a passage in the article's element is a part of its text;
// between says that it stands between two paragraphs.
func (l *layout) belongs(p *passage, title string, between bool) bool {
	heading := slices.Contains([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, p.node.DataAtom)
	switch {
	case between && heading && p.links > 0 && !alike(p.text, title): // of what follows, with its address
		return true
	case p.links*10 > len(p.text)*7 && utf8.RuneCountInString(p.text) < 300:
		return false
	case p.furnishes():
		return false
	case p.node.DataAtom == atom.H1:
		return false
	case heading && alike(p.text, title):
		return false
	case p.node.DataAtom == atom.Div && len(p.text) < 25 && !strings.ContainsAny(p.text, ".!?”\"") && !(between && subheading.MatchString(names(p.node))):
		return false
	}
	return true
}

// alike compares two texts by their letters and digits.
func alike(a, b string) bool { return bare(a) == bare(b) && bare(a) != "" }

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80:
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}
