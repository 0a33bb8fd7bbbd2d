package page

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
